"""What a reporter says of an answer, by a press or on the phone: solved or not, how satisfied."""

from sqlmodel import Session

from models.cases import Case, Status
from models.timeline import Act
from services import alerts, lifecycle, outbox, people, quoting, timeline
from services.clock import Clock
from services.messages import Saying
from services.texts import cases as texts
from services.texts import judging as judged


def take_as_solved(session: Session, case: Case, actor_id: int, clock: Clock) -> None:
    """Let a locked case be solved, as its reporter says: by a press, or to `actor_id`."""
    case.is_solved = True
    case.is_contacted = True
    if case.status is Status.ANSWERED:
        lifecycle.move(session, case, Status.TRACKING, clock)
    timeline.append_line(session, case, Act.CONFIRMED, {}, clock, actor_id=actor_id)
    if case.owner_id is not None:
        phrase = texts.CONFIRMED(number=case.number)
        outbox.tell(session, case.owner_id, Saying((phrase,), case_id=case.id), clock)


def take_as_unsolved(
    session: Session,
    case: Case,
    actor_id: int,
    words: str,
    clock: Clock,
    *,
    was_contacted: bool = True,
) -> None:
    """Take a locked case up again, as its reporter says: by a press, or to `actor_id`."""
    case.is_solved = False
    case.is_contacted = was_contacted
    told_to = case.owner_id
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
    phrase = texts.REOPENED(
        number=case.number,
        round=case.round,
        words=words or texts.NO_MORE_WORDS(),
        contact=texts.WAS_CONTACTED() if was_contacted else texts.WAS_NOT_CONTACTED(),
    )
    told = set(alerts.find_responsible(session, case))
    if told_to is not None:
        told.add(told_to)
    saying = alerts.waiting(case, phrase, quoting.original(session, case))
    for staff_id in sorted(told):
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
