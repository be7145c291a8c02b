"""One's own sessions at the desk, and what every form of it must bring."""

import pytest

from services.texts.phrases import put_into_words
from tests.support.desks import Office
from web.desk.browsers import name_browser, tell_browser

SEAT = "/console/seat"
ON_ANDROID = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
    " Chrome/116.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (ON_ANDROID, "Chrome 浏览器，安卓手机"),
        (f"{ON_ANDROID} MicroMessenger/8.0", "微信，安卓手机"),
        (f"{ON_ANDROID} wxwork/4.1 MicroMessenger/7.0", "企业微信，安卓手机"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120",
            "Edge 浏览器，Windows 电脑",
        ),
        ("curl/8", "浏览器"),
        ("", "浏览器"),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent: str, expected: str) -> None:
    assert put_into_words(tell_browser(name_browser(agent))) == expected
    assert len(name_browser(agent)) <= 80


async def test_each_place_is_listed_and_one_is_here(office: Office) -> None:
    clerk = await office.a_clerk()
    office.sits(clerk.person_id)
    await office.an_officer()
    await clerk.opens(SEAT)
    assert clerk.page.count('<li class="card">') == 2
    assert clerk.text.count("就是这里") == 1
    assert clerk.text.count("退出那里") == 1


async def test_somebody_ends_the_others_and_stays(office: Office) -> None:
    clerk = await office.a_clerk()
    other, third = office.sits(clerk.person_id), office.sits(clerk.person_id)
    await clerk.opens(SEAT)
    await clerk.presses("退出那里")
    clerk.sees("已退出。")
    await clerk.presses("退出其他所有的")
    clerk.sees("已退出其他 1 处", "只在这里开着")
    for gone in (other, third):
        await gone.opens()
        assert gone.path == "/console/sign-in"


async def test_nobody_ends_what_is_somebody_elses(office: Office) -> None:
    clerk, officer = await office.a_clerk(), await office.an_officer()
    await officer.opens(SEAT)
    await officer.submits(f"{SEAT}/end", seat=1)
    assert officer.status == 404
    officer.sees("那里已经退出了")
    for wrong in ("", "x", "9" * 30):
        await officer.submits(f"{SEAT}/end", seat=wrong)
        assert officer.status == 404
    await officer.submits(f"{SEAT}/others")
    await clerk.opens()
    assert clerk.path == "/console"


async def test_a_form_without_what_its_page_gave_does_nothing(office: Office) -> None:
    clerk = await office.a_clerk()
    other = office.sits(clerk.person_id)
    await clerk.opens(SEAT)
    await other.opens(SEAT)
    assert clerk.csrf != other.csrf
    for csrf in ("", "x", other.csrf):
        answer = await clerk.client.post(f"{SEAT}/others", data={"csrf": csrf})
        assert answer.status_code == 403
        assert "不是从工作台的页面来的" in answer.text
    sent, origin = {"csrf": clerk.csrf}, {"Origin": "https://evil.example"}
    answer = await clerk.client.post(f"{SEAT}/others", data=sent, headers=origin)
    assert answer.status_code == 403
    await other.opens()
    assert other.path == "/console"


async def test_who_sits_nowhere_changes_nothing_and_keeps_what_they_typed(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(SEAT)
    clerk.client.cookies.clear()
    await clerk.submits(f"{SEAT}/others")
    assert clerk.status == 401
    clerk.sees("没有做任何改动")
    script = {"Accept": "application/json"}
    answer = await clerk.client.post(f"{SEAT}/others", headers=script)
    assert (answer.status_code, list(answer.json())) == (401, ["why"])
