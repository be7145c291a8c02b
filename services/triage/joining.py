"""One matter of several cases: what being merged means for a case and for those who wait.

Who may merge is asked in case_merging.py.
"""

from collections.abc import Sequence

from sqlmodel import Session, select

from models.cases import UNANSWERED, Case, Outcome, Status
from models.following import Follower
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts, lifecycle, offers, reach
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.reporters import followers, told_to_others
from services.store import insert_missing
from services.texts.casework import following as texts


def join(
    session: Session, case: Case, root: Case, clock: Clock, *, actor_id: int | None = None
) -> None:
    """Merge a case that may be merged; who waits for it is told, and follows."""
    had_it = reach.who_has(session, case)
    lifecycle.move(session, case, Status.MERGED, clock)
    case.merged_into_id = root.id
    case.owner_id = case.unit_id = None
    told: timeline.Told = {"into": root.number}
    timeline.append_line(session, case, Act.MERGED, told, clock, actor_id=actor_id)
    outbox.cancel(session, alerts.subject(case.id))
    _bring_followers(session, case, root, clock)
    _tell_reporter(session, case, root, clock)
    _follow(session, case, root, clock)
    if had_it is not None and had_it not in (actor_id, root.owner_id):
        phrase = texts.MERGED(number=case.number, into=root.number)
        outbox.tell(session, had_it, Saying((phrase,), case_id=case.id), clock)
    session.flush()


def leave_parent(session: Session, case: Case, clock: Clock) -> None:
    """Take a merged case out of the one it follows; its state is for whoever calls.

    Its reporter follows that one as long as another case of theirs is merged into it.
    """
    for row in session.exec(select(Follower).where(Follower.own_case_id == case.id)):
        siblings = followers.list_children(session, row.case_id)
        other = next((it for it in siblings if _is_other_of(it, case)), None)
        if other is not None and row.until is None:
            row.own_case_id = other.id
        else:
            row.until = row.until or clock.now()
    case.merged_into_id = None


def _is_other_of(other: Case, case: Case) -> bool:
    return other.id != case.id and followers.is_of_one(other, case)


def hand_on(session: Session, case: Case, clock: Clock) -> None:
    """It is withdrawn or declined: the oldest of those merged into it is handled for all others.

    Who follows a declined case without one of their own is told that by whoever declines it.
    """
    children = followers.list_children(session, case.id)
    is_declined = case.status is Status.DECLINED
    if not children:
        if not is_declined:
            _send_away(session, case, clock)
        return
    heir = children[0]
    leave_parent(session, heir, clock)
    lifecycle.move(session, heir, Status.ACCEPTED, clock)
    told: timeline.Told = {"from": case.number}
    timeline.append_line(session, heir, Act.ACCEPTED, told, clock)
    session.flush()
    _bring_followers(session, case, heir, clock)
    template = texts.HANDED_ON_DECLINED if is_declined else texts.HANDED_ON
    phrase = template(number=case.number, alert=alerts.alert_of(session, heir))
    alerts.tell_waiting(session, heir, phrase, clock)
    session.flush()


def _send_away(session: Session, case: Case, clock: Clock) -> None:
    """Tell those who have it too, and no case of their own, that nobody handles it now."""
    report = Choice(texts.TO_REPORT(), Command("report", {}))
    phrase = texts.WITHDRAWN_FOR_YOU(number=case.number)
    for row in followers.list_followers(session, case.id):
        row.until = clock.now()
        outbox.tell(session, row.person_id, Saying((phrase,), (report,)), clock)


def close_with_parent(session: Session, parent: Case, clock: Clock) -> None:
    """Close what was merged into a case that is closed now, each as its own reporter said."""
    for child in followers.list_children(session, parent.id):
        lifecycle.move(session, child, Status.CLOSED, clock)
        is_solved = _says_solved(session, child, parent)
        child.outcome = Outcome.SOLVED_CONFIRMED if is_solved else _outcome_of_others(parent)
        child.closed_at = clock.now()
        timeline.append_line(session, child, Act.CLOSED, {"into": parent.number}, clock)


def _says_solved(session: Session, child: Case, parent: Case) -> bool:
    """Tell whether the reporter of a merged case says that the last answer solved it."""
    if child.reporter_id is None or child.reporter_id == parent.reporter_id:
        return child.reporter_id is not None and parent.is_solved is True
    row = followers.find_follower(session, parent.id, child.reporter_id)
    return row is not None and row.round == parent.round and row.is_solved is True


def _outcome_of_others(parent: Case) -> Outcome | None:
    """Tell how it ended for who said nothing: what another confirmed, they did not."""
    is_confirmed = parent.outcome is Outcome.SOLVED_CONFIRMED
    return Outcome.SOLVED_UNANSWERED if is_confirmed else parent.outcome


def _bring_followers(session: Session, case: Case, root: Case, clock: Clock) -> None:
    """Let everybody who follows a case, and all that was merged into it, follow its root.

    What they said of an answer was said of the other case's.
    """
    children = followers.list_children(session, case.id)
    there = {row.person_id: row for row in _rows(session, root.id)}
    for row in followers.list_followers(session, case.id):
        known = there.get(row.person_id)
        if known is None and row.person_id != root.reporter_id:
            row.case_id = root.id
            _ask_anew(row)
            continue
        row.until = clock.now()
        if known is not None and known.until is not None and row.person_id != root.reporter_id:
            known.own_case_id, known.until = None, None
            _ask_anew(known)
    for child in children:
        child.merged_into_id = root.id
    session.flush()
    for child in children:
        _follow(session, child, root, clock)


def _ask_anew(row: Follower) -> None:
    row.round = row.is_contacted = row.is_solved = row.satisfaction = None


def _rows(session: Session, case_id: int) -> Sequence[Follower]:
    return session.exec(select(Follower).where(Follower.case_id == case_id)).all()


def _follow(session: Session, case: Case, root: Case, clock: Clock) -> None:
    """Let the reporter of a merged case follow the other, unless that is their own too."""
    person_id = case.reporter_id
    if person_id is None or person_id == root.reporter_id:
        return
    row = {"case_id": root.id, "person_id": person_id, "since": clock.now()}
    if not insert_missing(session, Follower, [row | {"own_case_id": case.id}]):
        found = session.exec(
            select(Follower).where(Follower.case_id == root.id, Follower.person_id == person_id)
        ).one()
        if found.until is not None:
            _ask_anew(found)
        if found.until is not None or found.own_case_id is None:
            found.own_case_id, found.until = case.id, None
    session.flush()


def _tell_reporter(session: Session, case: Case, root: Case, clock: Clock) -> None:
    """Say that it is handled with another; where that one is answered, ask at once."""
    if case.reporter_id is None or case.reporter_id == root.reporter_id:
        return
    if root.status in UNANSWERED:
        phrase = texts.MERGED_FOR_YOU(number=case.number, into=root.number)
        alerts.tell_reporter(session, case, phrase, clock)
        return
    words = [
        *timeline.words_of(session, root, Act.SETTLED),
        *timeline.words_of(session, root, Act.ANSWERED),
    ]
    answer = told_to_others.mask_words(session, words[-1]) if words else ""
    phrase = texts.MERGED_ANSWER(number=case.number, into=root.number, words=answer)
    asked = alerts.for_followers(offers.rating_choices(root))
    alerts.tell_reporter(session, case, phrase, clock, asked)
