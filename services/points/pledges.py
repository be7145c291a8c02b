"""Pledges (承诺): made by members in their own words, said to be kept by the office alone."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.errors import Conflict, Invalid, NotFound
from models.members import Member
from models.points import Pledge, PointReason
from services.areas import areas
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members.members import require_member, require_over
from services.office import access
from services.points import awarding
from services.sealing import Unreadable, sealer_of
from services.store import lock
from services.texts.members import pledges as texts

MOST_A_YEAR = 10
LONGEST = 300
"""Characters of one pledge."""


class Pledged(NamedTuple):
    """A pledge as it is read; `words` is empty once its key was destroyed."""

    id: int
    person_id: int
    year: int
    words: str
    is_kept: bool


def make_pledge(session: Session, person_id: int, words: str, clock: Clock) -> int:
    """Promise something for this year; give its id.

    Raises:
        NotAllowed: members_only.
        Invalid: pledge_long.
        Conflict: pledges_enough.
    """
    person_id = awarding.hold(session, person_id)
    require_member(session, person_id)
    if len(words) > LONGEST:
        raise Invalid("pledge_long", most=LONGEST)
    year = today(clock).year
    if len(list_pledges(session, person_id, year)) >= MOST_A_YEAR:
        raise Conflict("pledges_enough", most=MOST_A_YEAR)
    key_id, sealer = people.key_of(session, person_id)
    pledge = Pledge(
        person_id=person_id,
        key_id=key_id,
        words=sealer.seal(words),
        year=year,
        made_at=clock.now(),
    )
    session.add(pledge)
    session.flush()
    return pledge.id


def list_pledges(session: Session, person_id: int, year: int | None = None) -> Sequence[Pledged]:
    """List what somebody promised for a year, or ever, in the order in which they did."""
    selves = people.selves(session, people.present(session, person_id))
    found = session.exec(
        select(Pledge)
        .where(
            col(Pledge.person_id).in_(selves),
            col(Pledge.dropped_at).is_(None),
            *(() if year is None else (Pledge.year == year,)),
        )
        .order_by(col(Pledge.id))
    ).all()
    return [_read(session, each) for each in found]


def drop_pledge(session: Session, pledge_id: int, person_id: int, clock: Clock) -> None:
    """Take a pledge back that is not kept yet; only who made it may.

    Raises:
        NotFound: pledge_unknown.
        Conflict: pledge_kept.
    """
    pledge = _hold(session, pledge_id)
    if person_id != people.present(session, pledge.person_id):
        raise NotFound("pledge_unknown")
    if pledge.kept_at is not None:
        raise Conflict("pledge_kept")
    pledge.dropped_at = clock.now()
    session.flush()


def ask_kept(session: Session, pledge_id: int, person_id: int, clock: Clock) -> int:
    """Ask the office to confirm a pledge; give how many were told. Nothing is marked by it.

    Raises:
        NotFound: pledge_unknown.
        Conflict: pledge_kept.
    """
    pledge = _hold(session, pledge_id)
    if person_id != people.present(session, pledge.person_id):
        raise NotFound("pledge_unknown")
    if pledge.kept_at is not None:
        raise Conflict("pledge_kept")
    member = require_member(session, person_id)
    subject = f"pledge:{pledge.id}"
    asked = texts.ASKED(
        name=people.contact_of(session, person_id).name, words=_read(session, pledge).words
    )
    confirm = Choice(texts.CONFIRM(), Command("confirm_pledge", {"pledge": pledge.id}))
    saying = Saying((asked,), (confirm,), subject=subject)
    area = areas.area_of(session, member.area_id)
    holders = access.list_holders(session, Action.CONFIRM_SERVICE, area)
    return sum(outbox.tell(session, each, saying, clock) for each in holders if each != person_id)


def confirm_kept(session: Session, pledge_id: int, actor_id: int, clock: Clock) -> int:
    """Say that a pledge was kept (兑现); give the points for it.

    Raises:
        NotFound: pledge_unknown.
        NotAllowed: they may not there, or it is their own (not_your_own).
        Conflict: pledge_kept.
    """
    pledge = _hold(session, pledge_id)
    owner = people.present(session, pledge.person_id)
    require_over(session, actor_id, owner)
    if pledge.kept_at is not None:
        raise Conflict("pledge_kept")
    pledge.kept_at, pledge.kept_by = clock.now(), actor_id
    session.flush()
    reason, record = PointReason.PLEDGE_KEPT, f"pledges:{pledge.id}"
    points = awarding.award(session, owner, reason, record, clock)
    kept = texts.KEPT_TOLD(words=_read(session, pledge).words, points=points)
    outbox.tell(session, owner, Saying((kept,)), clock)
    return points


def may_confirm(session: Session, person_id: int) -> bool:
    """Tell whether somebody confirms pledges anywhere."""
    return bool(access.areas_where(session, person_id, Action.CONFIRM_SERVICE))


def list_to_confirm(session: Session, actor_id: int, clock: Clock) -> Sequence[Pledged]:
    """List this year's pledges that somebody may confirm, the oldest first."""
    places = access.areas_where(session, actor_id, Action.CONFIRM_SERVICE)
    found = session.exec(
        select(Pledge, Member)
        .join(Member, col(Member.person_id) == Pledge.person_id)
        .where(
            Pledge.year == today(clock).year,
            col(Pledge.kept_at).is_(None),
            col(Pledge.dropped_at).is_(None),
            col(Member.until).is_(None),
            Member.person_id != actor_id,
        )
        .order_by(col(Pledge.id))
    ).all()
    return [
        _read(session, pledge)
        for pledge, member in found
        if any(place.contains(areas.area_of(session, member.area_id)) for place in places)
    ]


def _hold(session: Session, pledge_id: int) -> Pledge:
    """Lock whoever made a pledge, and it.

    Raises:
        NotFound: pledge_unknown.
    """
    found = session.get(Pledge, pledge_id)
    if found is not None:
        awarding.hold(session, found.person_id)
    pledge = lock(session, Pledge, pledge_id)
    if pledge is None or pledge.dropped_at is not None:
        raise NotFound("pledge_unknown")
    return pledge


def _read(session: Session, pledge: Pledge) -> Pledged:
    try:
        words = sealer_of(session, pledge.key_id).open(pledge.words)
    except Unreadable:
        words = ""
    return Pledged(pledge.id, pledge.person_id, pledge.year, words, pledge.kept_at is not None)
