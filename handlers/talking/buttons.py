"""Tokens on buttons: which message or question a press belongs to.

`q<conversation>.<turn>.<index>` answers the question a conversation asked at that turn;
`m<message>.<index>` starts the command that an outbox row offered. Numbers are base 36, so a
token keeps far below the 64 bytes that Telegram allows for callback_data. A token proves
nothing: whoever presses must be who it was meant for.
"""

import re
from dataclasses import dataclass

LARGEST = 2**63 - 1
"""Of the numbers that a database keeps."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_QUESTION = re.compile(r"q([0-9a-z]{1,13})\.([0-9a-z]{1,13})\.([0-9a-z]{1,3})")
_MESSAGE = re.compile(r"m([0-9a-z]{1,13})\.([0-9a-z]{1,3})")


@dataclass(frozen=True, slots=True)
class QuestionButton:
    """A press that answers a question."""

    conversation_id: int
    turn: int
    index: int


@dataclass(frozen=True, slots=True)
class MessageButton:
    """A press that starts what a message offered."""

    message_id: int
    index: int


def question_token(conversation_id: int, turn: int, index: int) -> str:
    """Give the token of an answer."""
    return f"q{base36(conversation_id)}.{base36(turn)}.{base36(index)}"


def message_token(message_id: int, index: int) -> str:
    """Give the token of an offered command."""
    return f"m{base36(message_id)}.{base36(index)}"


def read_token(token: str) -> QuestionButton | MessageButton | None:
    """Read a token; None when it is not one of ours."""
    if found := _QUESTION.fullmatch(token) or _MESSAGE.fullmatch(token):
        numbers = [int(part, 36) for part in found.groups()]
        if max(numbers) <= LARGEST:
            return QuestionButton(*numbers) if found.re is _QUESTION else MessageButton(*numbers)
    return None


def base36(number: int) -> str:
    """Write a number with as few signs as a link takes."""
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
        if not number:
            return digits
