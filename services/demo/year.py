"""The last year of the demonstration street: a few hundred cases, each with a fate of its own.

A fate is written like a conversation with time in it: it does something and yields how long
nothing happens. All fates share one clock; they stop where the year ends, so that at its end some
case stands in every state. What is done is done by the same verbs as anywhere else.
"""

import heapq
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count as counting

from sqlmodel import Session

from models.areas import Level
from models.errors import Refusal
from services.areas import areas
from services.casework import case_clock, escalation, transfers
from services.clock import Clock, SetClock, local
from services.demo import settling
from services.demo.album import Album
from services.demo.crowd import Street, add_residents, chance_of
from services.demo.fates import FATES
from services.demo.ground import COMMUNITIES
from services.demo.life import Fate, Life, Pause
from services.demo.matters import MATTERS
from services.demo.waiting import AT_THE_END, on_notice
from services.notices import notices
from services.reporters import tracking

YEAR = timedelta(days=365)
RESIDENTS = 40
"""Of each community, who report something."""

DAILY: Sequence[Callable[[Session, Clock], int]] = (
    escalation.escalate_cases,
    case_clock.remind_steps,
    case_clock.lapse_info,
    case_clock.review_shelved,
    case_clock.end_notice_period,
    notices.end_due,
    tracking.close_tracked,
    transfers.chase_due,
)
"""What the program does by itself."""

LATELY = 1.3
"""More than 1: more has come up lately than long ago."""

LOOKS = timedelta(days=2)
"""How often the program looks about; often enough to pass every level."""

LAST_NEW = timedelta(days=2)
"""What came up after that is what the story tells."""

ON_NOTICE = 5
"""How many stand on the board of the first community, which is played; of any other, one."""

LATEST = timedelta(hours=6)
"""How long at least something waits of what still waits."""

OPENS = 8
"""Hour of the day from which people are at work."""


@dataclass(slots=True)
class Year:
    """All that happens in a year, in its order.

    Args:
        session: the open transaction.
        clock: moved along.
        ends: when the year is over.
        daily: what the program does by itself, now and then.
    """

    session: Session
    clock: SetClock
    ends: datetime
    daily: Sequence[Callable[[Session, Clock], int]] = ()
    _agenda: list[tuple[datetime, int, Iterator[Pause]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=counting)

    def expect(self, at: datetime, happening: Iterator[Pause]) -> None:
        """Have something begin at an instant; what was expected first goes first."""
        heapq.heappush(self._agenda, (at, next(self._order), happening))

    def pass_by(self) -> None:
        """Let the year pass; what would come after its end does not happen."""
        while self._agenda and self._agenda[0][0] <= self.ends:
            at, order, happening = heapq.heappop(self._agenda)
            self.clock.at = at
            try:
                pause = next(happening)
            except (StopIteration, Refusal):
                continue
            heapq.heappush(self._agenda, (self._by_day(at + pause), order, happening))
        self.clock.at = self.ends

    def days(self) -> Iterator[Pause]:
        """Let the program act by itself."""
        while True:
            self.look_about()
            yield LOOKS

    def look_about(self) -> None:
        """Do everything that is due by itself."""
        for job in self.daily:
            while job(self.session, self.clock):
                pass

    def _by_day(self, at: datetime) -> datetime:
        """Put off till the morning what would be done at night."""
        wall = local(at, self.clock)
        if wall.hour < OPENS:
            return datetime.combine(wall.date(), time(OPENS, at.minute), wall.tzinfo)
        return at


def live(session: Session, street: Street, count: int, clock: Clock) -> None:
    """Let a year pass that ends now, with so many cases."""
    chance = chance_of("year")
    ends = clock.now()
    year = Year(session, SetClock(ends - YEAR, clock.zone), ends, DAILY)
    year.expect(ends - YEAR, year.days())
    fates, weights = zip(*FATES, strict=True)
    begin = _Beginnings(year, street, chance)
    codes = [ground.code for ground in COMMUNITIES]
    for fate in chance.choices(fates, weights, k=count):
        at = ends - LAST_NEW - (YEAR - LAST_NEW) * chance.random() ** LATELY
        begin.one(at, fate, chance.choice(codes))
    for number in range(ON_NOTICE):
        for code in codes[: 1 if number else None]:
            begin.one(ends - LAST_NEW + timedelta(hours=number), on_notice, code)
    for hours, fate in enumerate(AT_THE_END):
        begin.one(ends - LATEST - timedelta(hours=hours), fate, codes[1 + hours])
    year.pass_by()
    year.look_about()
    settling.settle(session, year.clock)


class _Beginnings:
    """Lets lives begin, each in a community."""

    def __init__(self, year: Year, street: Street, chance: random.Random) -> None:
        session, clock = year.session, year.clock
        self._year, self._street, self._chance = year, street, chance
        homes = [areas.get_area(session, ground.code) for ground in COMMUNITIES]
        self._album = Album(session)
        self._residents = {it.code: add_residents(session, it, RESIDENTS, clock) for it in homes}
        self._places = {it.code: areas.list_below(session, it, Level.BUILDING) for it in homes}

    def one(self, at: datetime, fate: Fate, code: str) -> None:
        """Let something come up in a community at an instant."""
        session, chance = self._year.session, self._chance
        words, answer = chance.choice(MATTERS)
        place = chance.choice(self._places[code])
        name = areas.full_name(session, place)
        reporter_id, neighbour_id = chance.sample(self._residents[code], 2)
        life = Life(
            session=session,
            clock=self._year.clock,
            chance=chance,
            team=self._street.teams[code],
            street=self._street,
            album=self._album,
            reporter_id=reporter_id,
            neighbour_id=neighbour_id,
            place=place.code,
            name=name,
            words=words.format(place=name),
            answer=answer,
        )
        self._year.expect(at, fate(life))
