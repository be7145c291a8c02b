"""Codes that join accounts to a person: what moves, what stays, and who is told."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.errors import Conflict, Invalid, NotFound, Refusal
from models.inbox import Event
from models.keys import Key
from models.media import Attachment, MediaKind
from models.outbox import OutMessage
from models.people import Account, Door, Language, LinkCode, Person
from services.areas import areas
from services.attachments import media
from services.clock import SetClock
from services.delivery import outbox
from services.identity import links, people
from services.identity.invitations import ALPHABET, tidy_code
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET, a_message, an_account
from tests.support.offices import a_case, a_resident, hear_all, words_for
from tests.support.towns import a_clock, a_town

CLOCK = SetClock(MONDAY)


def account_of(session: Session, person_id: int) -> Account:
    return links.list_accounts(session, person_id)[0]


def a_code(session: Session, person_id: int, clock: SetClock = CLOCK) -> str:
    return links.issue_code(session, person_id, account_of(session, person_id).id, clock)


def a_browser(session: Session, name: str = "b1") -> Account:
    return an_account(session, name, door=Door.BROWSER, robot="web")


def refused(session: Session, code: str, account_id: int, clock: SetClock = CLOCK) -> str:
    with pytest.raises(Refusal) as refusal:
        links.redeem(session, code, account_id, "", clock)
    return refusal.value.reason


def test_codes_can_be_read_out_and_only_their_hash_is_kept(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        code = a_code(session, person)
        assert [len(part) for part in code.split("-")] == [3, 3, 3]
        assert set(tidy_code(code)) <= set(ALPHABET)
        assert links.is_link_code(code)
        assert links.is_link_code(f" {code.lower().replace('-', ' ')}。")
        row = session.exec(select(LinkCode)).one()
        assert tidy_code(code).lower() not in str(row).lower()
        assert row.expires_at - row.created_at == timedelta(minutes=10)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "楼道灯不亮三天了吧",
        "123456789",
        "ABCDEFGHJ",
        "ABC-DEF-2G",
        "ABC-DEF-2GHJ",
        "ABC-DEF-2G0",
    ],
)
def test_words_numbers_and_other_codes_are_no_link_codes(words: str) -> None:
    assert not links.is_link_code(words)


def test_an_account_without_a_person_becomes_theirs(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        home = areas.get_area(session, "YG-3").id
        people.set_area(session, account_of(session, person).id, home)
        browser = a_browser(session).id
        assert links.redeem(session, a_code(session, person), browser, "某", CLOCK) == person
        found = session.get_one(Account, browser)
        assert (found.person_id, found.area_id) == (person, home)
        assert people.contact_of(session, person).name == "张三"
        assert len(session.exec(select(Person)).all()) == 1


@pytest.mark.parametrize(
    ("theirs", "its", "then"),
    [
        (Language.ENGLISH, None, [Language.ENGLISH, Language.ENGLISH]),
        (None, Language.TRADITIONAL, [Language.TRADITIONAL, Language.TRADITIONAL]),
        (Language.ENGLISH, Language.TRADITIONAL, [Language.ENGLISH, Language.TRADITIONAL]),
        (Language.SIMPLIFIED, Language.ENGLISH, [Language.SIMPLIFIED, Language.ENGLISH]),
        (Language.SIMPLIFIED, None, [Language.SIMPLIFIED, Language.SIMPLIFIED]),
        (None, None, [None, None]),
    ],
)
def test_a_new_door_follows_the_language_that_was_chosen(
    store: Store, theirs: Language | None, its: Language | None, then: list[Language | None]
) -> None:
    with store.write() as session:
        person = a_resident(session)
        account_of(session, person).language = theirs
        joining = a_browser(session)
        joining.language = its
        links.redeem(session, a_code(session, person), joining.id, "", CLOCK)
        assert [it.language for it in links.list_accounts(session, person)] == then


def test_a_code_is_refused_with_its_reason(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        first, second = a_browser(session, "b1").id, a_browser(session, "b2").id
        for unknown in ("", "AAA-BBB-CC2", "x" * 5000, "\u202e\u200b"):
            assert refused(session, unknown, first) == "link_unknown"
        code = a_code(session, person)
        assert refused(session, code, account_of(session, person).id) == "link_own"
        late = SetClock(MONDAY + timedelta(minutes=10))
        assert refused(session, code, first, late) == "link_expired"
        group = an_account(session, "-100", is_group=True).id
        assert refused(session, code, group) == "link_in_group"
        links.redeem(session, code, first, "", CLOCK)
        assert refused(session, code, first) == "link_own"
        assert refused(session, code, second) == "link_used"
        with pytest.raises(NotFound):
            links.check_code(session, "AAA-BBB-CC2", None, CLOCK)
        with pytest.raises(Invalid):
            links.check_code(session, code, group, CLOCK)


def test_whoever_comes_second_in_a_race_is_refused_by_the_update(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        code = a_code(session, a_resident(session))
        links.redeem(session, code, a_browser(session, "b1").id, "", CLOCK)
        other = a_browser(session, "b2").id
        # As the loser of a race on PostgreSQL sees it: unused when read, used when written.
        session.exec(select(LinkCode)).one().used_at = None
        with session.no_autoflush, pytest.raises(Conflict):
            links.redeem(session, code, other, "", CLOCK)
        session.expire_all()


def race(store_url: str, tries: list[tuple[str, int]]) -> list[str]:
    """Say codes on several accounts at the same moment, each with a store of its own."""
    start = threading.Barrier(len(tries))
    outcomes: list[str] = []

    def say(code: str, account_id: int) -> None:
        own = Store(store_url, Vault(SECRET))
        start.wait()
        try:
            with own.write() as session:
                links.redeem(session, code, account_id, "", a_clock())
                outcome = "joined"
        except Refusal as refusal:
            outcome = refusal.reason
        outcomes.append(outcome)
        own.close()

    threads = [threading.Thread(target=say, args=each) for each in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_one_code_said_by_many_at_once_joins_exactly_one(store_url: str) -> None:
    store = Store(store_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        code = a_code(session, person)
        accounts = [a_browser(session, f"b{number}").id for number in range(8)]
    outcomes = race(store_url, [(code, account_id) for account_id in accounts])
    assert outcomes == ["joined"] + ["link_used"] * 7
    with store.read() as session:
        assert len(links.list_accounts(session, person)) == 2
    store.close()


def test_two_who_say_each_others_codes_at_once_become_one(store_url: str) -> None:
    store = Store(store_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
        pair = [a_resident(session, name) for name in ("张三", "李四")]
        codes = [a_code(session, person) for person in pair]
        accounts = [account_of(session, person).id for person in pair]
    outcomes = race(store_url, [(codes[1], accounts[0]), (codes[0], accounts[1])])
    assert outcomes.count("joined") == 1
    with store.read() as session:
        found = session.exec(select(Account.person_id)).all()
        assert len(set(found)) == 1
        gone = session.exec(select(Person).where(col(Person.merged_into_id).is_not(None))).one()
        assert gone.merged_into_id == found[0]
    store.close()


def test_every_other_door_hears_of_a_new_one_at_once(store: Store) -> None:
    night = SetClock(MONDAY + timedelta(hours=13))
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        an_account(session, "9", person_id=person, door=Door.WECHAT)
        an_account(session, "8", person_id=person, unreachable_since=MONDAY)
        browser = a_browser(session).id
        links.redeem(session, a_code(session, person, night), browser, "", night)
        told = session.exec(select(OutMessage)).all()
        assert {row.due_at for row in told} == {outbox.AT_ONCE}
        assert browser not in {row.account_id for row in told}
        assert len(told) == 2
        assert "刚在网页上登录" in words_for(session, person)


def test_what_waits_for_a_door_that_is_signed_out_is_said_on_another(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        browser = a_browser(session)
        links.redeem(session, a_code(session, person), browser.id, "", CLOCK)
        hear_all(session)
        a_message(session, session.get_one(Account, browser.id), "已答复")
        key_id = session.get_one(Account, browser.id).key_id
        links.unlink(session, browser.id, person, CLOCK)
        assert words_for(session, person) == "已答复"
        found = session.get_one(Account, browser.id)
        assert (found.person_id, found.joined_at) == (None, None)
        assert found.key_id != key_id
        assert session.get_one(Key, key_id).wrapped is None
        with pytest.raises(NotFound):
            links.unlink(session, browser.id, person, CLOCK)
        stranger = a_browser(session, "b9").id
        with pytest.raises(NotFound):
            links.unlink(session, stranger, person, CLOCK)
        assert session.exec(select(Event)).all() == []


def test_photos_of_cases_outlive_the_door_they_came_by(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person = a_resident(session)
        browser = a_browser(session).id
        links.redeem(session, a_code(session, person), browser, "", CLOCK)
        case = a_case(session, person, CLOCK)
        kept, loose = (
            media.keep(session, browser, MediaKind.PHOTO, CLOCK, content=sign * 64)
            for sign in "ab"
        )
        media.attach(session, [kept], case, CLOCK)
        links.unlink(session, browser, person, CLOCK)
        assert session.get(Attachment, loose) is None
        assert session.get_one(Attachment, kept).account_id == account_of(session, person).id
