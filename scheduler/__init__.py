"""When the bot acts by itself."""
