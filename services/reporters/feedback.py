"""What the reporter says of their own case: more words, hurry, solved or not, never mind."""

from sqlmodel import Session, select

from models.cases import UNANSWERED, Case, Outcome, Status
from models.errors import Conflict, NotFound, TooSoon
from models.timeline import Act, TimelineLine
from services.case_files import timeline
from services.casework import alerts, intake, lifecycle, reach, recusal
from services.casework.cases import get_case
from services.clock import Clock, local
from services.delivery import cards, outbox
from services.delivery.messages import Saying
from services.identity import people
from services.reporters import followers, judging
from services.texts.casework import cases as texts
from services.texts.casework import reporting
from services.texts.phrases import put_into_words
from services.triage import joining


def supplement_case(
    session: Session, case_id: int, person_id: int, words: str, clock: Clock
) -> str:
    """Add words to one's case (补充); whoever has it is told. Gives the number.

    Raises:
        NotFound: not theirs.
        Conflict: it is closed.
    """
    return supplement(session, _own(session, case_id, person_id), words, clock)


def supplement(session: Session, case: Case, words: str, clock: Clock) -> str:
    """Add what the reporter says to a locked case that is theirs, or that their system handed in.

    Raises:
        Conflict: it is closed.
    """
    if case.status is Status.CLOSED:
        raise Conflict("case_closed", number=case.number)
    asked_by = intake.go_on(session, case, clock)
    is_late = asked_by is None and intake.is_late_answer(session, case)
    _write(session, case, Act.SUPPLEMENTED, words, clock)
    phrase = texts.SUPPLEMENTED(number=case.number, words=words)
    if asked_by is None or not intake.tell_asker(session, case, asked_by, phrase, clock):
        alerts.tell_owner(session, followers.root_of(session, case), phrase, clock)
    if is_late:
        intake.tell_asker_too(session, case, phrase, clock)
    session.flush()
    return case.number


def locate_case(
    session: Session,
    case_id: int,
    person_id: int,
    place: str,
    area_id: int | None,
    clock: Clock,
) -> None:
    """Add where it is to a case that was filed in haste; whoever answers for the place is told.

    Raises:
        NotFound: not theirs.
        Conflict: it is answered.
    """
    case = _own(session, case_id, person_id)
    if case.status not in UNANSWERED:
        raise Conflict("already_answered", number=case.number)
    words, _ = alerts.words_of(session, case)
    if area_id is not None and case.owner_id is None:
        recusal.move_to(session, case, area_id, words, clock)
    added = reporting.PLACE_ADDED(place=place)
    intake.go_on(session, case, clock)
    _write(session, case, Act.SUPPLEMENTED, put_into_words(added), clock, place)
    cards.show_new(session, case, clock)
    if case.owner_id is None:
        outbox.cancel(session, alerts.subject(case.id))
        alerts.tell_responsible(session, case, words, place, clock)
    else:
        phrase = texts.SUPPLEMENTED(number=case.number, words=added)
        alerts.tell_owner(session, case, phrase, clock)
    session.flush()


def urge_case(session: Session, case_id: int, person_id: int, clock: Clock) -> str:
    """Ask the office to hurry (催一下), once a day; moves no clock. Gives the number.

    Raises:
        NotFound: not theirs.
        TooSoon: urged today already.
        Conflict: it is answered.
    """
    case = _own(session, case_id, person_id)
    if case.status is Status.MERGED:
        into = followers.root_of(session, case).number
        raise Conflict("merged_into", number=case.number, into=into)
    if case.status not in UNANSWERED:
        raise Conflict("already_answered", number=case.number)
    now = clock.now()
    if case.urged_at is not None and (
        local(case.urged_at, clock).date() == local(now, clock).date()
    ):
        raise TooSoon("urged_today", number=case.number)
    case.urged_at = now
    timeline.append_line(session, case, Act.URGED, {}, clock, actor_id=person_id)
    alerts.tell_owner(session, case, texts.URGED(number=case.number, due=case.due_at), clock)
    session.flush()
    return case.number


def withdraw_case(
    session: Session, case_id: int, person_id: int, clock: Clock, *, is_well: bool = False
) -> str:
    """Take one's case back (撤回), or say that it mended itself (已经好了). Gives the number.

    Raises:
        NotFound: not theirs.
        Conflict: it is answered already.
    """
    case = _own(session, case_id, person_id)
    if case.status not in UNANSWERED | {Status.MERGED}:
        raise Conflict("already_answered", number=case.number)
    root = followers.root_of(session, case)
    has_it = reach.who_has(session, root)
    told_to = alerts.find_responsible(session, case) if has_it is None else [has_it]
    was_merged = case.status is Status.MERGED
    joining.leave_parent(session, case, clock)
    lifecycle.move(session, case, Status.CLOSED, clock)
    case.outcome = Outcome.WITHDRAWN
    case.closed_at = clock.now()
    phrase = texts.IS_WELL if is_well else texts.WITHDRAWN
    words = put_into_words(texts.ALL_WELL()) if is_well else ""
    _write(session, case, Act.WITHDRAWN, words, clock)
    outbox.cancel(session, alerts.subject(case.id))
    saying = Saying((phrase(number=case.number),), case_id=case.id)
    for staff_id in told_to:
        outbox.tell(session, staff_id, saying, clock)
    if not was_merged:
        joining.hand_on(session, case, clock)
    session.flush()
    return case.number


def confirm_solved(
    session: Session, case_id: int, person_id: int, round_: int, clock: Clock
) -> str:
    """Say that an answered case is solved; from now on it is watched for a recurrence.

    Raises:
        NotFound: not theirs.
        Conflict: this answer was judged already, or there is a newer one.
    """
    case = _answered(session, case_id, person_id, round_)
    judging.take_as_solved(session, case, person_id, clock)
    session.flush()
    return case.number


def reopen_case(  # noqa: PLR0913 - what was said, by whom, of which answer
    session: Session,
    case_id: int,
    person_id: int,
    round_: int,
    words: str,
    clock: Clock,
    *,
    was_contacted: bool = True,
) -> str:
    """Say that an answered case is not solved: done again under its number (重办).

    Raises:
        NotFound: not theirs.
        Conflict: there is a newer answer, or it is closed.
    """
    case = _own(session, case_id, person_id)
    if case.round != round_ or case.status not in (Status.ANSWERED, Status.TRACKING):
        raise Conflict("answer_judged", number=case.number)
    judging.take_as_unsolved(session, case, person_id, words, clock, was_contacted=was_contacted)
    session.flush()
    return case.number


def is_asked(session: Session, case: Case) -> bool:
    """Tell whether the last thing in a case's file is a word or question of staff."""
    last = session.exec(
        select(TimelineLine.act).where(
            TimelineLine.case_id == case.id, TimelineLine.seq == case.line_count
        )
    ).first()
    return last in (Act.RELAYED, Act.INFO_ASKED)


def rate_case(
    session: Session, case_id: int, person_id: int, round_: int, satisfaction: int, clock: Clock
) -> None:
    """Keep how satisfied the reporter is, once: 3 满意, 2 基本满意, 1 不满意.

    Raises:
        NotFound: not theirs.
        Conflict: this answer was rated already, or is not the newest.
    """
    case = _own(session, case_id, person_id)
    if case.round != round_ or case.is_solved is None or case.satisfaction is not None:
        raise Conflict("answer_judged", number=case.number)
    judging.take_rating(session, case, person_id, satisfaction, clock)
    session.flush()


def explain_rating(
    session: Session, case_id: int, person_id: int, round_: int, words: str, clock: Clock
) -> None:
    """Keep why the reporter is not satisfied.

    Raises:
        NotFound: not theirs.
        Conflict: it was done again since.
    """
    case = _own(session, case_id, person_id)
    if case.round != round_ or case.satisfaction is None:
        raise Conflict("answer_judged", number=case.number)
    judging.take_reason(session, case, person_id, words, clock)
    session.flush()


def _own(session: Session, case_id: int, person_id: int) -> Case:
    case = get_case(session, case_id)
    if case.reporter_id != person_id:
        raise NotFound("case_unknown")
    return case


def _answered(session: Session, case_id: int, person_id: int, round_: int) -> Case:
    case = _own(session, case_id, person_id)
    if case.status is not Status.ANSWERED or case.round != round_ or case.is_solved is not None:
        raise Conflict("answer_judged", number=case.number)
    return case


def _write(
    session: Session, case: Case, act: Act, words: str, clock: Clock, place: str = ""
) -> None:
    reporter_id = case.reporter_id
    timeline.append_line(
        session,
        case,
        act,
        {"words": words, "place": place} if place else {"words": words},
        clock,
        actor_id=reporter_id,
        seal_with=None if reporter_id is None else people.key_of(session, reporter_id),
    )
