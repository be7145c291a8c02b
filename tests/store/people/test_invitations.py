import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.access import Appointment, Invitation, Role
from models.areas import Area
from models.errors import Conflict, NotFound, Refusal
from services.areas import areas
from services.identity import invitations
from services.office import access
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.towns import a_clock, a_person, a_town


def test_a_code_gives_its_role_in_its_area(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        grid = areas.get_area(session, "XF-1")
        (code,) = invitations.invite(session, Role.GRID_MANAGER, grid, a_clock())
        person = a_person(session)
        appointment = invitations.redeem(session, code, person, a_clock())
        assert (appointment.role, appointment.area_id) == (Role.GRID_MANAGER, grid.id)
        assert access.roles_of(session, person) == [(Role.GRID_MANAGER, grid)]


WAYS_OF_WRITING: Mapping[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "no dash": lambda code: code.replace("-", ""),
    "spaced": lambda code: " ".join(code) + "。",
    "full width": lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
}


@pytest.mark.parametrize("way", WAYS_OF_WRITING)
def test_a_code_is_known_however_it_is_typed(store: Store, way: str) -> None:
    written = WAYS_OF_WRITING[way]
    with store.write() as session:
        street = a_town(session)
        (code,) = invitations.invite(session, Role.CLERK, street, a_clock())
        appointment = invitations.redeem(session, written(code), a_person(session), a_clock())
        assert appointment.role is Role.CLERK


def test_codes_can_be_read_out_and_differ(store: Store) -> None:
    with store.write() as session:
        codes = invitations.invite(session, Role.MEMBER, a_town(session), a_clock(), count=50)
        assert len(set(codes)) == 50
        assert not set("".join(codes)) & set("0O1I")
        assert {len(invitations.tidy_code(code)) for code in codes} == {10}


def test_the_store_does_not_hold_the_code(store: Store) -> None:
    with store.write() as session:
        (code,) = invitations.invite(session, Role.MEMBER, a_town(session), a_clock())
        stored = session.exec(select(Invitation)).one()
        assert invitations.tidy_code(code).lower() not in str(stored).lower()


def refusal(store: Store, code: str, person: int, after: timedelta = timedelta()) -> str:
    """Try a code; give why it was refused."""
    clock = a_clock()
    clock.move(after)
    with pytest.raises(Refusal) as refused, store.write() as session:
        invitations.redeem(session, code, person, clock)
    return refused.value.reason


def test_a_code_works_once(store: Store) -> None:
    with store.write() as session:
        (code,) = invitations.invite(session, Role.CLERK, a_town(session), a_clock())
        first, second = a_person(session), a_person(session)
        invitations.redeem(session, code, first, a_clock())
    assert refusal(store, code, second) == "invitation_used"
    with store.write() as session:  # theirs already
        assert invitations.redeem(session, code, first, a_clock()).person_id == first
        access.dismiss(session, first, Role.CLERK, areas.get_street(session), a_clock())
    assert refusal(store, code, first) == "invitation_used"
    with store.read() as session:
        assert access.roles_of(session, first) == access.roles_of(session, second) == []


def test_a_code_that_nobody_made_or_that_is_too_old_is_refused(store: Store) -> None:
    with store.write() as session:
        (code,) = invitations.invite(session, Role.CLERK, a_town(session), a_clock())
        person = a_person(session)
    for unknown in ("", "加入", "AAAAA-AAAAA", "x" * 5000, "\u202e\u200b"):
        assert refusal(store, unknown, person) == "invitation_unknown"
    day = timedelta(days=1)
    assert refusal(store, code, person, 14 * day) == "invitation_expired"
    clock = a_clock()
    clock.move(14 * day - timedelta(seconds=1))
    with store.write() as session:
        invitations.redeem(session, code, person, clock)


def test_of_many_who_press_at_once_one_gets_the_role(store_url: str) -> None:
    store = Store(store_url, Vault(SECRET))
    with store.write() as session:
        (code,) = invitations.invite(session, Role.CLERK, a_town(session), a_clock())
        people = [a_person(session) for _ in range(8)]
    start = threading.Barrier(len(people))
    outcomes: list[str] = []

    def press(person: int) -> None:
        own = Store(store_url, Vault(SECRET))
        start.wait()
        try:
            with own.write() as session:
                invitations.redeem(session, code, person, a_clock())
                outcome = "role"
        except (Conflict, NotFound) as error:
            outcome = error.reason
        outcomes.append(outcome)
        own.close()

    threads = [threading.Thread(target=press, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as session:
        held = session.exec(
            select(Appointment, Area).join(Area, col(Area.id) == Appointment.area_id)
        )
        assert len(held.all()) == 1
    assert sorted(outcomes) == ["invitation_used"] * 7 + ["role"]
    store.close()


def test_whoever_comes_second_in_a_race_is_refused_by_the_update(store: Store) -> None:
    with store.write() as session:
        (code,) = invitations.invite(session, Role.CLERK, a_town(session), a_clock())
        first, second = a_person(session), a_person(session)
        invitations.redeem(session, code, first, a_clock())
        # As the loser of a race on PostgreSQL sees it: unused when read, used when written.
        session.exec(select(Invitation)).one().used_at = None
        with session.no_autoflush, pytest.raises(Conflict):
            invitations.redeem(session, code, second, a_clock())
        session.expire_all()
