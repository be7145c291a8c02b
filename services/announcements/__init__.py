"""Announcements (通知): told to groups, shown on the board until they are over."""
