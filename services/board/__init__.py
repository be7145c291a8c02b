"""What the public board shows: which cases, how they are found, and the figures beside them."""
