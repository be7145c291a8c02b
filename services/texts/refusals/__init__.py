"""Why something cannot be done, for every verb."""
