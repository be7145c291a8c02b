"""Open311 (GeoReport v2): what other programs ask and hand in, and which systems may."""
