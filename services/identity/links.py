"""One-time codes that join another account to a person; only their keyed hash is stored.

Said aloud on the other door (关联 ABC-DEF-2GH), or in the sign-in link of the chat page. How hard
it is to guess: docs/decisions/0019-one-person-many-doors.md.
Locks: conversations, then people, then accounts; a turn has its conversation before all else.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from models.base import table
from models.errors import Conflict, Invalid, NotFound, TooSoon
from models.outbox import OutMessage, Priority
from models.people import Account, Door, LinkCode, Person
from services.clock import Clock
from services.delivery import outbox, retelling, screens
from services.delivery.messages import Choice, Command, Saying
from services.erasing import erasure
from services.identity import accounts, desk, merging, people
from services.identity.invitations import ALPHABET, check_guesses, tidy_code
from services.office import access
from services.sealing import sealer_of, vault_of
from services.store import lock, lock_all
from services.texts import linking as texts

GROUP = 3
LENGTH = 3 * GROUP
VALID = timedelta(minutes=10)

MOST_CODES = 5  # given to one person within ISSUING_REST
ISSUING_REST = timedelta(hours=1)
DOUBLE_PRESS = timedelta(seconds=60)  # the same press may come twice; later somebody found it

_codes = table(LinkCode)


class Offer(NamedTuple):
    """What a code that may be said here stands for.

    Args:
        code_id: its row.
        person_id: whom it joins to.
        name: of that person, as much as helps to know them by.
        door: where the code was asked for.
        is_other: the account belongs to somebody, and the two would become one.
        has_roles: that somebody holds a role.
    """

    code_id: int
    person_id: int
    name: str
    door: Door
    is_other: bool
    has_roles: bool


def is_link_code(words: str) -> bool:
    """Tell whether words have the form of a code: nine signs, letters and digits among them."""
    code = tidy_code(words)
    is_mixed = not code.isdigit() and not code.isalpha()
    return len(code) == LENGTH and is_mixed and set(ALPHABET).issuperset(code)


def issue_code(session: Session, person_id: int, account_id: int, clock: Clock) -> str:
    """Make a code such as ABC-DEF-2GH, good for ten minutes; it ends the one before.

    Raises:
        TooSoon: too_many_links.
    """
    now = clock.now()
    person_id = people.present(session, person_id)
    lock(session, Person, person_id)
    of_person = _codes.c.person_id == person_id
    connection = session.connection()
    connection.execute(delete(_codes).where(of_person, _codes.c.created_at <= now - ISSUING_REST))
    issued = session.exec(select(func.count()).where(col(LinkCode.person_id) == person_id)).one()
    if issued >= MOST_CODES:
        raise TooSoon("too_many_links")
    end_codes(session, person_id, now)
    code = _make_code()
    session.add(
        LinkCode(
            code_hash=_hash(session, code),
            person_id=person_id,
            account_id=account_id,
            created_at=now,
            expires_at=now + VALID,
        )
    )
    session.flush()
    return code


def end_codes(session: Session, person_id: int, now: datetime) -> None:
    """End what codes of a person still could be said."""
    session.connection().execute(
        update(_codes)
        .where(_codes.c.person_id == person_id, _codes.c.expires_at > now)
        .values(expires_at=now)
    )


def check_code(session: Session, code: str, account_id: int | None, clock: Clock) -> Offer:
    """Find what a code stands for, without using it up.

    Args:
        session: the open transaction.
        code: however it was typed.
        account_id: who says it; None for a browser that never spoke.
        clock: tells the time.

    Raises:
        TooSoon: too_many_codes.
        NotFound: link_unknown.
        Conflict: link_used, link_expired, or link_own.
        Invalid: link_in_group.
    """
    if account_id is not None:
        check_guesses(session, account_id, clock)
    found = session.exec(
        select(LinkCode).where(LinkCode.code_hash == _hash(session, code))
    ).first()
    if found is None:
        raise NotFound("link_unknown")
    account = None if account_id is None else session.get(Account, account_id)
    if account is not None and account.is_group:
        raise Invalid("link_in_group")
    kept_id = people.present(session, found.person_id)
    own_id = None if account is None else account.person_id
    if own_id == kept_id:
        raise Conflict("link_own")
    if found.used_at is not None:
        raise Conflict("link_used")
    if found.expires_at <= clock.now():
        raise Conflict("link_expired")
    has_roles = own_id is not None and bool(access.roles_of(session, own_id))
    name = people.contact_of(session, kept_id).name
    door = session.get_one(Account, found.account_id).door
    return Offer(found.id, kept_id, _mask(name), door, own_id is not None, has_roles)


def redeem(session: Session, code: str, account_id: int, name: str, clock: Clock) -> int:
    """Join the account that says a code to the person of the code, which then is used up.

    Whoever the account belonged to becomes the same person. The person's other doors are told.

    Args:
        session: the open transaction.
        code: however it was typed.
        account_id: who says it.
        name: how their platform shows them, for somebody whose name is not known.
        clock: tells the time.

    Returns:
        The person.

    Raises:
        Refusal: as `check_code`.
    """
    accounts.hold_conversations(session, [account_id])
    _lock_people(session, code, account_id)
    lock(session, Account, account_id)
    offer = check_code(session, code, account_id, clock)
    account = session.get_one(Account, account_id)
    _use_up(session, offer.code_id, account_id, clock.now())
    if account.person_id is None:
        account.person_id, account.joined_at = offer.person_id, clock.now()
        session.flush()
    else:
        merging.merge_people(session, account.person_id, offer.person_id, clock)
        end_codes(session, account.person_id, clock.now())
    if name and not people.contact_of(session, offer.person_id).name:
        people.set_name(session, offer.person_id, name)
    merging.share_area(session, offer.person_id)
    merging.share_language(session, offer.person_id)
    session.expire_all()
    _tell_other_doors(session, offer.person_id, account_id, clock)
    return offer.person_id


def was_just_used(session: Session, code: str, account_id: int, clock: Clock) -> bool:
    """Tell whether this account used a code a moment ago, so that a second press is the same."""
    used_by_it = select(LinkCode.id).where(
        LinkCode.code_hash == _hash(session, code),
        LinkCode.used_by_id == account_id,
        col(LinkCode.used_at) > clock.now() - DOUBLE_PRESS,
    )
    return session.exec(used_by_it).first() is not None


def list_accounts(session: Session, person_id: int) -> Sequence[Account]:
    """List the accounts of a person, the oldest first."""
    return session.exec(
        select(Account).where(Account.person_id == person_id).order_by(col(Account.id))
    ).all()


def unlink(session: Session, account_id: int, person_id: int, clock: Clock) -> None:
    """Make an account of a person a stranger's again; what was reported with it stays.

    Raises:
        NotFound: link_gone; it is not theirs, or no longer.
    """
    accounts.hold_conversations(session, [account_id])
    account = lock(session, Account, account_id)
    if account is None or account.person_id != person_id:
        raise NotFound("link_gone")
    desk.shut(session, person_id, clock)
    for row in session.exec(
        select(OutMessage).where(
            OutMessage.account_id == account_id,
            col(OutMessage.state).in_(outbox.UNSAID),
            col(OutMessage.conversation_id).is_(None),
        )
    ).all():
        retelling.tell_elsewhere(session, row, clock)
    heirs = [each.id for each in list_accounts(session, person_id) if each.id != account_id]
    if heirs:
        merging.keep_photos(session, account_id, heirs, clock)
    erasure.forget_account(session, account_id, clock)


def sign_out(session: Session, account_id: int, clock: Clock) -> None:
    """End what a browser shows of its person; whoever knows its name opens nothing with it.

    The last door of a person stays theirs, and cannot be reached: so whoever has a case of
    theirs is told to call.
    """
    accounts.hold_conversations(session, [account_id])
    account = lock(session, Account, account_id)
    if account is None:
        return
    person_id = account.person_id
    if person_id is not None and len(list_accounts(session, person_id)) > 1:
        unlink(session, account_id, person_id, clock)
    elif person_id is None:
        erasure.forget_account(session, account_id, clock)
    else:
        screens.clear_screen(session, account_id)
        people.note_reachable(session, account_id, clock, is_reachable=False)
    left = session.get_one(Account, account_id)
    accounts.rename_account(session, left, f"left:{account_id}")


def _tell_other_doors(session: Session, person_id: int, account_id: int, clock: Clock) -> None:
    """Say at once where somebody just signed in: it may not have been them."""
    theirs = list_accounts(session, person_id)
    door = next(it.door for it in theirs if it.id == account_id)
    sign_out = Choice(texts.SIGN_OUT_THERE(), Command("unlink", {"account": account_id}))
    saying = Saying((texts.SIGNED_IN_ELSEWHERE(door=texts.DOOR_LABELS[door]()),), (sign_out,))
    for account in theirs:
        if account.id != account_id and account.unreachable_since is None:
            sealer = sealer_of(session, account.key_id)
            address = outbox.Address(account.id, account.outer_id, sealer)
            outbox.post(session, address, saying, clock, Priority.REPLY)


def _lock_people(session: Session, code: str, account_id: int) -> None:
    """Lock both people before any account of theirs: whoever joins them too takes the same way."""
    issuer = select(LinkCode.person_id).where(LinkCode.code_hash == _hash(session, code))
    speaker = select(Account.person_id).where(Account.id == account_id)
    held: set[int] = set()
    while True:
        found = (session.exec(issuer).first(), session.exec(speaker).first())
        both = {people.present(session, it) for it in found if it is not None}
        if both <= held:  # nobody was joined to somebody else meanwhile
            return
        lock_all(session, Person, list(both))
        held |= both


def _use_up(session: Session, code_id: int, account_id: int, now: datetime) -> None:
    taken = session.connection().execute(
        update(_codes)
        .where(_codes.c.id == code_id, _codes.c.used_at.is_(None))
        .values(used_at=now, used_by_id=account_id)
    )
    if taken.rowcount == 0:
        raise Conflict("link_used")


def _make_code() -> str:
    """Make a code with a letter and a digit in it, so that no word and no number is one."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_link_code(signs):
            return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def _mask(name: str) -> str:
    return f"{name[0]}**" if name else ""


def _hash(session: Session, code: str) -> str:
    return vault_of(session).find_hash("link", tidy_code(code))
