"""What the stand-in servers have in common: the wire, the thread, the calls, the callbacks."""
