"""What is told to people: stored first, then sent, within everybody's limits."""
