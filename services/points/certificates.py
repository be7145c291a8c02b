"""The yearly certificate (年度鉴定) of a member, gathered from records; the kind is not on it."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.errors import NotFound
from models.members import Member
from models.people import Account, Person
from models.units import Unit
from services.areas import areas
from services.clock import Clock, today
from services.drawing.certificate import Certificate
from services.identity import people
from services.members import members
from services.points import member_cards, pledges
from services.points.service_record import (
    Service,
    count_earned,
    count_minutes,
    count_party_life,
    count_service,
    list_activities,
    year_span,
)
from services.rules import rules_of
from services.sealing import vault_of
from services.texts.members import certificates as texts
from services.texts.members.members import BELONGING_LABELS
from services.texts.phrases import Phrase, put_into_words


def gather(session: Session, person_id: int, year: int, clock: Clock) -> Certificate:
    """Give what is certified of a member's year.

    Raises:
        NotFound: member_unknown.
    """
    member = members.find_member(session, person_id)
    if member is None:
        raise NotFound("member_unknown")
    unit = None if member.unit_id is None else session.get(Unit, member.unit_id)
    street = areas.street_above(session, areas.area_of(session, member.area_id)).name
    name = people.contact_of(session, member.person_id).name
    service = count_service(session, member.person_id, year_span(year, clock))
    rows = _rows(session, member.person_id, year, clock, service)
    paragraphs = [
        _tell(session, member, year, clock, service),
        texts.SHOWN_BY_RECORDS(street=street),
    ]
    return Certificate(
        street=street or rules_of(session).street_name,
        unit="" if unit is None else unit.name,
        name=name,
        year=year,
        paragraphs=[put_into_words(each) for each in paragraphs],
        rows=[(put_into_words(label), value) for label, value in rows],
        number=number_of(member, year),
        issued_on=today(clock),
    )


def number_of(member: Member, year: int) -> str:
    """Give the number of a certificate: always the same for a member and a year."""
    return f"NJ-{year}-{member.id:04}"


def list_members(
    session: Session, year: int, clock: Clock, unit_id: int | None = None
) -> Sequence[int]:
    """List who was a member in a year, of one unit or all, in the order of their numbers."""
    span = year_span(year, clock)
    statement = select(Member.person_id).where(
        Member.since < span.ends,
        or_(col(Member.until).is_(None), col(Member.until) >= span.begins),
    )
    if unit_id is not None:
        statement = statement.where(Member.unit_id == unit_id)
    return session.exec(statement.order_by(col(Member.id))).all()


def only_heard_of(
    session: Session, person_ids: Sequence[int], year: int, clock: Clock
) -> Sequence[int]:
    """Leave out who never came to us and did nothing in a year."""
    known = set(session.exec(select(Account.person_id).where(col(Account.person_id).is_not(None))))
    span = year_span(year, clock)
    return [it for it in person_ids if it in known or count_minutes(session, it, span)]


def find_by_phone(session: Session, phone: str) -> Sequence[int]:
    """Find the members who have this phone; two of one family may.

    Raises:
        Invalid: phone_invalid.
    """
    wanted = vault_of(session).find_hash("phone", people.read_phone(phone))
    return session.exec(
        select(Member.person_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(Person.phone_hash == wanted)
        .order_by(col(Member.id))
    ).all()


def _tell(session: Session, member: Member, year: int, clock: Clock, service: Service) -> Phrase:
    """Put the year into a paragraph; of what there was none of, it says nothing."""
    person_id, span = member.person_id, year_span(year, clock)
    joined = list_activities(session, person_id, span)
    party_life = sum(each.is_party_life for each in joined)
    made = pledges.list_pledges(session, person_id, year)
    kept = sum(each.is_kept for each in made)
    hours = member_cards.say_hours(service.minutes)
    posts = _say_posts(service)
    said = [
        texts.SERVED(shifts=service.shifts, hours=hours) if service.minutes else None,
        texts.HELD(posts=posts) if posts else None,
        texts.SETTLED(count=service.cases) if service.cases else None,
        texts.COVERED(count=service.covers) if service.covers else None,
        texts.JOINED(count=len(joined), party_life=party_life) if joined else None,
        texts.PLEDGED(count=len(made), kept=kept) if made else None,
    ]
    parts = [put_into_words(each) for each in said if each is not None]
    return texts.YEAR(
        name=people.contact_of(session, person_id).name,
        year=year,
        area=member_cards.say_where(session, member.area_id),
        year_in_words="；".join(parts) or put_into_words(texts.NOTHING()),
    )


def _say_posts(service: Service) -> str:
    return "、".join(map(put_into_words, service.posts))


def _rows(
    session: Session, person_id: int, year: int, clock: Clock, service: Service
) -> Sequence[tuple[Phrase, str]]:
    span = year_span(year, clock)
    made = pledges.list_pledges(session, person_id, year)
    counted = (
        (texts.ROW_HOURS(), texts.HOURS(count=member_cards.say_hours(service.minutes))),
        (texts.ROW_SHIFTS(), texts.SHIFTS(count=service.shifts)),
        (texts.ROW_POSTS(), texts.POSTS(posts=_say_posts(service) or texts.NONE())),
        (texts.ROW_CASES(), texts.MATTERS(count=service.cases)),
        (
            texts.ROW_ACTIVITIES(),
            texts.TIMES(count=len(list_activities(session, person_id, span))),
        ),
        *(
            (
                texts.ROW_PARTY_LIFE(
                    body=each.body or texts.OTHER_BODY(),
                    belonging=(
                        texts.ELSEWHERE()
                        if each.belonging is None
                        else BELONGING_LABELS[each.belonging]()
                    ),
                ),
                texts.TIMES(count=each.times),
            )
            for each in count_party_life(session, person_id, span)
        ),
        (
            texts.ROW_PLEDGES(),
            texts.OF(kept=sum(each.is_kept for each in made), count=len(made)),
        ),
        (texts.ROW_POINTS(), texts.POINTS(count=count_earned(session, person_id, span))),
    )
    return [(label, put_into_words(value)) for label, value in counted]
