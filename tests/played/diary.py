"""The diary: stories side by side in one community, and one clock that is moved through all."""

import heapq
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
from sqlmodel import col, select

from models.access import Role
from models.areas import Level
from models.cases import Case
from models.notices import Notice
from models.units import UnitKind
from services.areas import areas
from services.clock import local
from services.identity import invitations
from services.notices.notice_cards import NOTICE_LINK
from services.office import roster
from services.office.units import UnitEntry, add_unit
from services.tables.sheets import Columns, SheetRow
from tests.doors.telegram_door import binds
from tests.played.clock import moment
from tests.played.house import House, a_house
from tests.played.people import Page, Phone, Someone
from tests.support.ledger import Ledger
from tests.support.patience import PATIENCE
from tests.telegram_server import Group
from tests.telegram_server.chat import Message

Place = tuple[str, str, Level, str]
Worker = tuple[str, Role, str, str]
Body = tuple[str, str, UnitKind, bool, str]


@dataclass(frozen=True)
class Cast:
    """When a story is played, where, and by whom.

    Args:
        begins: and all are in their places.
        ends: and what must hold of all of it is looked at.
        hours: when the timetable is looked at, beside each moment of a story.
        places: code, name, level and what is above.
        staff: name, role, area and door.
        units: code, name, kind, whether it is the backstop, and its liaison.
    """

    begins: str
    ends: str
    hours: Sequence[int]
    places: Sequence[Place]
    staff: Sequence[Worker]
    units: Sequence[Body]


Story = Callable[["Diary"], Iterator[str]]
"""Says and does what it has to, and gives the moment at which it wants to go on."""


@dataclass
class Diary(Ledger):
    """The community.

    Args:
        house: the program.
        cast: who plays, and when.
        folk: everybody, by name.
        secrets: what people wrote of themselves that no neighbour may ever read, by whom.
        troubles: what went otherwise than told.
        groups: of the residents.
        clients: the browsers; to be closed at the end.
    """

    house: House
    cast: Cast
    folk: dict[str, Someone] = field(default_factory=dict[str, Someone])
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    troubles: list[Exception] = field(default_factory=list[Exception])
    groups: list[Group] = field(default_factory=list[Group])
    clients: list[httpx.Client] = field(default_factory=list[httpx.Client])

    def __post_init__(self) -> None:
        """Read the ledger of the house."""
        self.store = self.house.store

    def __getitem__(self, name: str) -> Someone:
        """Give one of those who are here already."""
        return self.folk[name]

    def comes(self, name: str, door: str) -> Someone:
        """Give somebody new at a door."""
        actor: Phone | Page = Phone(self.house.server.person(name))
        if door == "browser":
            address = f"127.0.1.{len(self.clients) + 1}"  # few newcomers may come from one
            transport = httpx.HTTPTransport(local_address=address)
            client = httpx.Client(
                base_url=self.house.origin, transport=transport, timeout=PATIENCE
            )
            self.clients.append(client)
            actor = Page(name, client)
        assert name not in self.folk
        self.folk[name] = Someone(name, actor, self.house)
        return self.folk[name]

    def resident(self, name: str, place: str = "HF-HH-3", door: str = "telegram") -> Someone:
        """Give somebody who came in by the poster on their stairs."""
        person = self.comes(name, door)
        person.opens(f"area-{place}")
        person.sees("您好")
        return person

    def staff(self, name: str, role: Role, area: str, door: str, unit: int | None = None) -> None:
        """Let somebody take a role by an invitation."""
        with self.store.write() as session:
            place = areas.get_area(session, area)
            (code,) = invitations.invite(session, role, place, self.house.clock, unit_id=unit)
        person = self.comes(name, door)
        person.opens(f"join-{code}")
        person.sees("已加入")
        person.actor.introduces()

    def keeps_secret(self, person: Someone, *words: str) -> None:
        """Note what of somebody no other resident may ever see."""
        self.secrets[person.name] = (*self.secrets.get(person.name, ()), *words)

    def _passes_to(self, then: datetime) -> None:
        """Let time pass, hour by hour of the timetable."""
        clock = self.house.clock
        at = local(clock.now(), clock).replace(minute=0, second=0, microsecond=0)
        while (at := at + timedelta(hours=1)) < then:
            if at.hour in self.cast.hours:
                clock.put(at)
                self.house.ticks()
        clock.put(then)
        self.house.ticks()

    def plays(self, stories: Sequence[Story]) -> None:
        """Tell all stories, each as far as it gets."""
        waiting = [
            (moment(self.cast.begins), index, story(self)) for index, story in enumerate(stories)
        ]
        while waiting:
            then, index, story = heapq.heappop(waiting)
            self._passes_to(then)
            words = self.attempts(stories[index].__name__, partial(next, story, None))
            if words is not None:
                heapq.heappush(waiting, (moment(words), index, story))
        self._passes_to(moment(self.cast.ends))

    def attempts(self, name: str, what: Callable[[], str | None]) -> str | None:
        """Do something of which the rest goes on if it fails."""
        try:
            return what()
        except Exception as error:  # noqa: BLE001 - told at the end
            error.add_note(f"in {name}")
            self.troubles.append(error)
            return None

    def binds_a_group(self, title: str, area: str, kind: str) -> Group:
        """Let the officer bind a group to an area; give it."""
        officer = self["陈街道"].actor
        assert isinstance(officer, Phone)
        group = self.house.server.group(title, [officer.person])
        binds(officer.person, group, area, kind)
        self.house.rests()
        self.groups.append(group)
        return group

    def finds_in_group(self, group: Group, words: str) -> Message:
        """Find the newest message of a group that says this."""
        messages = reversed(group.chat.messages.values())
        found = (it for it in messages if words in str(it.raw.get("text", "")))
        return next(it for it in found if not it.is_deleted)

    def presses(self, name: str, label: str, on: Message) -> str:
        """Let somebody press a button in a group; give the words that popped up."""
        phone = self[name].actor
        assert isinstance(phone, Phone)
        tap = phone.person.taps(label, on=on)
        self.house.rests()
        return phone.person.hears_back(tap)

    def in_the_group(self) -> str:
        """Give what stands in the groups now, written by the bot."""
        messages = [it for group in self.groups for it in group.chat.messages.values()]
        return "\n".join(str(it.raw.get("text", "")) for it in messages if not it.is_deleted)

    def numbers(self) -> Sequence[str]:
        """Read the numbers of all cases, oldest first."""
        with self.store.read() as session:
            return session.exec(select(Case.number).order_by(col(Case.id))).all()

    def notice_link(self, number: str) -> str:
        """Give what the link to the newest notice of a case carries."""
        case = self.case(number)
        with self.store.read() as session:
            found = select(Notice.id).where(Notice.case_id == case.id)
            newest = session.exec(found.order_by(col(Notice.id).desc())).all()[0]
        return f"{NOTICE_LINK}-{newest}"

    def on_duty(self, name: str, area: str, begins: str, ends: str) -> None:
        """Put somebody on the roster."""
        cells = {"area": area, "name": name, "from": f"2026年{begins}", "to": f"2026年{ends}"}
        table = Columns([SheetRow(2, cells)], [], [])
        with self.store.write() as session:
            report = roster.import_shifts(session, table, self.house.clock)
        assert (report.added, report.errors) == (1, [])


@contextmanager
def a_diary(folder: Path, url: str, cast: Cast) -> Generator[Diary]:
    """Let everybody take their places on the first morning."""
    with a_house(folder, url, moment(cast.begins)) as house:
        diary = Diary(house, cast)
        with house.store.write() as session:
            for code, name, level, parent in cast.places:
                areas.add_area(session, code, name, level, areas.get_area(session, parent))
            units = [
                add_unit(
                    session, UnitEntry(code, name, kind=kind, is_backstop=last), house.clock
                ).id
                for code, name, kind, last, _ in cast.units
            ]
        for name, role, area, door in cast.staff:
            diary.staff(name, role, area, door)
        for (*_, name), unit in zip(cast.units, units, strict=True):
            if name:
                diary.staff(name, Role.LIAISON, "JD", "telegram", unit)
        try:
            yield diary
        finally:
            for client in diary.clients:
                client.close()
