"""Many members press 认领 at once: who has a place, who waits, and how long it took."""
