"""Out of touch (待联系党员): one friendly word, then a list for the secretary."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true, update
from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.base import table
from models.members import Member
from models.people import Account
from services import leases
from services.areas import areas
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members import roll
from services.members.members import family_name
from services.members.roll import Entry
from services.office import absences, access
from services.rules import rules_of
from services.texts.members import roll as texts
from services.texts.members.enrolling import TO_POSTS

NOTED_EVERY = timedelta(days=1)
"""No more than one write in so long a time says that a member was seen."""

SOME = 100
"""Members greeted in one transaction."""

TOLD = "members_to_contact_told"
"""Notes which secretary had the list of which week."""


def find_unheard(member_id: int | None, heard_at: datetime | None, clock: Clock) -> int | None:
    """Give the member whose sign is to be noted; None for nobody, and within the same day."""
    is_fresh = heard_at is not None and abs(clock.now() - heard_at) < NOTED_EVERY
    return None if is_fresh else member_id


def note_heard(session: Session, member_id: int, clock: Clock) -> None:
    """Note that a member was seen to do something."""
    session.connection().execute(
        update(_members).where(_members.c.id == member_id).values(heard_at=clock.now())
    )


def greet_due(session: Session, clock: Clock) -> int:
    """Greet some once whom nothing was heard of for long; give how many were dealt with.

    Two processes may look at the same time; the row of the member says who of them greets.

    Who wants no messages is not written to, and comes on the list all the same.
    """
    before = clock.now() - rules_of(session).out_of_touch
    due = (
        select(_members.c.id, _members.c.person_id)
        .where(_members.c.until.is_(None), _last_heard() < before, ~_is_greeted(), _is_reached())
        .order_by(_members.c.id)
        .limit(SOME)
    )
    found = session.connection().execute(due).all()
    for member_id, person_id in found:
        ours = update(_members).where(_members.c.id == member_id, ~_is_greeted())
        done = session.connection().execute(ours.values(greeted_at=clock.now())).rowcount
        if done and _wants_messages(session, person_id):
            _greet(session, person_id, clock)
    return len(found)


def list_out_of_touch(session: Session, actor_id: int, clock: Clock) -> Sequence[Entry]:
    """List whom no greeting reached, or who did not answer, where somebody keeps the roll."""
    return only_lost(session, list_kept(session, actor_id), clock)


def only_lost(session: Session, kept: Sequence[Entry], clock: Clock) -> Sequence[Entry]:
    """Give those of a list who are out of touch."""
    ids = set(session.connection().execute(_out_of_touch(session, clock)).scalars())
    return [each for each in kept if each.member_id in ids]


def list_not_reported(session: Session, actor_id: int) -> Sequence[Entry]:
    """List who is on the roll and came in by no door (还没报到)."""
    return [each for each in list_kept(session, actor_id) if not each.has_account]


def list_kept(session: Session, actor_id: int) -> Sequence[Entry]:
    """List the members where somebody keeps the roll; they themselves are not among them."""
    scopes = access.areas_where(session, actor_id, Action.ADMIT_MEMBER)
    if not scopes:
        return ()
    return [
        each
        for each in roll.list_entries(session)
        if each.person_id != actor_id and roll.is_within(session, each, scopes)
    ]


def find_kept(session: Session, actor_id: int, person_id: int) -> Entry | None:
    """Find a member where somebody keeps the roll; they themselves are not to be found."""
    entry = roll.find_entry(session, person_id)
    if entry is None or person_id == actor_id:
        return None
    scopes = access.areas_where(session, actor_id, Action.ADMIT_MEMBER)
    return entry if roll.is_within(session, entry, scopes) else None


def list_secretaries(session: Session, clock: Clock) -> Sequence[str]:
    """List who has somebody to contact, or to get to report: the nearest who keep the roll."""
    found: dict[int, None] = {}
    for area_id, _, _ in _count_by_area(session, clock):
        area = areas.area_of(session, area_id)
        holders = access.list_holders(session, Action.ADMIT_MEMBER, area)
        found |= dict.fromkeys(absences.only_present(session, holders))
    return [str(person_id) for person_id in sorted(found)]


def tell_secretary(session: Session, receiver: str, clock: Clock) -> bool:
    """Tell one of them how many there are; False when there is nobody."""
    person_id, day = int(receiver), today(clock)
    lost = unseen = 0
    scopes = access.areas_where(session, person_id, Action.ADMIT_MEMBER)
    for area_id, out, new in _count_by_area(session, clock, scopes) if scopes else ():
        area = areas.area_of(session, area_id)
        if person_id in access.list_holders(session, Action.ADMIT_MEMBER, area):
            lost, unseen = lost + out, unseen + new
    week = leases.part_of(f"{day:%G-W%V}", receiver)
    if not lost + unseen or not leases.take_slot(session, TOLD, week, clock):
        return False
    subject = f"members_to_contact:{person_id}"
    outbox.cancel(session, subject)
    choices = (
        Choice(texts.SHOW_LIST(), Command("to_contact", {})),
        Choice(texts.SHOW_NOT_REPORTED(), Command("not_reported", {})),
    )
    said = texts.WEEKLY(lost=lost, unseen=unseen)
    return outbox.tell(session, person_id, Saying((said,), choices, subject=subject), clock)


def _greet(session: Session, person_id: int, clock: Clock) -> None:
    name = people.contact_of(session, person_id).name
    said = texts.GREETING(family=family_name(name)) if name else texts.GREETING_NAMELESS()
    choices = (
        Choice(texts.ALL_WELL(), Command("all_well", {})),
        Choice(TO_POSTS(), Command("posts", {})),
    )
    outbox.tell(session, person_id, Saying((said,), choices), clock)


def _wants_messages(session: Session, person_id: int) -> bool:
    wanted = select(_accounts.c.id).where(
        _accounts.c.person_id == person_id,
        _accounts.c.muted_at.is_(None),
        _accounts.c.unreachable_since.is_(None),
    )
    return session.connection().execute(wanted.limit(1)).first() is not None


def _count_by_area(
    session: Session, clock: Clock, scopes: Sequence[Area] = ()
) -> Sequence[tuple[int, int, int]]:
    """Give for each area, or each of some, how many are lost, and how many never reported."""
    lost = _members.c.id.in_(_out_of_touch(session, clock))
    unseen = ~_has_account()
    counted = (
        select(
            _members.c.area_id,
            func.count().filter(lost),
            func.count().filter(unseen),
        )
        .join_from(_members, _areas, _areas.c.id == _members.c.area_id)
        .where(
            _members.c.until.is_(None),
            or_(lost, unseen),
            or_(*(_areas.c.path.startswith(it.path) for it in scopes)) if scopes else true(),
        )
        .group_by(_members.c.area_id)
    )
    found = session.connection().execute(counted.order_by(_members.c.area_id)).all()
    return [(area_id, out, new) for area_id, out, new in found]


def _out_of_touch(session: Session, clock: Clock):  # type: ignore[no-untyped-def]  # noqa: ANN202
    rules, now = rules_of(session), clock.now()
    unanswered = and_(_is_greeted(), _members.c.greeted_at < now - rules.greeting)
    return select(_members.c.id).where(
        _members.c.until.is_(None),
        _has_account(),
        _last_heard() < now - rules.out_of_touch,
        or_(unanswered, ~_is_reached()),
    )


def _last_heard() -> ColumnElement[datetime]:
    return func.coalesce(_members.c.heard_at, _members.c.since)


def _is_greeted() -> ColumnElement[bool]:
    """Tell whether they were greeted since they were last heard of."""
    return and_(_members.c.greeted_at.is_not(None), _members.c.greeted_at >= _last_heard())


def _has_account() -> ColumnElement[bool]:
    return exists().where(_accounts.c.person_id == _members.c.person_id)


def _is_reached() -> ColumnElement[bool]:
    return exists().where(
        _accounts.c.person_id == _members.c.person_id, _accounts.c.unreachable_since.is_(None)
    )


_members, _accounts, _areas = table(Member), table(Account), table(Area)
