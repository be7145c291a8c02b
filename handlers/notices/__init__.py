"""Notices (公示), read and published."""
