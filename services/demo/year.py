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

from sqlmodel import Session

from models.areas import Level
from models.errors import Refusal
from services import areas, case_clock, escalation, notices, tracking
from services.clock import Clock, SetClock, local
from services.demo.crowd import Street, add_residents, chance_of
from services.demo.fates import AT_THE_END, FATES, Life, Pause
from services.demo.ground import COMMUNITIES
from services.demo.matters import MATTERS

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
)
"""What the program does by itself."""

LATELY = 1.3
"""More than 1: more has come up lately than long ago."""

LOOKS = timedelta(days=2)
"""How often the program looks about; often enough to pass every level."""

EACH = 2
LATEST = timedelta(hours=6)
"""How many still wait for each of the last things, and for how long at least."""

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

    def expect(self, at: datetime, happening: Iterator[Pause]) -> None:
        """Have something begin at an instant."""
        heapq.heappush(self._agenda, (at, len(self._agenda) + id(happening), happening))

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
            for job in self.daily:
                while job(self.session, self.clock):
                    pass
            yield LOOKS

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
    lives = _lives(session, year.clock, street, chance)
    for fate in chance.choices(fates, weights, k=count):
        year.expect(ends - YEAR * chance.random() ** LATELY, fate(next(lives)))
    for hours, fate in enumerate(AT_THE_END * EACH):
        year.expect(ends - LATEST - timedelta(hours=hours), fate(next(lives)))
    year.pass_by()


def _lives(
    session: Session, clock: SetClock, street: Street, chance: random.Random
) -> Iterator[Life]:
    grounds = [areas.get_area(session, ground.code) for ground in COMMUNITIES]
    residents = {each.code: add_residents(session, each, RESIDENTS, clock) for each in grounds}
    places = {each.code: areas.list_below(session, each, Level.BUILDING) for each in grounds}
    while True:
        home = chance.choice(grounds).code
        words, answer = chance.choice(MATTERS)
        place = chance.choice(places[home])
        name = areas.full_name(session, place)
        reporter_id, neighbour_id = chance.sample(residents[home], 2)
        yield Life(
            session=session,
            clock=clock,
            chance=chance,
            team=street.teams[home],
            street=street,
            reporter_id=reporter_id,
            neighbour_id=neighbour_id,
            place=place.code,
            name=name,
            words=words.format(place=name),
            answer=answer,
        )
