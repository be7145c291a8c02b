"""What a turn lets us say from then on, and what it keeps for the call that brought the event."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.turns import Turns
from handlers.talking.messages import Heard, Kind
from models.doors import ReplyWindow, WindowKind
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.delivery.passive import ANSWERED_WITHIN
from services.reception import inbox
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, a_message
from tests.support.scripts import Stage, a_stage

IN_CALL = timedelta(seconds=ANSWERED_WITHIN)
_keys = itertools.count()


@pytest.fixture
def stage(store: Store, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return a_stage(store, monkeypatch)


def read(payload: bytes) -> Heard:
    """Read a script; one that begins with 0 opens nothing, with 1 a gesture's window."""
    words = payload.decode()
    opens = {"0": None, "1": WindowKind.GESTURE}.get(words[0], WindowKind.MESSAGE)
    return Heard(Kind.TEXT, words.lstrip("01"), opens=opens)


def play(stage: Stage, *scripts: str, sender: str = "o1", group: str = "", tries: int = 1) -> None:
    """Let somebody do things, and think about them a minute later."""
    envelopes = [
        inbox.Envelope(
            str(next(_keys)), it.encode(), sender, group or sender, is_private=not group
        )
        for it in scripts
    ]
    with stage.store.write() as session:
        inbox.receive(session, Door.WECHAT, ROBOT, envelopes, stage.clock)
    turns = Turns(stage.store, {Door.WECHAT: read}, stage.clock)
    for _ in range(tries):
        turns.run_once()


def kept(stage: Stage) -> Sequence[tuple[int | None, datetime | None, datetime]]:
    """Give which event each row is kept for, from when on, and until when."""
    with stage.store.read() as session:
        rows = session.exec(select(OutMessage).order_by(col(OutMessage.id))).all()
        return [(it.event_id, it.ready_at, it.due_at) for it in rows]


def windows_of(session: Session) -> Sequence[tuple[str, datetime, int]]:
    rows = session.exec(select(ReplyWindow).where(ReplyWindow.left > 0)).all()
    return sorted((it.kind.value, it.ends_at, it.left) for it in rows)


def test_each_event_opens_its_window_from_when_it_came(stage: Stage) -> None:
    play(stage, "say a", "1say b", "0say c")
    stage.clock.move(timedelta(hours=1))
    with stage.store.read() as session:
        (gesture, minute, three), (message, days, five) = windows_of(session)
    assert (gesture, three, message, five) == ("gesture", 3, "message", 5)
    assert abs(minute - MONDAY - timedelta(minutes=1)) < timedelta(seconds=1)
    assert days == MONDAY + timedelta(hours=48)


def test_what_opens_nothing_opens_nothing(stage: Stage) -> None:
    play(stage, "0say a")
    play(stage, "say b", group="-7")
    with stage.store.read() as session:
        assert session.exec(select(ReplyWindow)).all() == []
    assert [it[0] for it in kept(stage)] == [1, None]


def test_what_is_said_is_kept_for_the_last_event_of_its_turn(stage: Stage) -> None:
    play(stage, "say a", "say b")
    assert [event for event, _, _ in kept(stage)] == [2, 2]
    for _, ready_at, due_at in kept(stage):
        assert ready_at == MONDAY
        assert abs(due_at - MONDAY - IN_CALL) < timedelta(seconds=1)


def test_what_was_held_is_kept_for_the_same_call_and_for_nobody_elses(stage: Stage) -> None:
    play(stage, "say a")
    play(stage, "say a", sender="o2")
    with stage.store.write() as session:
        for account in session.exec(select(Account).order_by(col(Account.id))).all():
            a_message(session, account, "先前", state=MessageState.HELD)
    play(stage, "1say b", sender="o2")
    with stage.store.read() as session:
        first, second = session.exec(
            select(OutMessage).where(col(OutMessage.conversation_id).is_(None))
        ).all()
    assert (first.state, first.event_id) == (MessageState.HELD, None)
    assert (second.state, second.event_id) == (MessageState.WAITING, 3)


def test_a_dead_letter_opens_a_window_and_its_call_hears_of_it(stage: Stage) -> None:
    play(stage, "fail", tries=2)
    assert kept(stage) == []
    play(stage, tries=1)
    assert [event for event, _, _ in kept(stage)] == [1]
    with stage.store.read() as session:
        assert [it[0] for it in windows_of(session)] == ["message"]


def test_what_was_said_before_a_failure_is_kept_for_its_own_call(stage: Stage) -> None:
    play(stage, "say a", "fail")
    assert [event for event, _, _ in kept(stage)] == [1]
