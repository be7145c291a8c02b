"""What is known of doors without their adapters, and what the adapters say of themselves."""

import pytest

from bot.doors import Adapter
from bot.platforms.browser import BrowserAdapter
from bot.platforms.telegram import TelegramAdapter
from bot.platforms.wechat import WechatAdapter
from bot.platforms.wecom import WecomAdapter
from models.people import ANSWERS_IN_CALL, WINDOWED_DOORS, Door
from services.delivery.numbering import NUMBERED

ADAPTERS: list[type[Adapter]] = [BrowserAdapter, TelegramAdapter, WechatAdapter, WecomAdapter]


def test_every_door_has_an_adapter() -> None:
    assert {it.door for it in ADAPTERS} == set(Door)


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_an_adapter_is_as_its_door_is_known(adapter: type[Adapter]) -> None:
    assert adapter.is_numbered == (adapter.door in NUMBERED)
    assert adapter.has_windows == (adapter.door in WINDOWED_DOORS)
    assert hasattr(adapter, "answer_through") == (adapter.door in ANSWERS_IN_CALL)
