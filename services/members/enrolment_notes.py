"""What is said of somebody's coming to report: to those who decide, and to the member."""

from collections.abc import Sequence

from sqlmodel import Session

from models.members import Enrolment, Member
from services import facts, leases
from services.areas import areas
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members import enrolling, matching
from services.members.roll import Entry
from services.office.units import unit_of
from services.texts.members import enrolling as texts
from services.texts.members.members import KIND_LABELS, MANAGEMENT_LABELS
from services.texts.phrases import Phrase, Template
from services.wording import clip

FEW = 3
"""So many requests come one by one; of more those who decide hear together, once an hour."""

LONGEST_SHOWN = 40
TOLD = "enrolments_told"
"""Notes who was told in which hour that many wait."""

_QUOTES = str.maketrans("", "", '“”「」『』《》"')


def tell_deciders(session: Session, enrolment: Enrolment, clock: Clock) -> bool:
    """Put a request before those who decide; False when nobody of them can be told."""
    told = [
        _tell(session, each, enrolment, clock)
        for each in enrolling.list_deciders(session, enrolment)
    ]
    return any(told)


def _tell(session: Session, person_id: int, enrolment: Enrolment, clock: Clock) -> bool:
    waiting = len(enrolling.list_waiting(session, person_id))
    if waiting > FEW:
        return _tell_many(session, person_id, waiting, clock)
    choices = (
        Choice(texts.PASS(), Command("admit", {"enrolment": enrolment.id})),
        Choice(texts.DECLINE(), Command("turn_away", {"enrolment": enrolment.id})),
    )
    saying = Saying((show(session, enrolment),), choices, subject=subject(enrolment.id))
    return outbox.tell(session, person_id, saying, clock)


def _tell_many(session: Session, person_id: int, waiting: int, clock: Clock) -> bool:
    hour = leases.part_of(f"{clock.now():%Y-%m-%dT%H}", str(person_id))
    if not leases.take_slot(session, TOLD, hour, clock):
        return True
    about = f"enrolments:{person_id}"
    outbox.cancel(session, about)
    choices = (Choice(texts.TO_ENROLMENTS(count=waiting), Command("enrolments", {})),)
    saying = Saying((texts.WAITING(count=waiting),), choices, subject=about)
    return outbox.tell(session, person_id, saying, clock)


def show(session: Session, enrolment: Enrolment, entries: Sequence[Entry] | None = None) -> Phrase:
    """Put a request before those who decide: what was said, and whom the roll knows.

    Their own words stand in quotes on lines of their own, so that they cannot pass for ours.
    `entries` is the whole roll, for whoever shows several.
    """
    told = enrolling.told_in(session, enrolment)
    return texts.CARD(
        name=_quotable(told.name),
        unit=_quotable(told.unit) or texts.NO_UNIT(),
        last=told.last,
        area=areas.full_name(session, areas.area_of(session, enrolment.area_id)),
        match=_say_match(session, enrolling.find_match(session, enrolment, entries)),
    )


def admit(
    session: Session, enrolment_id: int, actor_id: int, clock: Clock, *, is_checked: bool = False
) -> Member:
    """Let somebody be a member, and tell them.

    Raises:
        Refusal: as `enrolling.pass_enrolment`.
    """
    enrolment, member = enrolling.pass_enrolment(
        session, enrolment_id, actor_id, clock, is_checked=is_checked
    )
    tell_passed(session, enrolment, member, clock)
    return member


def turn_away(
    session: Session, enrolment_id: int, actor_id: int, reason: str, clock: Clock
) -> None:
    """Say no to somebody who came to report, and tell them why.

    Raises:
        Refusal: as `enrolling.decline_enrolment`.
    """
    enrolment = enrolling.decline_enrolment(session, enrolment_id, actor_id, reason, clock)
    tell_declined(session, enrolment, clock)


def tell_passed(session: Session, enrolment: Enrolment, member: Member, clock: Clock) -> None:
    """Tell a member that they are one, and what they can do next."""
    outbox.cancel(session, subject(enrolment.id))
    area = areas.area_of(session, member.area_id)
    said = texts.PASSED(
        name=people.contact_of(session, member.person_id).name,
        area=areas.full_name(session, area),
        unit=behind(session, member.unit_id, texts.OF_UNIT),
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


def behind(session: Session, unit_id: int | None, template: Template) -> str | Phrase:
    """Name a unit behind a name; who has none has no words about it."""
    return "" if unit_id is None else template(unit=unit_of(session, unit_id).name)


def subject(enrolment_id: int) -> str:
    """Name what messages about a request are about, to take them back by."""
    return f"enrolment:{enrolment_id}"


def _quotable(words: str) -> str:
    return clip(" ".join(words.translate(_QUOTES).split()), LONGEST_SHOWN)


def _say_match(session: Session, match: Entry | None) -> Phrase:
    if match is None:
        return texts.NO_MATCH()
    if match.has_account:
        return texts.MATCH_KNOWN(name=match.name)
    kind: Phrase | str = ""
    if match.kind is not None:
        management = MANAGEMENT_LABELS[match.kind]()
        kind = texts.MATCH_KIND(kind=KIND_LABELS[match.kind](), management=management)
    template = texts.MATCH if matching.is_proved(match) else texts.MATCH_BY_NAME
    return template(name=match.name, unit=unit_name(session, match.unit_id), kind=kind)
