"""Turns that do as they are told, for tests of what surrounds them.

Each message is a small script: `say X`, `write X` (a mark of that name), `refuse X` (written and
then refused), `fail`, `break` (a statement the database refuses), `lock` (its answer to a writer
in its way); several are separated by a comma.
"""

import itertools
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from bot.turns import Turns
from handlers.talking.conversation import Conversation
from handlers.talking.messages import Heard, Kind
from handlers.understanding import router
from models.errors import Conflict
from models.facts import Mark
from models.inbox import Event
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.messages import open_body
from services.reception import inbox
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import join_words, verbatim
from tests.support.builders import MONDAY, ROBOT


def read(payload: bytes) -> Heard:
    """Read a script as an adapter reads a message."""
    return Heard(Kind.TEXT, payload.decode())


@dataclass
class Stage:
    """A store whose turns follow scripts; `troubles` fail as often as they say.

    Args:
        store: where it plays.
        troubles: how many more times `lock` finds the database locked.
        played: what was begun, by words, in order.
    """

    store: Store
    troubles: int = 0
    played: list[str] = field(default_factory=list[str])
    clock: SetClock = field(default_factory=lambda: SetClock(MONDAY))
    _keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def turns(self, batch: int = 40) -> Turns:
        """Give a worker."""
        return Turns(self.store, {Door.TELEGRAM: read}, self.clock, batch)

    def hears(self, sender: str, *scripts: str) -> None:
        """Store what somebody wrote."""
        envelopes = [
            inbox.Envelope(str(next(self._keys)), script.encode(), sender, sender)
            for script in scripts
        ]
        with self.store.write() as session:
            inbox.receive(session, Door.TELEGRAM, ROBOT, envelopes, self.clock)

    def play(self, conversation: Conversation, heard: Heard, *, is_early: bool) -> None:
        """Stand in for handlers.understanding.router.hear."""
        del is_early
        self.played.append(heard.words)
        for line in heard.words.split(","):
            verb, _, what = line.strip().partition(" ")
            self._verbs()[verb](conversation, what)

    def said(self) -> Mapping[str, Sequence[str]]:
        """Give what was said, by whom it is for, without the phone below."""
        found: dict[str, list[str]] = {}
        with self.store.read() as session:
            rows = session.exec(
                select(OutMessage, Account)
                .join(Account, col(Account.id) == OutMessage.account_id)
                .order_by(col(OutMessage.id))
            ).all()
            for row, account in rows:
                assert row.body is not None
                saying = open_body(sealer_of(session, account.key_id), row.body)
                words = join_words(saying.phrases).partition("\n☎")[0]
                found.setdefault(account.outer_id, []).append(words)
        return found

    def written(self) -> set[str]:
        """Give the marks that were kept."""
        with self.store.read() as session:
            return set(session.exec(select(Mark.name).where(Mark.value == "stage")))

    def events(self) -> Sequence[tuple[str, int, str | None]]:
        """Give state, tries and fault of every event."""
        with self.store.read() as session:
            rows = session.exec(select(Event).order_by(col(Event.id))).all()
            return [(str(row.state), row.tries, row.fault) for row in rows]

    def _verbs(self) -> Mapping[str, Callable[[Conversation, str], None]]:
        return {
            "say": lambda conversation, what: conversation.say(verbatim(what)),
            "write": _write,
            "refuse": _refuse,
            "fail": _fail,
            "break": _break,
            "lock": self._lock,
        }

    def _lock(self, conversation: Conversation, _: str) -> None:
        conversation.act(lambda: None)
        if self.troubles:
            self.troubles -= 1
            cause = sqlite3.OperationalError("database is locked")
            cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise OperationalError("SELECT 1", (), cause)


def a_stage(store: Store, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Let the turns of a store follow scripts."""
    stage = Stage(store)
    monkeypatch.setattr(router, "hear", stage.play)
    return stage


def mark(session: Session, name: str) -> None:
    """Write a mark that `Stage.written` finds."""
    session.add(Mark(name=name, value="stage"))
    session.flush()


def _write(conversation: Conversation, what: str) -> None:
    conversation.act(lambda: mark(conversation.session, what))


def _refuse(conversation: Conversation, what: str) -> None:
    def write() -> None:
        mark(conversation.session, what)
        raise Conflict("too_late")

    with suppress(Conflict):
        conversation.act(write)


def _fail(_: Conversation, what: str) -> None:
    raise ValueError(what)


def _break(conversation: Conversation, _: str) -> None:
    conversation.session.connection().execute(text("SELECT * FROM no_such_table"))
