"""Who works for the street, where, and who stands in."""
