"""Numbers of choices, for doors that show them as lines: `1 提交`.

A number that is written must mean one thing. So the open question begins at 1, and what is
offered under other messages goes on behind its numbers, and behind those of what was told in the
same breath. They are given when a message is leased, and stored before it is sent. What a door
shows as buttons has none that anybody reads: it takes none from others, and counts behind them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.base import table
from models.conversations import Conversation
from models.inbox import Event
from models.outbox import MessageState, OutMessage
from models.people import Door
from services.delivery.dispatch import Leased, change
from services.delivery.messages import Choice, open_body
from services.sealing import Sealer, Unreadable, vault_of

FIRST = 1

ON_BUTTONS = 0
"""In the place of a first number: the choices stand on buttons, and are chosen as if from 1."""

HasButtons = Callable[[Leased], bool]
"""Tells whether a door shows the choices of a message as buttons."""

NUMBERED = frozenset({Door.WECHAT, Door.WECOM})
"""Doors where choices have numbers."""

BREATH = timedelta(seconds=1)
"""What is told within this time is read together: nobody answers so soon."""

HIGHEST_FIRST = 20
"""Numbers grow no further with what is told together."""

LOOKED_AT = 10
"""Messages among which a number is looked for."""


_TALKS = table(Conversation)

_WAS_SHOWN = (
    col(OutMessage.first_number).is_not(None),
    or_(
        col(OutMessage.state).in_((MessageState.SENT, MessageState.SENDING)),
        and_(  # the answer to its sending may have been lost
            col(OutMessage.state) == MessageState.WAITING, col(OutMessage.tries) > 0
        ),
    ),
)


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
    session: Session, messages: Sequence[Leased], has_buttons: HasButtons | None = None
) -> Sequence[Leased]:
    """Give messages the numbers that their first choices are shown with, and store those.

    What is leased together for one chat, be it joined to one message, shares no number.

    Returns:
        The same messages in the same order; without a number there is nothing to choose.
    """
    firsts: dict[int, int | None] = {}
    behind: dict[tuple[int, str], int] = {}
    for message in sorted(messages, key=lambda it: it.turn is None):  # the question begins at 1
        first, chat = _first(session, message, has_buttons), (message.account_id, message.chat)
        if first is not None and _is_on_buttons(message, has_buttons):
            first = ON_BUTTONS
        elif first is not None:
            first = max(first, behind.get(chat, FIRST))
            behind[chat] = first + _count(session, message)
        firsts[message.id] = first
        if first != message.first_number:
            change(session, [message.id], first_number=first)
    return [replace(it, first_number=firsts[it.id]) for it in messages]


def find_shown(
    session: Session,
    account_id: int,
    chat: str,
    sealer: Sealer,
    number: int,
    *,
    in_lines: bool = False,
) -> Choice | None:
    """Find the choice that the newest message shows under a number, among the last of a chat.

    What stands on buttons has a number where no line has it; with `in_lines` it has none.
    """
    rows = _list_shown(session, account_id, chat)
    for body, first, _ in sorted(rows, key=lambda row: row[1] == ON_BUTTONS):
        if in_lines and first == ON_BUTTONS:
            break
        choices = open_body(sealer, body or b"").choices
        places = list_numbered(choices, is_private=True)
        place = number - (first or FIRST)
        if place in range(len(places)):
            return choices[places[place]]
    return None


def find_newest(
    session: Session, account_id: int, chat: str, sealer: Sealer
) -> tuple[Sequence[Choice], int | None] | None:
    """Find what the newest message shows as numbered lines, and which case that was about."""
    for body, first, case_id in _list_shown(session, account_id, chat):
        if first != ON_BUTTONS:
            choices = open_body(sealer, body or b"").choices
            places = list_numbered(choices, is_private=True)
            return [choices[place] for place in places], case_id
    return None


def _list_shown(
    session: Session, account_id: int, chat: str
) -> Sequence[tuple[bytes | None, int | None, int | None]]:
    """List the last messages with choices in a chat, the newest first."""
    rows = session.exec(
        select_rows(OutMessage.body, OutMessage.first_number, OutMessage.case_id)
        .where(
            col(OutMessage.account_id) == account_id,
            col(OutMessage.chat) == chat,
            *_WAS_SHOWN,
            col(OutMessage.body).is_not(None),
        )
        .order_by(col(OutMessage.id).desc())
        .limit(LOOKED_AT)
    )
    return rows.all()


def find_first(session: Session, conversation_id: int, since: int, turn: int) -> int | None:
    """Give what the choices of a question began with, shown at one of these turns."""
    found = select_rows(OutMessage.first_number).where(
        col(OutMessage.conversation_id) == conversation_id,
        col(OutMessage.turn).between(since, turn),
        *_WAS_SHOWN,
    )
    return session.exec(found.order_by(col(OutMessage.first_number).desc()).limit(1)).first()


def _is_answer(choice: Choice) -> bool:
    return choice.command is None and not choice.link


def _is_on_buttons(message: Leased, has_buttons: HasButtons | None) -> bool:
    return has_buttons is not None and has_buttons(replace(message, first_number=FIRST))


def _first(session: Session, message: Leased, has_buttons: HasButtons | None) -> int | None:
    """Begin behind the open question, unless this asks it; one that is over has no numbers."""
    if not _count(session, message):
        return None
    talk = _talk(session, message)
    if message.turn is not None:
        return FIRST if talk is not None and talk.turn == message.turn else None
    if not message.is_private:
        return FIRST
    first = FIRST + (0 if talk is None else _count_open(session, message, talk, has_buttons))
    behind = _behind_the_last(session, message)
    return first if behind > HIGHEST_FIRST else max(first, behind)


def _count_open(
    session: Session, message: Leased, talk: Row[Any, Any, Any], has_buttons: HasButtons | None
) -> int:
    """Count the numbers of the open question; on buttons it has none that anybody reads."""
    if not talk.choices_open or has_buttons is None:
        return talk.choices_open or 0
    body = session.exec(
        select_rows(OutMessage.body).where(
            OutMessage.conversation_id == talk.id, OutMessage.turn == talk.turn
        )
    ).first()
    question = replace(message, body=body, conversation_id=talk.id, turn=talk.turn)
    is_read = body is None or not _is_on_buttons(question, has_buttons)
    return int(talk.choices_open) if is_read else 0


def _behind_the_last(session: Session, message: Leased) -> int:
    """Give the number behind what was offered just before this, if they said nothing since."""
    this = aliased(OutMessage)
    found = session.exec(
        select_rows(OutMessage, this.created_at)
        .join(this, col(this.id) == message.id)
        .where(
            OutMessage.account_id == message.account_id,
            OutMessage.chat == message.chat,
            col(OutMessage.turn).is_(None),
            col(OutMessage.first_number) != ON_BUTTONS,
            col(OutMessage.first_number).is_not(None),
            col(OutMessage.id) < message.id,
        )
        .order_by(col(OutMessage.id).desc())
        .limit(1)
    ).first()
    if found is None:
        return FIRST
    last, created_at = found
    is_together = last.created_at > created_at - BREATH and not _has_spoken(session, last)
    if last.first_number is None or not is_together:
        return FIRST
    return last.first_number + _count(session, replace(message, body=last.body))


def _has_spoken(session: Session, since: OutMessage) -> bool:
    """Tell whether something came in from this chat after a message went out."""
    heard = (
        select_rows(Event.id)
        .join(Conversation, col(Conversation.id) == Event.conversation_id)
        .where(
            Conversation.account_id == since.account_id,
            Conversation.chat == since.chat,
            col(Event.id) > (since.after_event or 0),
        )
    )
    return since.after_event is not None and session.exec(heard.limit(1)).first() is not None


def _talk(session: Session, message: Leased) -> Row[Any, Any, Any] | None:
    """Find what is open in the chat that a message goes to."""
    statement = select(_TALKS.c.id, _TALKS.c.turn, _TALKS.c.choices_open).where(
        _TALKS.c.state.is_not(None)
    )
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
    except (Unreadable, ValueError, LookupError, TypeError):
        return 0  # whoever is to say it finds out
    is_private = message.is_private
    return 0 if saying.answers else len(list_numbered(saying.choices, is_private=is_private))
