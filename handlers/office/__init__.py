"""The office itself: duty, figures, the way to the desk, who saw what."""
