"""What is set opens doors; half of what a door needs stops the start with one line."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot import configured
from bot.doors import Adapter
from bot.setting_groups import Budget, Settings, Telegram, Web, Wechat
from bot.setting_values import Group
from bot.setting_wecom import Wecom
from models.errors import OperatorError
from models.people import Door
from services.clock import SystemClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.telegram_server import TOKEN

WEBHOOK = Telegram(token=SecretStr(TOKEN), webhook_secret=SecretStr("a-secret"))
WECOM = Wecom(
    corp_id="ww1",
    agent_id=1000002,
    secret=SecretStr("s"),
    token=SecretStr("t"),
    aes_key=SecretStr("a" * 43),
)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


def test_only_what_is_configured_is_opened(store: Store) -> None:
    def make(**settings: Group) -> list[Adapter]:
        return list(
            configured.make_adapters(Settings.model_validate(settings), store, SystemClock())
        )

    assert make() == []
    (polling,) = make(telegram=Telegram(token=SecretStr(TOKEN)))
    (also_polling,) = make(telegram=WEBHOOK)
    public = Web(public_url="https://street.example")
    (called,) = make(telegram=WEBHOOK, web=public)
    assert [it.is_polling for it in (polling, also_polling, called)] == [True, True, False]
    assert {it.robot for it in (polling, called)} == {TOKEN.partition(":")[0]}
    (app_of_wecom,) = make(wecom=WECOM)
    assert (app_of_wecom.door, app_of_wecom.robot) == (Door.WECOM, "ww1:1000002")
    assert not app_of_wecom.is_polling
    assert list(app_of_wecom.callbacks) == ["/wecom"]
    account = Wechat(app_id="wx1", token=SecretStr("t"))
    (official,) = make(wechat=account)
    assert (official.door, official.robot) == (Door.WECHAT, "wx1")
    assert not official.is_polling
    assert list(official.callbacks) == ["/wechat"]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"app_id": "wx1"}, "TOKEN"),
        ({"token": SecretStr("t")}, "APP_ID"),
        ({"app_secret": SecretStr("s")}, "APP_ID、MINQING_WECHAT__TOKEN"),
        ({"aes_key": SecretStr("a" * 43)}, "APP_ID、MINQING_WECHAT__TOKEN"),
    ],
)
def test_half_an_official_account_is_named_in_one_line(
    store: Store, given: dict[str, Any], missing: str
) -> None:
    with pytest.raises(OperatorError, match=f"MINQING_WECHAT__{missing}") as refused:
        configured.make_adapters(Settings(wechat=Wechat(**given)), store, SystemClock())
    assert "\n" not in str(refused.value)


def test_a_door_that_is_half_set_names_what_is_missing(store: Store) -> None:
    half = Settings(wecom=WECOM.model_copy(update={"secret": None, "aes_key": None}))
    with pytest.raises(OperatorError, match="MINQING_WECOM__SECRET、MINQING_WECOM__AES_KEY"):
        configured.make_adapters(half, store, SystemClock())


def test_what_may_be_sent_follows_the_settings() -> None:
    rates = configured.rates_of(Settings(budget=Budget(chat_per_second=4, robot_per_second=100)))
    assert rates.private.every == timedelta(seconds=0.25)
    assert rates.robot.every < timedelta(seconds=0.02)


@pytest.mark.parametrize(
    ("ours", "missing"),
    [
        (WECOM.model_copy(update={"bot_token": SecretStr("t")}), ["BOT_AES_KEY"]),
        (WECOM.model_copy(update={"bot_aes_key": SecretStr("a" * 43)}), ["BOT_TOKEN"]),
        (
            Wecom(bot_token=SecretStr("t"), bot_aes_key=SecretStr("a" * 43)),
            ["CORP_ID", "AGENT_ID", "SECRET", "TOKEN", "AES_KEY"],
        ),
    ],
)
def test_half_a_smart_bot_stops_the_start(
    store: Store, ours: Wecom, missing: Sequence[str]
) -> None:
    names = "、".join(f"MINQING_WECOM__{it}" for it in missing)
    with pytest.raises(OperatorError, match=f"企业微信还缺设置：{names}（"):
        configured.make_adapters(Settings(wecom=ours), store, SystemClock())
