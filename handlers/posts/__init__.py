"""Posts (岗位): opened, found, claimed, listed."""
