"""The browser's chat: a door of our own, whose screens are in the store."""

from bot.platforms.browser.adapter import BrowserAdapter

__all__ = ["BrowserAdapter"]
