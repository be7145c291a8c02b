"""The doors that are configured, and how fast messages may go out of them."""

from collections.abc import Sequence
from datetime import timedelta

from bot.doors import Adapter
from bot.platforms.telegram import TelegramAdapter, Webhook
from bot.platforms.wechat import make_wechat
from bot.platforms.wecom import make_wecom
from bot.setting_groups import Settings
from services.clock import Clock
from services.delivery.budgets import Rate, Rates, at_most
from services.store import Store


def make_adapters(settings: Settings, store: Store, clock: Clock) -> Sequence[Adapter]:
    """Make an adapter for every door that is configured.

    Raises:
        OperatorError: of what a door needs, some is set and some is not.
    """
    made = (
        _make_telegram(settings),
        make_wechat(settings, store, clock),
        make_wecom(settings.wecom, store, clock),
    )
    return [adapter for adapter in made if adapter is not None]


def _make_telegram(settings: Settings) -> TelegramAdapter | None:
    telegram = settings.telegram
    if telegram.token is None:
        return None
    webhook = None
    if telegram.webhook_secret is not None and settings.web.public_url is not None:
        secret = telegram.webhook_secret.get_secret_value()
        webhook = Webhook(f"{settings.web.public_url}/telegram", secret)
    return TelegramAdapter(telegram.token.get_secret_value(), telegram.api_url, webhook)


def rates_of(settings: Settings) -> Rates:
    """Give what the operator lets us send."""
    budget = settings.budget
    return Rates(
        private=Rate(timedelta(seconds=1 / budget.chat_per_second), 3),
        group=at_most(int(budget.group_per_minute), timedelta(minutes=1), 3),
        robot=at_most(int(budget.robot_per_second), timedelta(seconds=1), 5),
    )
