"""Everything the program promises, tried."""
