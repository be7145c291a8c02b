"""The last year of the demonstration street: a few hundred cases, each with a fate of its own.

A fate is written like a conversation with time in it: it does something and yields how long
nothing happens. All fates share one clock; they stop where the year ends, so that at its end some
case stands in every state. What is done is done by the same verbs as anywhere else.
"""

import heapq
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.areas import Level
from models.errors import Refusal
from services import areas, cases, feedback, handling, tracking
from services.cases import Filed, Report
from services.clock import Clock, SetClock, local
from services.demo.crowd import Team, add_residents, chance_of
from services.demo.ground import COMMUNITIES
from services.demo.matters import MATTERS, NOT_YET
from services.triage import guess_category, guess_urgency

YEAR = timedelta(days=365)
RESIDENTS = 40
"""Of each community, who report something."""

DAILY: Sequence[Callable[[Session, Clock], int]] = (tracking.close_tracked,)
"""What the program does by itself."""

OPENS = 8
"""Hour of the day from which people are at work."""

Pause = timedelta
Fate = Callable[["Life"], Iterator[Pause]]


@dataclass(slots=True)
class Life:
    """What the fate of one case has in hand."""

    session: Session
    clock: SetClock
    chance: random.Random
    team: Team
    reporter_id: int
    place: str
    words: str
    answer: str

    @property
    def manager(self) -> int:
        """Who handles it."""
        return self.team.managers[0]

    @property
    def clerk(self) -> int:
        """Who publishes it."""
        return self.team.clerks[0]

    def report(self) -> Filed:
        """File it."""
        area = areas.get_area(self.session, self.place)
        report = Report(
            self.reporter_id,
            self.words,
            place=areas.full_name(self.session, area),
            area_id=area.id,
            category=guess_category(self.words),
            is_urgent=guess_urgency(self.words),
        )
        return cases.report_case(self.session, report, self.clock)

    def some(self, least: float, most: float) -> Pause:
        """Give a pause of so many hours."""
        return timedelta(hours=self.chance.uniform(least, most))


def _confirmed(life: Life) -> Iterator[Pause]:
    filed = life.report()
    yield life.some(0.5, 20)
    handling.sign_case(life.session, filed.case_id, life.manager, life.clock)
    yield life.some(3, 120)
    handling.answer_case(life.session, filed.case_id, life.manager, life.answer, life.clock)
    yield life.some(1, 60)
    feedback.confirm_solved(life.session, filed.case_id, life.reporter_id, 1, life.clock)
    stars = life.chance.choice((3, 3, 3, 2, 2, 1))
    feedback.rate_case(life.session, filed.case_id, life.reporter_id, 1, stars, life.clock)


def _silent(life: Life) -> Iterator[Pause]:
    filed = life.report()
    yield life.some(0.5, 30)
    handling.sign_case(life.session, filed.case_id, life.manager, life.clock)
    yield life.some(10, 200)
    handling.answer_case(life.session, filed.case_id, life.manager, life.answer, life.clock)


def _at_once(life: Life) -> Iterator[Pause]:
    filed = life.report()
    yield life.some(0.2, 6)
    handling.settle_case(life.session, filed.case_id, life.manager, life.answer, life.clock)
    yield life.some(1, 30)
    feedback.confirm_solved(life.session, filed.case_id, life.reporter_id, 1, life.clock)


def _again(life: Life) -> Iterator[Pause]:
    filed = life.report()
    yield life.some(1, 20)
    handling.sign_case(life.session, filed.case_id, life.manager, life.clock)
    yield life.some(10, 80)
    handling.answer_case(life.session, filed.case_id, life.manager, life.answer, life.clock)
    yield life.some(2, 60)
    feedback.reopen_case(life.session, filed.case_id, life.reporter_id, 1, NOT_YET, life.clock)
    yield life.some(1, 20)
    handling.sign_case(life.session, filed.case_id, life.manager, life.clock)
    yield life.some(10, 80)
    handling.answer_case(life.session, filed.case_id, life.manager, life.answer, life.clock)
    yield life.some(2, 60)
    feedback.confirm_solved(life.session, filed.case_id, life.reporter_id, 2, life.clock)


def _withdrawn(life: Life) -> Iterator[Pause]:
    filed = life.report()
    yield life.some(1, 30)
    feedback.withdraw_case(life.session, filed.case_id, life.reporter_id, life.clock, is_well=True)


FATES: Sequence[tuple[Fate, int]] = (
    (_confirmed, 50),
    (_silent, 22),
    (_at_once, 12),
    (_again, 6),
    (_withdrawn, 4),
)
"""Each with how often it is met."""


@dataclass(slots=True)
class Year:
    """All that happens in a year, in its order.

    Args:
        session: the open transaction.
        clock: moved along.
        ends: when the year is over.
        daily: what the program does by itself, once a day.
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
            yield timedelta(days=1)

    def _by_day(self, at: datetime) -> datetime:
        """Put off till the morning what would be done at night."""
        wall = local(at, self.clock)
        if wall.hour < OPENS:
            return datetime.combine(wall.date(), time(OPENS, at.minute), wall.tzinfo)
        return at


def live(session: Session, teams: Mapping[str, Team], count: int, clock: Clock) -> None:
    """Let a year of cases pass that ends now."""
    chance = chance_of("year")
    ends = clock.now()
    year = Year(session, SetClock(ends - YEAR, clock.zone), ends, DAILY)
    year.expect(ends - YEAR, year.days())
    fates, weights = zip(*FATES, strict=True)
    for life in _lives(session, year.clock, teams, count, chance):
        [fate] = chance.choices(fates, weights)
        year.expect(ends - YEAR * chance.random() ** 1.3, fate(life))
    year.pass_by()


def _lives(
    session: Session, clock: SetClock, teams: Mapping[str, Team], count: int, chance: random.Random
) -> Iterator[Life]:
    grounds = [areas.get_area(session, ground.code) for ground in COMMUNITIES]
    residents = {each.code: add_residents(session, each, RESIDENTS, clock) for each in grounds}
    places = {
        each.code: [it for it in areas.list_below(session, each) if it.level is Level.BUILDING]
        for each in grounds
    }
    for _ in range(count):
        home = chance.choice(grounds).code
        words, answer = chance.choice(MATTERS)
        place = chance.choice(places[home])
        name = areas.full_name(session, place)
        yield Life(
            session,
            clock,
            chance,
            teams[home],
            chance.choice(residents[home]),
            place.code,
            words.format(place=name),
            answer,
        )
