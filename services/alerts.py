"""Who is told about a case, and what they are offered to do; nobody's silence ends a case."""

from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.cases import UNANSWERED, Case
from models.outbox import OutMessage
from services import access, areas, facts, outbox, people, timeline
from services.clock import Clock
from services.outbox import Choice, Command, Saying
from services.texts import cases as texts
from services.texts.categories import CATEGORY_LABELS
from services.texts.phrases import Phrase
from services.wording import clip

SUMMARY_LENGTH = 300


def tell_responsible(
    session: Session, case: Case, words: str, place: str, clock: Clock
) -> Sequence[int]:
    """Tell whoever answers for the place of a case; give whom.

    Nobody there, or nobody who can be reached: whoever stands above, up to the street.
    """
    told: list[int] = []
    for person_id in find_responsible(session, case):
        saying = Saying(
            (alert(session, case, words, place),),
            actions(case),
            is_urgent=case.is_urgent,
            subject=subject(case.id),
            case_id=case.id,
        )
        if person_id != case.reporter_id and outbox.tell(session, person_id, saying, clock):
            told.append(person_id)
    return told


def find_responsible(session: Session, case: Case) -> Sequence[int]:
    """Give who is told: the grid's managers, else the community, else the street."""
    area = areas.area_of(session, case.area_id)
    if not case.returns:
        managers = access.find_responsible(session, area, Action.RECEIVE_ALERTS)
        if reachable := _reachable(session, managers, case):
            return reachable
    backlog = access.find_responsible(session, area, Action.RECEIVE_BACKLOG)
    return _reachable(session, backlog, case) or backlog


def alert(session: Session, case: Case, words: str, place: str) -> Phrase:
    """Put a case before staff: what, where, until when. No contact data."""
    area = areas.area_of(session, case.area_id)
    template = texts.ALERT_URGENT if case.is_urgent else texts.ALERT
    return template(
        number=case.number,
        category=CATEGORY_LABELS[case.category],
        area=area.name,
        place=place or texts.PLACE_NOT_SAID(),
        words=clip(words, SUMMARY_LENGTH),
        due=case.due_at,
    )


def actions(case: Case) -> tuple[Choice, ...]:
    """Give what staff may do with a case that waits, one press each."""
    about = {"case": case.id}
    return (
        Choice(texts.SIGN(), Command("sign", about)),
        Choice(texts.CONTACT(), Command("contact", about)),
        Choice(texts.SETTLE(), Command("settle", about)),
        Choice(texts.RETURN(), Command("return", about)),
    )


def owner_actions(case: Case) -> tuple[Choice, ...]:
    """Give what the owner of a case may do with it."""
    about = {"case": case.id}
    return (
        Choice(texts.ANSWER(), Command("answer", about)),
        Choice(texts.CONTACT(), Command("contact", about)),
        Choice(texts.RETURN(), Command("return", about)),
    )


def tell_who_stands_above(session: Session, message: OutMessage, clock: Clock) -> None:
    """An alert could not be delivered: whoever stands above is told instead."""
    if message.case_id is None or message.subject != subject(message.case_id):
        return
    case = session.get(Case, message.case_id)
    if case is not None and case.owner_id is None and case.status in UNANSWERED:
        words, place = words_of(session, case)
        tell_responsible(session, case, words, place, clock)


def tell_reporter(
    session: Session,
    case: Case,
    phrase: Phrase,
    clock: Clock,
    choices: tuple[Choice, ...] = (),
) -> None:
    """Tell the reporter one of the four things that are pushed (product.md, rule 12)."""
    if case.reporter_id is None:
        return
    phone = facts.office_phone(session)
    saying = Saying(
        (phrase, texts.OFFICE_PHONE(phone=phone)),
        choices,
        is_urgent=case.is_urgent,
        case_id=case.id,
    )
    outbox.tell(session, case.reporter_id, saying, clock)


def tell_owner(session: Session, case: Case, phrase: Phrase, clock: Clock) -> None:
    """Tell whoever has the case; whoever is responsible while nobody has it."""
    owners = [case.owner_id] if case.owner_id is not None else find_responsible(session, case)
    saying = Saying((phrase,), case_id=case.id, choices=_offers(case))
    for person_id in owners:
        outbox.tell(session, person_id, saying, clock)


def staff_name(session: Session, person_id: int) -> str:
    """Give the name under which a worker is shown publicly (挂牌上岗)."""
    return people.contact_of(session, person_id).name


def words_of(session: Session, case: Case) -> tuple[str, str]:
    """Give what the reporter said first, and where; empty once erased."""
    told = timeline.first_told(session, case)
    return str(told.get("words", "")), str(told.get("place", ""))


def subject(case_id: int) -> str:
    """Name what alerts about a case are about, to take them back by."""
    return f"case:{case_id}:alert"


def _offers(case: Case) -> tuple[Choice, ...]:
    return owner_actions(case) if case.owner_id is not None else actions(case)


def _reachable(session: Session, person_ids: Sequence[int], case: Case) -> list[int]:
    others = [person_id for person_id in person_ids if person_id != case.reporter_id]
    reached = people.list_reachable(session, others)
    return [person_id for person_id in others if person_id in reached]
