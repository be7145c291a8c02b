"""The Telegram door."""

from bot.platforms.telegram.adapter import TelegramAdapter
from bot.platforms.telegram.greeting import Webhook
from bot.platforms.telegram.opening import make_telegram

__all__ = ["TelegramAdapter", "Webhook", "make_telegram"]
