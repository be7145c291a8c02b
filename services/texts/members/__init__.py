"""What is said to and about members."""
