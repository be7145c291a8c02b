"""Asking the platforms whether our accounts work; for the doctor and for deep links."""

from contextlib import suppress

from bot.platforms.telegram.sending import in_our_words
from bot.platforms.telegram.wire import make_bot
from bot.setting_groups import Settings
from models.errors import DeliveryError


async def ask_telegram_name(settings: Settings) -> str:
    """Ask Telegram for the user name of our bot; empty when no token is set.

    Raises:
        DeliveryError: it does not answer, or does not know the token.
    """
    if settings.telegram.token is None:
        return ""
    token = settings.telegram.token.get_secret_value()
    bot = make_bot(token, settings.telegram.api_url)
    try:
        await in_our_words(bot.initialize())
        return bot.username
    finally:
        with suppress(DeliveryError):
            await in_our_words(bot.shutdown())
