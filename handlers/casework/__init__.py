"""Staff and members work on cases."""
