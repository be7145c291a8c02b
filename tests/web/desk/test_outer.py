"""Coming to the desk by WeCom: there and back in one browser, and who comes back."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from models.access import Role
from models.people import Door
from services.areas import areas
from services.identity import people
from services.office import access
from tests.support.builders import an_account
from tests.support.desks import Browser, Office
from tests.support.wecom_app import an_adapter
from tests.wecom_server import AGENT_ID, CORP_ID, WeComServer
from web.desk.parts import Desk, Outer

PAGES = "http://desk.test"
IN_WECOM = "Mozilla/5.0 (Linux; Android 13) Chrome/116 wxwork/4.1 MicroMessenger/7.0"


class Corporation:
    """The desk of a street whose people have WeCom."""

    def __init__(self, office: Office, server: WeComServer) -> None:
        self.server = server
        self.adapter = an_adapter(server.origin, office.store, office.clock)
        assert self.adapter.sign_in is not None
        sign_in = self.adapter.sign_in
        outer = Outer("wecom", Door.WECOM, self.adapter.robot, sign_in.address, sign_in.identify)
        desk = Desk(office.store, office.clock, PAGES, outer=outer)
        self.office = Office(office.store, office.clock, desk)

    def employs(self, userid: str, role: Role | None = Role.CLERK) -> None:
        """Let somebody be known on WeCom's door."""
        self.server.person("孙洁", userid=userid)
        with self.office.store.write() as session:
            account = an_account(session, userid, door=Door.WECOM, robot=self.adapter.robot)
            sun = people.consent(session, account.id, "孙洁", self.office.clock)
            if role is not None:
                where = areas.get_area(session, "XF")
                access.appoint(session, sun, role, where, self.office.clock)

    async def sends_off(self, browser: Browser) -> dict[str, str]:
        """Press the button; give what WeCom's page is asked."""
        answer = await browser.client.get("/console/wecom")
        assert answer.status_code == 303
        found = urlsplit(answer.headers["location"])
        return {name: values[0] for name, values in parse_qs(found.query).items()}


@pytest.fixture
async def corporation(office: Office) -> AsyncIterator[Corporation]:
    """A corporation whose server is the stand-in."""
    with WeComServer(clock=lambda: office.clock.now().timestamp()) as server:
        corporation = Corporation(office, server)
        yield corporation
        await corporation.adapter.close()


async def comes_back(browser: Browser, state: str, code: str) -> None:
    query = httpx.QueryParams({"code": code, "state": state})
    await browser.opens(f"/console/wecom/back?{query}")


async def test_who_is_known_on_wecom_comes_in(corporation: Corporation) -> None:
    corporation.employs("sun")
    browser = corporation.office.newcomer(browser=IN_WECOM)
    await browser.opens("/console/sign-in")
    browser.sees("用企业微信登录")
    answer = await browser.client.get("/console/wecom")
    to = answer.headers["location"]
    assert to.startswith("https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww")
    assert to.endswith("#wechat_redirect")
    asked = await corporation.sends_off(browser)
    assert asked["redirect_uri"] == f"{PAGES}/console/wecom/back"
    assert asked["scope"] == "snsapi_base"
    await comes_back(browser, asked["state"], corporation.server.lets_in("sun"))
    assert browser.path == "/console"
    browser.sees("孙洁")
    assert corporation.server.refused == []


async def test_another_browser_shows_a_code_to_scan(corporation: Corporation) -> None:
    browser = corporation.office.newcomer()
    answer = await browser.client.get("/console/wecom")
    assert answer.headers["location"].startswith(
        "https://login.work.weixin.qq.com/wwlogin/sso/login/?appid="
    )
    asked = await corporation.sends_off(browser)
    assert (asked["login_type"], asked["agentid"]) == ("CorpApp", str(AGENT_ID))
    assert asked["appid"] == CORP_ID
    assert asked["state"].isalnum()


async def test_what_this_browser_did_not_ask_for_lets_nobody_in(corporation: Corporation) -> None:
    corporation.employs("sun")
    browser, other = corporation.office.newcomer(), corporation.office.newcomer()
    asked = await corporation.sends_off(browser)
    code = corporation.server.lets_in("sun")
    for somebody, state in ((other, asked["state"]), (browser, "x"), (browser, "")):
        await comes_back(somebody, state, code)
        assert somebody.status == 404
        somebody.sees("没有认出来")
    jar = other.client.cookies
    forged = f"{asked['state']}.9999999999.x"
    jar.set("minqing_desk_state", forged, domain="desk.test", path="/console/wecom")
    await comes_back(other, asked["state"], code)
    assert other.status == 404
    corporation.office.clock.move(timedelta(minutes=10))
    await comes_back(browser, asked["state"], code)
    assert browser.status == 404
    assert corporation.server.calls_of("/cgi-bin/auth/getuserinfo") == []


async def test_whoever_is_nobody_here_is_told_what_to_do(corporation: Corporation) -> None:
    corporation.server.person("陌生人", userid="stranger")
    corporation.employs("resident", None)
    for userid, words in (
        ("stranger", "还不认识您的企业微信账号"),
        ("outsider", "还不认识您的企业微信账号"),
        ("resident", "工作台是给工作人员用的"),
    ):
        browser = corporation.office.newcomer()
        asked = await corporation.sends_off(browser)
        await comes_back(browser, asked["state"], corporation.server.lets_in(userid))
        browser.sees(words)
        assert "minqing_desk" not in browser.client.cookies


async def test_a_code_is_good_once_and_wecom_may_be_silent(corporation: Corporation) -> None:
    corporation.employs("sun")
    browser = corporation.office.newcomer()
    asked = await corporation.sends_off(browser)
    await comes_back(browser, asked["state"], "made-up")
    browser.sees("没有认出来")
    asked = await corporation.sends_off(browser)
    code = corporation.server.lets_in("sun")
    corporation.server.is_down()
    await comes_back(browser, asked["state"], code)
    assert browser.status == 503
    browser.sees("企业微信现在没有回应")


async def test_without_wecom_there_is_no_such_way(office: Office) -> None:
    browser = office.newcomer()
    await browser.opens("/console/sign-in")
    browser.misses("企业微信")
    await browser.opens("/console/wecom")
    assert browser.status == 404
