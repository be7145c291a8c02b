"""Members (党员): who they are to the office, their bodies, and their coming to report (报到)."""
