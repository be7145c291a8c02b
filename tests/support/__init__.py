"""Streets, people, doors and stand-ins that tests are written with."""
