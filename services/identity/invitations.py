"""One-time codes that give a role in an area; only their keyed hash is stored."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import Session, select

from models.access import Appointment, Invitation, Role
from models.areas import Area
from models.base import table
from models.errors import Conflict, NotFound, TooSoon
from models.people import Account
from services.clock import Clock
from services.identity import people
from services.members import members
from services.office import appointment_notes
from services.office.access import appoint, find_own
from services.sealing import vault_of
from services.store import lock
from services.wording import squeeze

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I: it is read out over a phone. 32 signs, so ten carry 50 bits."""

GROUP = 5
LENGTH = 2 * GROUP
VALID = timedelta(days=14)

MOST_GUESSES = 5
GUESSING_REST = timedelta(hours=1)
"""So many wrong codes in so long a time, and no more are taken from this account."""


def invite(  # noqa: PLR0913 - what it gives, where, and who made it
    session: Session,
    role: Role,
    area: Area,
    clock: Clock,
    count: int = 1,
    *,
    unit_id: int | None = None,
    made_by: int | None = None,
) -> Sequence[str]:
    """Make codes such as ABCDE-FGHJK, each for one person, good for 14 days."""
    now = clock.now()
    codes = [_make_code() for _ in range(count)]
    session.add_all(
        Invitation(
            code_hash=_hash(session, code),
            role=role,
            area_id=area.id,
            unit_id=unit_id,
            made_by=made_by,
            created_at=now,
            expires_at=now + VALID,
        )
        for code in codes
    )
    session.flush()
    return codes


def redeem(session: Session, code: str, person_id: int, clock: Clock) -> Appointment:
    """Give a person the role of a code, which then is used up; sent again it is theirs still.

    The administrators are told when the code was made at the desk.

    Raises:
        NotFound: invitation_unknown.
        Conflict: invitation_used or invitation_expired; own_role, of a code that they made.
    """
    invitation = _find(session, code)
    now = clock.now()
    if invitation.used_at is not None:
        held = _held_by(session, invitation, person_id)
        if held is None:
            raise Conflict("invitation_used")
        return held
    if invitation.expires_at <= now:
        raise Conflict("invitation_expired")
    maker = None if invitation.made_by is None else people.present(session, invitation.made_by)
    if maker == person_id:
        raise Conflict("own_role")
    area = session.get_one(Area, invitation.area_id)
    invitations = table(Invitation)
    taken = session.connection().execute(
        update(invitations)
        .where(invitations.c.id == invitation.id, invitations.c.used_at.is_(None))
        .values(used_at=now, used_by=person_id)
    )
    if taken.rowcount == 0:
        raise Conflict("invitation_used")
    session.expire(invitation)
    unit_id = invitation.unit_id
    if invitation.role is Role.MEMBER:
        members.remember(session, person_id, area.id, clock, unit_id=unit_id)
        unit_id = None
    if maker is not None:
        appointment_notes.tell(session, maker, person_id, invitation.role, area, clock)
    return appoint(session, person_id, invitation.role, area, clock, unit_id=unit_id)


def check_guesses(session: Session, account_id: int, clock: Clock) -> None:
    """Refuse more codes from an account that has guessed too often.

    Raises:
        TooSoon: too_many_codes.
    """
    # Read, not locked: whoever redeems a code locks people before accounts (identity/links.py).
    account = session.get(Account, account_id)
    if account is not None and _wrong_guesses(account, clock) >= MOST_GUESSES:
        raise TooSoon("too_many_codes")


def note_wrong_guess(session: Session, account_id: int, clock: Clock) -> None:
    """Count a code that was wrong."""
    account = lock(session, Account, account_id)
    if account is None:
        return
    account.wrong_codes = _wrong_guesses(account, clock) + 1
    if account.wrong_codes == 1:
        account.wrong_since = clock.now()
    session.flush()


def tidy_code(code: str) -> str:
    """Give a code in its one form, however it was typed or read out."""
    return "".join(sign for sign in squeeze(code).upper() if sign.isalnum())


def _find(session: Session, code: str) -> Invitation:
    found = select(Invitation).where(Invitation.code_hash == _hash(session, code))
    invitation = session.exec(found).first()
    if invitation is None:
        raise NotFound("invitation_unknown")
    return invitation


def _held_by(session: Session, invitation: Invitation, person_id: int) -> Appointment | None:
    """Give the role that a person has by this very code, and still holds."""
    if invitation.used_by not in people.selves(session, person_id):
        return None
    area = session.get_one(Area, invitation.area_id)
    return find_own(session, person_id, invitation.role, area)


def _wrong_guesses(account: Account, clock: Clock) -> int:
    since = account.wrong_since
    if since is None or since <= clock.now() - GUESSING_REST:
        return 0
    return account.wrong_codes or 0


def _make_code() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def _hash(session: Session, code: str) -> str:
    return vault_of(session).find_hash("invitation", tidy_code(code))
