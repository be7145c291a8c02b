"""What WeChat and WeCom have in common: their callbacks, access tokens, calls, coordinates."""
