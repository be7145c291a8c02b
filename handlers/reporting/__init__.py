"""Residents report, add, hurry, follow and judge."""
