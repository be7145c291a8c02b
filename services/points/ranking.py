"""Who was given the most points this year (排名); off unless the street wants it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.areas import Area
from models.errors import NotFound
from models.members import Member
from models.people import Person
from models.points import Point
from models.posts import Claim, ShownAs
from services.areas import areas
from services.clock import Clock, today
from services.identity import people
from services.members import members
from services.members.members import require_member
from services.points.service_record import earned, year_span
from services.rules import rules_of
from services.texts.phrases import Phrase

TOP = 10


class Place(NamedTuple):
    """One line of the ranking; who has as many shares the rank."""

    rank: int
    name: Phrase
    points: int


class Ranking(NamedTuple):
    """The first of a community, and where one stands oneself; None without any points."""

    area: Area
    top: Sequence[Place]
    own: Place | None


def rank(session: Session, person_id: int, clock: Clock) -> Ranking:
    """Give the ranking of the community of a member, by shown names.

    Raises:
        NotFound: ranking_off.
        NotAllowed: members_only.
    """
    if not rules_of(session).is_ranking:
        raise NotFound("ranking_off")
    member = require_member(session, person_id)
    here = areas.area_of(session, member.area_id)
    community = areas.community_of(session, here) or here
    given = _list_given(session, community, clock)
    ranks = {points: index for index, (_, points) in reversed(list(enumerate(given, 1)))}
    top = [Place(ranks[points], name_of(session, each), points) for each, points in given[:TOP]]
    mine = dict(given).get(member.person_id)
    own = None
    if mine is not None:
        own = Place(ranks[mine], name_of(session, member.person_id), mine)
    return Ranking(community, top, own)


def name_of(session: Session, person_id: int) -> Phrase:
    """Name somebody as they chose when they last claimed a post."""
    shown_as = session.exec(
        select(col(Claim.shown_as))
        .where(col(Claim.person_id).in_(people.selves(session, person_id)))
        .order_by(col(Claim.id).desc())
    ).first()
    return members.shown_name(session, person_id, shown_as or ShownAs.COMRADE)


def _list_given(session: Session, community: Area, clock: Clock) -> Sequence[tuple[int, int]]:
    """List the members of a community with the points they were given this year, most first."""
    span = year_span(today(clock).year, clock)
    here = [community.id, *(each.id for each in areas.list_below(session, community))]
    who = col(Person.merged_into_id)
    found = session.exec(
        select(Member.person_id, earned())
        .join(Person, (col(Person.id) == Member.person_id) | (who == Member.person_id))
        .join(Point, col(Point.person_id) == Person.id)
        .where(
            col(Member.area_id).in_(here),
            col(Member.until).is_(None),
            Point.at >= span.begins,
            Point.at < span.ends,
        )
        .group_by(col(Member.person_id))
    ).all()
    given = [(person_id, points) for person_id, points in found if points > 0]
    return sorted(given, key=lambda each: (-each[1], each[0]))
