"""The doctor asks WeCom about each step of setting up an app."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.checks.findings import Grade
from models.doors import GroupRobot
from models.groups import Group, GroupKind
from models.inbox import Event
from models.people import Door
from services.clock import SetClock
from services.store import Store
from tests.servers.calls import Fault
from tests.support.builders import an_account
from tests.support.doctored import Patient
from tests.support.towns import a_person
from tests.wecom_server import (
    AES_KEY,
    AGENT_ID,
    BOT_AES_KEY,
    BOT_TOKEN,
    CORP_ID,
    SECRET,
    TOKEN,
    WeComServer,
)

MENU = "/cgi-bin/menu/get"
GET_TOKEN, AGENT = "/cgi-bin/gettoken", "/cgi-bin/agent/get"
GROUPS = "/cgi-bin/externalcontact/groupchat/list"
ROBOT = f"{CORP_ID}:{AGENT_ID}"
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[WeComServer]:
    """WeCom, to which the doctor speaks; it only ever looks."""
    with WeComServer() as server:
        server.person("王网格", userid="wang")
        yield server
        assert {it.path for it in server.calls} <= {GET_TOKEN, AGENT, MENU, GROUPS}


@pytest.fixture
def patient(
    server: WeComServer,
    migrated: None,
    store: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Patient]:
    """A program with an app, all of it set."""
    del migrated
    for name, value in (
        ("WEB__PUBLIC_URL", "https://minqing.street.gov.cn"),
        ("WECOM__CORP_ID", CORP_ID),
        ("WECOM__AGENT_ID", str(AGENT_ID)),
        ("WECOM__SECRET", SECRET),
        ("WECOM__TOKEN", TOKEN),
        ("WECOM__AES_KEY", AES_KEY),
        ("WECOM__API_URL", server.origin),
    ):
        monkeypatch.setenv(f"MINQING_{name}", value)
    opened = store()
    yield Patient(opened, SetClock(NOON), (SECRET, TOKEN, AES_KEY, BOT_TOKEN, BOT_AES_KEY))
    opened.close()


def heard(store: Store) -> None:
    """Let something have come in."""
    with store.write() as session:
        at = NOON - timedelta(minutes=30)
        session.add(Event(door=Door.WECOM, robot=ROBOT, event_key="1", received_at=at))


def a_group_of(store: Store, employee: str) -> None:
    """Let an employee keep a residents' group."""
    with store.write() as session:
        person_id = a_person(session)
        carried: dict[str, Any] = {
            "kind": GroupKind.RESIDENTS,
            "bound_by": person_id,
            "bound_at": NOON,
        }
        session.add(Group(**carried))
        session.add(Group(**carried, employee="li", unbound_at=NOON))
        session.add(
            Group(
                kind=GroupKind.RESIDENTS,
                employee=employee,
                external_chat="wr1",
                bound_by=person_id,
                bound_at=NOON,
            )
        )


def test_with_everything_done_all_is_well(patient: Patient, server: WeComServer) -> None:
    heard(patient.store)
    server.world.apps[AGENT_ID].menu = {"button": [{"name": "待办"}]}
    found = {name: it for name, it in patient.examined().items() if name.startswith("wecom")}
    assert {it.grade for it in found.values()} == {Grade.GOOD}
    assert found.keys() == {"wecom_heard", "wecom", "wecom_app", "wecom_menu", "wecom_sign_in"}
    assert "11月23日 11:30" in found["wecom_heard"].message
    assert "民情直通车" in found["wecom_app"].message
    assert "1 人、0 个部门" in found["wecom_app"].message


def test_a_second_look_asks_for_no_other_token(patient: Patient, server: WeComServer) -> None:
    patient.examined()
    patient.examined()
    assert len(server.calls_of(GET_TOKEN)) == 1


def test_what_is_not_set_is_named_and_nobody_is_asked(
    patient: Patient, server: WeComServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECOM__AGENT_ID")
    monkeypatch.delenv("MINQING_WECOM__AES_KEY")
    patient.says("wecom", Grade.WRONG, "MINQING_WECOM__AGENT_ID", "MINQING_WECOM__AES_KEY")
    assert server.calls == []


def test_where_nothing_is_set_nothing_is_said(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CORP_ID", "AGENT_ID", "SECRET", "TOKEN", "AES_KEY"):
        monkeypatch.delenv(f"MINQING_WECOM__{name}")
    assert [name for name in patient.examined() if name.startswith("wecom")] == []


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("CORP_ID", "ww9999999999999999", ("40013", "我的企业", "MINQING_WECOM__CORP_ID")),
        ("SECRET", "not-the-one-of-the-app", ("40001", "应用管理", "MINQING_WECOM__SECRET")),
    ],
)
def test_a_wrong_corporation_is_told_from_a_wrong_secret(
    patient: Patient,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    value: str,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv(f"MINQING_WECOM__{setting}", value)
    patient.says("wecom", Grade.WRONG, *words)


def test_an_address_that_is_not_trusted_is_named(patient: Patient, server: WeComServer) -> None:
    server.refuses_address()
    found = patient.says("wecom", Grade.WRONG, "60020", "企业可信IP")
    assert found.message.count("127.0.0.1") == found.mend.count("127.0.0.1") == 1
    assert "wecom_app" not in patient.examined()


def test_an_address_that_is_trusted_no_more_is_named_with_a_token_in_hand(
    patient: Patient, server: WeComServer
) -> None:
    patient.says("wecom", Grade.GOOD)
    words = (
        "not allow to access from your ip, hint: [1655882753557010848204971], from ip: 10.1.2.3"
    )
    server.fails(AGENT, 60020, words)
    patient.says("wecom", Grade.WRONG, "10.1.2.3 不是可信 IP")


def test_a_refusal_is_asked_again_when_it_is_half_a_minute_old(
    patient: Patient, server: WeComServer
) -> None:
    clock = SetClock(NOON)
    patient.clock = clock
    server.refuses_address()
    for _ in range(3):
        patient.says("wecom", Grade.WRONG, "127.0.0.1")
    assert len(server.calls_of(GET_TOKEN)) == 1
    server.refuses_address(does=False)
    clock.move(timedelta(seconds=31))
    patient.says("wecom", Grade.GOOD)


def test_a_token_that_is_refused_whatever_we_do_is_one_finding(
    patient: Patient, server: WeComServer
) -> None:
    server.refuses_tokens()
    wrong = [it for it in patient.examined().values() if it.grade is Grade.WRONG]
    assert [it.name for it in wrong if it.name.startswith("wecom")] == ["wecom"]


def test_a_server_that_is_silent_is_one_finding(
    patient: Patient, server: WeComServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers_garbage(times=None, path=AGENT)
    patient.says("wecom", Grade.WRONG, "MINQING_WECOM__API_URL")
    monkeypatch.setenv("MINQING_WECOM__API_URL", "http://127.0.0.1:9")
    found = patient.examined()
    assert found["wecom"].grade is Grade.WRONG
    assert "wecom_app" not in found


def test_a_busy_server_is_no_fault_of_ours(patient: Patient, server: WeComServer) -> None:
    for path, name in ((AGENT, "wecom_app"), (MENU, "wecom_menu")):
        server.is_busy(path=path)
        patient.says(name, Grade.NOTE, "没问到", "-1")


def test_nothing_ever_heard_says_where_to_click(patient: Patient) -> None:
    patient.says(
        "wecom_heard", Grade.NOTE, "还没有收到过企业微信的消息", "设置API接收", "gov.cn/wecom）"
    )


def test_the_secret_of_another_app_is_told(patient: Patient, server: WeComServer) -> None:
    server.fails(AGENT, 301002, "not allow operate another agent with this accesstoken")
    patient.says("wecom_app", Grade.WRONG, "301002", "MINQING_WECOM__AGENT_ID")


def test_a_menu_that_is_not_there_names_the_command(patient: Patient) -> None:
    patient.says("wecom_menu", Grade.NOTE, "minqing wecom menu")


def test_an_app_that_nobody_sees_is_wrong(patient: Patient, server: WeComServer) -> None:
    server.world.members.clear()
    patient.says("wecom_app", Grade.WRONG, "可见范围")


def test_an_app_that_is_switched_off_is_wrong(patient: Patient, server: WeComServer) -> None:
    server.faults(AGENT, Fault(garbage=b'{"errcode":0,"name":"x","close":1}'))
    patient.says("wecom_app", Grade.WRONG, "停用")


def test_departments_and_tags_count_as_seeing_it(patient: Patient, server: WeComServer) -> None:
    said = b'{"errcode":0,"allow_userinfos":[],"allow_partys":{"partyid":[1,2]},"allow_tags":{}}'
    server.faults(AGENT, Fault(garbage=said))
    patient.says("wecom_app", Grade.GOOD, "0 人、2 个部门、0 个标签")


def test_customers_are_asked_for_only_where_employees_keep_groups(
    patient: Patient, server: WeComServer
) -> None:
    assert "wecom_contacts" not in patient.examined()
    assert server.calls_of(GROUPS) == []
    a_group_of(patient.store, "wang")
    patient.says("wecom_contacts", Grade.GOOD)
    (call,) = server.calls_of(GROUPS)
    assert call.body["owner_filter"] == {"userid_list": ["wang"]}


@pytest.mark.parametrize(
    ("code", "grade", "word"),
    [
        (48002, Grade.WRONG, "可调用接口的应用"),
        (60011, Grade.WRONG, "可见范围"),
        (41053, Grade.NOTE, "41053"),
    ],
)
def test_a_missing_right_to_customers_says_where_to_click(
    patient: Patient, server: WeComServer, code: int, grade: Grade, word: str
) -> None:
    a_group_of(patient.store, "wang")
    server.fails(GROUPS, code)
    patient.says("wecom_contacts", grade, word)


def test_robots_that_cannot_be_tried_are_said_so(patient: Patient) -> None:
    assert "wecom_robots" not in patient.examined()
    with patient.store.write() as session:
        group = an_account(session, "robot:公示群", door=Door.WECOM, robot=ROBOT, is_group=True)
        session.add(GroupRobot(account_id=group.id, key=b"sealed"))
    patient.says("wecom_robots", Grade.NOTE, "1 个群机器人")


def test_the_smart_bot_is_set_whole_and_heard(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "wecom_bot" not in patient.examined()
    with patient.store.write() as session:
        an_account(session, "wang", door=Door.WECOM, robot=ROBOT)
    monkeypatch.setenv("MINQING_WECOM__BOT_TOKEN", BOT_TOKEN)
    patient.says("wecom_bot", Grade.WRONG, "MINQING_WECOM__BOT_AES_KEY")
    monkeypatch.setenv("MINQING_WECOM__BOT_AES_KEY", BOT_AES_KEY)
    patient.says("wecom_bot", Grade.NOTE, "gov.cn/wecom/bot；", "智能机器人")
    with patient.store.write() as session:
        an_account(session, "bot:wr0001", door=Door.WECOM, robot=ROBOT, is_group=True)
    patient.says("wecom_bot", Grade.GOOD)


def test_a_port_of_its_own_is_taken_and_no_address_is_said(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://minqing.street.gov.cn:8443")
    assert "wecom_address" not in patient.examined()
    monkeypatch.delenv("MINQING_WEB__PUBLIC_URL")
    patient.says("wecom_address", Grade.NOTE, "/wecom")
