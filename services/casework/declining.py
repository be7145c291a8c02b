"""Declining a case (不予受理), with reason and next door; its reporter may disagree once."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from models.access import Action
from models.cases import Case, Status
from models.errors import Conflict, NotFound
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, lifecycle, offers, reach
from services.casework.cases import get_case, get_case_for
from services.casework.intake import check_intake
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command
from services.identity import people
from services.office import access
from services.texts.casework import intake as texts
from services.triage import joining
from services.wording import require_words


def decline_case(
    session: Session, case_id: int, actor_id: int, reason: str, next_door: str, clock: Clock
) -> str:
    """Say that it is not this street's matter, and whose; give the number.

    Raises:
        NotFound, NotAllowed: not theirs to take in.
        Invalid: decline_reason_missing or next_door_missing.
        Conflict: it is in hand; or decline_disputed, and they are not of the street.
    """
    case = get_case_for(session, case_id, actor_id, Action.TRIAGE_CASE)
    check_may_decline(session, case, actor_id)
    require_words(reason, "decline_reason_missing")
    require_words(next_door, "next_door_missing")
    lifecycle.move(session, case, Status.DECLINED, clock)
    case.closed_at = clock.now()
    told: timeline.Told = {"words": reason, "next_door": next_door}
    timeline.append_line(session, case, Act.DECLINED, told, clock, actor_id=actor_id)
    outbox.cancel(session, alerts.subject(case.id))
    joining.hand_on(session, case, clock)
    phrase = texts.DECLINED(number=case.number, reason=reason, next_door=next_door)
    is_first = case.disputed_at is None
    dispute = Choice(texts.DISPUTE(), Command("dispute", {"case": case.id}))
    alerts.tell_reporter(session, case, phrase, clock, (dispute,) if is_first else ())
    session.flush()
    return case.number


def check_may_decline(session: Session, case: Case, actor_id: int) -> None:
    """Refuse to decline what is in hand, or what the reporter has disputed before.

    Raises:
        Conflict: wrong_status or decline_disputed.
    """
    check_intake(case)
    street = areas.street_above(session, areas.area_of(session, case.area_id))
    if case.disputed_at is not None and not access.may(
        session, actor_id, Action.TRIAGE_CASE, street
    ):
        raise Conflict("decline_disputed", number=case.number)


def dispute_case(session: Session, case_id: int, person_id: int, words: str, clock: Clock) -> str:
    """Disagree with its being declined, once: the street looks at it again. Gives the number.

    Raises:
        NotFound: not theirs.
        Conflict: not_declined or disputed_before.
    """
    case = get_case(session, case_id)
    if case.reporter_id != person_id:
        raise NotFound("case_unknown")
    if case.disputed_at is not None:
        raise Conflict("disputed_before", number=case.number)
    if case.status is not Status.DECLINED:
        raise Conflict("not_declined", number=case.number)
    lifecycle.move(session, case, Status.SUBMITTED, clock)
    case.disputed_at, case.closed_at = clock.now(), None
    timeline.append_line(
        session,
        case,
        Act.DISPUTED,
        {"words": words},
        clock,
        actor_id=person_id,
        seal_with=people.key_of(session, person_id),
    )
    phrase = texts.DISPUTED(
        number=case.number,
        words=words or texts.NO_REASON_SAID(),
        alert=alerts.alert_of(session, case),
    )
    saying = alerts.waiting(case, phrase)
    for officer_id in _street_of(session, case):
        more = offers.more(session, case, officer_id)
        said = replace(saying, choices=(*saying.choices, *more))
        outbox.tell(session, officer_id, said, clock)
    session.flush()
    return case.number


def _street_of(session: Session, case: Case) -> Sequence[int]:
    """Give who decides for the street; whoever answers for the place where it has nobody."""
    street = areas.street_above(session, areas.area_of(session, case.area_id))
    found = access.find_responsible(session, street, Action.RECEIVE_BACKLOG)
    told = reach.only_reachable(session, case, found)
    return told or alerts.find_responsible(session, case)
