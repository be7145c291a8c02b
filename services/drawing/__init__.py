"""Pictures and documents that people keep: drawn from plain arguments, with a font of our own."""
