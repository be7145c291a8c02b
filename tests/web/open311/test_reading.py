"""What anybody reads over Open311: services, public cases without a word of the resident."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from models.categories import Category
from models.outlines import AreaOutline
from services.areas import areas
from services.casework import cases
from tests.support.builders import MONDAY
from tests.support.offices import WORDS
from tests.support.open311 import Caller, a_key, as_plain, as_texts
from tests.support.publicity import ANSWER
from tests.web.open311.conftest import Town
from web.limits import Buckets

READABLE = (
    "discovery",
    "services",
    "services/street",
    "requests",
    "requests/{public}",
    "servicerequestupdates",
)


@pytest.mark.parametrize("path", READABLE)
async def test_json_and_xml_say_the_same(town: Town, path: str) -> None:
    path = path.format(public=town.public)
    written = await town.caller.asks(f"{path}.xml")
    assert written.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert written.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    said = await town.caller.asks(f"{path}.json")
    assert said.headers["Content-Type"] == "application/json; charset=utf-8"
    assert as_plain(ET.fromstring(written.content)) == as_texts(said.json())  # noqa: S314
    assert said.json()


async def test_every_kind_of_trouble_is_a_service_with_attributes(town: Town) -> None:
    services = await town.caller.reads("services.json")
    assert [it["service_code"] for it in services] == [str(it) for it in Category]
    assert all(it["metadata"] is True and it["type"] == "realtime" for it in services)
    definition = await town.caller.reads("services/street.json")
    codes = [it["code"] for it in definition["attributes"]]
    assert codes == ["place", "building", "since", "danger"]
    assert (await town.caller.asks("services/dragons.json")).status_code == 404


async def test_of_a_public_case_the_notice_is_read_and_nothing_else(town: Town) -> None:
    answer = await town.caller.asks(f"requests/{town.public}.json")
    (shown,) = answer.json()
    assert (shown["description"], shown["status_notes"]) == (town.title, f"已答复：{town.words}")
    assert (shown["status"], shown["address"]) == ("open", "解放街道幸福社区第一网格")
    assert (shown["address_id"], shown["agency_responsible"]) == ("XF-1", "幸福社区")
    assert (shown["lat"], shown["long"], shown["expected_datetime"]) == (None, None, None)
    assert shown["requested_datetime"] == "2026-11-16T10:00:00+08:00"
    for word in (WORDS, ANSWER, "13800138000", "张三", "3号楼"):
        assert word not in answer.text


async def test_a_private_case_is_nowhere(town: Town) -> None:
    assert town.private not in await town.caller.numbers()
    assert await town.caller.numbers(service_request_id=town.private) == []
    assert (await town.caller.asks(f"requests/{town.private}.json")).status_code == 404
    key = a_key(town.store)
    assert town.private not in await town.caller.numbers(api_key=key)


async def test_what_became_private_is_read_no_more_before_the_board_forgets_it(
    town: Town,
) -> None:
    with town.store.write() as session:
        found = cases.find_by_number(session, town.newer)
        assert found is not None
        found.is_private = True
    assert await town.caller.numbers() == [town.public]


async def test_the_list_is_filtered_and_paged_newest_first(town: Town) -> None:
    numbers = town.caller.numbers
    assert await numbers() == [town.newer, town.public]
    assert await numbers(page_size="1", page="2") == [town.public]
    assert await numbers(status="open") == [town.newer, town.public]
    assert await numbers(status="closed") == []
    assert await numbers(service_code="water,gas") == [town.newer]
    assert await numbers(end_date="2026-11-16T23:00:00Z") == [town.public]
    assert await numbers(start_date="2026-11-17") == [town.newer]
    both = f"{town.public}, {town.newer.lower()},QQ-2026-000001"
    assert await numbers(service_request_id=both, status="closed") == [town.newer, town.public]


async def test_no_answer_spans_more_than_90_days(town: Town) -> None:
    asked = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-30T00:00:00Z"}
    assert (await town.caller.asks("requests.json", query=asked)).status_code == 400
    assert await town.caller.numbers(start_date="2026-01-01T00:00:00Z") == []
    later = Caller(town.store)
    later.clock.at = MONDAY + timedelta(days=90, hours=1)
    assert await later.numbers() == [town.newer]


async def test_updates_tell_what_was_answered(town: Town) -> None:
    (update,) = await town.caller.reads("servicerequestupdates.json")
    assert update["service_request_id"] == town.public
    assert (update["status"], update["description"]) == ("open", f"已答复：{town.words}")
    assert await town.caller.reads("updates.json", service_request_id=town.newer) == []
    span = {"start_date": "2026-11-20T00:00:00Z"}
    assert await town.caller.reads("servicerequestupdates.json", **span) == []


async def test_a_place_on_the_map_is_the_middle_of_its_community(town: Town) -> None:
    with town.store.write() as session:
        community = areas.get_area(session, "XF")
        rings = "[[[120.0,30.0],[120.2,30.0],[120.2,30.1],[120.0,30.1]]]"
        session.add(AreaOutline(area_id=community.id, rings=rings))
    for shown in await town.caller.reads("requests.json"):
        assert (shown["lat"], shown["long"]) == (30.05, 120.1)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("requests.csv", {}, 406),
        ("nothing.xml", {}, 404),
        ("requests/QQ-1.xml", {}, 404),
        ("tokens/guess.xml", {}, 404),
        ("requests.xml", {"status": "burning"}, 400),
        ("requests.xml", {"start_date": "yesterday"}, 400),
        ("requests.xml", {"start_date": "0001-01-01"}, 400),
        ("requests.xml", {"page_size": "1001"}, 400),
        ("requests.xml", {"page": "nan"}, 400),
        ("requests.xml", {"service_code": "dragons"}, 404),
        ("requests.xml", {"api_key": "guess"}, 403),
    ],
)
async def test_what_cannot_be_answered_is_said_as_the_standard_has_it(
    town: Town, path: str, query: dict[str, str], status: int
) -> None:
    answer = await town.caller.asks(path, query=query)
    assert answer.status_code == status
    (error,) = as_plain(ET.fromstring(answer.content))  # noqa: S314
    assert error["code"] == str(status)
    assert error["description"]
    if path.endswith(".xml"):
        said = await town.caller.asks(path.replace(".xml", ".json"), query=query)
        assert as_texts(said.json()) == [error]


async def test_a_format_may_be_asked_for_by_its_header(town: Town) -> None:
    for accept, written in (("application/json", "application/json"), ("*/*", "text/xml")):
        answer = await town.caller.asks("requests", accept=accept)
        assert answer.headers["Content-Type"].startswith(written)
    assert (await town.caller.asks("requests", accept="image/png")).status_code == 406


async def test_other_sites_may_read_and_head_has_no_words(town: Town) -> None:
    whole = await town.caller.asks("services.json")
    head = await town.caller.asks("services.json", "HEAD")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.headers["Access-Control-Allow-Origin"] == "*"
    assert head.headers["X-Robots-Tag"] == "noindex, nofollow"
    posted = await town.caller.asks("requests.json", "POST")
    assert "Access-Control-Allow-Origin" not in posted.headers
    assert (await town.caller.asks("services.json", "DELETE")).status_code == 405


async def test_who_asks_too_often_waits_and_guesses_end_sooner(town: Town) -> None:
    often = Caller(town.store, reading=Buckets(1, 60))
    assert [(await often.asks("services.json")).status_code for _ in range(2)] == [200, 429]
    guesser = Caller(town.store, guessing=Buckets(1, 60))
    asked = [await guesser.asks("requests.json", query={"api_key": "guess"}) for _ in range(2)]
    assert [it.status_code for it in asked] == [403, 429]
    assert asked[1].headers["Retry-After"]
    key = a_key(town.store)
    assert (await guesser.asks("requests.json", query={"api_key": key})).status_code == 200


async def test_a_request_is_found_at_the_address_of_the_description_too(town: Town) -> None:
    (shown,) = await town.caller.reads(f"request/{town.public}.json")
    assert shown["service_request_id"] == town.public


async def test_a_wrong_method_is_told_the_right_ones(town: Town) -> None:
    for path, allowed in (("requests.json", "GET, HEAD, POST"), ("services.json", "GET, HEAD")):
        answer = await town.caller.asks(path, "DELETE")
        assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
