"""What stories of a community are played with: the real program, a clock that is moved."""
