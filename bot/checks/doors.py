"""Asking the platforms whether our accounts work; for the doctor and for deep links."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from bot.checks.findings import Finding, Grade
from bot.setting_groups import Settings
from models.errors import DeliveryError
from services.clock import Clock
from services.store import Store

DoorCheck = Callable[[Settings, Store, Clock], Awaitable[Sequence[Finding]]]


async def check_telegram(settings: Settings, store: Store, clock: Clock) -> Sequence[Finding]:
    """Look whether Telegram knows our token."""
    del store, clock
    if settings.telegram.token is None:
        return []
    try:
        name = await ask_telegram_name(settings)
    except DeliveryError as error:
        return [
            Finding(
                "telegram",
                Grade.WRONG,
                f"Telegram 用不了：{error}",
                "核对 MINQING_TELEGRAM__TOKEN 和 MINQING_TELEGRAM__API_URL，并看本机能否连到那里",
            )
        ]
    return [
        Finding(
            "telegram",
            Grade.NOTE,
            f"Telegram 正常（@{name}）；其服务器在境外，征得同意时会向居民说明",
        )
    ]


async def check_wechat(settings: Settings, store: Store, clock: Clock) -> Sequence[Finding]:
    """Look at every step by which an official account is set up."""
    from bot.checks import wechat as wechat_checks

    return await wechat_checks.examine(settings, store, clock)


async def check_wecom(settings: Settings, store: Store, clock: Clock) -> Sequence[Finding]:
    """Look at every step by which an app in WeCom is set up."""
    from bot.checks import wecom as wecom_checks

    return await wecom_checks.examine(settings, store, clock)


DOOR_CHECKS: list[DoorCheck] = [check_telegram, check_wechat, check_wecom]
"""One for each platform that can be asked."""


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
