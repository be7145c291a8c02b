"""How much may be said to somebody who did something: counted here, judged by the platform."""

from datetime import timedelta

import pytest

from models.doors import WindowKind
from models.people import Door
from services.clock import SetClock
from services.delivery import outbox, windows
from services.delivery.messages import Saying
from services.identity import people
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, an_account
from tests.support.followers import a_follower, left, opens

A_SECOND = timedelta(seconds=1)
TWO_DAYS = timedelta(hours=48)
MESSAGE, GESTURE = WindowKind.MESSAGE, WindowKind.GESTURE


def test_a_message_lets_five_through_and_the_next_one_five_more(store: Store) -> None:
    with store.write() as session:
        account, other = a_follower(session), a_follower(session, "o2")
        opens(session, account)
        ids = [account.id, other.id, *[account.id] * 5]
        assert windows.take(session, ids, MONDAY) == [MESSAGE, None, *[MESSAGE] * 4, None]
        opens(session, account)
        assert windows.take(session, [account.id], MONDAY) == [MESSAGE]
        assert left(session, account) == [("message", 4)]


@pytest.mark.parametrize(
    ("kind", "span", "count"),
    [(MESSAGE, TWO_DAYS, 5), (GESTURE, timedelta(minutes=1), 3)],
)
def test_a_window_ends(store: Store, kind: WindowKind, span: timedelta, count: int) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account, kind)
        assert (kind.value, count) in left(session, account)
        assert windows.take(session, [account.id], MONDAY + span - A_SECOND) == [kind]
        assert windows.take(session, [account.id], MONDAY + span) == [None]


def test_windows_do_not_add_up(store: Store) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        opens(session, account, GESTURE)
        kinds = windows.take(session, [account.id] * 9, MONDAY)
        assert kinds == [*[MESSAGE] * 5, *[None] * 4]
        opens(session, account, GESTURE)
        assert windows.take(session, [account.id] * 4, MONDAY) == [*[GESTURE] * 3, None]


def test_a_charge_is_given_back_and_never_makes_more_than_there_was(store: Store) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        windows.take(session, [account.id], MONDAY)
        for _ in range(3):
            windows.give_back(session, account.id, MESSAGE)
        assert left(session, account) == [("message", 5)]


def test_the_platform_closes_what_was_open_when_it_was_asked_and_nothing_newer(
    store: Store,
) -> None:
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        assert not windows.close(session, account.id, MONDAY + A_SECOND, MONDAY + A_SECOND)
        assert windows.take(session, [account.id], MONDAY) == [None]
        opens(session, account, at=MONDAY + 2 * A_SECOND)
        assert windows.close(session, account.id, MONDAY + A_SECOND, MONDAY + 3 * A_SECOND)
        assert windows.take(session, [account.id], MONDAY) == [MESSAGE]


def test_who_was_nudged_is_so_until_they_do_something(store: Store) -> None:
    with store.write() as session:
        account = a_follower(session)
        assert not windows.is_nudged(session, account.id)
        windows.note_nudge(session, account.id, MONDAY)
        assert windows.is_nudged(session, account.id)
        opens(session, account, GESTURE)
        assert not windows.is_nudged(session, account.id)
        windows.note_nudge(session, account.id, MONDAY)  # they did it while that was on its way
        assert not windows.is_nudged(session, account.id)


def test_the_door_that_pushes_now_goes_first_then_the_one_that_waits_then_the_browser(
    store: Store,
) -> None:
    def door_of(besides: int = 0, *, is_pushed: bool = False) -> str | None:
        address = outbox.find_address(session, person, MONDAY, besides, is_pushed=is_pushed)
        return None if address is None else address.chat

    with store.write() as session:
        telegram = an_account(session, "telegram")
        person = people.consent(session, telegram.id, "张三", SetClock(MONDAY))
        wecom = an_account(session, "wecom", door=Door.WECOM, person_id=person)
        wechat = a_follower(session, "wechat", person_id=person)
        an_account(session, "browser", door=Door.BROWSER, person_id=person)
        assert door_of() == "wecom"
        opens(session, wechat)
        assert door_of() == "wecom"
        assert door_of(wecom.id) == "telegram"
        for is_reachable in (False, True):
            for account in (telegram, wecom):
                clock = SetClock(MONDAY)
                people.note_reachable(session, account.id, clock, is_reachable=is_reachable)
            assert door_of(is_pushed=True) == ("wecom" if is_reachable else "wechat")
        windows.close(session, wechat.id, MONDAY, MONDAY)
        assert door_of(wecom.id, is_pushed=True) == "telegram"
        for account in (telegram, wecom):
            people.note_reachable(session, account.id, SetClock(MONDAY), is_reachable=False)
        assert door_of() == "wechat"
        assert door_of(is_pushed=True) is None
        assert door_of(wechat.id) == "browser"
        assert door_of(wechat.id, is_pushed=True) is None
        saying = Saying((verbatim("您好"),))
        assert outbox.tell(session, person, saying, SetClock(MONDAY))
