"""Chats that move: a group that became a supergroup is the same group under another id.

Word of it comes three ways, in any order and more than once: from the old chat, from the new one,
and as the answer to sending. Meanwhile people may have spoken in the new chat already. So what is
there under the new id is folded into what was there before. And the move is remembered: buttons
still stand in the old chat, and a press on one may come long after.

Locks: conversations, then cards, then accounts, then the rest; as in a turn, which changes a card
before it writes to the card's group.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, bindparam, delete, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.base import table
from models.conversations import Conversation, MovedChat
from models.groups import Card, Group
from models.inbox import Event
from models.media import Attachment
from models.outbox import OPEN_STATES, MessageState, OutMessage
from models.people import Account, Door
from services.delivery.outbox import UNSAID
from services.sealing import Sealer, sealer_of
from services.store import insert_missing, lock_all, written_out

_accounts = table(Account)
_inbox = table(Event)
_outbox = table(OutMessage)
_moved = table(MovedChat)


def move_chat(session: Session, door: Door, robot: str, before: str, after: str) -> None:
    """Make everything that was in one chat be in another; done twice, nothing more happens."""
    after = find_moved(session, door, robot, [after]).get(after, after)
    if after == before:
        return
    _remember(session, door, robot, before, after)
    ours = select(_accounts.c.id).where(_accounts.c.door == door, _accounts.c.robot == robot)
    _lock_conversations(session, ours, (before, after))
    _lock_cards(session, ours, (before, after))
    accounts = _lock_accounts(session, ours, (before, after))
    # Once more: until the accounts were locked new ones could begin.
    conversations = _lock_conversations(session, ours, (before, after))
    standing = _fold_accounts(session, accounts, before, after)
    kept, aside = _fold_conversations(session, conversations)
    _put(session, aside, f"{before}~")  # they may change places, and each place is taken once
    _put(session, kept, after)
    _put(session, aside, before)
    if standing is not None:
        standing.outer_id = after
    session.flush()
    for states in (OPEN_STATES, (MessageState.HELD,)):  # each has an index of its own
        session.connection().execute(
            update(_outbox)
            .where(
                _outbox.c.account_id.in_(ours),
                _outbox.c.chat == before,
                _outbox.c.state.in_([written_out(state) for state in states]),
            )
            .values(chat=after)
        )
    session.expire_all()


def find_moved(
    session: Session, door: Door, robot: str, chats: Collection[str]
) -> Mapping[str, str]:
    """Find which of these chats have another id now, and which."""
    wanted = {"door": door, "robot": robot, "chats": sorted(chats)}
    found = session.connection().execute(_FIND_MOVED, wanted)
    return {row.before: row.after for row in found}


def _remember(session: Session, door: Door, robot: str, before: str, after: str) -> None:
    """Keep where a chat went, also for those that had come to it."""
    insert_missing(
        session, MovedChat, [{"door": door, "robot": robot, "before": before, "after": after}]
    )
    session.connection().execute(
        update(_moved)
        .where(_moved.c.door == door, _moved.c.robot == robot, _moved.c.after == before)
        .values(after=after)
    )


def _lock_conversations(
    session: Session, ours: Select[tuple[int]], chats: Sequence[str]
) -> Sequence[Conversation]:
    found = select_rows(Conversation.id).where(
        col(Conversation.chat).in_(chats), col(Conversation.account_id).in_(ours)
    )
    return lock_all(session, Conversation, session.exec(found).all(), for_removal=True)


def _lock_cards(session: Session, ours: Select[tuple[int]], names: Sequence[str]) -> None:
    found = (
        select_rows(Card.id)
        .join(Group, col(Group.id) == Card.group_id)
        .join(Account, col(Account.id) == Group.account_id)
        .where(col(Account.outer_id).in_(names), col(Account.id).in_(ours))
    )
    lock_all(session, Card, session.exec(found).all())


def _lock_accounts(
    session: Session, ours: Select[tuple[int]], names: Sequence[str]
) -> Sequence[Account]:
    found = select_rows(Account.id).where(
        col(Account.outer_id).in_(names), col(Account.id).in_(ours)
    )
    return lock_all(session, Account, session.exec(found).all(), for_removal=True)


def _fold_accounts(
    session: Session, accounts: Sequence[Account], before: str, after: str
) -> Account | None:
    """Let the elder of the group's accounts stand for both; None when there is none to move."""
    named = {account.outer_id: account for account in accounts}
    if before not in named:
        return None
    _forget_cards(session, named[before].id)
    if after not in named:
        named[before].unreachable_since = None  # what shut us out was the chat that is no more
        return named[before]
    elder, newcomer = accounts
    elder.unreachable_since = named[after].unreachable_since
    _hand_over(session, newcomer, elder)
    session.flush()
    session.expunge(newcomer)
    session.connection().execute(delete(_accounts).where(_accounts.c.id == newcomer.id))
    return elder


def _forget_cards(session: Session, account_id: int) -> None:
    """Have cards shown anew: a supergroup numbers its messages from the beginning."""
    groups = select(table(Group).c.id).where(table(Group).c.account_id == account_id)
    cards = table(Card)
    session.connection().execute(
        update(cards).where(cards.c.group_id.in_(groups)).values(outer_id=None)
    )


def _hand_over(session: Session, newcomer: Account, elder: Account) -> None:
    """Give the elder account what came in and goes out for the newcomer."""
    of_newcomer, of_elder = (sealer_of(session, it.key_id) for it in (newcomer, elder))
    conversations = session.exec(
        select_rows(Conversation).where(Conversation.account_id == newcomer.id)
    ).all()
    for conversation in conversations:
        conversation.account_id = elder.id
        conversation.state = _reseal(conversation.state, of_newcomer, of_elder)
        _reseal_events(session, conversation.id, of_newcomer, of_elder)
    messages = session.exec(
        select_rows(OutMessage).where(OutMessage.account_id == newcomer.id)
    ).all()
    for message in messages:
        message.body = _reseal(message.body, of_newcomer, of_elder)
        message.account_id = elder.id
    _hand_over_groups(session, newcomer, elder)
    attachments = table(Attachment)
    session.connection().execute(
        update(attachments)
        .where(attachments.c.account_id == newcomer.id)
        .values(account_id=elder.id)
    )


def _hand_over_groups(session: Session, newcomer: Account, elder: Account) -> None:
    """Hand bindings over; where both were bound, the later one counts."""
    bound = session.exec(
        select_rows(Group)
        .where(col(Group.account_id).in_([newcomer.id, elder.id]))
        .order_by(col(Group.bound_at), col(Group.id))
    ).all()
    in_force: dict[str, Group] = {}
    for group in bound:
        if group.unbound_at is not None:
            continue
        if (replaced := in_force.get(group.topic)) is not None:
            replaced.unbound_at = group.bound_at
        in_force[group.topic] = group
    session.flush()
    for group in bound:
        group.account_id = elder.id
    session.flush()


def _fold_conversations(
    session: Session, conversations: Sequence[Conversation]
) -> tuple[Sequence[Conversation], Sequence[Conversation]]:
    """Let one conversation of each account and topic go on: something is open there, or the elder.

    Returns:
        Those that go on, and those in which something else is open: that may be words that wait
        to be fetched by a link, so they stay where nobody speaks any more.
    """
    kept: dict[tuple[int, str], Conversation] = {}
    aside: list[Conversation] = []
    for conversation in sorted(conversations, key=lambda it: (it.state is None, it.id)):
        first = kept.setdefault((conversation.account_id, conversation.topic), conversation)
        if first is conversation:
            continue
        _fold(session, conversation, first)
        if conversation.state is None:
            _remove(session, conversation)
        else:
            aside.append(conversation)
    return list(kept.values()), aside


def _put(session: Session, conversations: Sequence[Conversation], chat: str) -> None:
    for conversation in conversations:
        conversation.chat = chat
    session.flush()


def _fold(session: Session, gone: Conversation, into: Conversation) -> None:
    """Give one conversation what came in and goes out for another; its question ends."""
    connection = session.connection()
    of_gone = _outbox.c.conversation_id == gone.id
    is_unsaid = _outbox.c.state.in_(UNSAID)
    connection.execute(
        update(_outbox)
        .where(of_gone, is_unsaid, _outbox.c.turn.is_not(None))
        .values(state=MessageState.CANCELLED, body=None)
    )
    connection.execute(update(_outbox).where(of_gone).values(conversation_id=into.id, turn=None))
    connection.execute(
        update(_inbox).where(_inbox.c.conversation_id == gone.id).values(conversation_id=into.id)
    )


def _remove(session: Session, conversation: Conversation) -> None:
    session.flush()
    session.expunge(conversation)
    conversations = table(Conversation)
    session.connection().execute(
        delete(conversations).where(conversations.c.id == conversation.id)
    )


def _reseal_events(session: Session, conversation_id: int, old: Sealer, new: Sealer) -> None:
    events = session.exec(select_rows(Event).where(Event.conversation_id == conversation_id))
    for event in events:
        event.payload = _reseal(event.payload, old, new)


def _reseal(sealed: bytes | None, old: Sealer, new: Sealer) -> bytes | None:
    return None if sealed is None else new.seal_bytes(old.open_bytes(sealed))


_FIND_MOVED = select(_moved.c.before, _moved.c.after).where(
    _moved.c.door == bindparam("door"),
    _moved.c.robot == bindparam("robot"),
    _moved.c.before.in_(bindparam("chats", expanding=True)),
)
