"""What is done with a case, from its first words to its end."""
