"""Members: the roll, cards, points, pledges, activities."""
