"""WeCom: one app of a corporation as a door, and its ways into groups."""

from bot.platforms.wecom.adapter import WecomAdapter
from bot.platforms.wecom.opening import make_wecom

__all__ = ["WecomAdapter", "make_wecom"]
