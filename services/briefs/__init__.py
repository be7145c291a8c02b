"""Briefs (简报): the figures of a period of an area, frozen when they were made."""
