"""What those do who follow a case: they have it too, are asked like its reporter, or leave."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, or_, select

from models.cases import ENDED, Case, Status
from models.errors import Conflict, NotFound
from models.following import Follower
from models.timeline import Act
from services import facts
from services.case_files import timeline
from services.casework import alerts, lifecycle, permits
from services.casework.cases import get_case
from services.clock import Clock
from services.gate import redact
from services.identity import people
from services.reporters import followers
from services.reporters.answerers import ANSWERS
from services.reporters.followers import JUDGED, is_public
from services.store import insert_missing
from services.texts.casework import cases as case_texts
from services.texts.casework import following as texts
from services.triage import joining


def find_public(session: Session, serial: int, prefix: str, year: int | None) -> Case | None:
    """Find the case of a whole number that anybody may know of."""
    statement = select(Case).where(Case.serial == serial, Case.prefix == prefix)
    if year is not None:
        statement = statement.where(Case.year == year)
    case = session.exec(statement.order_by(col(Case.id).desc())).first()
    return case if case is not None and is_public(case) else None


def get_public(session: Session, case_id: int, person_id: int | None) -> Case:
    """Give a case that anybody may know of.

    Raises:
        NotFound: there is none, or not for them.
    """
    case = session.get(Case, case_id)
    if case is None or not is_public(case):
        raise NotFound("case_unknown")
    if person_id is not None and permits.is_recused(session, case, person_id):
        raise NotFound("case_unknown")
    return case


def root_for(session: Session, case: Case, person_id: int | None) -> Case | None:
    """Give what a public case is handled as; None where that is not for them to know."""
    root = followers.root_of(session, case)
    is_kept = person_id is not None and permits.is_recused(session, root, person_id)
    return root if is_public(root) and not is_kept else None


def join_case(session: Session, case_id: int, person_id: int, clock: Clock) -> Case:
    """Follow a public case, having the same trouble (我也有这个问题); give what is handled.

    Raises:
        NotFound: case_unknown.
        Conflict: own_case, or merge_ended.
    """
    get_public(session, case_id, person_id)
    root = followers.root_of(session, get_case(session, case_id))
    case = get_case(session, root.id)
    person_id = people.hold(session, person_id)
    if root_for(session, case, person_id) is None:
        raise NotFound("case_unknown")
    if case.reporter_id == person_id:
        raise Conflict("own_case", number=case.number)
    if case.status in ENDED:
        raise Conflict("merge_ended", into=case.number)
    if followers.find_follower(session, case.id, person_id) is not None:
        return case
    row = {"case_id": case.id, "person_id": person_id, "since": clock.now()}
    if not insert_missing(session, Follower, [row]):
        _row(session, case.id, person_id).until = None
    timeline.append_line(session, case, Act.JOINED, {}, clock, actor_id=person_id)
    session.flush()
    return case


def answer_for_all(session: Session, case: Case) -> str:
    """Give the newest answer of a public case as anybody may read it; empty before there is one.

    What was taken up again since is to be answered anew.
    """
    if case.status not in (Status.ANSWERED, Status.TRACKING):
        return ""
    lines = timeline.list_lines(session, case)
    told = next((it.told for it in reversed(lines) if it.act in ANSWERS and it.told), None)
    return redact.mask_all(str((told or {}).get("words", "")), (facts.office_phone(session),))


def leave_case(session: Session, case_id: int, person_id: int, clock: Clock) -> str:
    """Follow a case no longer (不再关注); give its number. One's own, merged into it, stays.

    Raises:
        NotFound: not_followed.
    """
    row = followers.find_follower(session, case_id, person_id)
    if row is None or row.own_case_id is not None:
        raise NotFound("not_followed")
    row.until = clock.now()
    session.flush()
    return get_case(session, case_id).number


def list_followed(session: Session, person_id: int, limit: int = 10) -> Sequence[Case]:
    """List what somebody follows without a case of their own, the newest first."""
    return session.exec(
        select(Case)
        .join(Follower, col(Follower.case_id) == Case.id)
        .where(
            Follower.person_id == person_id,
            col(Follower.until).is_(None),
            col(Follower.own_case_id).is_(None),
        )
        .order_by(col(Case.id).desc())
        .limit(limit)
    ).all()


def list_asked(session: Session, person_id: int) -> Sequence[Case]:
    """List the answered cases of which somebody who follows them has not said how it is."""
    is_new = or_(col(Follower.round).is_(None), col(Follower.round) != Case.round)
    return session.exec(
        select(Case)
        .join(Follower, col(Follower.case_id) == Case.id)
        .where(
            Follower.person_id == person_id,
            col(Follower.until).is_(None),
            col(Case.status).in_(JUDGED),
            is_new,
        )
        .order_by(col(Case.id).desc())
    ).all()


def may_judge(session: Session, case: Case, person_id: int) -> bool:
    """Tell whether somebody who follows a case is still to say how its answer is."""
    return any(each.id == case.id for each in list_asked(session, person_id))


def confirm_followed(
    session: Session, case_id: int, person_id: int, round_: int, clock: Clock
) -> str:
    """Say as one who follows a case that it is solved; kept beside it. Gives the number.

    Raises:
        NotFound: not_followed.
        Conflict: answer_judged.
    """
    case, row = _asked(session, case_id, person_id, round_)
    row.round, row.is_solved, row.is_contacted = case.round, True, True
    row.satisfaction = None
    phrase = texts.FOLLOWER_SOLVED(number=case.number)
    alerts.tell_owner(session, case, phrase, clock)
    session.flush()
    return case.number


def deny_followed(  # noqa: PLR0913 - of which, and what was said to whom
    session: Session,
    case_id: int,
    person_id: int,
    round_: int,
    clock: Clock,
    *,
    was_contacted: bool = True,
    told_to: int | None = None,
    words: str = "",
) -> Case:
    """Say as one who follows a case that it is not solved.

    Whose own case was merged into it gets that back: a new round of its own, with what they told
    somebody on the phone.

    Returns:
        Their own case where they have one, else the one they follow.

    Raises:
        NotFound: not_followed.
        Conflict: answer_judged.
    """
    case, row = _asked(session, case_id, person_id, round_)
    row.round, row.is_solved, row.is_contacted = case.round, False, was_contacted
    row.satisfaction = None
    was = case_texts.WAS_CONTACTED if was_contacted else case_texts.WAS_NOT_CONTACTED
    if row.own_case_id is not None:
        own = get_case(session, row.own_case_id)
        if own.status is Status.MERGED:
            heard = _Said(told_to or own.reporter_id, words)
            _take_back(session, own, case, row, heard, clock)
            phrase = texts.OWN_AGAIN_ALERT(
                into=case.number, contact=was(), alert=alerts.alert_of(session, own)
            )
            alerts.tell_waiting(session, own, phrase, clock)
            session.flush()
            return own
    phrase = texts.FOLLOWER_NOT_SOLVED(number=case.number, contact=was())
    alerts.tell_owner(session, case, phrase, clock)
    session.flush()
    return case


def rate_followed(
    session: Session, case_id: int, person_id: int, round_: int, satisfaction: int
) -> None:
    """Keep how satisfied somebody is who follows a case, once.

    Raises:
        NotFound: not_followed.
        Conflict: answer_judged.
    """
    case = get_case(session, case_id)
    row = followers.find_follower(session, case_id, person_id)
    if row is None:
        raise NotFound("not_followed")
    if row.round != round_ or case.round != round_ or row.satisfaction is not None:
        raise Conflict("answer_judged", number=case.number)
    row.satisfaction = satisfaction
    session.flush()


class _Said(NamedTuple):
    """Who wrote down that something is not solved, and what was said."""

    by: int | None
    words: str


def _take_back(
    session: Session, own: Case, parent: Case, row: Follower, heard: _Said, clock: Clock
) -> None:
    """Begin a new round of a merged case: the round before had the answer of its parent."""
    joining.leave_parent(session, own, clock)
    own.answered_at, own.is_explained = parent.answered_at, parent.is_explained
    own.owner_id, own.unit_id = parent.owner_id, parent.unit_id
    own.is_solved, own.is_contacted = False, row.is_contacted
    lifecycle.begin_again(session, own, clock)
    told: timeline.Told = {"from": parent.number}
    if heard.words:
        told = {**told, "words": heard.words}
    timeline.append_line(session, own, Act.REOPENED, told, clock, actor_id=heard.by)


def _asked(session: Session, case_id: int, person_id: int, round_: int) -> tuple[Case, Follower]:
    """Give a locked case and the row of somebody who is asked about its answer."""
    case = get_case(session, case_id)
    row = followers.find_follower(session, case_id, person_id)
    if row is None:
        raise NotFound("not_followed")
    if case.round != round_ or case.status not in JUDGED or row.round == round_:
        raise Conflict("answer_judged", number=case.number)
    return case, row


def _row(session: Session, case_id: int, person_id: int) -> Follower:
    return session.exec(
        select(Follower).where(Follower.case_id == case_id, Follower.person_id == person_id)
    ).one()
