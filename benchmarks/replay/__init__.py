"""Real messages filed through the Telegram door of the real program, over HTTP."""
