"""People: consent once, names and phones sealed, and whether they can be reached."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.errors import Invalid, NotFound
from models.keys import Key
from models.people import Account, Language, Person
from services import marks
from services.areas import areas
from services.clock import SetClock
from services.identity import people
from services.sealing import Unreadable
from services.store import Store
from tests.support.builders import MONDAY, an_account
from tests.support.offices import a_resident, shuts_us_out
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
LATER = SetClock(MONDAY + timedelta(days=1))


def person_of(session: Session, account_id: int) -> Person:
    session.expire_all()
    account = session.get(Account, account_id)
    assert account is not None
    assert account.person_id is not None
    return people.get_person(session, account.person_id)


def test_who_agrees_is_remembered_once(store: Store) -> None:
    with store.write() as session:
        account = an_account(session)
        person_id = people.consent(session, account.id, "张三", CLOCK)
        assert people.consent(session, account.id, "别名", LATER) == person_id
        person = person_of(session, account.id)
        assert (person.id, person.consented_at, person.created_at) == (person_id, MONDAY, MONDAY)
        assert people.contact_of(session, person_id) == ("张三", "")
        assert person.name is not None
        assert "张三".encode() not in person.name
        assert person.key_id != account.key_id


def test_who_took_a_role_before_agreeing_agrees_later(store: Store) -> None:
    with store.write() as session:
        account = an_account(session)
        person = people.remember(session, account.id, "", CLOCK)
        assert (person.consented_at, person.name) == (None, None)
        assert people.remember(session, account.id, "别名", LATER).id == person.id
        assert people.consent(session, account.id, "别名", LATER) == person.id
        assert person_of(session, account.id).consented_at == LATER.now()
        assert people.contact_of(session, person.id) == ("", "")


def test_nobody_is_not_found(store: Store) -> None:
    with store.write() as session:
        for ask in (people.get_person, people.contact_of, people.key_of):
            with pytest.raises(NotFound) as refused:
                ask(session, 4711)
            assert refused.value.reason == "person_unknown"
        for remember in (people.remember, people.consent):
            with pytest.raises(NotFound) as refused:
                remember(session, 4711, "张三", CLOCK)
            assert refused.value.reason == "account_unknown"
        people.set_area(session, 4711, 1)


def test_a_name_and_a_phone_are_kept_sealed_and_the_phone_is_found_again(store: Store) -> None:
    with store.write() as session:
        person_id = a_resident(session)
        people.set_name(session, person_id, "张大妈")
        people.set_phone(session, person_id, "＋86 138-0000-0000")
        session.expire_all()
        assert people.contact_of(session, person_id) == ("张大妈", "13800000000")
        person = people.get_person(session, person_id)
        assert person.phone_hash == store.vault.find_hash("phone", "13800000000")
        assert person.phone is not None
        assert b"138" not in person.phone


def test_who_was_erased_has_no_name_and_no_phone(store: Store) -> None:
    with store.write() as session:
        person_id = a_resident(session)
        people.set_phone(session, person_id, "13800000000")
        key = session.get(Key, people.get_person(session, person_id).key_id)
        assert key is not None
        key.wrapped = None
        session.flush()
        assert people.contact_of(session, person_id) == ("", "")
        with pytest.raises(Unreadable):
            people.key_of(session, person_id)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("13800000000", "13800000000"),
        ("１３８ ００００ ００００", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("86138 0000 0000", "13800000000"),
        (" 199\u200b0000 0000 ", "19900000000"),
        ("010-12345678", "01012345678"),
        ("（0536）1234567", "05361234567"),
        ("0536—12345678", "053612345678"),
        ("8765432", "8765432"),
        ("87654321", "87654321"),
    ],
)
def test_a_phone_is_read_as_people_write_it(words: str, number: str) -> None:
    assert people.read_phone(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        "没有",
        "1380000000",
        "138000000000",
        "12800000000",
        "123456",
        "1234",
        "一三八",
        "110",
        "12345",
        "400 123 4567",
        "١٣٨٠٠٠٠٠٠٠٠",
    ],
)
def test_what_is_no_phone_is_refused(words: str) -> None:
    with pytest.raises(Invalid) as refused:
        people.read_phone(words)
    assert refused.value.reason == "phone_invalid"


def test_where_somebody_is_holds_for_the_account_and_the_person(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        grid = areas.get_area(session, "XF-1")
        account = an_account(session)
        people.set_area(session, account.id, street.id)
        people.consent(session, account.id, "张三", CLOCK)
        assert person_of(session, account.id).area_id == street.id
        people.set_area(session, account.id, grid.id)
        assert person_of(session, account.id).area_id == grid.id
        assert session.get(Account, account.id) is not None
        assert session.exec(select(Account.area_id)).one() == grid.id


def test_who_shut_us_out_is_known_until_they_let_us_in_again(store: Store) -> None:
    with store.write() as session:
        zhang, li, nobody = a_resident(session), a_resident(session), 4711
        assert people.list_reachable(session, [zhang, li, nobody]) == {zhang, li}
        assert people.list_reachable(session, []) == set()
        shuts_us_out(session, zhang)
        assert people.list_reachable(session, [zhang, li]) == {li}
        since = session.exec(
            select(Account.unreachable_since).where(Account.person_id == zhang)
        ).one()
        assert since == MONDAY
        for account_id in session.exec(select(Account.id).where(Account.person_id == zhang)):
            people.note_reachable(session, account_id, CLOCK, is_reachable=True)
        assert people.list_reachable(session, [zhang]) == {zhang}


def test_one_door_that_reaches_somebody_is_enough(store: Store) -> None:
    with store.write() as session:
        zhang = a_resident(session)
        shuts_us_out(session, zhang)
        an_account(session, "another", person_id=zhang)
        assert people.list_reachable(session, [zhang]) == {zhang}


def test_a_language_holds_for_all_doors_of_a_person_and_for_nobody_else(store: Store) -> None:
    with store.write() as session:
        zhang = a_resident(session)
        own = session.exec(select(Account.id).where(Account.person_id == zhang)).one()
        other_door = an_account(session, "another", person_id=zhang).id
        strangers = [an_account(session, each).id for each in ("x", "y")]
        people.set_language(session, other_door, Language.ENGLISH)
        people.set_language(session, strangers[0], Language.TRADITIONAL)
        session.expire_all()
        read = {it.id: it.language for it in session.exec(select(Account))}
        assert read == {
            own: Language.ENGLISH,
            other_door: Language.ENGLISH,
            strangers[0]: Language.TRADITIONAL,
            strangers[1]: None,
        }


def test_who_wants_quiet_is_noted(store: Store) -> None:
    with store.write() as session:
        account = an_account(session)
        people.mute(session, account.id, CLOCK)
        session.expire_all()
        found = session.exec(select(Account).order_by(col(Account.id))).one()
        assert found.muted_at == MONDAY


def test_a_mark_is_remembered_changed_and_forgotten(store: Store) -> None:
    with store.write() as session:
        assert marks.get_mark(session, "a") is None
        marks.set_mark(session, "a", "1")
        marks.set_mark(session, "b", "1")
        marks.set_mark(session, "a", "2")
        assert (marks.get_mark(session, "a"), marks.get_mark(session, "b")) == ("2", "1")
        marks.remove_mark(session, "a")
        marks.remove_mark(session, "a")
        assert (marks.get_mark(session, "a"), marks.get_mark(session, "b")) == (None, "1")
