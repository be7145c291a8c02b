"""What is put on public notice (公示), and what people say against it."""
