"""Areas: the tree of street, community, grid and building, its outlines, its places in words."""
