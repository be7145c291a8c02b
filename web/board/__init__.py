"""The public board (公示栏), and the page on which one follows a case by its query code."""
