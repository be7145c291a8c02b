"""The three rates (三率), where they come from, and how they are shown."""
