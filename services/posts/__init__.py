"""Posts (岗位): opened by communities, and claimed by members."""
