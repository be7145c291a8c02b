"""Danger (119/110/120): its words in two languages."""
