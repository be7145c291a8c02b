"""WeChat: one official account (公众号) as a door."""
