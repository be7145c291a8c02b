"""What comes in: stored first, then handled in order."""
