"""Merging cases that are one matter (合并), and parting them again."""

from sqlmodel import Session

from models.access import Action
from models.cases import ENDED, UNANSWERED, Case, Status
from models.errors import Conflict, NotFound
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts, lifecycle, permits
from services.casework.cases import get_case_for
from services.clock import Clock
from services.reporters import followers
from services.store import lock_all
from services.texts.casework import following as texts
from services.triage import joining
from services.wording import require_words


def merge_case(session: Session, case_id: int, into_id: int, actor_id: int, clock: Clock) -> str:
    """Merge a case into another that is the same matter; give the number of that one.

    Into one that was merged itself means into what that is handled as. Whoever reported it
    follows that case from now on.

    Raises:
        NotFound, NotAllowed: not theirs to merge.
        Conflict: merge_itself, merge_cycle, merge_ended, merge_private, merge_urgent or
            merge_answered.
    """
    found = {case.id: case for case in lock_all(session, Case, [case_id, into_id])}
    if len(found) < len({case_id, into_id}):
        raise NotFound("case_unknown")
    case, into = found[case_id], found[into_id]
    for each in (case, into):
        permits.require(session, actor_id, Action.MERGE_CASE, each)
    root = _check(session, case, into)
    joining.join(session, case, root, clock, actor_id=actor_id)
    return root.number


def part_case(session: Session, case_id: int, actor_id: int, reason: str, clock: Clock) -> str:
    """Let a merged case be handled by itself again; give its number. Its due day is its own.

    Raises:
        NotFound, NotAllowed: not theirs to part.
        Invalid: part_reason_missing.
        Conflict: not_merged.
    """
    case = get_case_for(session, case_id, actor_id, Action.MERGE_CASE)
    require_words(reason, "part_reason_missing")
    if case.status is not Status.MERGED:
        raise Conflict("not_merged", number=case.number)
    joining.leave_parent(session, case, clock)
    lifecycle.move(session, case, Status.ACCEPTED, clock)
    told: timeline.Told = {"words": reason}
    timeline.append_line(session, case, Act.ACCEPTED, told, clock, actor_id=actor_id)
    phrase = texts.PARTED_ALERT(reason=reason, alert=alerts.alert_of(session, case))
    alerts.tell_waiting(session, case, phrase, clock, besides=actor_id)
    parted = texts.PARTED_FOR_YOU(number=case.number, due=case.due_at)
    alerts.tell_reporter(session, case, parted, clock)
    session.flush()
    return case.number


def _check(session: Session, case: Case, into: Case) -> Case:
    """Give the case that will be handled for both.

    Raises:
        Conflict: as in `merge_case`.
    """
    if case.id == into.id:
        raise Conflict("merge_itself")
    if case.status not in UNANSWERED:
        raise Conflict(
            "merge_answered" if case.status is not Status.MERGED else "merged_into",
            number=case.number,
            into=followers.root_of(session, case).number,
        )
    root = followers.root_of(session, into)
    if root.id == case.id:
        raise Conflict("merge_cycle", number=case.number, into=into.number)
    if root.status in ENDED:
        raise Conflict("merge_ended", into=root.number)
    if not followers.is_public(root) and not followers.is_of_one(root, case):
        raise Conflict("merge_private", into=root.number)
    if case.is_urgent and not root.is_urgent and root.status in UNANSWERED:
        raise Conflict("merge_urgent", number=case.number, into=root.number)
    return root
