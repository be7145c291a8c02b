import re

import pytest
from sqlmodel import select

from bot.doors import Outgoing
from models.inbox import Event
from models.people import Account
from models.screens import ScreenLine
from services.store import Store
from tests.support.visitors import House
from web.limits import Buckets

REPORT = "四号楼电梯坏了三天"


def count(store: Store, model: type[Event] | type[ScreenLine]) -> int:
    with store.read() as session:
        return len(session.exec(select(model.id)).all())


async def test_a_first_visit_gives_a_cookie_that_only_our_pages_get(house: House) -> None:
    answer = await house.visitor().client.get("/chat")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"minqing_chat=[\w-]{43}; ", cookie)
    assert {"HttpOnly", "Path=/chat", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert count(house.store, Event) == 0


async def test_over_https_the_cookie_travels_nowhere_else(store: Store) -> None:
    visitor = House(store, public_url="https://minqing.test").visitor()
    assert "; Secure" in (await visitor.client.get("/chat")).headers["set-cookie"]


async def test_a_page_loads_nothing_from_elsewhere_and_nothing_inline(house: House) -> None:
    visitor = house.visitor()
    answer = await visitor.client.get("/chat")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    await visitor.opens()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', visitor.page)
    assert [it for it in loaded if not it.startswith(("/chat", "/static/", "tel:", "/"))] == []
    assert not re.search(r"<style|<script>|\son\w+=|\sstyle=", visitor.page)
    for address in (it for it in loaded if it.startswith("/static/")):
        file = await visitor.client.get(address)
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]
    assert (await visitor.client.get("/static/../app.py")).status_code == 404


async def test_words_are_shown_as_they_were_written_and_never_as_code(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says("<script>alert(1)</script>\n  第二行 & \u202e👍")
    own = next(it for it in zhang.lines if not it.is_ours)
    assert "<script>alert(1)</script>\n  第二行 & \u202e👍" in own.text
    assert "<script>alert" not in zhang.page


async def test_what_is_posted_twice_is_said_once(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    form = {**zhang.reader().fields, "text": REPORT}
    await zhang.posts(form)
    before = [it.text for it in zhang.lines]
    await zhang.posts(form)
    assert [it.text for it in zhang.lines] == before
    assert count(house.store, Event) == 1
    await zhang.posts({**form, "text": "荷花小区3号楼"})
    assert count(house.store, Event) == 2


async def test_two_tabs_of_one_person_show_the_same_lines(house: House) -> None:
    one = house.visitor()
    await one.opens()
    other = house.visitor()
    other.client.cookies = one.client.cookies
    await one.says(REPORT)
    await other.opens()
    assert [it.text for it in other.lines] == [it.text for it in one.lines]
    stranger = house.visitor()
    await stranger.opens()
    assert REPORT not in stranger.page


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec_Fetch_Site": "same-origin"}, True),
        ({"Sec_Fetch_Site": "cross-site"}, False),
        ({"Sec_Fetch_Site": "same-site"}, False),
        ({"Origin": "http://chat.test"}, True),
        ({"Origin": "https://evil.test"}, False),
        ({"Origin": "null"}, False),
        ({}, True),
    ],
)
async def test_forms_of_other_sites_are_refused(
    house: House, headers: dict[str, str], is_taken: bool
) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.posts({**zhang.reader().fields, "text": REPORT}, **headers)
    assert (zhang.status, count(house.store, Event)) == ((200, 1) if is_taken else (403, 0))


async def test_the_published_address_is_our_own_behind_a_proxy(store: Store) -> None:
    house = House(store, public_url="https://minqing.test")
    await house.adapter.open(house.receive)
    zhang = house.visitor()
    await zhang.opens()
    zhang.client.cookies.set("minqing_chat", "x" * 43)
    form = {**zhang.reader().fields, "text": REPORT}
    await zhang.posts(form, Origin="https://minqing.test")
    assert count(store, Event) == 1
    await house.adapter.close()


async def test_a_text_that_is_too_long_gets_a_word_and_stays_in_the_field(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says("灯" * 5000)
    assert zhang.status == 200
    await zhang.says("灯" * 5001)
    assert (zhang.status, zhang.reader().draft) == (413, "灯" * 5001)
    assert "5001 个字" in zhang.reader().note
    assert count(house.store, Event) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"text=", b"text=%20%0A", b"&" * 100, b"token=%3Cb%3E",
     b"latitude=91&longitude=0"],
)  # fmt: skip
async def test_a_form_that_says_nothing_is_answered_with_a_word(house: House, body: bytes) -> None:
    zhang = house.visitor()
    await zhang.opens()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await zhang.client.post("/chat/say", content=body, headers=headers)
    assert answer.status_code == 400
    assert count(house.store, Event) == 0


async def test_a_form_without_end_is_not_read_to_its_end(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    answer = await zhang.client.post("/chat/say", content=b"text=" + b"x" * 2**19)
    assert answer.status_code == 413


async def test_a_browser_that_keeps_no_cookies_is_told(house: House) -> None:
    visitor = house.visitor()
    await visitor.posts({"text": REPORT})
    assert visitor.status == 400
    assert "Cookie" in visitor.reader().note
    assert visitor.reader().draft == REPORT
    assert count(house.store, Event) == 0


async def test_who_writes_too_fast_waits_and_loses_nothing(store: Store) -> None:
    house = House(store, messages=Buckets(2, 60))
    await house.adapter.open(house.receive)
    zhang = house.visitor()
    await zhang.opens()
    for word in ("你好", "在吗", REPORT):
        await zhang.says(word)
    assert (zhang.status, zhang.reader().draft) == (429, REPORT)
    assert count(store, Event) == 2
    await house.adapter.close()


async def test_a_flood_of_newcomers_from_one_address_leaves_others_alone(store: Store) -> None:
    house = House(store, newcomers=Buckets(1, 60))
    await house.adapter.open(house.receive)
    known, second, elsewhere = house.visitor(), house.visitor(), house.visitor("192.0.2.2")
    for visitor in (known, second, elsewhere):
        await visitor.opens()
        await visitor.says("你好")
    assert [it.status for it in (known, second, elsewhere)] == [200, 429, 200]
    await known.says("在吗")
    assert known.status == 200
    await house.adapter.close()


async def test_while_the_door_is_closed_words_are_kept_in_the_field(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await house.adapter.close()
    await zhang.says(REPORT)
    assert (zhang.status, zhang.reader().draft) == (503, REPORT)
    script = {"Accept": "application/json"}
    answer = await zhang.posts({"text": REPORT}, **script)
    assert (answer.status_code, list(answer.json())) == (503, ["note"])


async def test_nobody_is_anybody_else_where_there_is_no_demonstration(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens("/chat?as=li")
    assert "演示" not in zhang.page
    await zhang.says(REPORT, **{"as": "li"})
    assert zhang.status == 404
    assert count(house.store, Event) == 0


async def test_a_question_loses_its_buttons_once_something_is_said(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says(REPORT)
    question = zhang.sees("记录您的原话")
    assert list(question.buttons) == ["同意", "不同意，打电话"]
    await zhang.taps("同意")
    assert zhang.sees("记录您的原话").buttons == {}
    assert [it.text for it in zhang.lines if not it.is_ours] == [REPORT, "同意"]


async def test_a_late_press_leaves_the_open_question_its_buttons(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says(REPORT)
    old = zhang.sees("记录您的原话").buttons["同意"]
    await zhang.taps("同意")
    question = next(it for it in reversed(zhang.lines) if it.is_ours and it.buttons)
    await zhang.posts({**old, "key": "a-late-press"})
    assert "过期" in zhang.last.text
    assert [it.buttons.keys() for it in zhang.lines if it.number == question.number] == [
        question.buttons.keys()
    ]
    await zhang.taps(next(iter(question.buttons)))
    assert "过期" not in zhang.last.text
    assert [it.buttons for it in zhang.lines if it.number == question.number] == [{}]


async def test_a_button_of_somebody_else_does_nothing(house: House) -> None:
    zhang, wang = house.visitor(), house.visitor()
    for visitor in (zhang, wang):
        await visitor.opens()
        await visitor.says(REPORT)
    fields = zhang.last.buttons["同意"]
    await wang.posts(fields)
    wang.sees("没有做任何改动")
    assert not wang.lines[-2].text.startswith("同意")


async def test_a_pin_says_where_it_is(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.posts({**zhang.reader().fields, "latitude": "30.25", "longitude": "120.16"})
    zhang.sees("位置收到了")
    assert "我的位置" in zhang.lines[0].text


async def test_a_link_is_followed_by_a_press_and_not_by_a_preview(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens("/chat?start=area-HF-HH-3")
    assert count(house.store, Event) == 0
    assert 'name="start" value="area-HF-HH-3"' in zhang.page
    await zhang.posts({**zhang.reader().fields, "start": "area-HF-HH-3", "text": ""})
    zhang.sees("3号楼")


async def test_older_lines_are_a_link_away(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    for number in range(60):
        await zhang.says(f"你好 {number}")
    assert "你好 0" not in zhang.page
    older = re.search(r'href="(/chat\?[^"]*before=\d+)"', zhang.page)
    assert older
    await zhang.opens(older[1].replace("&amp;", "&"))
    assert zhang.lines[0].text == "你好 0"


async def test_phones_can_be_pressed_and_numbers_stay_whole(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says("煤气味很大，救命")
    assert '<a href="tel:119">119</a>' in zhang.page


async def test_the_same_message_said_again_is_one_line(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says("你好")
    with house.store.read() as session:
        chat = session.exec(select(Account.outer_id)).one()
    for _ in range(2):
        await house.adapter.send(Outgoing(chat, "", "请问解决了吗？", key="77.0"))
    await zhang.opens()
    assert zhang.page.count("请问解决了吗？") == 1


async def test_the_page_has_one_heading_above_all_others(house: House) -> None:
    page = (await house.visitor().client.get("/chat")).text
    assert re.findall(r'<h1 class="only-read">([^<]+)</h1>', page) != []
    assert page.count("<h1") == 1
