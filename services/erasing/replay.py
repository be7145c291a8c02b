"""Erasing once more what a restored backup brought back, as the list of erasures says."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from models.keys import Key
from models.people import Account, Person
from services.clock import Clock
from services.erasing import erasure
from services.erasing.erasure_list import Wish, fingerprint, list_of
from services.identity import links, merging
from services.office import access
from services.store import Store

CHUNK = 500
"""Keys looked up in one statement."""


def erase_again(store: Store, clock: Clock) -> int:
    """Erase what is on the list and can still be read; give how many people and accounts."""
    with store.read() as session:
        found = find_readable(session)
    waiting = sorted(found, key=lambda it: (found[it] is Wish.ACCOUNT, it))
    done = 0
    for key_id in waiting:
        with store.write() as session:
            wish = find_readable(session, [key_id]).get(key_id)  # another may have gone with it
            if wish is not None:
                _erase_owner(session, key_id, wish, clock)
                done += 1
    return done


def find_readable(session: Session, among: Sequence[int] | None = None) -> Mapping[int, Wish]:
    """Find keys that are on the list and were not destroyed, or came back since."""
    list_ = list_of(session)
    listed = {(it.key_id, it.fingerprint): it.wish for it in (list_.read() if list_ else ())}
    wanted = sorted({key_id for key_id, _ in listed if among is None or key_id in among})
    found: dict[int, Wish] = {}
    for first in range(0, len(wanted), CHUNK):
        some = wanted[first : first + CHUNK]
        alive = select(Key).where(col(Key.id).in_(some), col(Key.wrapped).is_not(None))
        for key in session.exec(alive):
            wish = listed.get((key.id, fingerprint(session, key)))
            if wish is not None:
                found[key.id] = wish
    return found


def count_unlisted(session: Session) -> int:
    """Count the keys of people and accounts that were destroyed and are not on the list."""
    list_ = list_of(session)
    listed = {it.key_id for it in (list_.read() if list_ else ())}
    gone = select(Key.id).where(col(Key.wrapped).is_(None))
    whose = gone.join(Person, col(Person.key_id) == col(Key.id))
    return len(set(session.exec(whose)) - listed)


def _erase_owner(session: Session, key_id: int, wish: Wish, clock: Clock) -> None:
    person = session.exec(select(Person).where(Person.key_id == key_id)).first()
    if person is not None:
        _dismiss(session, person.id, clock)
        erasure.erase_absent(session, person.id, clock, goes_on=wish is Wish.ANONYMOUS)
        return
    account = session.exec(select(Account).where(Account.key_id == key_id)).first()
    if account is None:
        erasure.destroy_keys(session, {key_id: wish}, clock)
        return
    if account.person_id is not None:
        theirs = links.list_accounts(session, account.person_id)
        heirs = [each.id for each in theirs if each.id != account.id]
        if heirs:
            merging.keep_photos(session, account.id, heirs, clock)
    erasure.forget_account(session, account.id, clock)


def _dismiss(session: Session, person_id: int, clock: Clock) -> None:
    """End the roles that a backup gave back: they were ended before the person was erased."""
    for role, area in access.roles_of(session, person_id):
        access.dismiss(session, person_id, role, area, clock)
