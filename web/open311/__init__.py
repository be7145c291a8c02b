"""Open311 GeoReport v2: other systems read public cases and hand in new ones."""
