"""What a script left in the ledger, in words: no ids, no instants, nothing of the door."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.access import Appointment
from models.areas import Area
from models.cases import Case
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.media import Attachment, AttachmentState
from models.outbox import MessageState, OutMessage
from models.people import Account, Person
from models.timeline import TimelineLine
from services.case_files import timeline
from services.clock import Clock, SystemClock
from services.identity import people
from services.store import Store
from tests.doors.stages import Scene, wait_until

PLAIN = (
    "status",
    "round",
    "outcome",
    "channel",
    "category",
    "is_urgent",
    "is_private",
    "returns",
    "is_contacted",
    "is_solved",
    "satisfaction",
    "line_count",
)
MOMENTS = ("signed_at", "answered_at", "step_due_at", "closed_at", "urged_at")
"""Columns of a case of which only counts whether they are filled."""


def read_ledger(scene: Scene) -> Sequence[str]:
    """Wait until the program has come to rest; give the rows of one script, a line each."""
    wait_until(lambda: is_at_rest(scene.store), lambda: "the program does not come to rest")
    with scene.store.read() as session:
        reader = _Reader(session, scene, _names(session, scene))
        return [*reader.people(), *reader.cases()]


def is_at_rest(store: Store, clock: Clock | None = None) -> bool:
    """Tell whether nothing waits to be thought about, fetched, or sent now."""
    with store.read() as session:
        waits = select(func.count()).select_from(Event).where(Event.state == EventState.WAITING)
        due = (OutMessage.state == MessageState.WAITING) & (
            OutMessage.due_at <= (clock or SystemClock()).now()
        )
        goes = select(func.count()).select_from(OutMessage)
        goes = goes.where(due | (OutMessage.state == MessageState.SENDING))
        comes = select(func.count()).select_from(Attachment)
        comes = comes.where(Attachment.state == AttachmentState.WAITING)
        return sum(session.exec(each).one() for each in (waits, goes, comes)) == 0


def trouble(store: Store) -> Sequence[str]:
    """Give what could not be handled or delivered."""
    bad = (MessageState.DEAD, MessageState.UNDELIVERED)
    with store.read() as session:
        events = session.exec(select(Event).where(Event.state == EventState.DEAD)).all()
        messages = session.exec(select(OutMessage).where(col(OutMessage.state).in_(bad))).all()
        faults = [*(row.fault for row in events), *(row.fault for row in messages)]
        return [str(fault) for fault in faults]


@dataclass
class _Reader:
    session: Session
    scene: Scene
    names: Mapping[int, str]

    def people(self) -> Iterator[str]:
        """Everybody of the cast: what is known of them, their offices, what they left open."""
        areas = {area.id: area.code for area in self.session.exec(select(Area))}
        for name, person in sorted(_persons(self.session, self.scene).items()):
            held = self.session.exec(
                select(Appointment)
                .where(Appointment.person_id == person.id)
                .order_by(col(Appointment.id))
            )
            offices = [
                f"{it.role} in {areas[it.area_id]}{' until' if it.until else ''}" for it in held
            ]
            phone = people.contact_of(self.session, person.id).phone or "-"
            consent = "agreed" if person.consented_at else "not asked"
            home = areas.get(person.area_id or 0, "-") if name in self.scene.at_home else "?"
            yield f"{name}: {consent}, phone {phone}, home {home}, {offices or 'no office'}"
        for name, account in sorted(_accounts(self.session, self.scene).items()):
            yield from self._account(name, account)

    def cases(self) -> Iterator[str]:
        """Every case of the town with its file."""
        areas = {area.id: area.code for area in self.session.exec(select(Area))}
        for case in self.session.exec(
            select(Case).where(Case.prefix == self.scene.town.code).order_by(col(Case.serial))
        ):
            assert timeline.is_intact(self.session, case)
            plain = {name: _plain(getattr(case, name)) for name in PLAIN}
            filled = [name for name in MOMENTS if getattr(case, name) is not None]
            hours = round((case.due_at - case.reported_at).total_seconds() / 3600)
            yield (
                f"{self._tidy(case.number)} of {self._who(case.reporter_id)}"
                f" in {areas[case.area_id]}, owner {self._who(case.owner_id)},"
                f" {hours} hours, {filled}, {plain}"
            )
            yield from self._file(case)

    def _file(self, case: Case) -> Iterator[str]:
        told = {line.seq: line.told for line in timeline.list_lines(self.session, case)}
        for row in self.session.exec(
            select(TimelineLine)
            .where(TimelineLine.case_id == case.id)
            .order_by(col(TimelineLine.seq))
        ):
            said = self._tidy(str(sorted((told[row.seq] or {}).items())))
            yield (
                f"  {row.seq} {row.act} by {self._who(row.actor_id)}"
                f" {row.status} round {row.round} {said}"
            )

    def _account(self, name: str, account: Account) -> Iterator[str]:
        """What somebody left open, and what they sent besides words."""
        for conversation in self.session.exec(
            select(Conversation).where(Conversation.account_id == account.id)
        ):
            if conversation.idle_since is not None:
                yield f"{name} was asked and did not answer"
        for sent in self.session.exec(
            select(Attachment)
            .where(Attachment.account_id == account.id)
            .order_by(col(Attachment.id))
        ):
            case = None if sent.case_id is None else self.session.get(Case, sent.case_id)
            where = "no case" if case is None else self._tidy(case.number)
            yield f"{name} sent {sent.kind} {sent.state} {sent.mime} {sent.content} in {where}"

    def _who(self, person_id: int | None) -> str:
        return "nobody" if person_id is None else self.names.get(person_id, "somebody else")

    def _tidy(self, words: str) -> str:
        return re.sub(r"([A-Z]{2,6})-\d{4}-(\d{6})", r"\1-\2", words)


def _plain(value: Any) -> str:  # noqa: ANN401 - columns have types of their own
    return str(value)


def _names(session: Session, scene: Scene) -> Mapping[int, str]:
    return {person.id: name for name, person in _persons(session, scene).items()}


def _persons(session: Session, scene: Scene) -> Mapping[str, Person]:
    found = {
        name: session.get(Person, account.person_id)
        for name, account in _accounts(session, scene).items()
        if account.person_id is not None
    }
    return {name: person for name, person in found.items() if person is not None}


def _accounts(session: Session, scene: Scene) -> Mapping[str, Account]:
    found: dict[str, Account] = {}
    for name, actor in scene.cast.items():
        door, outer_id = actor.account
        found[name] = session.exec(
            select(Account).where(Account.door == door, Account.outer_id == outer_id)
        ).one()
    return found
