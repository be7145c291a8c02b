"""Making briefs (简报): counted in a transaction that reads, kept in a short one that writes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from models.access import Action
from models.areas import Area, Level
from models.briefs import Brief, BriefSpan
from models.errors import Conflict, Invalid
from services.areas import areas
from services.briefs import brief_days, briefs, gathering, retelling_briefs
from services.briefs.contents import freeze
from services.casework import reach
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Saying
from services.figures import rates
from services.figures.periods import DAY, Period
from services.office import access
from services.store import Store, insert_missing
from services.texts import briefs as texts

MADE_UP_FOR = 7 * DAY
"""How long after a period its brief is still made without being asked for."""

LEVELS = frozenset({Level.STREET, Level.PATCH, Level.COMMUNITY})
"""Of the areas that have briefs: in a smaller one the figures would tell of single people."""


class Counted(NamedTuple):
    """A brief that was counted, and is not kept yet.

    `content` is None where there is one; it `has_something` unless all of its figures are 0.
    """

    area_id: int
    span: BriefSpan
    period: Period
    content: str | None
    has_something: bool = True


def list_places(session: Session, person_id: int) -> Sequence[Area]:
    """List the areas of which somebody may make briefs, the outer ones first."""
    found: dict[str, Area] = {}
    for outer in rates.list_outermost(session, person_id):
        for area in (outer, *areas.list_below(session, outer)):
            if area.level in LEVELS:
                found[area.code] = area
    return list(found.values())


def count_brief(
    session: Session, area: Area, span: BriefSpan, day: date, actor_id: int, clock: Clock
) -> Counted:
    """Count what the brief of the week, month or quarter of a day says, unless it was made.

    It takes long: count in a transaction that reads, then `keep_brief`.

    Raises:
        NotAllowed: not_allowed; they may not see the figures there.
        Invalid: brief_level; such an area has no briefs.
        Conflict: brief_early; the period is not over.
    """
    access.require(session, actor_id, Action.SEE_FIGURES, area)
    if area.level not in LEVELS:
        raise Invalid("brief_level")
    period = brief_days.period_at(span, day)
    if period.last >= today(clock):
        raise Conflict("brief_early", day=period.last.isoformat())
    return _count(session, area, span, period, clock)


def keep_brief(session: Session, counted: Counted, actor_id: int, clock: Clock) -> Brief:
    """Keep a brief as it was counted; one that was made meanwhile is given as it is.

    Raises:
        NotAllowed: not_allowed; they may not see the figures there.
    """
    area = areas.area_of(session, counted.area_id)
    access.require(session, actor_id, Action.SEE_FIGURES, area)
    brief, _ = _keep(session, counted, clock, actor_id)
    return brief


def look_for_due(store: Store, clock: Clock) -> Callable[[Session, Clock], int]:
    """Count the street's briefs of what is just over; give what keeps them."""
    with store.read() as session:
        counted = count_due(session, clock)
    return lambda session, clock: keep_due(session, counted, clock)


def keep_due(session: Session, counted: Sequence[Counted], clock: Clock) -> int:
    """Keep briefs, and tell who may publish them of those that are new; give how many are."""
    made = 0
    for it in counted:
        brief, is_new = _keep(session, it, clock, None)
        if is_new:
            made += 1
            _tell(session, areas.area_of(session, it.area_id), brief, clock)
    return made


def count_due(session: Session, clock: Clock) -> Sequence[Counted]:
    """Count the street's briefs of what is just over."""
    street = areas.find_street(session)
    if street is None:
        return ()
    over = [(span, brief_days.list_over(span, today(clock))[0]) for span in BriefSpan]
    counted = (
        _count(session, street, span, period, clock)
        for span, period in over
        if today(clock) - period.last <= MADE_UP_FOR
    )
    return [it for it in counted if it.has_something]


def _tell(session: Session, area: Area, brief: Brief, clock: Clock) -> None:
    title = retelling_briefs.title_of(briefs.read(brief))
    saying = Saying((texts.MADE(title=title),))
    may_see = set(reach.nearest_to_decide(session, area, Action.SEE_FIGURES, ()))
    for person_id in reach.nearest_to_decide(session, area, Action.PUBLISH, ()):
        if person_id in may_see:
            outbox.tell(session, person_id, saying, clock)


def _count(session: Session, area: Area, span: BriefSpan, period: Period, clock: Clock) -> Counted:
    counted = Counted(area.id, span, period, None)
    if session.exec(_wanted(counted)).first() is not None:
        return counted
    content = gathering.gather(session, area, span, period, clock)
    has_something = any(content.counts.values())
    return counted._replace(content=freeze(content), has_something=has_something)


def _keep(
    session: Session, counted: Counted, clock: Clock, actor_id: int | None
) -> tuple[Brief, bool]:
    """Give the brief of a period, and whether it was made just now."""
    is_new = False
    if counted.content is not None:
        row = {
            "area_id": counted.area_id,
            "span": counted.span,
            "first": counted.period.first,
            "last": counted.period.last,
            "content": counted.content,
            "made_at": clock.now(),
            "made_by": actor_id,
        }
        is_new = insert_missing(session, Brief, [row]) == 1
    return session.exec(_wanted(counted)).one(), is_new


def _wanted(counted: Counted) -> SelectOfScalar[Brief]:
    return select(Brief).where(
        Brief.area_id == counted.area_id,
        Brief.span == counted.span,
        Brief.first == counted.period.first,
    )
