"""Asking the platforms whether our accounts work; for the doctor and for deep links."""

from contextlib import suppress

from bot.setting_groups import Settings
from models.errors import DeliveryError


async def ask_telegram_name(settings: Settings) -> str:
    """Ask Telegram for the user name of our bot; empty when no token is set.

    Raises:
        DeliveryError: it does not answer, or does not know the token.
    """
    if settings.telegram.token is None:
        return ""
    from bot.platforms.telegram.sending import in_our_words
    from bot.platforms.telegram.wire import Line

    token = settings.telegram.token.get_secret_value()
    line = Line(token, settings.telegram.api_url)
    try:
        await in_our_words(line.bot.initialize())
        return line.bot.username
    finally:
        with suppress(DeliveryError):
            await in_our_words(line.hang_up())
