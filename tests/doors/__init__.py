"""The scripts of the conversations, played through every door of the real program."""
