"""A turn that breaks the database's rules is put aside alone; those beside it go on."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from handlers import dialogues
from handlers.talking.messages import Heard, Kind, Reply, reply
from handlers.talking.talk import Talk
from models.facts import Mark
from models.inbox import Event, EventState
from models.people import Door
from services.areas import areas
from services.reception import inbox
from services.sealing import Vault
from services.store import Store
from tests.support.chat import ROBOT, Street


def twins(talk: Talk) -> Reply:
    """Write the same unique row twice."""

    def write() -> bool:
        for _ in range(2):
            talk.session.add(Mark(name="twin", value="1"))
            talk.session.flush()
        return True

    talk.do("twins", write)
    return reply()


def misspelt(talk: Talk) -> Reply:
    """Read a table that does not exist."""
    talk.session.connection().execute(text("SELECT * FROM nowhere"))
    return reply()


@pytest.fixture
def street(store_url: str) -> Iterator[Street]:
    store = Store(store_url, Vault("spoilt turns"))
    with store.write() as session:
        areas.ensure_street(session, "JD", "清河街道")
    yield Street(store)
    store.close()


@pytest.mark.parametrize("bad", [twins, misspelt])
def test_a_spoilt_turn_dies_alone(
    street: Street, monkeypatch: pytest.MonkeyPatch, bad: object
) -> None:
    monkeypatch.setitem(dialogues.DIALOGUES, "grid", bad)
    zhang, wang, li = (street.person(name) for name in ("张奶奶", "王伯", "李叔"))
    for number, (person, words) in enumerate(
        [(zhang, "/help"), (wang, "/grid"), (li, "/help"), (wang, "/help")]
    ):
        heard = json.dumps(asdict(Heard(Kind.TEXT, words, name=person.name))).encode()
        envelope = inbox.Envelope(
            event_key=f"e{number}", payload=heard, sender=person.outer_id, chat=person.outer_id
        )
        with street.store.write() as session:
            inbox.receive(session, Door.TELEGRAM, ROBOT, [envelope], street.clock)
    for _ in range(10):
        street.turns.run_once()
    street.deliver()
    wang.sees("没能处理")
    for person in (zhang, wang, li):
        person.sees("我要反映")
    with street.store.read() as session:
        states = session.exec(select(Event.state).order_by(col(Event.id))).all()
    assert states == [EventState.DONE, EventState.DEAD, EventState.DONE, EventState.DONE]
