"""Tables, lifecycles, and what may never happen."""
