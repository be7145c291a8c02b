"""The Telegram door."""

from bot.platforms.telegram.adapter import TelegramAdapter
from bot.platforms.telegram.greeting import Webhook

__all__ = ["TelegramAdapter", "Webhook"]
