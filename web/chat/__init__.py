"""The chat page: a front door that needs nothing but a browser."""
