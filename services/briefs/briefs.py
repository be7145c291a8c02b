"""Making briefs (简报), and putting them on notice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.access import Action
from models.areas import Area, Level
from models.briefs import Brief, BriefSpan
from models.errors import Conflict, Invalid, NotFound
from models.notices import Notice, NoticeState
from services import areas
from services.briefs import brief_days, gathering, retelling_briefs
from services.briefs.contents import Content, freeze, thaw
from services.casework import reach
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Saying
from services.figures import rates
from services.figures.periods import DAY, Period
from services.notices import notice_words, notices
from services.office import access
from services.store import Store, insert_missing
from services.texts import briefs as texts
from services.texts.phrases import put_into_words

ABOUT = "brief:"
LISTED = 30
MADE_UP_FOR = 7 * DAY
"""How long after a period its brief is still made without being asked for."""

SHOWN = frozenset({NoticeState.PUBLISHED, NoticeState.ENDED})
"""States of a notice in which its brief is everybody's."""


LEVELS = frozenset({Level.STREET, Level.PATCH, Level.COMMUNITY})
"""Of the areas that have briefs: in a smaller one the figures would tell of single people."""


class Counted(NamedTuple):
    """A brief that was counted, and is not kept yet; `content` is None where there is one."""

    area_id: int
    span: BriefSpan
    period: Period
    content: str | None


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


def get_brief(session: Session, brief_id: int, person_id: int) -> Brief:
    """Give a brief to somebody who may see the figures of its area.

    Raises:
        NotFound: brief_unknown.
        NotAllowed: not_allowed.
    """
    brief = session.get(Brief, brief_id)
    if brief is None:
        raise NotFound("brief_unknown")
    area = areas.area_of(session, brief.area_id)
    access.require(session, person_id, Action.SEE_FIGURES, area)
    return brief


def list_briefs(session: Session, person_id: int) -> Sequence[tuple[Brief, Area]]:
    """List the newest briefs of the areas whose figures somebody may see."""
    held = rates.list_outermost(session, person_id)
    if not held:
        return ()
    within = or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in held))
    return session.exec(
        select(Brief, Area)
        .join(Area, col(Area.id) == Brief.area_id)
        .where(within)
        .order_by(col(Brief.last).desc(), col(Brief.id).desc())
        .limit(LISTED)
    ).all()


def read(brief: Brief) -> Content:
    """Give what a brief says; of notices it names no titles."""
    return thaw(brief.content)


def read_whole(session: Session, brief: Brief) -> Content:
    """Give what a brief says, with the titles of those notices that still stand as approved."""
    content = read(brief)
    found = session.exec(
        select(Notice).where(
            col(Notice.id).in_([it.notice_id for it in content.notices]),
            col(Notice.state).in_(sorted(SHOWN)),
        )
    )
    titles = {it.id: it.title for it in found if it.approved == notice_words.digest_of(it)}
    told = [
        it._replace(words=titles[it.notice_id]) for it in content.notices if it.notice_id in titles
    ]
    return replace(content, notices=told)


def draft_notice(session: Session, brief_id: int, actor_id: int, clock: Clock) -> Notice:
    """Draft the notice of a brief, in its public form, or give the one there is.

    Raises:
        NotFound: brief_unknown.
        NotAllowed: not_allowed; they may not publish there.
    """
    brief = get_brief(session, brief_id, actor_id)
    area = areas.area_of(session, brief.area_id)
    access.require(session, actor_id, Action.PUBLISH, area)
    content = read(brief)
    row = {
        "area_id": area.id,
        "about": f"{ABOUT}{brief.id}",
        "round": 1,
        "title": put_into_words(retelling_briefs.title_of(content))[: notice_words.LONGEST_TITLE],
        "words": notice_words.mask(session, retelling_briefs.in_public(content)),
        "drafted_at": clock.now(),
        "state": NoticeState.DRAFT,
        "approved": "",
        "reason": "",
    }
    insert_missing(session, Notice, [row])
    notice = session.exec(select(Notice).where(Notice.about == row["about"])).one()
    brief.notice_id = notice.id
    session.flush()
    return notice


def publish(session: Session, brief_id: int, actor_id: int, clock: Clock, seen: str) -> Notice:
    """Put the notice of a brief up; `seen` is the digest of what was read.

    Raises:
        NotFound: brief_unknown, notice_unknown.
        NotAllowed: not_allowed.
        Conflict: notice_changed, notice_personal, notice_up, notice_over_for_staff.
    """
    brief = get_brief(session, brief_id, actor_id)
    if brief.notice_id is None:
        raise NotFound("notice_unknown")
    return notices.approve_and_publish(session, brief.notice_id, actor_id, clock, seen)


def find_notice(session: Session, brief: Brief) -> Notice | None:
    """Find the notice of a brief."""
    return None if brief.notice_id is None else session.get(Notice, brief.notice_id)


def get_public(session: Session, brief_id: int) -> Brief:
    """Give a brief that was published, and not taken down since.

    Raises:
        NotFound: brief_unknown.
    """
    brief = session.get(Brief, brief_id)
    notice = None if brief is None else find_notice(session, brief)
    if brief is None or notice is None or notice.state not in SHOWN:
        raise NotFound("brief_unknown")
    return brief


def list_public(session: Session) -> Sequence[Brief]:
    """List the briefs that are everybody's, the newest first."""
    return session.exec(
        select(Brief)
        .join(Notice, col(Notice.id) == Brief.notice_id)
        .where(col(Notice.state).in_(sorted(SHOWN)))
        .order_by(col(Brief.last).desc(), col(Brief.id).desc())
        .limit(LISTED)
    ).all()


def count_due(store: Store, clock: Clock) -> Callable[[Session, Clock], int]:
    """Count the street's briefs of what is just over; give what keeps them, once."""
    with store.read() as session:
        counted = _count_due(session, clock)

    def keep(session: Session, clock: Clock) -> int:
        made = 0
        for it in counted:
            brief, is_new = _keep(session, it, clock, None)
            if is_new:
                made += 1
                _tell(session, areas.area_of(session, it.area_id), brief, clock)
        return made

    return keep


def _count_due(session: Session, clock: Clock) -> Sequence[Counted]:
    street = areas.find_street(session)
    if street is None:
        return ()
    over = [(span, brief_days.list_over(span, today(clock))[0]) for span in BriefSpan]
    return [
        _count(session, street, span, period, clock)
        for span, period in over
        if today(clock) - period.last <= MADE_UP_FOR
    ]


def _tell(session: Session, area: Area, brief: Brief, clock: Clock) -> None:
    title = retelling_briefs.title_of(read(brief))
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
    return counted._replace(content=freeze(content))


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
