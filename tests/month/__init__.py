"""A month of one community, played through the real program with a clock that is moved."""
