"""Photos and voices: fetched, made safe, kept."""
