"""The side of whoever reported: following, judging, being called, their own file."""
