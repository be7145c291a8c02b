"""What is said about posts and serving."""
