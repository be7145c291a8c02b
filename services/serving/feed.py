"""The calendar of somebody's shifts behind a secret link: made, ended, and read.

Whoever knows the secret may read it, nobody else; the store keeps only its keyed hash.
"""

# pyright: reportUnknownMemberType=false

import re
import secrets
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.base import table
from models.people import Person
from models.points import CalendarFeed
from services.clock import Clock
from services.identity import people
from services.rules import rules_of
from services.sealing import vault_of
from services.serving import weeks
from services.serving.weeks import OwnShift
from services.store import lock
from services.texts.phrases import Phrase, put_into_words
from services.texts.posts import weeks as texts

if TYPE_CHECKING:
    from icalendar import Event

BACK = timedelta(days=60)
AHEAD = timedelta(days=90)
SECRET_BYTES = 32
"""43 signs of a link; 256 bits."""

REFRESH = timedelta(hours=4)
"""How often a calendar is asked to look again."""

_FORM = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_feeds = table(CalendarFeed)


def make_feed(session: Session, person_id: int, clock: Clock) -> str:
    """Make a secret for somebody's calendar; the one before ends. It is told this once."""
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    revoke_feed(session, person_id, clock)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed(
        secret_hash=_hash(session, secret), person_id=person_id, made_at=clock.now()
    )
    session.add(feed)
    session.flush()
    return secret


def revoke_feed(session: Session, person_id: int, clock: Clock) -> None:
    """End the link to somebody's calendar; it is as if it never was."""
    theirs = _feeds.c.person_id.in_(people.selves(session, person_id))
    session.connection().execute(
        update(_feeds).where(theirs, _feeds.c.revoked_at.is_(None)).values(revoked_at=clock.now())
    )
    session.expire_all()


def has_feed(session: Session, person_id: int) -> bool:
    """Whether there is a link to somebody's calendar."""
    selves = people.selves(session, people.present(session, person_id))
    found = select(CalendarFeed.id).where(
        col(CalendarFeed.person_id).in_(selves), col(CalendarFeed.revoked_at).is_(None)
    )
    return session.exec(found.limit(1)).first() is not None


def read_feed(session: Session, secret: str, clock: Clock) -> bytes | None:
    """Give the calendar behind a secret (RFC 5545); None for one that opens nothing."""
    if _FORM.fullmatch(secret) is None:
        return None
    found = select(CalendarFeed.person_id).where(
        CalendarFeed.secret_hash == _hash(session, secret), col(CalendarFeed.revoked_at).is_(None)
    )
    person_id = session.exec(found).first()
    return None if person_id is None else _write(session, person_id, clock)


def opens(session: Session, secret: str) -> bool:
    """Tell whether a secret opens a calendar; one query, none for what is no secret."""
    if _FORM.fullmatch(secret) is None:
        return False
    found = select(CalendarFeed.id).where(
        CalendarFeed.secret_hash == _hash(session, secret), col(CalendarFeed.revoked_at).is_(None)
    )
    return session.exec(found).first() is not None


def _hash(session: Session, secret: str) -> str:
    return vault_of(session).find_hash("calendar", secret)


def _write(session: Session, person_id: int, clock: Clock) -> bytes:
    from icalendar import Calendar

    rules, now = rules_of(session), clock.now()
    calendar = Calendar()
    calendar.add("prodid", "-//minqing//posts//ZH")
    calendar.add("version", "2.0")
    name = put_into_words(texts.CALENDAR(street=rules.street_name))
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for shift in weeks.list_shifts(session, person_id, now - BACK, now + AHEAD):
        event = _event(shift)
        event.add("uid", f"attendance-{shift.attendance_id}@{rules.street_code.lower()}.minqing")
        event.add("dtstamp", now.replace(microsecond=0))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(shift: OwnShift) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("dtstart", shift.starts_at.astimezone(UTC))
    event.add("dtend", shift.ends_at.astimezone(UTC))
    event.add("summary", put_into_words(_summary(shift)))
    event.add("location", shift.place or shift.area)
    event.add("status", "CONFIRMED" if shift.is_on else "CANCELLED")
    if not shift.is_on:
        event.add("transp", "TRANSPARENT")
    return event


def _summary(shift: OwnShift) -> Phrase:
    """Name a shift; one that is off says so in words too: not every calendar reads a status."""
    event = texts.EVENT(post=shift.post, area=shift.area)
    return event if shift.is_on else texts.EVENT_OFF(state=shift.standing, event=event)
