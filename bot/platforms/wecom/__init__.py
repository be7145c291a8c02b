"""WeCom: one app of a corporation (企业微信) as a door."""
