"""What the board, the desk and other pages say."""
