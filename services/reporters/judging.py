"""What a reporter says of an answer, by a press or on the phone: solved or not, how satisfied."""

from sqlmodel import Session

from models.access import Action
from models.cases import Case, Status
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts, lifecycle, permits, quoting, reach
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.texts.casework import cases as texts
from services.texts.casework import judging as judged


def take_as_solved(session: Session, case: Case, actor_id: int, clock: Clock) -> None:
    """Let a locked case be solved, as its reporter says: by a press, or to `actor_id`."""
    case.is_solved = True
    case.is_contacted = True
    if case.status is Status.ANSWERED:
        lifecycle.move(session, case, Status.TRACKING, clock)
    timeline.append_line(session, case, Act.CONFIRMED, {}, clock, actor_id=actor_id)
    whom = reach.who_has(session, case)
    if whom is not None:
        phrase = texts.CONFIRMED(number=case.number)
        outbox.tell(session, whom, Saying((phrase,), case_id=case.id), clock)


def take_as_unsolved(
    session: Session,
    case: Case,
    actor_id: int,
    words: str,
    clock: Clock,
    *,
    was_contacted: bool = True,
) -> None:
    """Take a locked case up again, as its reporter says: by a press, or to `actor_id`.

    Whoever had it hears so; one who may not take it on any more (a unit's) hears no words.
    """
    case.is_solved = False
    case.is_contacted = was_contacted
    had_it = reach.who_has(session, case)
    lifecycle.begin_again(session, case, clock)
    is_own = actor_id == case.reporter_id
    timeline.append_line(
        session,
        case,
        Act.REOPENED,
        {"words": words},
        clock,
        actor_id=actor_id,
        seal_with=people.key_of(session, actor_id) if is_own else None,
    )
    contact = texts.WAS_CONTACTED() if was_contacted else texts.WAS_NOT_CONTACTED()
    told = {*alerts.find_responsible(session, case), *([] if had_it is None else [had_it])}
    for staff_id in sorted(told):
        may = permits.may(session, staff_id, Action.SIGN_CASE, case)
        phrase = texts.REOPENED(
            number=case.number,
            round=case.round,
            words=(words if may else "") or texts.NO_MORE_WORDS(),
            contact=contact,
        )
        saying = (
            alerts.waiting(case, phrase, quoting.original(session, case))
            if may
            else Saying((phrase,), case_id=case.id)
        )
        outbox.tell(session, staff_id, saying, clock)


def take_reason(session: Session, case: Case, person_id: int, words: str, clock: Clock) -> None:
    """Keep why the reporter of a locked case is not satisfied; whoever has it is told."""
    told: timeline.Told = {"satisfaction": case.satisfaction or 0, "words": words}
    key = people.key_of(session, person_id)
    timeline.append_line(session, case, Act.RATED, told, clock, actor_id=person_id, seal_with=key)
    if case.owner_id is not None:
        phrase = judged.UNSATISFIED_BECAUSE(number=case.number, words=words)
        outbox.tell(session, case.owner_id, Saying((phrase,), case_id=case.id), clock)


def take_rating(
    session: Session, case: Case, actor_id: int, satisfaction: int, clock: Clock
) -> None:
    """Keep how satisfied the reporter of a locked case is, as they pressed or told `actor_id`."""
    case.satisfaction = satisfaction
    told: timeline.Told = {"satisfaction": satisfaction}
    timeline.append_line(session, case, Act.RATED, told, clock, actor_id=actor_id)
