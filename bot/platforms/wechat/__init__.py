"""The WeChat door."""

from bot.platforms.wechat.account import Account
from bot.platforms.wechat.adapter import WechatAdapter

__all__ = ["Account", "WechatAdapter"]
