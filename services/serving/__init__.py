"""Serving (上岗): shifts, who comes to them, and the hours that count."""
