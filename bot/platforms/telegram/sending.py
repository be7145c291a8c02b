"""Sending: texts cut to Telegram's length, buttons in rows, errors in our own words."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar
from unicodedata import east_asian_width

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.doors import Button
from bot.platforms.telegram.wire import FloodControl
from bot.speaking.cutting import split_units
from models.errors import (
    DeliveryError,
    Moved,
    PlatformDown,
    Rejected,
    RetryAfter,
    Unreachable,
)

T = TypeVar("T")

LONGEST_TEXT = 4096
"""UTF-16 units of one message (Bot API, sendMessage)."""

LONGEST_LABEL = 60
"""Characters; more does not fit on a phone."""

WIDEST_IN_ROW = {3: 8, 2: 14}
"""How many columns a label may take when so many buttons share a row; 汉字 take two."""

GONE = (
    *("chat not found", "user not found", "peer_id_invalid", "user is deactivated"),
    *("bot was kicked", "bot is not a member", "group chat was deactivated"),
    *("chat_write_forbidden", "have no rights to send a message", "chat_restricted"),
    *("not enough rights to send text messages", "channel_private"),
)
"""Descriptions of a 400 that say that nobody is there, or that we may not speak there."""

TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
"""Descriptions of a 400 that say that nothing more can be said in a topic."""


def split(text: str) -> Sequence[str]:
    """Cut a text into parts of at most 4,096 UTF-16 units, at sentence ends where possible."""
    return split_units(text, LONGEST_TEXT)


def keyboard(buttons: Sequence[Button], username: str = "") -> InlineKeyboardMarkup | None:
    """Lay buttons out one to three a row: the longer the label, the wider the button."""
    if not buttons:
        return None
    rows = _rows(buttons)
    return InlineKeyboardMarkup([[_button(it, username) for it in row] for row in rows])


def _button(button: Button, username: str) -> InlineKeyboardButton:
    label = _shorten(button.label)
    if button.link:
        return InlineKeyboardButton(label, url=f"https://t.me/{username}?start={button.link}")
    return InlineKeyboardButton(label, callback_data=button.token)


async def in_our_words(call: Awaitable[T]) -> T:
    """Wait for a call; what the vendor raises becomes one of our delivery errors.

    Nothing of the vendor's error is chained: its texts and addresses may hold the token.

    Raises:
        DeliveryError: one of its kinds.
    """
    try:
        return await call
    except TelegramError as error:
        ours = _delivery_error(error)
    except (LookupError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        # The library trusts the shape of an answer; a proxy's error page has another.
        ours = PlatformDown(f"no sensible answer ({type(error).__name__})")
    raise ours


async def in_topic(topic: int | None, send: Callable[[int | None], Awaitable[T]]) -> T:
    """Send into a topic, or into the group itself when the topic is closed or gone.

    Raises:
        DeliveryError: one of its kinds.
    """
    try:
        return await in_our_words(send(topic))
    except Rejected as error:
        if topic is None or not says(error, TOPIC_GONE):
            raise
    return await in_our_words(send(None))


def says(error: Rejected, descriptions: Sequence[str]) -> bool:
    """Tell whether Telegram refused with one of these descriptions."""
    said = str(error).lower()
    return any(it in said for it in descriptions)


def _delivery_error(error: TelegramError) -> DeliveryError:
    match error:
        case FloodControl():
            return RetryAfter(timedelta(seconds=error.seconds))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(error.message)
        case BadRequest():  # before NetworkError, of which it is a kind
            is_gone = any(words in error.message.lower() for words in GONE)
            return Unreachable(error.message) if is_gone else Rejected(error.message)
        case _:
            return PlatformDown(_why_down(error))


def _why_down(error: TelegramError) -> str:
    if isinstance(error, InvalidToken | EndPointNotFound):
        return "the token is refused"
    if isinstance(error, Conflict):
        return "another program takes this bot's updates"
    return f"Telegram does not answer ({type(error).__name__})"


def _rows(buttons: Sequence[Button]) -> Iterator[Sequence[Button]]:
    row: list[Button] = []
    for button in buttons:
        together = [*row, button]
        widest = max(_columns(each.label) for each in together)
        if row and widest > WIDEST_IN_ROW.get(len(together), 0):
            yield row
            together = [button]
        row = together
    yield row


def _columns(label: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in label)


def _shorten(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
