"""Triage (分办): what a case is, what is like it, what belongs together."""
