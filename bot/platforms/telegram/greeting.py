"""Greeting the Bot API: who we are, what the menu shows, and which way updates come in."""

import logging
from collections.abc import Collection
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.platforms.telegram.reading import ALLOWED_UPDATES
from bot.platforms.telegram.sending import in_our_words
from models.errors import PlatformDown, Rejected
from models.people import Language
from services.texts.commands import COMMANDS, command_labels
from services.texts.groups import BIND

logger = logging.getLogger(__name__)

WEBHOOK_CONNECTIONS = 40

IN_GROUPS = frozenset({"report", "grid", "help"})
"""What anybody may begin in front of the neighbours."""

OF_ADMINISTRATORS = IN_GROUPS | {"bind"}

MENUS = ((None, Language.SIMPLIFIED), ("en", Language.ENGLISH))
"""Telegram's codes have two letters: they cannot tell 繁體 from 简体."""

LABELS = {
    language: {**command_labels(language), "bind": BIND.text(language)} for _, language in MENUS
}


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram shall post updates, and the secret by which we know that it is Telegram."""

    url: str
    secret: str


async def greet(bot: Bot, webhook: Webhook | None) -> str:
    """Say hello, register commands, choose polling or webhook; give the bot's user name.

    Raises:
        DeliveryError: Telegram does not answer or does not want us.
    """
    await in_our_words(bot.initialize())
    await _set_commands(bot)
    if webhook is None:
        await in_our_words(bot.delete_webhook())
    else:
        await _set_webhook(bot, webhook)
    return bot.username


async def watch(bot: Bot, webhook: Webhook) -> None:
    """Look whether Telegram can post to us; set the webhook again when somebody removed it.

    Raises:
        PlatformDown: updates wait because our address does not take them.
    """
    found = await in_our_words(bot.get_webhook_info())
    if found.url != webhook.url:
        await _set_webhook(bot, webhook)
    elif found.pending_update_count and found.last_error_message:
        raise PlatformDown(f"the webhook does not take updates: {found.last_error_message}")


async def _set_webhook(bot: Bot, webhook: Webhook) -> None:
    await in_our_words(
        bot.set_webhook(
            webhook.url,
            secret_token=webhook.secret,
            max_connections=WEBHOOK_CONNECTIONS,
            allowed_updates=ALLOWED_UPDATES,
        )
    )


async def _set_commands(bot: Bot) -> None:
    alone = COMMANDS.keys()
    scopes: tuple[tuple[BotCommandScope | None, Collection[str]], ...] = (
        (None, alone),
        (BotCommandScopeAllPrivateChats(), alone),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
        (BotCommandScopeAllChatAdministrators(), OF_ADMINISTRATORS),
    )
    for scope, names in scopes:
        for code, language in MENUS:
            known = LABELS[language]
            labels = [(name, label) for name, label in known.items() if name in names]
            try:
                await in_our_words(bot.set_my_commands(labels, scope=scope, language_code=code))
            except Rejected as error:
                logger.warning("telegram commands were not taken: %s", error)
