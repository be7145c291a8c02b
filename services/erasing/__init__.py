"""What is forgotten, when, and how it stays forgotten."""
