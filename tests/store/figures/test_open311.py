"""Requests and updates on both databases, and who may hand in."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from models.cases import Channel, Status
from models.categories import Category
from models.errors import NotAllowed
from models.systems import OuterSystem
from services.areas import areas
from services.open311 import filing, requests, systems, updates
from services.open311.requests import Wanted
from services.reporters import feedback
from services.store import Store
from tests.support.builders import MONDAY, a_store
from tests.support.offices import a_case
from tests.support.publicity import Scene


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    store = a_store(store_url)
    yield store
    store.close()


def a_system(scene: Scene, code: str = "12345", area: str = "JD") -> OuterSystem:
    where = areas.get_area(scene.session, area)
    key = systems.add_system(scene.session, code, code, where, Channel.HOTLINE, scene.clock)
    return systems.find_system(scene.session, key)


def hand_in(scene: Scene, system: OuterSystem, **handed: Any) -> str:  # noqa: ANN401
    fields: dict[str, Any] = {
        "category": scene.case.category,
        "words": "灯坏了",
        "address": "路口",
    }
    given = filing.Handed(**fields | handed)
    return filing.file_request(scene.session, system, given, scene.clock).number


def test_requests_are_listed_by_what_may_be_known(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        system, other = a_system(scene), a_system(scene, "forum")
        scene.clock.move(timedelta(hours=1))
        own = hand_in(scene, system, outer_number="7")
        secret = hand_in(scene, system, category=Category.WELFARE)
        for who, seen in (
            (None, [own, scene.case.number]),
            (other, [own, scene.case.number]),
            (system, [secret, own, scene.case.number]),
        ):
            found = requests.list_requests(session, Wanted(), who, scene.clock)
            assert [it.number for it in found] == seen
            words = {it.words for it in found}
            assert words == ({"灯坏了", ""} if who is system else {""})
        first = Wanted(page=2, page_size=1, statuses=("open",), categories=(scene.case.category,))
        found = requests.list_requests(session, first, system, scene.clock)
        assert [it.number for it in found] == [scene.case.number]


def test_what_was_answered_and_what_ended_are_updates_in_their_time(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        gone = a_case(session, scene.reporter, scene.clock)
        scene.clock.move(timedelta(days=1))
        notice = scene.publish("已换好。")
        scene.clock.move(timedelta(days=1))
        feedback.withdraw_case(session, gone.id, scene.reporter, scene.clock)
        since = MONDAY + timedelta(hours=1)
        found = updates.list_updates(session, (since, None), "", None, scene.clock)
        told = [(it.update_id, it.status, it.words) for it in found]
        assert told == [
            (f"{scene.case.number}-answered", "open", f"已答复：{notice.words}"),
            (f"{gone.number}-closed", "closed", "已办结"),
        ]
        assert found[0].at == MONDAY + timedelta(days=1)
        until = since + timedelta(days=1)
        found = updates.list_updates(session, (since, until), "", None, scene.clock)
        assert [it.number for it in found] == [scene.case.number]


def test_a_case_is_closed_only_when_it_is_over() -> None:
    closed = {status for status in Status if requests.status_of(status) == "closed"}
    assert closed == {Status.DECLINED, Status.MERGED, Status.CLOSED}


def test_only_the_key_that_was_shown_opens(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        system = a_system(scene)
        assert system.key_hash not in {"", "12345"}
        for key, reason in (
            ("", "api_key_missing"),
            (system.key_hash, "api_key_wrong"),
            (secrets.token_urlsafe(24), "api_key_wrong"),
        ):
            with pytest.raises(NotAllowed) as refused:
                systems.find_system(session, key)
            assert refused.value.reason == reason


def test_the_same_number_is_one_case_whatever_it_says(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        system = a_system(scene)
        number = hand_in(scene, system, outer_number="7")
        assert hand_in(scene, system, outer_number="7", words="又坏了") == number
        assert hand_in(scene, system, outer_number="8") != number


def test_what_is_added_is_told_to_who_has_the_case(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        system = a_system(scene, area="XF-1")
        number = hand_in(scene, system, outer_number="7")
        added = updates.Added(number, "居民又打来电话")
        update_id = updates.add_update(session, system, added, scene.clock)
        assert update_id.startswith(f"{number}-u")
        assert updates.add_update(session, system, added, scene.clock) != update_id
