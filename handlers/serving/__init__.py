"""Serving at a post: weeks, shifts, checking in, covers, hours."""
