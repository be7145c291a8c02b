"""The doctor compares the fields of a template with what we would put into them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from bot.checks.findings import Grade
from services.clock import SetClock
from services.store import Store
from tests.support.doctored import TEMPLATE, Patient, a_wechat_patient
from tests.wechat_server import AES_KEY, WeChatServer

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[WeChatServer]:
    """WeChat, to which the doctor speaks."""
    with WeChatServer(aes_key=AES_KEY) as server:
        yield server


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


def test_fields_of_a_template_are_compared(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WECHAT__TEMPLATE_FIELDS", "thing1=what")
    patient.says("wechat_template", Grade.WRONG, "thing1、time2", "=thing1=what,time2=when")
    monkeypatch.setenv("MINQING_WECHAT__TEMPLATE_FIELDS", "thing1=what,time3=when")
    patient.says("wechat_template", Grade.WRONG, "time3")


def test_a_template_that_is_not_listed_is_worth_a_look(
    patient: Patient, server: WeChatServer
) -> None:
    server.world.templates.clear()
    patient.says("wechat_template", Grade.NOTE, "MINQING_WECHAT__TEMPLATE_ID", "我的模板")


def test_a_subscription_is_looked_up_among_subscriptions(
    patient: Patient, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECHAT__TEMPLATE_ID")
    patient.says("wechat_template", Grade.NOTE, "48 小时")
    monkeypatch.setenv("MINQING_WECHAT__SUBSCRIPTION_ID", TEMPLATE)
    patient.says("wechat_template", Grade.NOTE, "MINQING_WECHAT__SUBSCRIPTION_ID")
    server.template(TEMPLATE, ["thing1", "time2"], is_subscription=True)
    patient.says("wechat_template", Grade.GOOD)


def test_the_line_that_is_handed_out_is_taken_as_it_is(
    patient: Patient, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["thing1", "phrase2", "time3", "date4", "character_string5", "number6"]
    server.template(TEMPLATE, names)
    line = patient.says("wechat_template", Grade.WRONG).mend
    name, _, layout = line.partition("=")
    monkeypatch.setenv(name, layout)
    patient.says("wechat_template", Grade.GOOD)


def test_a_template_with_a_field_that_we_cannot_fill_is_no_good(
    patient: Patient, server: WeChatServer
) -> None:
    server.template(TEMPLATE, ["thing1", "amount2"])
    found = patient.says("wechat_template", Grade.WRONG, "amount2", "换一个模板")
    assert "thing1" not in found.message


def test_a_field_with_values_of_the_console_is_worth_a_look(
    patient: Patient, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.template(TEMPLATE, ["const1", "time2"])
    monkeypatch.setenv("MINQING_WECHAT__TEMPLATE_FIELDS", "const1=what,time2=when")
    patient.says("wechat_template", Grade.NOTE, "const1", "您有新消息")
