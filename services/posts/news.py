"""What the groups of members and units hear of a day: who claimed what, and who served.

Claims are told once in the evening, as one message; thanks go out after a shift, as one message a
day that is edited in place. A group that no bot can enter is handed the evening's message.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models.areas import Area
from models.groups import CARRIES, Card, Content, Group
from models.outbox import Priority
from models.posts import Claim, ClaimState, Opening, ShownAs
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.clock import Clock, local, today
from services.delivery import cards
from services.delivery.messages import Choice, Saying
from services.groups import forwards, groups
from services.members import members
from services.posts import opening_cards
from services.store import insert_missing, lock_all
from services.texts.phrases import Phrase, Template, join_words, put_into_words
from services.texts.posts import opening_cards as texts

TOLD_AT = time(18)
"""Of the street's day; the timetable has the same hour."""

MOST_LINES = 10
"""Openings named in one message; of more, people are counted by post."""

SCANNED = 200
"""Attendances in one batch of a scan."""

DAY = timedelta(days=1)

NEWS = timedelta(days=7)
"""So long somebody who holds a post is news."""

Named = tuple[Opening, dict[int, str]]
"""An opening, and how people are named in it, by their ids; who has it twice is one."""

_SERVED = (AttendanceState.SERVED, AttendanceState.CONFIRMED)


def list_receivers(session: Session, clock: Clock) -> Sequence[str]:
    """List the groups that hear of claims, by their ids."""
    del clock
    kinds = [kind for kind, carried in CARRIES.items() if Content.POSTS in carried]
    found = session.exec(
        select(Group.id)
        .where(col(Group.unbound_at).is_(None), col(Group.kind).in_(kinds))
        .order_by(col(Group.id))
    ).all()
    return [str(group_id) for group_id in found]


def tell_claims(session: Session, receiver: str, clock: Clock) -> bool:
    """Tell a group who holds a post now and was in no evening's message; False for nobody.

    An evening that was missed is made up. What this evening was told to another group is told to
    this one too.
    """
    group = groups.get_group(session, int(receiver))
    ends = datetime.combine(today(clock), TOLD_AT, clock.zone).astimezone(UTC)
    announced = col(Claim.announced_at)
    claimed = session.exec(
        select(Claim, Opening)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            Claim.state == ClaimState.HELD,
            col(Claim.since) >= ends - NEWS,
            col(Claim.since) < ends,
            or_(announced.is_(None), announced == ends),
            _within(session, group),
        )
        .order_by(col(Opening.id), col(Claim.id))
    ).all()
    named: dict[int, Named] = {}
    for claim, opening in claimed:
        names = named.setdefault(opening.id, (opening, {}))[1]
        names[claim.person_id] = opening_cards.name_claims(session, [claim])
    if not claimed:
        return False
    for claim in lock_all(session, Claim, [claim.id for claim, _ in claimed]):
        claim.announced_at = ends
    session.flush()
    said = _say(session, texts.CLAIMED_TODAY, today(clock), list(named.values()))
    if groups.is_by_hand(session, group):
        forwards.ask(session, group, join_words(said), clock)
    else:
        look = Choice(texts.LOOK(), link=opening_cards.LINK)
        groups.post(session, group, Saying(said, (look,)), clock)
    return True


def thank(session: Session, clock: Clock) -> int:
    """Thank those whose shift is over and who were there, in the groups around; once each."""
    found = session.exec(
        select(Attendance, Shift, Opening)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .where(
            col(Attendance.state).in_(_SERVED),
            col(Attendance.thanked_at).is_(None),
            col(Shift.ends_at) <= clock.now(),
        )
        .order_by(col(Attendance.id))
        .limit(SCANNED)
    ).all()
    told: dict[tuple[int, date], Group] = {}
    for attendance, shift, opening in found:
        attendance.thanked_at = clock.now()
        area, day = areas.area_of(session, opening.area_id), local(shift.ends_at, clock).date()
        if today(clock) - day <= DAY:  # of what lies further back no group is told
            for group in groups.list_around(session, area, Content.POSTS):
                told[group.id, day] = group
    session.flush()
    for (_, day), group in told.items():
        _show_served(session, group, day, clock)
    return len(found)


def show_again(session: Session, person_ids: Collection[int], clock: Clock) -> None:
    """Edit every message that thanks one of these people: they are named otherwise now."""
    found = session.exec(
        select(Shift.ends_at, Opening.area_id)
        .join(Attendance, col(Attendance.shift_id) == Shift.id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .where(col(Attendance.person_id).in_(person_ids), col(Attendance.thanked_at).is_not(None))
    ).all()
    told: dict[tuple[int, date], Group] = {}
    for ends_at, area_id in found:
        day, area = local(ends_at, clock).date(), areas.area_of(session, area_id)
        for group in groups.list_around(session, area, Content.POSTS):
            told[group.id, day] = group
    shown = session.exec(
        select(Card.group_id, Card.subject).where(
            col(Card.subject).in_({_subject(day) for _, day in told})
        )
    ).all()
    for group_id, day in sorted(told):
        if (group_id, _subject(day)) in shown:
            _show_served(session, told[group_id, day], day, clock)


def _subject(day: date) -> str:
    return f"served:{day}"


def _show_served(session: Session, group: Group, day: date, clock: Clock) -> None:
    begins = datetime.combine(day, time(), clock.zone)
    served = session.exec(
        select(Attendance, Opening)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            col(Attendance.thanked_at).is_not(None),
            col(Attendance.state).in_(_SERVED),
            col(Shift.ends_at) >= begins.astimezone(UTC),
            col(Shift.ends_at) < (begins + DAY).astimezone(UTC),
            _within(session, group),
        )
        .order_by(col(Opening.id), col(Attendance.id))
    ).all()
    shown = _shown_as(session, [attendance for attendance, _ in served])
    named: dict[int, Named] = {}
    for attendance, opening in served:
        phrase = members.shown_name(session, attendance.person_id, shown[attendance.id])
        named.setdefault(opening.id, (opening, {}))[1][attendance.person_id] = put_into_words(
            phrase
        )
    subject = _subject(day)
    row = {"group_id": group.id, "subject": subject, "created_at": clock.now()}
    insert_missing(session, Card, [row])
    found = select(Card).where(Card.group_id == group.id, Card.subject == subject)
    said = _say(session, texts.SERVED_TODAY, day, list(named.values()))
    address = groups.address_of(session, group)
    card = session.exec(found).one()
    cards.post_look(session, card, address, Saying(said), clock, Priority.NOTICE)


def _shown_as(session: Session, served: Sequence[Attendance]) -> Mapping[int, ShownAs]:
    """Give how each chose to be named; who stood in for somebody is named as a comrade."""
    claims = {it.claim_id for it in served}
    found = session.exec(select(Claim).where(col(Claim.id).in_(claims))).all()
    chosen = {claim.id: claim.shown_as for claim in found}
    return {
        it.id: chosen[it.claim_id] if it.covers_id is None else ShownAs.COMRADE for it in served
    }


def _say(
    session: Session,
    head: Template,
    day: date,
    named: Sequence[Named],
) -> tuple[Phrase, ...]:
    count = len({person_id for _, names in named for person_id in names})
    first = head(month=day.month, day=day.day, count=count)
    if len(named) <= MOST_LINES:
        lines = [
            texts.CLAIMED_LINE(
                post=opening_cards.post_of(session, opening),
                area=areas.area_of(session, opening.area_id).name,
                names="、".join(names.values()),
            )
            for opening, names in named
        ]
        return (first, *lines)
    by_post: dict[int, tuple[Opening, int]] = {}
    for opening, names in named:
        _, before = by_post.get(opening.post_id, (opening, 0))
        by_post[opening.post_id] = (opening, before + len(names))
    counts = [
        texts.CLAIMED_COUNT(post=opening_cards.post_of(session, opening), count=people)
        for opening, people in by_post.values()
    ]
    return (first, *counts)


def _within(session: Session, group: Group) -> ColumnElement[bool]:
    return or_(
        *(
            col(Area.path).startswith(area.path, autoescape=True)
            for area in groups.areas_of(session, group.id)
        )
    )
