"""What is due to be said, as it would stand on a screen."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot.speaking.buttons import buttons_of, numbered_text
from handlers.talking.buttons import message_token, question_token
from models.groups import Card
from models.inbox import Event
from models.keys import Key
from models.outbox import MessageState, OutMessage
from models.people import Account, Language
from services.clock import SHANGHAI, Clock
from services.delivery.dispatch import Leased
from services.delivery.messages import Saying, open_body
from services.delivery.numbering import NUMBERED, give_numbers
from services.sealing import Sealer
from services.store import Store
from services.texts.phrases import join_words, put_into_words


@dataclass(slots=True)
class Shown:
    """One message on a screen."""

    text: str
    buttons: dict[str, str]
    outer_id: str
    links: dict[str, str] = field(default_factory=dict[str, str])
    edits: str = ""
    is_whisper: bool = False
    attachments: tuple[int, ...] = ()


def take_due(store: Store, clock: Clock) -> Sequence[tuple[str, Shown]]:
    """Mark what is due as sent; give it with the platform's id of each chat."""
    with store.write() as session:
        newest = session.exec(select(Event.id).order_by(col(Event.id).desc())).first() or 0
        rows = session.exec(
            select(OutMessage, Account, Key.wrapped)
            .join(Account, col(Account.id) == OutMessage.account_id)
            .join(Key, col(Key.id) == Account.key_id)
            .where(
                OutMessage.state == MessageState.WAITING,
                or_(
                    col(OutMessage.due_at) <= clock.now(), col(OutMessage.ready_at) <= clock.now()
                ),
            )
            .order_by(col(OutMessage.id))
        ).all()
        shown: list[tuple[str, Shown]] = []
        for row, account, wrapped in rows:
            leased, sealer = _lease(row, account, wrapped), store.vault.sealer(wrapped)
            one = _send(session, sealer, row, newest, account.reads)
            if account.door in NUMBERED:
                (leased,) = give_numbers(session, [leased])
                assert row.body is not None
                one = _numbered(one, leased, open_body(sealer, row.body))
            shown.append((row.chat, one))
        return shown


def show(screen: list[Shown], shown: Shown) -> None:
    """Put a message on a screen, in the place of the one it edits."""
    for index, before in enumerate(screen):
        if shown.edits and before.outer_id == shown.edits:
            screen[index] = shown
            return
    screen.append(shown)


def _send(
    session: Session, sealer: Sealer, row: OutMessage, newest: int, language: Language
) -> Shown:
    assert row.body is not None
    saying = open_body(sealer, row.body)
    buttons = {
        put_into_words(choice.label, language=language): message_token(row.id, index)
        if choice.command
        else question_token(row.conversation_id or 0, row.turn or 0, index)
        for index, choice in enumerate(saying.choices)
        if not choice.link
    }
    links = {
        put_into_words(it.label, language=language): it.link for it in saying.choices if it.link
    }
    row.state = MessageState.SENT
    row.after_event = newest
    row.outer_id = f"m{row.id}"
    edits = ""
    if row.card_id is not None:
        card = session.get_one(Card, row.card_id)
        edits = card.outer_id or ""
        card.outer_id = row.outer_id = edits or row.outer_id
    session.flush()
    text = join_words(saying.phrases, language=language)
    return Shown(
        text, buttons, row.outer_id, links, edits, bool(saying.answers), saying.attachments
    )


def _lease(row: OutMessage, account: Account, wrapped: bytes | None) -> Leased:
    return Leased(
        *(row.id, row.account_id, row.chat, row.topic, row.conversation_id, row.turn, row.body),
        *(row.parts_sent, row.tries, row.fault, wrapped, account.outer_id, account.reads),
        account.is_group,
    )


def _numbered(shown: Shown, leased: Leased, saying: Saying) -> Shown:
    """Give a message as a door without buttons shows it: what is written stands for a token."""
    numbers = itertools.count(leased.first_number or 1)
    written = {
        it.label: it.label if it.is_way_out or it.is_by_word else str(next(numbers))
        for it in buttons_of(leased, saying, SHANGHAI, is_numbered=True)
        if it.token
    }
    return replace(shown, text=numbered_text(leased, saying, SHANGHAI), buttons=written)
