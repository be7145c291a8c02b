"""The WeChat door."""

from bot.platforms.wechat.account import Account
from bot.platforms.wechat.adapter import WechatAdapter
from bot.platforms.wechat.opening import find_account, make_line, make_wechat

__all__ = ["Account", "WechatAdapter", "find_account", "make_line", "make_wechat"]
