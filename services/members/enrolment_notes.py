"""What is said of somebody's coming to report: to those who decide, and to the member."""

from sqlmodel import Session

from models.members import Enrolment, Member
from services import areas, facts
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members import enrolling
from services.members.roll import Entry
from services.office.units import unit_of
from services.texts import enrolling as texts
from services.texts.members import KIND_LABELS, MANAGEMENT_LABELS
from services.texts.phrases import Phrase


def tell_deciders(session: Session, enrolment: Enrolment, clock: Clock) -> bool:
    """Put a request before those who decide; False when nobody of them can be told."""
    choices = (
        Choice(texts.PASS(), Command("admit", {"enrolment": enrolment.id})),
        Choice(texts.DECLINE(), Command("turn_away", {"enrolment": enrolment.id})),
    )
    saying = Saying((show(session, enrolment),), choices, subject=subject(enrolment.id))
    told = [
        outbox.tell(session, each, saying, clock)
        for each in enrolling.list_deciders(session, enrolment)
    ]
    return any(told)


def show(session: Session, enrolment: Enrolment) -> Phrase:
    """Put a request before those who decide: what was said, and whom the roll knows."""
    told = enrolling.told_in(session, enrolment)
    return texts.CARD(
        name=told.name,
        unit=told.unit or texts.NO_UNIT(),
        last=told.last,
        area=areas.full_name(session, areas.area_of(session, enrolment.area_id)),
        match=_say_match(session, enrolling.find_match(session, enrolment)),
    )


def tell_passed(session: Session, enrolment: Enrolment, member: Member, clock: Clock) -> None:
    """Tell a member that they are one, and what they can do next."""
    outbox.cancel(session, subject(enrolment.id))
    area = areas.area_of(session, member.area_id)
    said = texts.PASSED(
        name=people.contact_of(session, member.person_id).name,
        area=areas.full_name(session, area),
        unit=unit_name(session, member.unit_id),
    )
    choices = (Choice(texts.TO_POSTS(), Command("posts", {})),)
    outbox.tell(session, member.person_id, Saying((said,), choices), clock)


def tell_declined(session: Session, enrolment: Enrolment, clock: Clock) -> None:
    """Tell somebody that it was declined, and why."""
    outbox.cancel(session, subject(enrolment.id))
    said = texts.DECLINED(reason=enrolment.reason, phone=facts.office_phone(session))
    outbox.tell(session, enrolment.person_id, Saying((said,)), clock)


def unit_name(session: Session, unit_id: int | None) -> str | Phrase:
    """Name a unit, or say that there is none."""
    return texts.NO_UNIT() if unit_id is None else unit_of(session, unit_id).name


def subject(enrolment_id: int) -> str:
    """Name what messages about a request are about, to take them back by."""
    return f"enrolment:{enrolment_id}"


def _say_match(session: Session, match: Entry | None) -> Phrase:
    if match is None:
        return texts.NO_MATCH()
    if match.has_account:
        return texts.MATCH_KNOWN(name=match.name)
    kind: Phrase | str = ""
    if match.kind is not None:
        management = MANAGEMENT_LABELS[match.kind]()
        kind = texts.MATCH_KIND(kind=KIND_LABELS[match.kind](), management=management)
    return texts.MATCH(name=match.name, unit=unit_name(session, match.unit_id), kind=kind)
