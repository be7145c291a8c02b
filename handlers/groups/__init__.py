"""Groups: bound, written to, listened to as little as possible."""
