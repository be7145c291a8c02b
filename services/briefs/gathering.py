"""Gathering what a brief says: the figures of the board, counted by the same code."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.areas import Area
from models.briefs import BriefSpan
from models.cases import Case, Status
from models.categories import Category
from models.notices import Notice, NoticeState
from models.people import Language
from models.posts import Opening
from models.shifts import Attendance, Shift
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.briefs import brief_days
from services.briefs.contents import Content, Named, Planned, Told, numbers_of
from services.clock import Clock, local
from services.figures import rates, retelling_figures
from services.figures.evidence import By, Figure, Scope
from services.figures.periods import Period, months_of
from services.figures.rates import Line
from services.rules import rules_of
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import put_into_words

MOST_CATEGORIES = 10
MOST_NOTICES = 12
MONTHS = 12


def gather(session: Session, area: Area, span: BriefSpan, period: Period, clock: Clock) -> Content:
    """Count everything a brief says."""
    scope = Scope.of(area)
    now = scope.within(period.begin(clock), period.end(clock))
    earlier = brief_days.before(span, period)
    figures = rates.count(session, now, clock)
    past = rates.count(session, scope.within(earlier.begin(clock), earlier.end(clock)), clock)
    return Content(
        street=rules_of(session).street_name,
        area=areas.full_name(session, area),
        span=span,
        first=period.first,
        last=period.last,
        counts=numbers_of(figures.raw),
        kept=numbers_of(figures.kept),
        before=numbers_of(past.raw),
        months=_months(session, scope, period, clock),
        categories=_named(_most(rates.count_by(session, now, By.CATEGORY, clock))),
        places=_named(rates.count_by(session, now, By.AREA, clock)),
        overseen=_count_overseen(session, area, now),
        served=_count_served(session, area, now),
        posts=_count_posts(session, area),
        notices=_list_notices(session, area, now, clock),
        planned=_list_planned(session, area, clock),
    )


def _months(session: Session, scope: Scope, period: Period, clock: Clock) -> Sequence[Named]:
    found: list[Named] = []
    for whole in months_of(period.last, MONTHS):
        month = Period(whole.first, min(whole.last, period.last))
        counted = rates.count(session, scope.within(month.begin(clock), month.end(clock)), clock)
        found.append(Named(month.first.isoformat(), numbers_of(counted.raw)))
    return found


def _most(lines: Sequence[Line]) -> Sequence[Line]:
    some = [it for it in lines if it.figures.raw[Figure.REPORTED]]
    return sorted(some, key=lambda it: -it.figures.raw[Figure.REPORTED])[:MOST_CATEGORIES]


def _named(lines: Sequence[Line]) -> Sequence[Named]:
    return [
        Named(
            put_into_words(retelling_figures.name_of(line), language=Language.SIMPLIFIED),
            numbers_of(line.figures.raw),
        )
        for line in lines
    ]


def _count_overseen(session: Session, area: Area, scope: Scope) -> int:
    """Count the cases that were escalated (督办) in the period."""
    counted = (
        select(func.count(func.distinct(col(TimelineLine.case_id))))
        .join(Case, col(Case.id) == TimelineLine.case_id)
        .join(Area, col(Area.id) == Case.area_id)
        .where(
            TimelineLine.act == Act.ESCALATED,
            TimelineLine.at >= scope.begin,
            TimelineLine.at < scope.end,
            col(Area.path).startswith(area.path, autoescape=True),
        )
    )
    return int(session.exec(counted).one() or 0)


def _count_served(session: Session, area: Area, scope: Scope) -> int:
    """Count the minutes of service that were confirmed for shifts of the period."""
    counted = (
        select(func.coalesce(func.sum(Attendance.minutes), 0))
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            Shift.starts_at >= scope.begin,
            Shift.starts_at < scope.end,
            col(Area.path).startswith(area.path, autoescape=True),
        )
    )
    return int(session.exec(counted).one() or 0)


def _count_posts(session: Session, area: Area) -> int:
    counted = (
        select(func.coalesce(func.sum(Opening.taken), 0))
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            col(Opening.closed_at).is_(None),
            col(Area.path).startswith(area.path, autoescape=True),
        )
    )
    return int(session.exec(counted).one() or 0)


def _list_notices(session: Session, area: Area, scope: Scope, clock: Clock) -> Sequence[Told]:
    """List the notices of cases that went up in the period, the newest first."""
    found = session.exec(
        select(Notice)
        .join(Area, col(Area.id) == Notice.area_id)
        .where(
            col(Notice.case_id).is_not(None),
            col(Notice.state).in_([NoticeState.PUBLISHED, NoticeState.ENDED]),
            col(Notice.published_at) >= scope.begin,
            col(Notice.published_at) < scope.end,
            col(Area.path).startswith(area.path, autoescape=True),
        )
        .order_by(col(Notice.id).desc())
        .limit(MOST_NOTICES)
    ).all()
    return [
        Told(it.id, f"{local(it.published_at, clock):%Y-%m-%d}")
        for it in found
        if it.published_at is not None
    ]


def _list_planned(session: Session, area: Area, clock: Clock) -> Sequence[Planned]:
    """List what waits for its plan, by kind, with the day of the next look at it."""
    counted = (
        select(Case.category, func.count(), func.min(Case.step_due_at))
        .join(Area, col(Area.id) == Case.area_id)
        .where(
            Case.status == Status.SHELVED,
            col(Area.path).startswith(area.path, autoescape=True),
        )
        .group_by(col(Case.category))
        .order_by(func.count().desc(), col(Case.category))
    )
    planned: list[Planned] = []
    for category, count, at in session.exec(counted).all():
        day = f"{local(at, clock):%Y-%m-%d}" if at is not None else ""
        planned.append(Planned(put_into_words(CATEGORY_LABELS[Category(category)]()), count, day))
    return planned
