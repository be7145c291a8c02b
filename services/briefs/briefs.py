"""Reading briefs (简报), and putting them on notice."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, or_, select

from models.access import Action
from models.areas import Area
from models.briefs import Brief
from models.errors import NotFound
from models.notices import Notice, NoticeState
from services.areas import areas
from services.briefs import retelling_briefs
from services.briefs.contents import Content, thaw
from services.clock import Clock
from services.figures import rates
from services.notices import notice_words, notices, publishers
from services.office import access
from services.store import insert_missing
from services.texts.phrases import put_into_words

ABOUT = "brief:"
LISTED = 30
SHOWN = frozenset({NoticeState.PUBLISHED, NoticeState.ENDED})
"""States of a notice in which its brief is everybody's."""


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


def list_briefs(
    session: Session, person_id: int, limit: int = LISTED
) -> Sequence[tuple[Brief, Area]]:
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
        .limit(limit)
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

    Who drafts it is not who approves it (services/notices/four_eyes.py).

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
        "composed_by": actor_id,
    }
    is_new = insert_missing(session, Notice, [row]) == 1
    notice = session.exec(select(Notice).where(Notice.about == row["about"])).one()
    brief.notice_id = notice.id
    session.flush()
    if is_new:
        publishers.ask_others(session, notice, clock)
    return notice


def publish(session: Session, brief_id: int, actor_id: int, clock: Clock, seen: str) -> Notice:
    """Put the notice of a brief up; `seen` is the digest of what was read.

    Raises:
        NotFound: brief_unknown, notice_unknown.
        NotAllowed: not_allowed, or own_notice: they drafted it, and somebody else may approve.
        Conflict: notice_changed, notice_personal, notice_up, notice_over_for_staff.
    """
    brief = get_brief(session, brief_id, actor_id)
    if brief.notice_id is None:
        raise NotFound("notice_unknown")
    return notices.approve_and_publish(session, brief.notice_id, actor_id, clock, seen)


def find_notice(session: Session, brief: Brief) -> Notice | None:
    """Find the notice of a brief."""
    return None if brief.notice_id is None else session.get(Notice, brief.notice_id)


def find_of_notice(session: Session, notice: Notice) -> int | None:
    """Find the brief that a notice which is or was up is of."""
    said = (notice.about or "").removeprefix(ABOUT)
    if said == (notice.about or "") or notice.state not in SHOWN:
        return None
    return session.exec(select(Brief.id).where(Brief.notice_id == notice.id)).first()


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
