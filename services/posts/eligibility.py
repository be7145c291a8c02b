"""Who may claim a place in an opening: what is asked of them, and when they are free."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, or_, select

from models.access import Action
from models.areas import Area
from models.errors import Conflict, NotAllowed, Refusal
from models.members import Member
from models.posts import PLACED, Claim, Opening, Post
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.clock import Clock, local, today
from services.identity import people
from services.members import members
from services.office import access
from services.posts.weekly_times import Term, WeeklyTime, find_clash, read_times, say_times
from services.texts.phrases import put_into_words
from services.texts.posts import posts as texts
from services.wording import squeeze


class Promised(NamedTuple):
    """Times at which somebody serves: of a place in an opening, or of a shift they cover."""

    term: Term
    post: Post
    opening_id: int | None


def check_may_claim(session: Session, opening: Opening, person_id: int, clock: Clock) -> None:
    """Refuse who may not claim here, and what is no longer open.

    Raises:
        NotAllowed: claim_not_member, claim_elsewhere, claim_asks_more or claim_asks_skill.
        Conflict: claim_closed or claim_term_over.
    """
    appointed = areas_of_member(session, person_id)
    if not appointed:
        raise NotAllowed("claim_not_member")
    check_is_open(opening, clock)
    refusal = find_unfit(session, opening, person_id, appointed)
    if refusal is not None:
        raise refusal


def check_is_open(opening: Opening, clock: Clock) -> None:
    """Refuse what was closed, or whose term is over.

    Raises:
        Conflict: claim_closed or claim_term_over.
    """
    if opening.ends_on < today(clock):
        raise Conflict("claim_term_over")
    if opening.closed_at is not None:
        raise Conflict("claim_closed")


def areas_of_member(session: Session, person_id: int) -> Sequence[Area]:
    """List the areas in which somebody was appointed as a member."""
    return access.areas_where(session, person_id, Action.CLAIM_POST)


def find_unfit(
    session: Session, opening: Opening, person_id: int, appointed: Sequence[Area]
) -> Refusal | None:
    """Give the refusal of a member for whom an opening is not: elsewhere, or it asks for more."""
    if not is_open_to(session, opening, appointed):
        return NotAllowed("claim_elsewhere", area=areas.area_of(session, opening.area_id).name)
    return find_lacking(opening, members.find_member(session, person_id))


def is_open_to(session: Session, opening: Opening, appointed: Sequence[Area]) -> bool:
    """Tell whether an opening is open to a member appointed in these areas.

    It is open to members of its area, of those above and below it, and of the same community:
    who reported to one grid may help in the next one.
    """
    here = areas.area_of(session, opening.area_id)
    community = areas.community_of(session, here)
    return any(
        here.path.startswith(area.path)
        or area.path.startswith(here.path)
        or (community is not None and area.path.startswith(community.path))
        for area in appointed
    )


def find_lacking(opening: Opening, member: Member | None) -> Refusal | None:
    """Give the refusal of a member who is not what an opening asks for; the kind is never told."""
    if opening.asks_kind is not None and (member is None or member.kind is not opening.asks_kind):
        return NotAllowed("claim_asks_more")
    skills = "" if member is None else member.skills
    known = [squeeze(word) for word in skills.split()]
    for wanted in opening.asks_skill.split():
        if not any(squeeze(wanted) in word for word in known):
            return NotAllowed("claim_asks_skill", skill=opening.asks_skill)
    return None


def check_is_free(session: Session, opening: Opening, person_id: int, clock: Clock) -> None:
    """Refuse a place at whose times somebody serves elsewhere.

    Raises:
        Conflict: claim_clash or cover_clash, naming post and time.
    """
    busy = find_busy(session, opening, person_id, clock)
    if busy is not None:
        raise busy


def find_busy(session: Session, opening: Opening, person_id: int, clock: Clock) -> Conflict | None:
    """Give the refusal of a place at whose times somebody serves elsewhere.

    Times clash with those of places that they hold or were asked about, and with shifts in
    which they promised to stand in. Whoever calls holds the row of the person, so that no two
    claims of theirs are looked at together.
    """
    return find_clash_with(opening, list_promised(session, person_id, clock), clock)


def find_clash_with(
    opening: Opening, promised: Sequence[Promised], clock: Clock
) -> Conflict | None:
    """Give the refusal of a place for somebody who promised this; it names what they promised."""
    mine = term_of(opening, clock)
    for each in promised:
        clash = None if each.opening_id == opening.id else find_clash(each.term, mine)
        if clash is None:
            continue
        times, day = say_times([clash]), each.term.first
        if each.opening_id is not None:
            return Conflict("claim_clash", post=_name(each.post), times=times)
        times = f"{day.month}月{day.day}日 {times}"
        return Conflict("cover_clash", post=_name(each.post), times=times)
    return None


def list_promised(session: Session, person_id: int, clock: Clock) -> Sequence[Promised]:
    """List the times of the places somebody has, or was asked about, and of their covers."""
    places = [
        Promised(term_of(opening, clock), post, opening.id)
        for opening, post in _places_of(session, person_id)
    ]
    covers = [
        Promised(term_of_shift(begins, ends, clock), post, None)
        for begins, ends, post in _covers_of(session, person_id, clock)
    ]
    return [*places, *covers]


def term_of(opening: Opening, clock: Clock) -> Term:
    """Give what is left of the term of an opening."""
    first = max(opening.starts_on, today(clock))
    return Term(read_times(opening.times), first, opening.ends_on)


def term_of_shift(begins: datetime, ends: datetime, clock: Clock) -> Term:
    """Give a shift as a time of one day, to be compared with weekly times."""
    starts, over = local(begins, clock), local(ends, clock)
    time = WeeklyTime(starts.weekday(), starts.time(), over.time())
    return Term([time], starts.date(), starts.date())


def keeps_place() -> ColumnElement[bool]:
    """Give the condition that a claim holds a place, or that one is kept for it."""
    is_kept = or_(col(Claim.state).in_(PLACED), col(Claim.asked_until).is_not(None))
    return and_(col(Claim.ended_at).is_(None), is_kept)


def _places_of(session: Session, person_id: int) -> Iterator[tuple[Opening, Post]]:
    found = session.exec(
        select(Opening, Post)
        .join(Claim, col(Claim.opening_id) == col(Opening.id))
        .join(Post, col(Post.id) == col(Opening.post_id))
        .where(col(Claim.person_id).in_(people.selves(session, person_id)), keeps_place())
        .order_by(col(Claim.id))
    )
    yield from found.all()


def _covers_of(
    session: Session, person_id: int, clock: Clock
) -> Iterator[tuple[datetime, datetime, Post]]:
    found = session.exec(
        select(Shift.starts_at, Shift.ends_at, Post)
        .join(Attendance, col(Attendance.shift_id) == col(Shift.id))
        .join(Opening, col(Opening.id) == col(Shift.opening_id))
        .join(Post, col(Post.id) == col(Opening.post_id))
        .where(
            col(Attendance.person_id).in_(people.selves(session, person_id)),
            col(Attendance.covers_id).is_not(None),
            Attendance.state == AttendanceState.EXPECTED,
            col(Shift.cancelled_at).is_(None),
            Shift.ends_at > clock.now(),
        )
        .order_by(col(Shift.starts_at))
    )
    yield from found.all()


def _name(post: Post) -> str:
    return put_into_words(texts.name_post(post.code, post.name))
