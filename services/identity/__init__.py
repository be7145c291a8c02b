"""People, and the doors and accounts they come in by."""
