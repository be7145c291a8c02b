"""Codes that join accounts to a person: what moves, what stays, and who is told."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Appointment, Role
from models.areas import Area
from models.errors import Conflict, Invalid, NotFound, Refusal
from models.inbox import Event
from models.keys import Key
from models.outbox import MessageState, OutMessage, Priority
from models.people import Account, Door, LinkCode, Person
from services import access, alerts, areas, cases, links, merging, outbox, people, timeline
from services.clock import SetClock
from services.invitations import ALPHABET, tidy_code
from services.messages import Choice, Command, Saying, open_body
from services.sealing import Vault, sealer_of
from services.store import Store
from services.texts.phrases import Phrase, verbatim
from tests.builders import MONDAY, SECRET, a_conversation, a_message, an_account
from tests.offices import a_case, a_resident, a_worker, hear_all, keys_for, words_for
from tests.towns import a_clock, a_town

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


def test_what_somebody_had_goes_to_whom_they_turn_out_to_be(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        later = SetClock(MONDAY + timedelta(days=1))
        kept = a_resident(session, "")
        gone = a_worker(session, Role.GRID_MANAGER, "XF-1", "王网格")
        people.set_phone(session, gone, "13800000001")
        mine, theirs = a_case(session, kept, later), a_case(session, gone, later, code="NS-1")
        mine.owner_id = gone
        before = timeline.list_lines(session, theirs)
        links.redeem(session, a_code(session, kept), account_of(session, gone).id, "", CLOCK)
        assert [it.id for it in cases.list_own(session, kept)] == [theirs.id, mine.id]
        assert cases.get_case(session, mine.id).owner_id == kept
        assert people.contact_of(session, kept) == ("王网格", "13800000001")
        assert people.contact_of(session, gone) == people.contact_of(session, kept)
        assert [role for role, _ in access.roles_of(session, kept)] == [Role.GRID_MANAGER]
        assert access.roles_of(session, gone) == []
        assert people.selves(session, kept) == [kept, gone]
        assert people.present(session, gone) == kept
        tombstone = people.get_person(session, gone)
        assert (tombstone.name, tombstone.phone, tombstone.phone_hash) == (None, None, None)
        case = cases.get_case(session, theirs.id)
        assert timeline.is_intact(session, case)
        assert timeline.list_lines(session, case) == before
        assert before[0].actor_id == gone


def test_the_kept_one_keeps_their_own_name_phone_and_place(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        kept, gone = a_resident(session, "张三"), a_resident(session, "三三")
        for person, phone, code in ((kept, "13800000001", "YG-3"), (gone, "13800000002", "HH-3")):
            people.set_phone(session, person, phone)
            here = areas.get_area(session, code).id
            people.set_area(session, account_of(session, person).id, here)
        links.redeem(session, a_code(session, kept), account_of(session, gone).id, "", CLOCK)
        assert people.contact_of(session, kept) == ("张三", "13800000001")
        home = areas.get_area(session, "YG-3").id
        assert people.get_person(session, kept).area_id == home


@pytest.mark.parametrize(
    ("kept_at", "gone_at", "agreed"),
    [(None, None, None), (0, None, 0), (None, 1, 1), (2, 1, 1), (1, 2, 1)],
)
def test_whoever_agreed_first_has_agreed_and_nobody_else(
    town: Store, kept_at: int | None, gone_at: int | None, agreed: int | None
) -> None:
    def day(number: int | None) -> SetClock | None:
        return None if number is None else SetClock(MONDAY + timedelta(days=number))

    with town.write() as session:
        ids: list[int] = []
        for name, at in (("a", day(kept_at)), ("b", day(gone_at))):
            account = an_account(session, name)
            ids.append(people.remember(session, account.id, name, CLOCK).id)
            if at is not None:
                people.consent(session, account.id, name, at)
        merging.merge_people(session, ids[1], ids[0], CLOCK)
        expected = None if agreed is None else MONDAY + timedelta(days=agreed)
        assert people.get_person(session, ids[0]).consented_at == expected


def test_a_role_that_both_hold_is_held_once_and_its_past_is_kept(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        kept = a_worker(session, Role.CLERK, "XF")
        gone = a_worker(session, Role.CLERK, "XF")
        access.appoint(session, gone, Role.OFFICER, areas.get_area(session, "JD"), CLOCK)
        merging.merge_people(session, gone, kept, CLOCK)
        held = session.exec(
            select(Appointment.person_id, Appointment.role, Area.code)
            .join(Area, col(Area.id) == Appointment.area_id)
            .where(col(Appointment.until).is_(None))
            .order_by(Appointment.role)
        ).all()
        assert held == [(kept, Role.CLERK, "XF"), (kept, Role.OFFICER, "JD")]
        assert len(session.exec(select(Appointment.id)).all()) == 3


def test_who_was_merged_twice_is_still_found(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        one, two, three = (a_resident(session, name) for name in "甲乙丙")
        case = a_case(session, one, CLOCK)
        merging.merge_people(session, one, two, CLOCK)
        merging.merge_people(session, two, three, CLOCK)
        assert people.selves(session, three) == [three, one, two]
        assert people.present(session, one) == three
        assert cases.get_case(session, case.id).reporter_id == three
        assert people.contact_of(session, one).name == "丙"
        with pytest.raises(Conflict):
            merging.merge_people(session, one, three, CLOCK)


def test_a_case_filed_for_somebody_who_was_just_merged_is_theirs(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        gone, kept = a_resident(session, "甲"), a_resident(session, "乙")
        merging.merge_people(session, gone, kept, CLOCK)
        case = a_case(session, gone, CLOCK)
        assert case.reporter_id == kept
        assert timeline.is_intact(session, case)


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
        assert found.person_id is None
        assert found.key_id != key_id
        assert session.get_one(Key, key_id).wrapped is None
        with pytest.raises(NotFound):
            links.unlink(session, browser.id, person, CLOCK)
        with pytest.raises(NotFound):
            stranger = a_browser(session, "b9").id
            links.unlink(session, stranger, person, CLOCK)
        assert session.exec(select(Event)).all() == []


def two_doors(session: Session) -> tuple[int, Account, Account]:
    """Give a person with Telegram and a newer browser."""
    person = a_resident(session)
    first = account_of(session, person)
    return person, first, an_account(session, "b1", person_id=person, door=Door.BROWSER)


def test_a_door_that_can_push_goes_before_a_newer_browser(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person, telegram, browser = two_doors(session)
        for gone, expected in ((None, telegram.id), (telegram, browser.id)):
            if gone is not None:
                people.note_reachable(session, gone.id, CLOCK, is_reachable=False)
            outbox.tell(session, person, Saying((verbatim("您好"),)), CLOCK)
            newest = select(OutMessage).order_by(col(OutMessage.id).desc())
            row = session.exec(newest).first()
            assert row is not None
            assert row.account_id == expected


def undelivered(session: Session, message_id: int) -> OutMessage:
    row = session.get_one(OutMessage, message_id)
    row.state = MessageState.UNDELIVERED
    session.flush()
    return row


def newest(session: Session) -> tuple[OutMessage, Saying]:
    row = session.exec(select(OutMessage).order_by(col(OutMessage.id).desc())).first()
    assert row is not None
    assert row.body is not None
    account = session.get_one(Account, row.account_id)
    return row, open_body(sealer_of(session, account.key_id), row.body)


def test_what_one_door_did_not_take_is_said_on_the_next_with_its_buttons(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person, telegram, browser = two_doors(session)
        case = a_case(session, person, CLOCK)
        a_worker(session, Role.CLERK, "XF")
        offer = Choice(Phrase("menu.to_report"), Command("solved", {"case": case.id}))
        message = a_message(
            session, telegram, "已答复", offer, priority=Priority.REMINDER, case_id=case.id
        )
        alerts.tell_who_stands_above(session, undelivered(session, message), CLOCK)
        row, saying = newest(session)
        assert (row.account_id, row.case_id, row.priority) == (
            browser.id,
            case.id,
            Priority.REMINDER,
        )
        assert saying.choices == (offer,)
        assert row.id == message + 1  # nobody else was bothered
        people.note_reachable(session, telegram.id, CLOCK, is_reachable=False)
        alerts.tell_who_stands_above(session, undelivered(session, row.id), CLOCK)
        assert newest(session)[0].account_id != telegram.id


def test_what_belonged_to_a_talk_becomes_plain_information(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        person, telegram, browser = two_doors(session)
        conversation = a_conversation(session, telegram)
        a_message(
            session,
            telegram,
            "哪个小区？",
            Choice(verbatim("取消")),
            conversation_id=conversation.id,
            turn=1,
        )
        first = session.exec(select(OutMessage.id)).one()
        alerts.tell_who_stands_above(session, undelivered(session, first), CLOCK)
        row, saying = newest(session)
        assert (row.account_id, row.conversation_id, row.turn) == (browser.id, None, None)
        assert row.priority is not Priority.REPLY
        assert saying.choices == ()
        assert "哪个小区？" in words_for(session, person)


@pytest.mark.parametrize(
    "change",
    [
        lambda row, _: setattr(row, "body", None),
        lambda _, account: setattr(account, "person_id", None),
        lambda _, account: setattr(account, "is_group", True),
        lambda row, _: setattr(row, "body", b"x" * 40),
    ],
    ids=["purged", "nobody's", "a group's", "of a destroyed key"],
)
def test_what_is_nobodys_or_unreadable_is_not_said_elsewhere(
    town: Store, change: Callable[[OutMessage, Account], None]
) -> None:
    with town.write() as session:
        _, telegram, _ = two_doors(session)
        row = undelivered(session, a_message(session, telegram, "已答复"))
        change(row, telegram)
        session.flush()
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert newest_id(session) == row.id


def newest_id(session: Session) -> int:
    return session.exec(select(OutMessage.id).order_by(col(OutMessage.id).desc())).first() or 0


def test_an_alert_that_is_no_longer_true_is_not_said_elsewhere(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        colleague = a_worker(session, Role.GRID_MANAGER, "XF-1", "李网格")
        an_account(session, "b1", person_id=manager, door=Door.BROWSER)
        case = a_case(session, a_resident(session), CLOCK)
        row = session.exec(
            select(OutMessage).where(OutMessage.account_id == account_of(session, manager).id)
        ).one()
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert keys_for(session, manager) == ["case.alert"]
        hear_all(session)
        case.owner_id = colleague
        session.flush()
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert keys_for(session, manager) == []
