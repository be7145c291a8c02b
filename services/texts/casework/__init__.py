"""What is said about cases."""
