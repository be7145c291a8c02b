"""The doctor tells a wrong token from a wrong key by the calls that were turned away."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.findings import Grade
from bot.platforms.tencent import callbacks, turning_away
from bot.platforms.tencent.callbacks import Refused
from bot.platforms.tencent.turning_away import TurningAway
from bot.platforms.wechat import make_wechat
from bot.platforms.wecom import make_wecom
from bot.settings import read_settings
from models.inbox import Event
from models.people import Door
from services import turned_away
from services.clock import SetClock
from services.store import Store
from tests.support.doctored import Patient, a_wechat_patient
from tests.wechat_server import AES_KEY, APP_ID, WeChatServer
from web.callbacks import Callbacks, Called

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
ADDRESS = f"wechat:{APP_ID}"


@pytest.fixture(scope="module")
def server() -> Iterator[WeChatServer]:
    """WeChat, to which the doctor speaks."""
    with WeChatServer(aes_key=AES_KEY) as server:
        yield server


@pytest.fixture
def clock() -> SetClock:
    """Noon."""
    return SetClock(NOON)


@pytest.fixture
def patient(
    server: WeChatServer,
    migrated: None,
    store: Callable[[], Store],
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Patient]:
    """A program with an official account, all of it set."""
    del migrated
    opened = store()
    yield a_wechat_patient(server, opened, clock, monkeypatch)
    opened.close()


def turned(patient: Patient, why: str, times: int = 1) -> None:
    with patient.store.write() as session:
        turned_away.note(session, ADDRESS, {why: times}, patient.clock)


def heard(patient: Patient, key: str) -> None:
    with patient.store.write() as session:
        at = patient.clock.now()
        session.add(Event(door=Door.WECHAT, robot=APP_ID, event_key=key, received_at=at))


def test_a_wrong_token_and_a_wrong_key_are_told_apart(patient: Patient, clock: SetClock) -> None:
    assert "wechat_refused" not in patient.examined()
    turned(patient, callbacks.WRONG_SIGNATURE, 3)
    patient.says("wechat_refused", Grade.NOTE, "3 次", "12:00", "签名", "MINQING_WECHAT__TOKEN")
    clock.move(timedelta(minutes=1))
    turned(patient, callbacks.WRONG_SIGNATURE, 2)
    patient.says("wechat_refused", Grade.NOTE, "5 次", "12:01")
    turned(patient, callbacks.WRONG_PADDING)
    patient.says("wechat_refused", Grade.WRONG, "1 次", "解不开", "MINQING_WECHAT__AES_KEY")


@pytest.mark.parametrize(
    ("why", "grade", "word"),
    [
        (callbacks.WRONG_LENGTH, Grade.WRONG, "EncodingAESKey"),
        (callbacks.FOR_OTHERS, Grade.WRONG, "MINQING_WECHAT__APP_ID"),
        (callbacks.OFF_TIME, Grade.NOTE, "时钟"),
        (callbacks.NOT_ENCRYPTED, Grade.NOTE, "安全模式"),
        (callbacks.ENCRYPTED, Grade.WRONG, "填上 MINQING_WECHAT__AES_KEY"),
        ("something else", Grade.NOTE, "something else"),
    ],
)
def test_each_reason_says_what_to_compare(
    patient: Patient, why: str, grade: Grade, word: str
) -> None:
    turned(patient, why)
    patient.says("wechat_refused", grade, word)


def test_what_was_taken_since_or_is_a_day_old_is_not_spoken_of(
    patient: Patient, clock: SetClock
) -> None:
    heard(patient, "1")
    clock.move(timedelta(minutes=1))
    turned(patient, callbacks.WRONG_PADDING)
    assert "wechat_refused" in patient.examined()
    clock.move(timedelta(minutes=1))
    heard(patient, "2")
    assert "wechat_refused" not in patient.examined()
    turned(patient, callbacks.WRONG_PADDING)
    clock.move(timedelta(minutes=1))
    turned(patient, callbacks.WRONG_PADDING)
    assert "wechat_refused" in patient.examined()
    clock.move(timedelta(days=1))
    assert "wechat_refused" not in patient.examined()


async def come(turning: TurningAway, *whys: str) -> None:
    for why in whys:
        answered = turning.answer(Refused(403, why))
        assert (answered.status, answered.body) == (403, "")
        if answered.done is not None:
            await answered.done()


def test_a_flood_is_a_line_and_a_row_a_minute(
    patient: Patient, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    turning = TurningAway(ADDRESS, patient.store, clock)
    asyncio.run(come(turning, *["wrong signature"] * 50, "wrong padding"))
    assert len(caplog.records) == 1
    patient.says("wechat_refused", Grade.NOTE, "1 次")
    clock.move(timedelta(minutes=1))
    asyncio.run(come(turning, "wrong signature"))
    assert [it.message for it in caplog.records if it.name == turning_away.logger.name][1:] == [
        f"{ADDRESS}: calls are turned away: wrong signature (50), wrong padding (1)"
    ]
    patient.says("wechat_refused", Grade.WRONG, "解不开")


def test_what_cannot_be_remembered_hurts_nobody(
    patient: Patient, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(turned_away, "note", fail)
    asyncio.run(come(TurningAway(ADDRESS, patient.store, clock), "wrong signature"))
    assert "wechat_refused" not in patient.examined()


def test_what_the_doors_turn_away_is_what_the_doctor_reads(
    patient: Patient, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"CORP_ID": "ww1234567890abcdef", "AGENT_ID": "1000002", "SECRET": "no secret at all"}
    given |= {"TOKEN": "t" * 8, "AES_KEY": AES_KEY, "BOT_TOKEN": "b" * 8, "BOT_AES_KEY": AES_KEY}
    for name, value in (given | {"API_URL": "http://127.0.0.1:9"}).items():
        monkeypatch.setenv(f"MINQING_WECOM__{name}", value)
    settings = read_settings()
    wechat = make_wechat(settings, patient.store, clock)
    wecom = make_wecom(settings.wecom, patient.store, clock)
    assert wechat is not None
    assert wecom is not None
    addresses = {**wechat.callbacks, **wecom.callbacks}
    stranger = Called("GET", {"timestamp": str(int(NOON.timestamp())), "nonce": "n"})

    async def call(address: Callbacks) -> None:
        answered = address.admit(stranger)
        assert answered is not None
        assert answered.done is not None
        await answered.done()

    for address in addresses.values():
        asyncio.run(call(address))
    assert addresses.keys() == {"/wechat", "/wecom", "/wecom/bot"}
    refused = {name for name in patient.examined() if name.endswith("_refused")}
    assert refused == {"wechat_refused", "wecom_bot_refused", "wecom_refused"}
