"""The four cards of a member (四色卡), drawn from records; the kind of a member is on none."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session

from models.access import Action
from models.errors import NotFound
from models.points import CardColour
from models.units import Unit
from services.areas import areas
from services.clock import Clock, today
from services.identity import people
from services.members import members
from services.members.members import require_member
from services.office import access
from services.points import pledges
from services.points.service_record import (
    EVER,
    Service,
    count_party_life,
    count_service,
    list_activities,
    list_bodies,
    year_span,
)
from services.texts.members import member_cards as texts
from services.texts.members.members import BELONGING_LABELS
from services.texts.phrases import Phrase, verbatim

LATEST = 3
"""Activities named on the green card."""


class Card(NamedTuple):
    """What one card says."""

    colour: CardColour
    lines: Sequence[Phrase]


def get_cards(
    session: Session, person_id: int, viewer_id: int, clock: Clock
) -> tuple[str, Sequence[Card]]:
    """Give a member's name and their four cards, to themselves or to whoever keeps the roll.

    Raises:
        NotAllowed: members_only; whoever looks is no member.
        NotFound: member_unknown; there is none, or not for whoever looks.
    """
    owner = people.present(session, person_id)
    if owner != viewer_id:
        require_roll(session, owner, viewer_id)
    member = require_member(session, owner)
    cards = [Card(colour, gather(session, owner, clock)) for colour, gather in _CARDS.items()]
    return people.contact_of(session, member.person_id).name, cards


def require_roll(session: Session, member_id: int, viewer_id: int) -> None:
    """Refuse who does not keep the roll of members where somebody reported.

    Raises:
        NotFound: member_unknown; the same as where there is none.
    """
    member = members.find_member(session, member_id)
    is_in_force = member is not None and member.until is None
    if member is None or not is_in_force or not _may_admit(session, viewer_id, member.area_id):
        raise NotFound("member_unknown")


def say_hours(minutes: int) -> str:
    """Give minutes in hours, with one place behind the point where it takes one."""
    return f"{round(minutes / 60, 1):g}"


def say_where(session: Session, area_id: int) -> str:
    """Name where somebody reported, with the community before it."""
    area = areas.area_of(session, area_id)
    name, community = areas.full_name(session, area), areas.community_of(session, area)
    if community is None or community.id == area.id:
        return name
    return name if name.startswith(community.name[:2]) else community.name + name


def _may_admit(session: Session, viewer_id: int, area_id: int) -> bool:
    return access.may(session, viewer_id, Action.ADMIT_MEMBER, areas.area_of(session, area_id))


def _red(session: Session, person_id: int, clock: Clock) -> Sequence[Phrase]:
    made = pledges.list_pledges(session, person_id, today(clock).year)
    return [
        texts.PLEDGE(
            number=number,
            words=each.words or texts.ERASED(),
            state=texts.KEPT() if each.is_kept else texts.NOT_YET(),
        )
        for number, each in enumerate(made, 1)
    ] or [texts.NO_PLEDGES()]


def _yellow(session: Session, person_id: int, clock: Clock) -> Sequence[Phrase]:
    del clock
    member = require_member(session, person_id)
    name = people.contact_of(session, person_id).name
    unit = None if member.unit_id is None else session.get(Unit, member.unit_id)
    here = say_where(session, member.area_id)
    known = (
        (texts.NAME, name),
        (texts.UNIT, "" if unit is None else unit.name),
        (texts.REPORTED, here),
        (texts.SKILLS, member.skills.replace(" ", "、")),
        (texts.INTERESTS, member.interests.replace(" ", "、")),
    )
    bodies = [
        texts.BODY(name=each.name, belonging=BELONGING_LABELS[each.belonging]())
        for each in list_bodies(session, person_id)
    ]
    return [*(line(words=words) for line, words in known if words), *bodies]


def _pink(session: Session, person_id: int, clock: Clock) -> Sequence[Phrase]:
    this_year = count_service(session, person_id, year_span(today(clock).year, clock))
    ever = count_service(session, person_id, EVER)
    posts = this_year.posts
    named = texts.POSTS(posts=_one_by_one(posts)) if posts else texts.NO_POSTS()
    return [
        named,
        texts.THIS_YEAR(shifts=this_year.shifts, hours=say_hours(this_year.minutes)),
        texts.EVER(shifts=ever.shifts, hours=say_hours(ever.minutes)),
        *_besides(this_year),
    ]


def _one_by_one(named: Sequence[Phrase]) -> Phrase:
    """Name several things, each in the language of whoever reads it."""
    first, *rest = named
    return texts.AND_MORE(first=first, rest=_one_by_one(rest)) if rest else first


def _besides(service: Service) -> Sequence[Phrase]:
    counted = (
        (texts.CASES, service.cases),
        (texts.COVERS, service.covers),
        (texts.ABSENCES, service.absences),
    )
    return [line(count=count) for line, count in counted if count]


def _green(session: Session, person_id: int, clock: Clock) -> Sequence[Phrase]:
    span = year_span(today(clock).year, clock)
    joined = list_activities(session, person_id, span)
    if not joined:
        first = [texts.NO_ACTIVITIES()]
    else:
        first = [
            texts.ACTIVITIES(count=len(joined)),
            *(
                texts.ACTIVITY(month=each.held_on.month, day=each.held_on.day, title=each.title)
                for each in joined[:LATEST]
            ),
        ]
    return [*first, *say_party_life(session, person_id, clock, today(clock).year)]


def say_party_life(session: Session, person_id: int, clock: Clock, year: int) -> Sequence[Phrase]:
    """Say how often a member was at the meetings of each body (双重组织生活)."""
    lives = count_party_life(session, person_id, year_span(year, clock))
    return [
        texts.PARTY_LIFE(
            body=verbatim(each.body) if each.body else texts.OTHER_BODY(),
            belonging=(
                texts.ELSEWHERE() if each.belonging is None else BELONGING_LABELS[each.belonging]()
            ),
            count=each.times,
        )
        for each in lives
    ]


_CARDS: Mapping[CardColour, Callable[[Session, int, Clock], Sequence[Phrase]]] = {
    CardColour.RED: _red,
    CardColour.YELLOW: _yellow,
    CardColour.PINK: _pink,
    CardColour.GREEN: _green,
}
