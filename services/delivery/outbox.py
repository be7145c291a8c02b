"""Telling people: messages are stored with what they tell about, and sent afterwards."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, case, exists, insert, union, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.base import table
from models.doors import ReplyWindow
from models.keys import Key
from models.outbox import MessageState, OutMessage, Priority
from models.people import WINDOWED_DOORS, Account, Door, Language
from services.clock import Clock, local
from services.delivery.messages import Choice, Command, Saying, open_body, seal_body
from services.rules import Rules, rules_of
from services.sealing import Sealer, vault_of
from services.store import written_out
from services.texts.phrases import Phrase, put_into_words
from services.wording import squeeze

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""Due whatever a clock says: one that is set back must not hold up a reply."""

TOLD_TOGETHER = 1000
"""Rows; what is told to several people in one transaction lies closer together."""

LOOKED_AT = 10
"""Messages in which a label is looked for that somebody wrote."""

UNSAID = [written_out(MessageState.WAITING), written_out(MessageState.HELD)]
"""Nobody has seen it, and nobody is about to."""

_OUTBOX = table(OutMessage)
_NOT_LOST = (MessageState.WAITING, MessageState.SENDING, MessageState.SENT)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: an account, the chat and topic, and the key that seals it."""

    account_id: int
    chat: str
    sealer: Sealer
    topic: str = ""


def tell(
    session: Session,
    person_id: int,
    saying: Saying,
    clock: Clock,
    priority: Priority = Priority.REMINDER,
) -> bool:
    """Tell a person through the door where they can be reached.

    Returns:
        False when no door reaches them; the caller then tells whoever stands above.
    """
    address = find_address(session, person_id, clock.now())
    if address is None:
        return False
    post(session, address, saying, clock, Priority.URGENT if saying.is_urgent else priority)
    return True


def find_address(
    session: Session,
    person_id: int,
    now: datetime,
    besides: int = 0,
    *,
    is_pushed: bool = False,
) -> Address | None:
    """Find the door that reaches a person.

    One that can push goes before one that can for a while, that before one that has to wait until
    they write, and that before the browser; of several browsers the one last used, of several
    doors the newest.

    Args:
        session: the open transaction.
        person_id: whom.
        now: the present instant.
        besides: an account that did not reach them.
        is_pushed: only a door that can push now.
    """
    whom = {"person_id": person_id, "besides": besides, "now": now}
    found = session.connection().execute(_REACHED, whom).first()
    if found is None or (is_pushed and found.order > _IN_A_WINDOW):
        return None
    return Address(found.id, found.outer_id, vault_of(session).sealer(found.wrapped))


def post(
    session: Session,
    address: Address,
    saying: Saying,
    clock: Clock,
    priority: Priority = Priority.REMINDER,
) -> None:
    """Store a message that nobody is waiting for; it keeps the quiet hours."""
    row = message_row(address, saying, clock.now())
    row["priority"] = priority
    row["due_at"] = first_moment(priority, clock, rules_of(session))
    session.connection().execute(_POST, row)


def message_row(address: Address, saying: Saying, now: datetime) -> dict[str, Any]:
    """Give the outbox row of a saying; a reply to the person themselves, due now."""
    return {
        "account_id": address.account_id,
        "conversation_id": None,
        "chat": address.chat,
        "topic": address.topic,
        "priority": Priority.URGENT if saying.is_urgent else Priority.REPLY,
        "subject": saying.subject,
        "case_id": saying.case_id,
        "card_id": None,
        "turn": None,
        "body": seal_body(address.sealer, saying),
        "created_at": now,
        "due_at": AT_ONCE,
        "state": MessageState.WAITING,
        "parts_sent": 0,
        "tries": 0,
    }


def find_offer(
    session: Session, account_id: int, sealer: Sealer, message_id: int, index: int
) -> Command | None:
    """Find what a button under one of our messages starts; None for anybody else's message."""
    row = session.get(OutMessage, message_id)
    if row is None or row.account_id != account_id or row.body is None:
        return None
    choices = open_body(sealer, row.body).choices
    return started_by(choices[index]) if index < len(choices) else None


def started_by(choice: Choice) -> Command | None:
    """Give what a choice starts in the private chat; None for the answer to a question."""
    return Command("start", {"argument": choice.link}) if choice.link else choice.command


def find_offer_named(
    session: Session,
    account_id: int,
    sealer: Sealer,
    words: str,
    *,
    is_any: bool = True,
    among: int = LOOKED_AT,
) -> Command | None:
    """Find what the newest button starts whose label somebody wrote instead of pressing it.

    Without `is_any` only numbered lines count; `among` are the newest messages to look at.
    """
    columns = (_OUTBOX.c.first_number, _OUTBOX.c.outer_id)
    newest = [
        select_columns(_OUTBOX.c.id)
        .where(_OUTBOX.c.account_id == account_id, it.is_not(None), _OUTBOX.c.body.is_not(None))
        .order_by(_OUTBOX.c.id.desc())
        .limit(among)
        .subquery()
        for it in columns[: 2 if is_any else 1]  # apart from each other: each has its index
    ]
    either = union(*(select_columns(it.c.id) for it in newest))
    rows = session.exec(
        select(OutMessage.body, OutMessage.first_number)
        .where(col(OutMessage.id).in_(either))
        .order_by(col(OutMessage.id).desc())
        .limit(among)
    ).all()
    said = squeeze(words)
    for body, first_number in rows:
        for choice in open_body(sealer, body or b"").choices:
            command = choice.command if first_number is None else started_by(choice)
            if command is not None and said in _squeezed(choice.label):
                return command
    return None


def _squeezed(label: Phrase) -> Collection[str]:
    """Give a label in every language: squeezing makes simplified characters of traditional."""
    chinese, english = put_into_words(label), put_into_words(label, language=Language.ENGLISH)
    return squeeze(chinese), squeeze(english)


def find_case_of_message(
    session: Session, account_id: int, chat: str, outer_id: str
) -> int | None:
    """Find which case a message of ours was about, by the platform's id of it in a chat."""
    return session.exec(
        select(OutMessage.case_id).where(
            OutMessage.account_id == account_id,
            OutMessage.outer_id == outer_id,
            OutMessage.chat == chat,
        )
    ).first()


def is_told(session: Session, message: OutMessage, person_ids: Sequence[int]) -> bool:
    """Tell whether one of these people was told, or will be, what this message could not tell."""
    found = session.exec(
        select(OutMessage.id)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(
            OutMessage.id > message.id - TOLD_TOGETHER,
            OutMessage.id != message.id,
            OutMessage.subject == message.subject,
            col(OutMessage.state).in_(_NOT_LOST),
            col(Account.person_id).in_(person_ids),
        )
    ).first()
    return found is not None


def cancel(session: Session, subject: str) -> None:
    """Take back what is waiting to be said about a subject: it is no longer true."""
    session.connection().execute(
        update(table(OutMessage))
        .where(
            col(OutMessage.subject) == subject,
            col(OutMessage.state).in_(UNSAID),
        )
        .values(state=MessageState.CANCELLED, body=None)
    )


def cancel_questions(session: Session, replaced: Sequence[Mapping[str, int]]) -> None:
    """Take back questions that were replaced before they went out: rows of asked_in, at_turn."""
    if replaced:
        session.connection().execute(_REPLACE, list(replaced))


def first_moment(priority: Priority, clock: Clock, rules: Rules) -> datetime:
    """Tell when a message may first go out: at once, or when the quiet hours are over."""
    here = local(clock.now(), clock)
    if priority <= Priority.REPLY or not is_quiet(clock, rules):
        return AT_ONCE
    morning = datetime.combine(here, rules.quiet_until, here.tzinfo)
    if morning <= here:
        morning += timedelta(days=1)
    return morning.astimezone(UTC)


def is_quiet(clock: Clock, rules: Rules) -> bool:
    """Tell whether these are the quiet hours."""
    return _is_quiet(local(clock.now(), clock).time(), rules.quiet_from, rules.quiet_until)


def _is_quiet(hour: time, begins: time, ends: time) -> bool:
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


_ACCOUNTS, _KEYS = table(Account), table(Key)
_WINDOWS = table(ReplyWindow)
_HAS_WINDOW = exists().where(
    _WINDOWS.c.account_id == _ACCOUNTS.c.id,
    _WINDOWS.c.ends_at > bindparam("now"),
    _WINDOWS.c.left > 0,
)
_IN_A_WINDOW = 1
_PUSHES = case(
    (_ACCOUNTS.c.door == written_out(Door.BROWSER), 3),
    (_ACCOUNTS.c.door.not_in([written_out(it) for it in WINDOWED_DOORS]), 0),
    (_HAS_WINDOW, _IN_A_WINDOW),
    else_=2,
)
_REACHED = (
    select_columns(_ACCOUNTS.c.id, _ACCOUNTS.c.outer_id, _KEYS.c.wrapped, _PUSHES.label("order"))
    .join_from(_ACCOUNTS, _KEYS, _KEYS.c.id == _ACCOUNTS.c.key_id)
    .where(
        _ACCOUNTS.c.person_id == bindparam("person_id"),
        _ACCOUNTS.c.id != bindparam("besides"),
        _ACCOUNTS.c.unreachable_since.is_(None),
    )
    .order_by(
        _PUSHES,
        _ACCOUNTS.c.heard_at.desc().nulls_last(),
        _ACCOUNTS.c.id.desc(),
    )
    .limit(1)
)
_POST = insert(table(OutMessage))
_REPLACE = (
    update(table(OutMessage))
    .where(
        table(OutMessage).c.conversation_id == bindparam("asked_in"),
        table(OutMessage).c.turn == bindparam("at_turn"),
        table(OutMessage).c.state.in_(UNSAID),
    )
    .values(state=MessageState.CANCELLED, body=None)
)
