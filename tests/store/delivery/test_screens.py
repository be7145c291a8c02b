from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.keys import Key
from models.people import Account, Door
from models.screens import ScreenLine
from services.clock import SetClock
from services.delivery import screens
from services.delivery.screens import ScreenButton, Shown
from services.erasing import erasure, retention
from services.identity import accounts, people
from services.store import Store
from tests.support.builders import MONDAY, a_store

CHAT = "a" * 64


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = a_store(store_url)
    yield store
    store.close()


def clock() -> SetClock:
    return SetClock(MONDAY)


def an_account(session: Session, chat: str = CHAT) -> Account:
    return accounts.ensure_account(session, Door.BROWSER, "web", chat, clock())


def says(session: Session, account: Account, source: str, text: str = "您好") -> int:
    return screens.append_line(session, account, source, Shown(text), clock(), is_ours=True)


def test_an_account_is_made_once(store: Store) -> None:
    with store.write() as session:
        assert an_account(session).id == an_account(session).id
        assert len(session.exec(select(Key.id)).all()) == 1
        assert accounts.find_account(session, Door.TELEGRAM, "web", CHAT) is None


def test_a_screen_keeps_what_was_said_in_order(store: Store) -> None:
    shown = Shown("请看一下", (ScreenButton("提交", "q1.1.0", is_answer=True),), "m1.0")
    with store.write() as session:
        account, other = an_account(session), an_account(session, "b" * 64)
        screens.append_line(session, account, "o1", shown, clock(), is_ours=True)
        says(session, other, "o1", "别人的话")
        says(session, account, "o2")
    with store.read() as session:
        account = an_account(session)
        first, second = screens.list_lines(session, account, 0)
        assert (first.shown, second.shown) == (shown, Shown("您好"))
        assert [it.id for it in screens.list_lines(session, account, first.id)] == [second.id]
        assert screens.list_newest(session, account, limit=1) == [second]
        assert screens.list_newest(session, account, before=second.id) == [first]
        assert screens.find_label(session, account, "q1.1.0") == "提交"
        assert screens.find_label(session, an_account(session, "b" * 64), "q1.1.0") is None


def test_the_same_thing_said_again_is_the_same_line(store: Store) -> None:
    with store.write() as session:
        account = an_account(session)
        assert says(session, account, "o1") == says(session, account, "o1", "另一句")
        assert [it.shown.text for it in screens.list_lines(session, account, 0)] == ["您好"]


def test_nothing_readable_lies_in_the_table(store: Store) -> None:
    with store.write() as session:
        says(session, an_account(session), "o1", "三号楼路灯不亮")
        body = session.exec(select(ScreenLine.body)).one()
        assert "路灯".encode() not in body


def test_an_erased_person_has_an_empty_screen_that_can_be_written_on(store: Store) -> None:
    with store.write() as session:
        account, other = an_account(session), an_account(session, "b" * 64)
        person_id = people.consent(session, account.id, "张三", clock())
        says(session, account, "o1")
        says(session, other, "o1")
        erasure.erase_person(session, person_id, account.id, clock())
        says(session, account, "o2", "都删去了")
        kept = [it.shown.text for it in screens.list_lines(session, account, 0)]
        assert kept == ["都删去了"]
        assert len(screens.list_lines(session, other, 0)) == 1


def test_a_number_is_never_given_twice(store: Store) -> None:
    with store.write() as session:
        account = an_account(session)
        first = says(session, account, "o1")
        session.delete(session.get_one(ScreenLine, first))
        session.flush()
        assert says(session, account, "o2") > first


def test_changed_screens_are_found(store: Store) -> None:
    with store.write() as session:
        assert screens.list_changed(session, 0) == (0, ())
        first = says(session, an_account(session), "o1")
        second = says(session, an_account(session, "b" * 64), "o1")
        assert screens.list_changed(session, first) == (second, ["b" * 64])
        assert screens.list_changed(session, second) == (second, ())


def test_screens_are_forgotten_like_everything_we_said(store: Store) -> None:
    with store.write() as session:
        stranger, known = an_account(session), an_account(session, "b" * 64)
        people.consent(session, known.id, "张三", clock())
        says(session, stranger, "o1")
        says(session, known, "o1")
    for days, left in ((0.9, 2), (1.1, 1), (59, 1), (61, 0)):
        with store.write() as session:
            retention.purge_screens(session, SetClock(MONDAY + timedelta(days=days)))
            lines = session.exec(select(ScreenLine).order_by(col(ScreenLine.id))).all()
            assert len(lines) == left


def test_an_operator_who_keeps_words_shorter_keeps_screens_shorter(store: Store) -> None:
    store.rules = replace(store.rules, messages_kept=timedelta(hours=2))
    with store.write() as session:
        known = an_account(session)
        people.consent(session, known.id, "张三", clock())
        says(session, known, "o1")
    with store.write() as session:
        assert retention.purge_screens(session, SetClock(MONDAY + timedelta(hours=3))) == 1


def test_a_line_keeps_its_number_in_its_new_look(store: Store) -> None:
    with store.write() as session:
        account, other = an_account(session), an_account(session, "b" * 64)
        first, second = says(session, account, "o1"), says(session, account, "o2")
        assert screens.newest_revision(session, account) == 0
        assert screens.replace_line(session, account, second, Shown("新二"))
        assert screens.replace_line(session, account, first, Shown("新一"))
        assert screens.replace_line(session, account, second, Shown("新新二"))
        assert not screens.replace_line(session, other, first, Shown("别人的"))
        assert screens.newest_revision(session, account) == 3
        lines = screens.list_lines(session, account, 0)
        assert [(it.id, it.shown.text) for it in lines] == [(first, "新一"), (second, "新新二")]
        replaced = screens.list_replaced(session, account, 0, second)
        assert [(it.id, it.revision) for it in replaced] == [(first, 2), (second, 3)]
        assert [it.id for it in screens.list_replaced(session, account, 2, second)] == [second]
        assert screens.list_replaced(session, account, 0, first)[-1].id == first
        assert screens.list_replaced(session, other, 0, second) == []


def test_a_line_is_found_on_its_own_screen_only(store: Store) -> None:
    with store.write() as session:
        account, other = an_account(session), an_account(session, "b" * 64)
        line_id = says(session, account, "o1")
        assert screens.find_line(session, account, line_id) is not None
        assert screens.find_line(session, other, line_id) is None


def test_everything_a_line_shows_is_read_again(store: Store) -> None:
    shown = Shown(
        "看这个",
        (ScreenButton("签收", "m1.0", is_answer=True), ScreenButton("看", "", link="case-1")),
        "m2.0",
        ("a" * 64,),
        ("b" * 64, "c" * 64),
        "张奶奶",
        is_notice=True,
    )
    with store.write() as session:
        account = an_account(session)
        screens.append_line(session, account, "o1", shown, clock(), is_ours=True)
        assert screens.list_newest(session, account)[0].shown == shown


def test_the_screen_of_a_group_is_kept_like_that_of_somebody_known(store: Store) -> None:
    with store.write() as session:
        group = an_account(session)
        group.is_group = True
        says(session, group, "o1")
    for days, left in ((1.1, 1), (61, 0)):
        with store.write() as session:
            retention.purge_screens(session, SetClock(MONDAY + timedelta(days=days)))
            assert len(session.exec(select(ScreenLine.id)).all()) == left
