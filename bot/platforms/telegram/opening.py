"""Making the door of what was set."""

from bot.platforms.telegram.adapter import TelegramAdapter
from bot.platforms.telegram.greeting import Webhook
from bot.setting_groups import Telegram


def make_telegram(settings: Telegram, public_url: str | None) -> TelegramAdapter | None:
    """Make the adapter of the bot; None when no token is set."""
    if settings.token is None:
        return None
    webhook = None
    if settings.webhook_secret is not None and public_url is not None:
        secret = settings.webhook_secret.get_secret_value()
        webhook = Webhook(f"{public_url}/telegram", secret)
    return TelegramAdapter(settings.token.get_secret_value(), settings.api_url, webhook)
