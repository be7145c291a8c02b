"""The doors; each adapter alone knows its vendor's library."""
