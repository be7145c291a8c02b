"""The doctor asks WeChat about each step of setting up an official account."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.findings import Grade
from models.inbox import Event
from models.outbox import MessageState
from models.people import Door
from services.clock import SetClock
from services.store import Store
from tests.support.builders import a_message, an_account
from tests.support.doctored import Patient, a_wechat_patient
from tests.wechat_server import AES_KEY, APP_ID, Fault, WeChatServer

STABLE_TOKEN = "/cgi-bin/stable_token"
CHECK, MENU = "/cgi-bin/callback/check", "/cgi-bin/menu/get"
DESKS = "/cgi-bin/customservice/getkflist"
TEMPLATES = "/cgi-bin/template/get_all_private_template"
LOOKS = {STABLE_TOKEN, CHECK, MENU, DESKS, TEMPLATES, "/wxaapi/newtmpl/gettemplate"}
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[WeChatServer]:
    """WeChat, to which the doctor speaks; it only ever looks."""
    with WeChatServer(aes_key=AES_KEY) as server:
        yield server
        assert {it.path for it in server.calls} <= LOOKS


@pytest.fixture
def patient(
    server: WeChatServer,
    migrated: None,
    store: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Patient]:
    """A program with an official account, all of it set."""
    del migrated
    opened = store()
    yield a_wechat_patient(server, opened, SetClock(NOON), monkeypatch)
    opened.close()


def heard(store: Store, at: datetime) -> None:
    with store.write() as session:
        session.add(Event(door=Door.WECHAT, robot=APP_ID, event_key="1", received_at=at))


def test_with_everything_done_all_is_well(patient: Patient, server: WeChatServer) -> None:
    server.world.menu = {"button": [{"type": "click", "name": "我要反映", "key": "报民情"}]}
    heard(patient.store, NOON - timedelta(minutes=30))
    examined = patient.examined()
    assert "doors" not in examined
    found = {name: it for name, it in examined.items() if name.startswith("wechat")}
    assert {it.grade for it in found.values()} == {Grade.GOOD}
    parts = ("heard", "callback", "menu", "service", "template")
    assert found.keys() == {"wechat", *(f"wechat_{part}" for part in parts)}
    assert APP_ID in found["wechat"].message
    assert "11月23日 11:30" in found["wechat_heard"].message


def test_a_second_look_asks_for_no_other_token(patient: Patient, server: WeChatServer) -> None:
    patient.examined()
    patient.examined()
    assert server.tokens.issued == 1
    assert len(server.calls_of(STABLE_TOKEN)) == 1


def test_what_is_not_set_is_named_and_nobody_is_asked(
    patient: Patient, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECHAT__TOKEN")
    found = patient.says("wechat", Grade.WRONG, "MINQING_WECHAT__TOKEN", "基础信息")
    assert "MINQING_WECHAT__APP" not in found.message
    assert server.calls == []


def test_without_a_secret_it_says_what_does_not_go(
    patient: Patient, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECHAT__APP_SECRET")
    patient.says("wechat", Grade.NOTE, "MINQING_WECHAT__APP_SECRET", "只能当场回复")
    assert server.calls == []


def test_where_nothing_is_set_nothing_is_said(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("APP_ID", "APP_SECRET", "TOKEN", "AES_KEY", "TEMPLATE_ID"):
        monkeypatch.delenv(f"MINQING_WECHAT__{name}")
    found = patient.examined()
    assert [name for name in found if name.startswith("wechat")] == []
    assert found["doors"].grade is Grade.NOTE


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("APP_ID", "wx99999999999999", ("AppID", "40013", "MINQING_WECHAT__APP_ID")),
        ("APP_SECRET", "f" * 32, ("AppSecret", "40125", "重置")),
    ],
)
def test_a_wrong_account_is_told_from_a_wrong_secret(
    patient: Patient,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    value: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv(f"MINQING_WECHAT__{setting}", value)
    patient.says("wechat", Grade.WRONG, *words)


def test_an_address_that_is_not_let_in_is_named(patient: Patient, server: WeChatServer) -> None:
    server.tokens.whitelist = {"10.0.0.1"}
    found = patient.says("wechat", Grade.WRONG, "127.0.0.1", "40164", "API IP 白名单")
    assert found.message.count("127.0.0.1") == found.mend.count("127.0.0.1") == 1
    assert not {"wechat_menu", "wechat_callback"} & patient.examined().keys()


@pytest.mark.parametrize(("code", "word"), [(40243, "解冻"), (45009, "明天"), (48999, "48999")])
def test_other_refusals_say_what_to_do(
    patient: Patient, server: WeChatServer, code: int, word: str
) -> None:
    server.fails(STABLE_TOKEN, code)
    patient.says("wechat", Grade.WRONG, word)
    patient.says("wechat", Grade.WRONG, word)
    assert len(server.calls_of(STABLE_TOKEN)) == 1


def test_a_refusal_is_asked_again_when_it_is_half_a_minute_old(
    patient: Patient, server: WeChatServer
) -> None:
    clock = SetClock(NOON)
    patient.clock = clock
    server.tokens.whitelist = set()
    for _ in range(3):
        patient.says("wechat", Grade.WRONG, "127.0.0.1")
    assert len(server.calls_of(STABLE_TOKEN)) == 1
    clock.move(timedelta(seconds=31))
    patient.says("wechat", Grade.WRONG, "127.0.0.1")
    server.tokens.whitelist = None
    clock.move(timedelta(seconds=29))
    patient.says("wechat", Grade.WRONG, "127.0.0.1")
    clock.move(timedelta(seconds=2))  # the program itself rests for a minute
    patient.says("wechat", Grade.GOOD)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_is_refused_whatever_we_do_is_one_finding(
    patient: Patient, server: WeChatServer, code: int
) -> None:
    server.refuses_tokens(code)
    found = patient.examined()
    wrong = [name for name, it in found.items() if it.grade is Grade.WRONG and "wechat" in name]
    assert wrong == ["wechat"]
    assert "40014" in found["wechat"].message
    assert "另有程序" in found["wechat"].mend


def test_a_server_that_is_silent_is_one_finding(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WECHAT__API_URL", "http://127.0.0.1:9")
    patient.says("wechat", Grade.WRONG, "MINQING_WECHAT__API_URL")
    assert "wechat_callback" not in patient.examined()


def test_a_server_that_goes_silent_on_the_way_is_one_finding(
    patient: Patient, server: WeChatServer
) -> None:
    server.faults(MENU, Fault(garbage=b"<html>"), times=None)
    patient.says("wechat", Grade.WRONG)
    assert not {"wechat_service", "wechat_template"} & patient.examined().keys()


def test_what_a_server_does_not_know_is_said_and_the_rest_asked(
    patient: Patient, server: WeChatServer
) -> None:
    server.faults(DESKS, Fault(status=404), times=None)
    server.fails(CHECK, 40066, times=None)
    patient.says("wechat_service", Grade.NOTE, "没问到")
    patient.says("wechat_callback", Grade.NOTE, "没问到", "40066")
    patient.says("wechat_template", Grade.GOOD)


def test_nothing_ever_heard_says_where_to_click(patient: Patient) -> None:
    patient.says(
        "wechat_heard",
        Grade.NOTE,
        "还没有收到过微信的消息",
        "消息推送配置",
        "启用",
        "gov.cn/wechat）",
    )
    with patient.store.write() as session:
        session.add(Event(door=Door.WECHAT, robot="wxelse", event_key="1", received_at=NOON))
        session.add(Event(door=Door.WECOM, robot=APP_ID, event_key="1", received_at=NOON))
    patient.says("wechat_heard", Grade.NOTE)


@pytest.mark.parametrize(
    ("answer", "grade", "word"),
    [
        (b'{"errcode":40201,"errmsg":"invalid url"}', Grade.WRONG, "还没有填服务器地址"),
        (b'{"dns":[],"ping":[]}', Grade.WRONG, "解析不了"),
        (
            b'{"dns":[{"ip":"1.2.3.4"}],"ping":[{"ip":"1.2.3.4","package_loss":"100%"}]}',
            Grade.NOTE,
            "防火墙",
        ),
        (b'{"dns":"no list","ping":[1]}', Grade.WRONG, "解析不了"),
    ],
)
def test_an_address_that_wechat_does_not_find_is_wrong(
    patient: Patient, server: WeChatServer, answer: bytes, grade: Grade, word: str
) -> None:
    server.faults(CHECK, Fault(garbage=answer))
    patient.says("wechat_callback", grade, word)


def test_a_menu_that_is_not_there_names_the_command(patient: Patient) -> None:
    patient.says("wechat_menu", Grade.NOTE, "minqing wechat menu")


def test_an_account_without_rights_is_told_what_it_cannot(
    patient: Patient, server: WeChatServer
) -> None:
    for path in (MENU, DESKS, TEMPLATES):
        server.fails(path, 48001, "api unauthorized", times=None)
    patient.says("wechat_menu", Grade.NOTE, "微信认证")
    patient.says("wechat_service", Grade.NOTE, "只能当场回复")
    patient.says("wechat_template", Grade.WRONG, "认证的服务号")


def test_what_is_held_is_counted_with_its_people(patient: Patient) -> None:
    assert "wechat_held" not in patient.examined()
    with patient.store.write() as session:
        for number, count in ((1, 2), (2, 1)):
            them = an_account(session, f"o{number}", door=Door.WECHAT, robot=APP_ID)
            for _ in range(count):
                a_message(session, them, state=MessageState.HELD)
            a_message(session, them)
        other = an_account(session, "elsewhere")
        a_message(session, other, state=MessageState.HELD)
    patient.says("wechat_held", Grade.NOTE, "3 条", "2 个人")


def test_plain_mode_and_a_port_that_wechat_never_calls_are_named(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECHAT__AES_KEY")
    patient.says("wechat_mode", Grade.NOTE, "安全模式", "MINQING_WECHAT__AES_KEY")
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://minqing.street.gov.cn:8443")
    patient.says("wechat_address", Grade.WRONG, "443")
    monkeypatch.delenv("MINQING_WEB__PUBLIC_URL")
    patient.says("wechat_address", Grade.NOTE, "/wechat")
