"""Tables that come in and go out: csv and xlsx."""
