"""Posts (岗位): opened by communities, claimed by members, served in shifts."""
