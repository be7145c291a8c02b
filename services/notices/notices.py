"""Notices (公示): drafted at every answer, put up by somebody, and down when their days are over.

The gate fails closed: nothing is stored as a notice's words, or published, while a finding in it
is neither masked nor waived by name.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, exists, func, or_, select

from models.access import Action
from models.areas import Area
from models.cases import Case, Status
from models.errors import Conflict, NotFound
from models.following import Recusal
from models.notices import Notice, NoticeState
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import permits
from services.casework.cases import get_case
from services.clock import Clock
from services.delivery import outbox
from services.gate.redact import Finding
from services.notices import four_eyes, notice_words, taking_down
from services.office import access
from services.reporters import told_to_others
from services.rules import rules_of
from services.store import insert_missing, lock
from services.wording import require_words
from services.workdays import add_workdays

LISTED = 5
"""Drafts of one page."""

SCANNED = 100
"""Rows in one batch of a scan."""

MAY_BE_SHOWN = frozenset({Status.ANSWERED, Status.TRACKING})


def draft_for_case(session: Session, case: Case, clock: Clock) -> Notice | None:
    """Draft the notice of a locked case that was just answered; None where it is kept private.

    It is masked from the beginning: what is found in the answer never lies in it.
    """
    if case.is_private:
        return None
    session.flush()
    row = {
        "area_id": notice_words.place_of(session, case).id,
        "case_id": case.id,
        "round": case.round,
        "title": notice_words.title_of(session, case),
        "words": notice_words.mask(session, notice_words.compose(session, case)),
        "drafted_at": clock.now(),
        "state": NoticeState.DRAFT,
        "approved": "",
        "reason": "",
    }
    if not insert_missing(session, Notice, [row]):
        return None
    return session.exec(
        select(Notice).where(Notice.case_id == case.id, Notice.round == case.round)
    ).one()


def get_notice(session: Session, notice_id: int) -> Notice:
    """Give a notice.

    Raises:
        NotFound: notice_unknown.
    """
    notice = session.get(Notice, notice_id)
    if notice is None:
        raise NotFound("notice_unknown")
    return notice


def hold_notice(
    session: Session, notice_id: int, actor_id: int | None
) -> tuple[Notice, Case | None]:
    """Give a notice and its case, both locked; to somebody who may publish, if one is named.

    Raises:
        NotFound: notice_unknown.
        NotAllowed: not_allowed.
    """
    seen = get_notice(session, notice_id)
    case = None if seen.case_id is None else get_case(session, seen.case_id)
    if actor_id is not None:
        require_publisher(session, seen, actor_id)
    notice = lock(session, Notice, notice_id)
    if notice is None:
        raise NotFound("notice_unknown")
    return notice, case


def require_publisher(session: Session, notice: Notice, actor_id: int) -> None:
    """Refuse who may not publish this.

    Raises:
        NotAllowed: not_allowed.
    """
    case = None if notice.case_id is None else session.get(Case, notice.case_id)
    if case is not None:
        permits.require(session, actor_id, Action.PUBLISH, case)
    else:
        area = areas.area_of(session, notice.area_id)
        access.require(session, actor_id, Action.PUBLISH, area)


def find_of_case(session: Session, case: Case) -> Notice | None:
    """Find the notice of a case's present round."""
    return session.exec(
        select(Notice).where(Notice.case_id == case.id, Notice.round == case.round)
    ).first()


class Drafts(NamedTuple):
    """A part of the drafts that wait for somebody, each with its case; and how many there are."""

    items: Sequence[tuple[Notice, Case]]
    total: int


def list_waiting(session: Session, person_id: int, after: int = 0, limit: int = LISTED) -> Drafts:
    """List the drafts that wait for this person, the newest first."""
    scopes = access.areas_where(session, person_id, Action.PUBLISH)
    if not scopes:
        return Drafts((), 0)
    within = or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in scopes))
    below = select(col(Area.id)).where(within)
    is_recused = exists().where(
        col(Recusal.case_id) == col(Case.id), col(Recusal.person_id) == person_id
    )
    waiting = (
        select(Notice, Case)
        .join(Case, col(Case.id) == Notice.case_id)
        .where(
            Notice.state == NoticeState.DRAFT,
            col(Notice.area_id).in_(below),
            col(Case.area_id).in_(below),
            Case.round == Notice.round,
            col(Case.is_private).is_(False),
            or_(
                col(Case.status) == Status.ANSWERED,
                (col(Case.status) == Status.TRACKING) & col(Case.is_solved).is_(True),
            ),
            ~is_recused,
        )
    )
    total = session.exec(select(func.count()).select_from(waiting.subquery())).one()
    found = session.exec(waiting.order_by(col(Notice.id).desc()).offset(after).limit(limit)).all()
    return Drafts(found, total)


def approve_and_publish(
    session: Session, notice_id: int, actor_id: int, clock: Clock, seen: str
) -> Notice:
    """Approve what a notice says and put it up for some working days.

    Args:
        session: the open transaction.
        notice_id: which.
        actor_id: who approves it.
        clock: tells the time.
        seen: digest of what they read; another text is not approved by it.

    Raises:
        NotAllowed: not_allowed, or own_notice: they composed it, and somebody else may approve.
        Conflict: notice_personal, notice_changed, notice_up, notice_over_for_staff, or
            notice_overtaken: its case is private now, closed or done again.
    """
    notice, case = hold_notice(session, notice_id, actor_id)
    if notice.state is not NoticeState.PUBLISHED and case is not None:
        _refuse_overtaken(notice, case)  # said before that its draft is gone: that is why
    require_draft(notice)
    approved = notice_words.digest_of(notice)
    if seen != approved:
        raise Conflict("notice_changed", title=notice.title)
    four_eyes.check(session, notice, actor_id)
    refuse_open(notice_words.list_open(session, notice))
    now = clock.now()
    notice.approved, notice.approved_by = approved, actor_id
    notice.published_at, notice.pushed_at, notice.state = now, None, NoticeState.PUBLISHED
    notice.ends_at = add_workdays(session, now, rules_of(session).notice_days, clock).at
    session.flush()
    if case is not None:
        if case.status is Status.ANSWERED:
            case.step_due_at, case.step_told_at = notice.ends_at, None
        told: timeline.Told = {"title": notice.title, "words": notice.words}
        timeline.append_line(session, case, Act.PUBLISHED, told, clock, actor_id=actor_id)
    outbox.cancel(session, taking_down.subject_of(notice.id))
    return notice


def keep_private(
    session: Session, notice_id: int, actor_id: int, reason: str, clock: Clock
) -> None:
    """Do not publish a case (不公开): it goes on by itself after as many days as a notice has.

    Raises:
        Invalid: without a reason.
        Conflict: it is up already, or over.
    """
    notice, case = hold_notice(session, notice_id, actor_id)
    require_words(reason, "notice_reason_missing")
    require_draft(notice)
    taking_down.forget_draft(session, notice, notice_words.mask(session, reason))
    if case is None:
        return
    told_to_others.make_private(session, case, clock)
    if case.status is Status.ANSWERED:
        days = rules_of(session).notice_days
        case.step_due_at = add_workdays(session, clock.now(), days, clock).at
        case.step_told_at = None
    timeline.append_line(
        session, case, Act.KEPT_PRIVATE, {"words": reason}, clock, actor_id=actor_id
    )


def withdraw(session: Session, notice_id: int, actor_id: int, reason: str, clock: Clock) -> None:
    """Take down a notice that is up, with a reason.

    Raises:
        Invalid: without a reason.
        Conflict: it is not up.
    """
    notice, case = hold_notice(session, notice_id, actor_id)
    require_words(reason, "notice_reason_missing")
    if notice.state is not NoticeState.PUBLISHED:
        raise Conflict("notice_over_for_staff", title=notice.title)
    shown = notice_words.mask(session, reason)
    taking_down.take_down(
        session, notice, case, NoticeState.WITHDRAWN, shown, clock, actor_id=actor_id
    )


def end_due(session: Session, clock: Clock) -> int:
    """End the notices whose days are over, and take down those of cases kept private since."""
    found = session.exec(
        select(Notice.id)
        .outerjoin(Case, col(Case.id) == Notice.case_id)
        .where(
            Notice.state == NoticeState.PUBLISHED,
            (col(Notice.ends_at) <= clock.now()) | col(Case.is_private).is_(True),
        )
        .order_by(col(Notice.id))
        .limit(SCANNED)
    ).all()
    for notice_id in found:
        notice, case = hold_notice(session, notice_id, None)
        if notice.state is not NoticeState.PUBLISHED:
            continue
        is_hidden = case is not None and case.is_private
        state = NoticeState.WITHDRAWN if is_hidden else NoticeState.ENDED
        taking_down.take_down(session, notice, case, state, "", clock)
    return len(found)


def require_draft(notice: Notice) -> None:
    """Refuse what is done with a draft only.

    Raises:
        Conflict: notice_up, notice_over_for_staff.
    """
    if notice.state is NoticeState.PUBLISHED:
        raise Conflict("notice_up", title=notice.title)
    if notice.state is not NoticeState.DRAFT:
        raise Conflict("notice_over_for_staff", title=notice.title)


def _refuse_overtaken(notice: Notice, case: Case) -> None:
    if case.is_private or case.round != notice.round or case.status not in MAY_BE_SHOWN:
        raise Conflict("notice_overtaken", number=case.number)


def refuse_open(found: Sequence[Finding]) -> None:
    """Refuse a text in which something is neither masked nor waived.

    Raises:
        Conflict: notice_personal.
    """
    if found:
        raise Conflict("notice_personal", count=len(found), text=found[0].text)
