"""Points (积分), what they are exchanged for, and the four cards (四色卡)."""
