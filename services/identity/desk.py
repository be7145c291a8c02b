"""The desk in a browser: a one-time link opens it, a session keeps it open for a while.

Only keyed hashes of the link's code and of the cookie are stored. Whoever loses their last role
is out at the next page they open: it is asked each time.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, update
from sqlmodel import Session, col, func, select

from models.access import GRANTS, Action, Appointment, Role
from models.base import table
from models.desk import DeskLink, DeskSession
from models.errors import Conflict, NotAllowed, NotFound, TooSoon
from models.people import Person
from services.clock import Clock
from services.identity import people
from services.rules import rules_of
from services.sealing import vault_of
from services.store import lock
from services.texts.menu import ROLE_LABELS
from services.texts.phrases import Phrase

VALID = timedelta(minutes=10)
MOST_LINKS = 10  # given to one person within ISSUING_REST
ISSUING_REST = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=30)
"""How long it can be seen who was at the desk."""

LONGEST_BROWSER = 80

AT_DESK = frozenset(
    role
    for role, actions in GRANTS.items()
    if role is Role.LIAISON or actions & {Action.VIEW_CASE, Action.RUN_SYSTEM}
)
"""Roles that have a desk."""

_links, _sessions = table(DeskLink), table(DeskSession)


def may_enter(session: Session, person_id: int) -> bool:
    """Tell whether somebody has a desk."""
    held = select(col(Appointment.id)).where(
        Appointment.person_id == person_id,
        col(Appointment.until).is_(None),
        col(Appointment.role).in_(AT_DESK),
    )
    return session.exec(held.limit(1)).first() is not None


def name_of(session: Session, person_id: int) -> Phrase | str:
    """Name who sits there; who gave no name is called by what they are."""
    name = people.contact_of(session, person_id).name
    held = select(col(Appointment.role)).where(
        Appointment.person_id == person_id,
        col(Appointment.until).is_(None),
        col(Appointment.role).in_(AT_DESK),
    )
    role = None if name else session.exec(held.order_by(col(Appointment.id))).first()
    return name if role is None else ROLE_LABELS[role]()


def check_desk(session: Session, person_id: int) -> None:
    """Refuse who has no desk.

    Raises:
        NotAllowed: no_desk.
    """
    if not may_enter(session, person_id):
        raise NotAllowed("no_desk")


def issue_link(session: Session, person_id: int, clock: Clock) -> str:
    """Make the code of a link to the desk, good for ten minutes; it ends the one before.

    Raises:
        NotAllowed: no_desk.
        TooSoon: too_many_links.
    """
    now = clock.now()
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    check_desk(session, person_id)
    of_person = _links.c.person_id == person_id
    connection = session.connection()
    connection.execute(delete(_links).where(of_person, _links.c.created_at <= now - ISSUING_REST))
    issued = session.exec(select(func.count()).where(col(DeskLink.person_id) == person_id)).one()
    if issued >= MOST_LINKS:
        raise TooSoon("too_many_links")
    connection.execute(
        update(_links).where(of_person, _links.c.expires_at > now).values(expires_at=now)
    )
    code = secrets.token_urlsafe(24)
    session.add(
        DeskLink(
            code_hash=_hash(session, code),
            person_id=person_id,
            created_at=now,
            expires_at=now + VALID,
        )
    )
    session.flush()
    return code


def check_link(session: Session, code: str, clock: Clock) -> int:
    """Tell whose desk a link opens, without using it up.

    Raises:
        NotFound: desk_link_unknown.
        Conflict: desk_link_used or desk_link_expired.
        NotAllowed: no_desk.
    """
    found = session.exec(
        select(DeskLink).where(DeskLink.code_hash == _hash(session, code))
    ).first()
    if found is None:
        raise NotFound("desk_link_unknown")
    if found.used_at is not None:
        raise Conflict("desk_link_used")
    if found.expires_at <= clock.now():
        raise Conflict("desk_link_expired")
    person_id = people.present(session, found.person_id)
    check_desk(session, person_id)
    return person_id


def redeem(session: Session, code: str, browser: str, clock: Clock) -> str:
    """Use a link up; give the cookie of the session it begins.

    Raises:
        Refusal: as `check_link`.
    """
    person_id = check_link(session, code, clock)
    unused = (_links.c.code_hash == _hash(session, code)) & _links.c.used_at.is_(None)
    used = session.connection().execute(update(_links).where(unused).values(used_at=clock.now()))
    if used.rowcount == 0:
        raise Conflict("desk_link_used")
    return sit_down(session, person_id, browser, clock)


def sit_down(session: Session, person_id: int, browser: str, clock: Clock) -> str:
    """Begin a session of somebody who proved who they are; give its cookie.

    Raises:
        NotAllowed: no_desk.
    """
    check_desk(session, person_id)
    token, now = secrets.token_urlsafe(32), clock.now()
    session.add(
        DeskSession(
            token_hash=_hash(session, token),
            person_id=person_id,
            began_at=now,
            seen_at=now,
            ends_at=now + rules_of(session).desk_longest,
            browser=browser[:LONGEST_BROWSER],
        )
    )
    session.flush()
    return token


def find_session(session: Session, token: str, clock: Clock) -> DeskSession | None:
    """Find who sits at the desk behind a cookie; nobody, once it is over or their roles are."""
    if not token:
        return None
    found = session.exec(
        select(DeskSession).where(
            DeskSession.token_hash == _hash(session, token), *_is_open(session, clock.now())
        )
    ).first()
    if found is None or not may_enter(session, people.present(session, found.person_id)):
        return None
    return found


def needs_note(seat: DeskSession, clock: Clock) -> bool:
    """Tell whether it is to be noted that somebody was just seen at the desk."""
    return seat.seen_at <= clock.now() - SEEN_EVERY


def note_seen(session: Session, session_id: int, clock: Clock) -> None:
    """Note that somebody was just seen at the desk, so that it stays open."""
    session.connection().execute(
        update(_sessions)
        .where(_sessions.c.id == session_id, _sessions.c.ended_at.is_(None))
        .values(seen_at=clock.now())
    )


def leave(session: Session, token: str, clock: Clock) -> None:
    """End the session behind a cookie."""
    mine = _sessions.c.token_hash == _hash(session, token)
    _end(session, mine, clock)


def leave_everywhere(session: Session, person_id: int, clock: Clock) -> int:
    """End every session of a person; tell how many."""
    return _end(session, _sessions.c.person_id == person_id, clock)


def leave_other(session: Session, person_id: int, session_id: int, clock: Clock) -> None:
    """End one session of a person.

    Raises:
        NotFound: desk_session_unknown; it is not theirs, or over.
    """
    mine = (_sessions.c.id == session_id) & (_sessions.c.person_id == person_id)
    if not _end(session, mine, clock):
        raise NotFound("desk_session_unknown")


def leave_others(session: Session, person_id: int, kept_id: int, clock: Clock) -> int:
    """End every session of a person but one; tell how many."""
    others = (_sessions.c.person_id == person_id) & (_sessions.c.id != kept_id)
    return _end(session, others, clock)


def shut(session: Session, person_id: int, clock: Clock) -> None:
    """End every session of a person, and every link that could still begin one."""
    leave_everywhere(session, person_id, clock)
    now = clock.now()
    unused = (_links.c.person_id == person_id) & (_links.c.expires_at > now)
    session.connection().execute(update(_links).where(unused).values(expires_at=now))


def shut_all(session: Session, clock: Clock) -> int:
    """End everybody's sessions and unused links: a copy brings back what was ended since it.

    Returns:
        How many sessions.
    """
    now = clock.now()
    unused = (_links.c.expires_at > now) & _links.c.used_at.is_(None)
    session.connection().execute(update(_links).where(unused).values(expires_at=now))
    return _end(session, _sessions.c.ends_at > now, clock)


def forget(session: Session, person_ids: Sequence[int]) -> None:
    """Forget when and with what somebody who is erased sat at the desk."""
    for rows in (_links, _sessions):
        session.connection().execute(delete(rows).where(rows.c.person_id.in_(person_ids)))


def list_open(session: Session, person_id: int, clock: Clock) -> Sequence[DeskSession]:
    """List where a person sits at the desk now, the newest first."""
    return session.exec(
        select(DeskSession)
        .where(DeskSession.person_id == person_id, *_is_open(session, clock.now()))
        .order_by(col(DeskSession.id).desc())
    ).all()


def forget_over(session: Session, clock: Clock) -> int:
    """Forget links and sessions that have been over for a while; tell how many."""
    before = clock.now() - KEPT
    gone = session.connection().execute(delete(_links).where(_links.c.expires_at < before))
    over = or_(_sessions.c.ends_at < before, _sessions.c.ended_at < before)
    return gone.rowcount + session.connection().execute(delete(_sessions).where(over)).rowcount


def _is_open(session: Session, now: datetime) -> tuple[ColumnElement[bool], ...]:
    idle = rules_of(session).desk_idle
    return (
        col(DeskSession.ended_at).is_(None),
        col(DeskSession.ends_at) > now,
        col(DeskSession.seen_at) > now - idle,
    )


def _end(session: Session, whose: ColumnElement[bool], clock: Clock) -> int:
    ended = session.connection().execute(
        update(_sessions).where(whose, _sessions.c.ended_at.is_(None)).values(ended_at=clock.now())
    )
    return ended.rowcount


def _hash(session: Session, secret: str) -> str:
    return vault_of(session).find_hash("desk", secret)
