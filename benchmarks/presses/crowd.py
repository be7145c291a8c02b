"""The street of a rush: one opening, members who were all shown its button, and their presses."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, col, select

import migrations
from benchmarks import updates
from benchmarks.street import ROBOT, found_areas
from bot.platforms.telegram import reading
from handlers.talking.buttons import message_token
from models.access import Role
from models.areas import Area
from models.base import table
from models.conversations import Conversation
from models.outbox import OutMessage
from models.people import Account, Door
from models.posts import Confirmation, Opening, Post
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members import members
from services.office import access
from services.reception.inbox import Envelope
from services.sealing import add_key
from services.store import Store
from services.texts.casework import claiming as texts

FIRST = 20_000_001
"""Telegram's number of the first member."""

NAMES = "赵钱孙李周吴郑王冯陈"


class Crowd(NamedTuple):
    """What all of them press, and what each sends."""

    opening_id: int
    presses: Sequence[Envelope]


def gather(store: Store, size: int, places: int, clock: Clock) -> Crowd:
    """Fill an empty database: a street, one opening, and members who were shown its button."""
    migrations.upgrade(store.url)
    with store.write() as session:
        grids = found_areas(session)
        opening = _open(session, grids[0], places, clock)
        shown = [_show(session, grids[0], number, opening.id, clock) for number in range(size)]
        opening_id = opening.id
    presses = [
        _press(FIRST + number, message_token(message_id, 0))
        for number, message_id in enumerate(shown)
    ]
    return Crowd(opening_id, presses)


def _open(session: Session, grid: Area, places: int, clock: Clock) -> Opening:
    post = session.exec(select(Post).order_by(col(Post.position))).first()
    if post is None:
        raise AssertionError("the ten posts are there from the beginning")
    opening = Opening(
        post_id=post.id,
        area_id=grid.id,
        places=places,
        starts_on=today(clock),
        ends_on=today(clock) + timedelta(days=30),
        times="Sat 09:00-11:00",
        place="社区门口",
        confirm=Confirmation.AUTO,
        opened_at=clock.now(),
    )
    session.add(opening)
    session.flush()
    return opening


def _show(session: Session, grid: Area, number: int, opening_id: int, clock: Clock) -> int:
    """Make a member who was shown the button; give the message."""
    key_id, sealer = add_key(session)
    account = Account(
        door=Door.TELEGRAM,
        robot=ROBOT,
        outer_id=str(FIRST + number),
        key_id=key_id,
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    chat = {"account_id": account.id, "chat": account.outer_id, "topic": ""}
    talk = table(Conversation)
    session.connection().execute(insert(talk), chat | {"is_private": True, "turn": 0})
    name = f"{NAMES[number % len(NAMES)]}党员{number}"
    person_id = people.consent(session, account.id, name, clock)
    access.appoint(session, person_id, Role.MEMBER, grid, clock)
    members.remember(session, person_id, grid.id, clock)
    claim = Choice(texts.CLAIM_NUMBER(number=1), Command("claim", {"opening": opening_id}))
    address = outbox.Address(account.id, account.outer_id, sealer)
    saying = Saying((texts.OPEN_HEAD(count=1),), (claim,))
    row = outbox.message_row(address, saying, clock.now())
    message = table(OutMessage)
    return int(
        session.connection()
        .execute(insert(message).values(**row).returning(message.c.id))
        .scalar_one()
    )


def _press(member: int, token: str) -> Envelope:
    update = updates.press(member, "认领 1", token)
    raw = json.dumps(update, separators=(",", ":")).encode()
    found = reading.envelope(update, raw)
    if found is None:
        raise AssertionError("a press in a private chat concerns the bot")
    return found
