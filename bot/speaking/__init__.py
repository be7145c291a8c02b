"""Putting stored messages into words, buttons or numbered lines, and saying them."""
