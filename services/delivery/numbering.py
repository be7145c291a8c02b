"""Numbers of choices, for doors that show them as lines: `1 提交`.

A number that is written must mean one thing. So the open question begins at 1, and what is
offered under other messages goes on behind its numbers. They are given when a message is leased,
and stored before it is sent.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.base import table
from models.conversations import Conversation
from models.outbox import OutMessage
from models.people import Door
from services.delivery.dispatch import Leased, change
from services.delivery.messages import Choice, open_body
from services.sealing import Sealer, Unreadable, vault_of

FIRST = 1

NUMBERED = frozenset({Door.WECHAT, Door.WECOM})
"""Doors where choices have numbers."""

LOOKED_AT = 10
"""Messages among which a number is looked for."""


_TALKS = table(Conversation)


def list_numbered(choices: Sequence[Choice], *, is_private: bool) -> Sequence[int]:
    """Tell which choices have numbers, by their places.

    A way out has a line of its own, as has what stands under a question that a number answers.
    In a group only a question can be answered by a number.
    """
    return [
        place
        for place, choice in enumerate(choices)
        if not (choice.is_way_out or choice.is_by_word) and (is_private or _is_answer(choice))
    ]


def give_numbers(
    session: Session, messages: Sequence[Leased], *, are_joined: bool = False
) -> Sequence[Leased]:
    """Give messages the numbers that their first choices are shown with, and store those.

    Args:
        session: the transaction in which they were leased.
        messages: of a door that numbers choices.
        are_joined: they go to one chat as one message, so none may share a number.

    Returns:
        The same messages in the same order; without a number there is nothing to choose.
    """
    firsts: dict[int, int | None] = {}
    after = 0
    for message in sorted(messages, key=lambda it: it.turn is None):  # the question begins at 1
        first = _first(session, message)
        if first is not None and are_joined:
            first = max(first, after + 1)
            after = first + _count(session, message) - 1
        firsts[message.id] = first
    for first in set(firsts.values()):
        change(session, [it for it in firsts if firsts[it] == first], first_number=first)
    return [replace(it, first_number=firsts[it.id]) for it in messages]


def find_shown(
    session: Session, account_id: int, chat: str, sealer: Sealer, number: int
) -> Choice | None:
    """Find the choice that the newest message shows under a number, among the last of a chat."""
    rows = session.exec(
        select_rows(OutMessage.body, OutMessage.first_number)
        .where(
            col(OutMessage.account_id) == account_id,
            col(OutMessage.chat) == chat,
            col(OutMessage.first_number).is_not(None),
            col(OutMessage.body).is_not(None),
        )
        .order_by(col(OutMessage.id).desc())
        .limit(LOOKED_AT)
    ).all()
    for body, first in rows:
        choices = open_body(sealer, body or b"").choices
        places = list_numbered(choices, is_private=True)
        if first is not None and first <= number < first + len(places):
            return choices[places[number - first]]
    return None


def is_shown(session: Session, conversation_id: int, since: int, turn: int) -> bool:
    """Tell whether a question was shown with numbers at one of these turns."""
    found = select_rows(OutMessage.id).where(
        col(OutMessage.conversation_id) == conversation_id,
        col(OutMessage.turn).between(since, turn),
        col(OutMessage.first_number).is_not(None),
    )
    return session.exec(found.limit(1)).first() is not None


def _is_answer(choice: Choice) -> bool:
    return choice.command is None and not choice.link


def _first(session: Session, message: Leased) -> int | None:
    """Begin behind the open question, unless this asks it; one that is over has no numbers."""
    if not _count(session, message):
        return None
    talk = _talk(session, message)
    if message.turn is not None:
        return FIRST if talk is not None and talk.turn == message.turn else None
    return FIRST + (talk.choices_open or 0 if talk is not None and message.is_private else 0)


def _talk(session: Session, message: Leased) -> Row[Any, Any] | None:
    """Find what is open in the chat that a message goes to."""
    statement = select(_TALKS.c.turn, _TALKS.c.choices_open).where(_TALKS.c.state.is_not(None))
    if message.turn is not None:
        statement = statement.where(_TALKS.c.id == message.conversation_id)
    else:
        statement = statement.where(
            _TALKS.c.account_id == message.account_id,
            _TALKS.c.chat == message.chat,
            _TALKS.c.topic == message.topic,
        )
    return session.connection().execute(statement).first()


def _count(session: Session, message: Leased) -> int:
    if message.body is None:
        return 0
    try:
        saying = open_body(vault_of(session).sealer(message.wrapped), message.body)
    except Unreadable:
        return 0
    is_private = message.is_private
    return 0 if saying.answers else len(list_numbered(saying.choices, is_private=is_private))
