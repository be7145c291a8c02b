"""The conversations: what came in, what goes out, in the words of the person."""
