"""A person and a screen: what the dialogue tests are written in.

The person writes and presses; the screen shows what would be sent. Between them are the real
inbox, turns and outbox of a real store; only the platform is missing.
"""

import itertools
import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from bot.turns import Turns
from handlers.talking.messages import Heard, Kind
from models.access import Role
from models.people import Account, Door
from services.areas.areas import get_area
from services.clock import SetClock
from services.delivery.numbering import NUMBERED
from services.identity import invitations
from services.office import access
from services.reception import inbox
from services.store import Store
from tests.support.envelopes import hear, wrap
from tests.support.group_chat import Group
from tests.support.ledger import Ledger
from tests.support.screens import Shown, show, take_due

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Monday, half past nine in Shanghai."""

ROBOT = "1"


class Street(Ledger):
    """A store with a clock that is moved, and the people who write to it through one door."""

    def __init__(self, store: Store, door: Door = Door.TELEGRAM) -> None:
        self.store = store
        self.door = door
        self.clock = SetClock(MORNING)
        self.turns = Turns(store, dict.fromkeys(Door, hear), self.clock)
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.keys = itertools.count(1)
        self._is_slow = False
        self._is_busy = False

    def person(self, name: str) -> "Person":
        """Give a person with an account of their own."""
        if name not in self.people:
            self.people[name] = Person(self, name, str(1000 + len(self.people)))
        return self.people[name]

    def group(self, title: str) -> "Group":
        """Give a group that has let the bot in."""
        if title not in self.groups:
            self.groups[title] = Group(self, title, str(-500 - len(self.groups)))
            self.groups[title].tells(Kind.CAME_BACK)
        return self.groups[title]

    def receive(self, envelopes: Sequence[inbox.Envelope], door: Door | None = None) -> None:
        """Take events in, think about them and show what is to be said."""
        with self.store.write() as session:
            inbox.receive(session, door or self.door, ROBOT, envelopes, self.clock)
        self.think()
        self.deliver()

    def invitation(self, role: str, area: str) -> str:
        """Give the code of a new invitation."""
        with self.store.write() as session:
            place = get_area(session, area)
            (code,) = invitations.invite(session, Role(role), place, self.clock)
        return code

    def staff(self, name: str, role: str, area: str) -> "Person":
        """Give a person who has joined with an invitation."""
        person = self.person(name)
        person.says(f"加入 {self.invitation(role, area)}")
        person.sees("已加入")
        return person

    def resident(self, name: str, place: str = "HF-HH-3") -> "Person":
        """Give a person who came in by the poster on their stairs."""
        person = self.person(name)
        person.says(f"/start area-{place}")
        person.sees("您好")
        return person

    def dismisses(self, name: str, role: str, area: str) -> None:
        """End somebody's role."""
        with self.store.write() as session:
            account = session.exec(
                select(Account).where(Account.outer_id == self.people[name].outer_id)
            ).one()
            assert account.person_id is not None
            place = get_area(session, area)
            access.dismiss(session, account.person_id, Role(role), place, self.clock)

    def restarts(self) -> None:
        """End the process and start another on the same store."""
        before = self.store
        self.store = Store(before.url, before.vault, before.rules)
        self.turns = Turns(self.store, dict.fromkeys(Door, hear), self.clock)
        before.close()

    @contextmanager
    def slow_delivery(self) -> Generator[None]:
        """Hold back what is to be shown, until the end of this."""
        self._is_slow = True
        yield
        self._is_slow = False
        self.deliver()

    @contextmanager
    def busy(self) -> Generator[None]:
        """Let what is written meanwhile wait, and think about all of it together."""
        self._is_busy = True
        yield
        self._is_busy = False
        self.think()
        self.deliver()

    def passes(self, **by: float) -> None:
        """Let time pass."""
        self.clock.move(timedelta(**by))

    def think(self) -> None:
        """Run turns until nothing waits."""
        while not self._is_busy and self.turns.run_once():
            pass

    def deliver(self) -> None:
        """Show on the screens what is due."""
        if self._is_slow or self._is_busy:
            return
        for chat, shown in take_due(self.store, self.clock):
            for person in self.people.values():
                if person.outer_id == chat:
                    person.screen.append(shown)
            for group in self.groups.values():
                if group.outer_id == chat:
                    show(group.screen, shown)


@dataclass
class Person:
    """Somebody at a phone."""

    street: Street
    name: str
    outer_id: str
    screen: list[Shown] = field(default_factory=list[Shown])
    presses: int = 0
    _seen: int = 0
    _ids: "itertools.count[int]" = field(default_factory=itertools.count)

    def says(self, *lines: str) -> str:
        """Write lines, all of them before anything is answered; give the id of the last."""
        ids = [str(next(self._ids)) for _ in lines]
        self._send(
            [
                Heard(Kind.TEXT, line, name=self.name, outer_id=outer_id)
                for line, outer_id in zip(lines, ids, strict=True)
            ]
        )
        return ids[-1]

    def edits(self, outer_id: str, words: str) -> None:
        """Change a message."""
        self._send([Heard(Kind.EDIT, words, name=self.name, outer_id=outer_id)])

    def sends(  # noqa: PLR0913 - what a platform tells of a file
        self,
        kind: Kind,
        caption: str = "",
        *,
        size: int = 1000,
        seconds: int = 0,
        album: str = "",
        on: Shown | None = None,
        pause: float = 3,
    ) -> None:
        """Send something that is not text, and wait `pause` seconds."""
        id_, reply = str(next(self._ids)), "" if on is None else on.outer_id
        heard = Heard(kind, caption, name=self.name, outer_id=id_, attachment=f"file{id_}")
        self._send([replace(heard, size=size, seconds=seconds, album=album, replied_to=reply)])
        self.waits(pause)

    def sends_album(self, count: int, caption: str = "", on: Shown | None = None) -> None:
        """Send photos together, the words under the first, and wait a moment."""
        with self.street.busy():
            for number in range(count):
                self.sends(Kind.PHOTO, caption if not number else "", album="7", on=on, pause=0)
        self.waits(3)

    def waits(self, seconds: float) -> None:
        """Let time pass, and look at the screen again."""
        self.street.passes(seconds=seconds)
        self.street.deliver()

    def reports(self, words: str = "楼道灯不亮") -> str:
        """File a report from where they live, agreeing when asked; give its number."""
        self.says(words)
        if "同意" in self.last.buttons:
            self.taps("同意")
        self.taps("提交")
        found = re.search(r"[A-Z]{2,6}-\d{4}-\d{6}", self.sees("已提交").text)
        assert found is not None
        return found[0]

    def shares(self, latitude: float, longitude: float, label: str = "") -> None:
        """Send a pin, and what the map calls it."""
        pin = Heard(Kind.PLACE, label, latitude=latitude, longitude=longitude, name=self.name)
        self._send([pin])

    def events(self, *heard: Heard) -> None:
        """Let the platform tell something of this person."""
        self._send(heard)

    def replies(self, shown: Shown, words: str) -> None:
        """Answer one message of ours."""
        self._send([Heard(Kind.TEXT, words, replied_to=shown.outer_id, name=self.name)])

    def taps(self, label: str, on: Shown | None = None) -> None:
        """Press the newest button whose label begins so."""
        self.presses += 1
        for shown in [on] if on is not None else reversed(self.screen):
            for offered, token in shown.buttons.items():
                if offered.startswith(label):
                    self.presses_token(token)
                    return
        raise AssertionError(f"{self.name} has no button {label}:\n{self.transcript()}")

    def presses_token(self, token: str) -> None:
        """Press a button by its token, whoever it was given to; a number is written."""
        if self.door in NUMBERED:
            self.says(token)
            return
        self._send([Heard(Kind.PRESS, token=token, name=self.name)])

    def sees(self, words: str) -> Shown:
        """Find words in what was not yet looked at; everything up to them is then seen."""
        for index, shown in enumerate(self.screen[self._seen :], self._seen):
            if words in shown.text:
                self._seen = index + 1
                return shown
        raise AssertionError(f"{self.name} does not see {words}:\n{self.transcript()}")

    def sees_now(self, words: str) -> Shown:
        """Find words in the newest message, which is then seen."""
        assert self._seen < len(self.screen), f"nothing new:\n{self.transcript()}"
        assert words in self.last.text, f"{self.name} does not see {words}:\n{self.transcript()}"
        self._seen = len(self.screen)
        return self.last

    def never_saw(self, words: str) -> None:
        """Check that words have never been on the screen."""
        assert all(words not in shown.text for shown in self.screen), self.transcript()

    def sees_nothing_new(self) -> None:
        """Check that nothing more has come."""
        assert self.screen[self._seen :] == [], self.transcript()

    @property
    def last(self) -> Shown:
        """The newest message."""
        return self.screen[-1]

    def transcript(self) -> str:
        """Give the screen as text."""
        return "\n---\n".join(f"{shown.text}\n{list(shown.buttons)}" for shown in self.screen[-6:])

    def follows(self, shown: Shown, label: str) -> None:
        """Press a button that opens the private chat."""
        self.says(f"/start {shown.links[label]}")

    @property
    def door(self) -> Door:
        """The way they came in."""
        return self.street.door

    def _send(self, heard: Sequence[Heard]) -> None:
        self.street.receive([wrap(self.street.keys, one, self.outer_id) for one in heard])
