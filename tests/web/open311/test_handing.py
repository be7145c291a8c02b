"""What other systems hand in: one case however often it is sent, in their area, and its answer."""

from collections.abc import Sequence
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from sqlmodel import col, select

from models.cases import Case, Channel
from models.categories import Category
from models.outlines import AreaOutline
from models.people import Person
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, handling
from services.identity import people
from services.open311 import systems
from services.store import Store
from tests.support.open311 import Caller, a_key, as_plain
from tests.support.publicity import ANSWER
from tests.web.open311.conftest import Town
from web.limits import Buckets

LAMP = {
    "service_code": "street",
    "description": "路灯坏了三天",
    "address_string": "阳光花园小区3号楼",
    "outer_number": "GD-2026-7",
}


def handed_in(store: Store) -> Sequence[Case]:
    """Give what systems handed in, the oldest first."""
    with store.read() as session:
        return session.exec(select(Case).where(Case.source != "").order_by(col(Case.id))).all()


def area_code(store: Store, case: Case) -> str:
    with store.read() as session:
        return areas.area_of(session, case.area_id).code


async def test_what_is_handed_in_is_a_case_of_its_way_in(town: Town) -> None:
    key = a_key(town.store)
    answer = await town.caller.hands(
        key,
        **LAMP,
        attribute__place="东门口",
        attribute__since="上周",
        last_name="李",
        first_name="明",
        phone="139 1234 5678",
        email="li@example.org",
        media_url="http://pictures.example/1.jpg",
        account_id="77",
    )
    assert answer.status_code == 200
    (taken,) = answer.json()
    (case,) = handed_in(town.store)
    assert taken["service_request_id"] == case.number
    assert case.number in taken["service_notice"]
    assert taken["account_id"] == "77"
    assert (case.channel, case.source) == (Channel.HOTLINE, "12345")
    assert (case.outer_number, case.category) == ("GD-2026-7", Category.STREET)
    assert area_code(town.store, case) == "YG-3"
    with town.store.read() as session:
        told = timeline.first_told(session, case)
        assert case.reporter_id is not None
        assert people.contact_of(session, case.reporter_id) == ("李明", "13912345678")
        assert people.get_person(session, case.reporter_id).consented_at is None
        assert alerts.find_responsible(session, case)
    assert told["place"] == "阳光花园小区3号楼，东门口"
    assert told["words"] == (
        "路灯坏了三天\n从什么时候开始：上周\n附图：http://pictures.example/1.jpg"
    )


async def test_the_same_number_twice_is_one_case(town: Town) -> None:
    key = a_key(town.store)
    first = await town.caller.hands(key, **LAMP)
    town.caller.clock.move(timedelta(days=3))
    again = await town.caller.hands(key, "requests.xml", **LAMP | {"description": "又坏了"})
    (taken,) = as_plain(ET.fromstring(again.content))  # noqa: S314
    assert taken["service_request_id"] == first.json()[0]["service_request_id"]
    assert len(handed_in(town.store)) == 1
    await town.caller.hands(a_key(town.store, "forum"), **LAMP)
    assert len(handed_in(town.store)) == 2


async def test_without_a_number_the_same_within_a_minute_is_one_case(town: Town) -> None:
    key, fields = a_key(town.store), {**LAMP, "outer_number": ""}
    await town.caller.hands(key, **fields)
    await town.caller.hands(key, **fields)
    assert len(handed_in(town.store)) == 1
    await town.caller.hands(key, **fields, phone="13912345678")
    assert len(handed_in(town.store)) == 2
    town.caller.clock.move(timedelta(seconds=61))
    await town.caller.hands(key, **fields)
    assert len(handed_in(town.store)) == 3


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "dragons"}, 404),
        ({"address_string": ""}, 400),
        ({"address_id": "QQ-1"}, 400),
        ({"address_string": "", "lat": "30.1"}, 400),
        ({"address_string": "", "lat": "91", "long": "120"}, 400),
        ({"address_string": "", "lat": "north", "long": "120"}, 400),
        ({"description": "灯" * 4001}, 400),
        ({"outer_number": "7" * 65}, 400),
        ({"api_key": ""}, 403),
        ({"api_key": "guess"}, 403),
    ],
)
async def test_what_cannot_be_taken_is_refused_and_files_nothing(
    town: Town, changed: dict[str, str], status: int
) -> None:
    form = {"api_key": a_key(town.store), **LAMP, **changed}
    answer = await town.caller.asks("requests.json", "POST", data=dict(form))
    assert answer.status_code == status
    assert answer.json()[0]["code"] == status
    assert handed_in(town.store) == []


async def test_a_key_that_was_ended_opens_nothing(town: Town) -> None:
    key = a_key(town.store)
    with town.store.write() as session:
        systems.end_system(session, "12345", town.caller.clock)
    assert (await town.caller.hands(key, **LAMP)).status_code == 403
    anew = a_key(town.store)
    assert (await town.caller.hands(key, **LAMP)).status_code == 403
    assert (await town.caller.hands(anew, **LAMP)).status_code == 200


async def test_a_system_hands_in_nothing_outside_its_area(town: Town) -> None:
    key = a_key(town.store, area="XF-2")
    for place in ({"address_id": "NS"}, {"address_id": "XF-1"}, {"address_id": "JD"}):
        answer = await town.caller.hands(key, **LAMP | place)
        assert answer.status_code == 400, place
    assert handed_in(town.store) == []
    await town.caller.hands(key, **LAMP | {"address_string": "荷花院3栋"})
    await town.caller.hands(key, **LAMP | {"address_string": "路口", "outer_number": "8"})
    assert [area_code(town.store, it) for it in handed_in(town.store)] == ["HH-3", "XF-2"]


async def test_a_point_is_found_by_the_outlines(town: Town) -> None:
    with town.store.write() as session:
        for code, west in (("XF", 120.0), ("NS", 120.2)):
            ring = [[west, 30.0], [west + 0.1, 30.0], [west + 0.1, 30.1], [west, 30.1]]
            area = areas.get_area(session, code)
            session.add(AreaOutline(area_id=area.id, rings=f"[{ring}]"))
    key = a_key(town.store, area="XF")
    point = {"address_string": "", "long": "120.05"}
    assert (await town.caller.hands(key, **LAMP | point, lat="30.05")).status_code == 200
    assert area_code(town.store, handed_in(town.store)[0]) == "XF"
    for outside in ({"long": "120.25", "lat": "30.05"}, {"long": "120.05", "lat": "31.05"}):
        answer = await town.caller.hands(key, **LAMP | outside)
        assert answer.status_code == 400


async def test_what_is_dangerous_cannot_wait_and_without_words_it_says_what_it_is(
    town: Town,
) -> None:
    key = a_key(town.store)
    await town.caller.hands(
        key, service_code="gas", lat="30.1", long="120.1", attribute__danger="yes"
    )
    (case,) = handed_in(town.store)
    assert case.is_urgent
    with town.store.read() as session:
        told = timeline.first_told(session, case)
    assert told["words"] == "（对方没有写内容）燃气"
    assert told["pin"] == "30.100000,120.100000"


async def test_a_number_from_abroad_is_not_lost(town: Town) -> None:
    await town.caller.hands(a_key(town.store), **LAMP, first_name="Ann", phone="+44 20 7946 0958")
    (case,) = handed_in(town.store)
    with town.store.read() as session:
        assert case.reporter_id is not None
        assert people.contact_of(session, case.reporter_id) == ("Ann +44 20 7946 0958", "")


async def test_nothing_of_a_resident_lies_open_in_the_store(town: Town) -> None:
    await town.caller.hands(a_key(town.store), **LAMP, last_name="李明", phone="13912345678")
    with town.store.read() as session:
        kept = session.exec(select(Person).order_by(col(Person.id).desc())).first()
        assert kept is not None
        assert "李明".encode() not in (kept.name or b"")
        assert b"13912345678" not in (kept.phone or b"")


async def test_the_answer_goes_back_with_their_number_to_them_alone(town: Town) -> None:
    key, other = a_key(town.store), a_key(town.store, "forum")
    (taken,) = (await town.caller.hands(key, **LAMP | {"service_code": "welfare"})).json()
    number = taken["service_request_id"]
    with town.store.write() as session:
        (case,) = session.exec(select(Case).where(Case.number == number)).all()
        manager = next(iter(alerts.find_responsible(session, case)))
        handling.settle_case(session, case.id, manager, ANSWER, town.caller.clock)
    (shown,) = await town.caller.reads(f"requests/{number}.json", api_key=key)
    assert shown["status_notes"] == f"已答复：{ANSWER}"
    assert shown["extended_attributes"] == {"outer_number": "GD-2026-7"}
    assert shown["description"] == LAMP["description"]
    assert number in await town.caller.numbers(api_key=key)
    (update,) = await town.caller.reads(
        "servicerequestupdates.json", api_key=key, service_request_id=number
    )
    assert update["description"] == f"已答复：{ANSWER}"
    asked: tuple[dict[str, str], ...] = ({}, {"api_key": other})
    for query in asked:
        answer = await town.caller.asks(f"requests/{number}.json", query=query)
        assert answer.status_code == 404
        assert number not in await town.caller.numbers(**query)


async def test_a_token_is_given_to_who_asks_for_one(town: Town) -> None:
    answer = await town.caller.hands(a_key(town.store), **LAMP, token="true")
    (taken,) = answer.json()
    assert "service_request_id" not in taken
    (found,) = await town.caller.reads(f"tokens/{taken['token']}.json")
    assert found["service_request_id"] == handed_in(town.store)[0].number


async def test_what_is_added_later_is_in_the_file_once(town: Town) -> None:
    key = a_key(town.store)
    (taken,) = (await town.caller.hands(key, **LAMP)).json()
    path = "servicerequestupdates.json"
    more = {
        "service_request_id": taken["service_request_id"],
        "update_id": "u1",
        "description": "居民又打来电话",
        "status": "CLOSED",
    }
    first = await town.caller.hands(key, path, **more)
    again = await town.caller.hands(key, path, **more)
    assert first.json() == again.json()
    (case,) = handed_in(town.store)
    with town.store.read() as session:
        added = timeline.words_of(session, case, Act.SUPPLEMENTED)
    assert list(added) == ["居民又打来电话\n对方系统里的状态：CLOSED"]
    assert case.closed_at is None
    other = a_key(town.store, "forum")
    assert (await town.caller.hands(other, path, **more)).status_code == 404
    assert (await town.caller.hands(key, path, **more | {"update_id": "u2", "description": "",
        "status": ""})).status_code == 400  # fmt: skip
    public = more | {"service_request_id": town.public}
    assert (await town.caller.hands(key, path, **public)).status_code == 404


async def test_a_system_that_hands_in_too_much_waits(town: Town) -> None:
    caller = Caller(town.store, town.caller.clock, handing=Buckets(1, 60))
    key = a_key(town.store)
    assert [(await caller.hands(key, **LAMP)).status_code for _ in range(2)] == [200, 429]
    other = a_key(town.store, "forum")
    assert (await caller.hands(other, **LAMP)).status_code == 200


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        ({"attribute__colour": "红"}, "没有 attribute[colour] 这一项，只有：place, building"),
        ({"attribute__danger": "nope"}, "attribute[danger]"),
    ],
)
async def test_an_attribute_that_nobody_asked_for_is_refused_in_words(
    town: Town, attribute: dict[str, str], said: str
) -> None:
    answer = await town.caller.hands(a_key(town.store), **LAMP, **attribute)
    assert answer.status_code == 400
    assert said in answer.json()[0]["description"]
    assert not handed_in(town.store)
