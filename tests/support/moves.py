"""A group that becomes a supergroup: what is said there before and after, and word of it."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models.conversations import Conversation
from models.groups import Card, Group, GroupKind
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.messages import Saying
from services.delivery.outbox import Address, message_row
from services.reception import inbox, turns
from services.reception.inbox import Envelope
from services.sealing import sealer_of
from services.store import Store, insert_row
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, ROBOT

OLD, NEW, NEWER = "-100", "-1001234", "-1005678"
ZHANG = "7"

GONE_OVER = Envelope("10", b"to", NEW, NEW, is_private=False, moved_from=OLD, is_group=True)
COME_FROM = Envelope("11", b"from", NEW, NEW, is_private=False, moved_from=OLD, is_group=True)


def said(key: str, chat: str, sender: str = ZHANG, topic: str = "") -> Envelope:
    return Envelope(
        key, f"words {key}".encode(), sender, chat, topic, False, is_group=sender == chat
    )


def receive(store: Store, *envelopes: Envelope) -> None:
    with store.write() as session:
        inbox.receive(session, Door.TELEGRAM, ROBOT, envelopes, SetClock(MONDAY))


def open_question(store: Store, chat: str, turn: int = 3) -> None:
    """Let Zhang have been asked something in a chat."""
    with store.write() as session:
        conversation = the_conversation(session, chat)
        account = session.get_one(Account, conversation.account_id)
        conversation.turn, conversation.idle_since = turn, MONDAY
        conversation.state = sealer_of(session, account.key_id).seal(f"asked in {chat}")
        say(session, account, chat, "哪一条？", conversation_id=conversation.id, turn=turn)


def the_conversation(session: Session, chat: str, sender: str = ZHANG) -> Conversation:
    return session.exec(
        select(Conversation)
        .join(Account, col(Account.id) == Conversation.account_id)
        .where(Conversation.chat == chat, Account.outer_id == sender)
    ).one()


def say(session: Session, account: Account, chat: str, words: str, **columns: object) -> int:
    address = Address(account.id, chat, sealer_of(session, account.key_id))
    row = message_row(address, Saying((verbatim(words),)), MONDAY) | columns
    return insert_row(session, OutMessage, row)


def heard_in(store: Store) -> list[tuple[str, str, list[str]]]:
    """Give account, chat and the opened payloads of what waits, for each conversation."""
    found: list[tuple[str, str, list[str]]] = []
    with store.write() as session:
        for work in turns.take(session, 40):
            account = session.get_one(Account, work.account_id)
            opened = store.vault.sealer(work.wrapped)
            words = [opened.open_bytes(event.payload).decode() for event in work.events]
            found.append((account.outer_id, work.chat, words))
    return sorted(found)


def bind(session: Session, account: Account, by: int, minutes: int) -> Group:
    group = Group(
        account_id=account.id,
        kind=GroupKind.RESIDENTS,
        bound_by=by,
        bound_at=MONDAY + timedelta(minutes=minutes),
    )
    session.add(group)
    session.flush()
    session.add(
        Card(group_id=group.id, subject="case:1", outer_id=f"{minutes}", created_at=MONDAY)
    )
    session.flush()
    return group
