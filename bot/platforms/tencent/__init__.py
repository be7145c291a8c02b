"""What WeChat and WeCom have in common: callbacks, access tokens, calls, coordinates."""
