"""The real program behind an official account in safe mode."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlmodel import select

from models.media import Attachment, AttachmentState
from models.outbox import MessageState
from models.people import Account, Door
from services.clock import SystemClock
from services.sealing import Vault
from services.store import Store
from tests.builders import SECRET, a_message
from tests.mouths import states
from tests.patience import wait_until
from tests.photos import a_photo
from tests.processes import Machine, Running, a_free_port
from tests.sounds import an_amr
from tests.wechat_server import AES_KEY, WeChatServer

SEND = "/cgi-bin/message/custom/send"
TOKEN = "/cgi-bin/stable_token"
FIELDS = "thing1=what,character_string2=number,time3=when"

Opens = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def server() -> Iterator[WeChatServer]:
    with WeChatServer(aes_key=AES_KEY) as server:
        server.template("T1", ["thing1", "character_string2", "time3"])
        yield server


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def opens(tmp_path: Path, sqlite_url: str, server: WeChatServer) -> Opens:
    """Open the program with the settings of the account."""
    port, account = str(a_free_port()), server.account
    server.callback_url = f"http://127.0.0.1:{port}/wechat"
    settings = {
        "DATABASE_URL": sqlite_url,
        "SECRET_KEY": SECRET,
        "WEB__PORT": port,
        "WECHAT__APP_ID": account.app_id,
        "WECHAT__TOKEN": account.token,
        "WECHAT__AES_KEY": account.aes_key,
        "WECHAT__APP_SECRET": account.secret,
        "WECHAT__API_URL": server.origin,
        "WECHAT__TEMPLATE_ID": "T1",
        "WECHAT__TEMPLATE_FIELDS": FIELDS,
        "QUIET__STARTS": "00:00",
        "QUIET__ENDS": "00:00",
    }

    def open_(**more: str) -> AbstractContextManager[Running]:
        return Machine(tmp_path, settings | more).running(WEB__PORT=port)

    return open_


def tell(store: Store, openid: str, words: str) -> None:
    """Let the program have something to say to somebody."""
    with store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == openid)).one()
        assert account.door is Door.WECHAT
        now = SystemClock().now()
        a_message(session, account, words, created_at=now, due_at=now)


def attachments(store: Store) -> dict[str, AttachmentState]:
    with store.read() as session:
        return {it.mime: it.state for it in session.exec(select(Attachment)).all()}


def test_a_matter_is_told_by_voice_and_photo_within_wechats_own_calls(
    opens: Opens, server: WeChatServer, store: Store
) -> None:
    zhang = server.person("张奶奶")
    with opens() as bot:
        assert server.checks_url()
        zhang.follows()
        zhang.sees("我要反映", kind="passive")
        zhang.sends_voice(an_amr(), "三号楼的路灯不亮。")
        zhang.picks("同意")
        zhang.sends_photo(a_photo())
        wait_until(lambda: len(attachments(store)) == 2)
        stored = {"audio/amr": AttachmentState.STORED, "image/jpeg": AttachmentState.STORED}
        wait_until(lambda: attachments(store) == stored)
        assert server.is_quiet()
        assert bot.stops() == 0
        assert "Traceback" not in bot.words()
    assert server.refused == []


def test_what_cannot_be_said_is_held_and_given_when_they_write(
    opens: Opens, server: WeChatServer, store: Store
) -> None:
    zhang = server.person("张奶奶")
    with opens() as bot:
        zhang.follows()
        zhang.sees("我要反映")
        server.fails(SEND, 45015, times=None)
        tell(store, zhang.openid, "HF-2026-000123 已答复：三号楼的路灯修好了")
        nudge = zhang.sees("HF-2026-000123", kind="template")
        assert "路灯" not in nudge.text
        server.heals()
        zhang.says("你好")
        assert "三号楼的路灯修好了" in zhang.sees("三号楼", kind="passive").text
        assert bot.stops() == 0
    shown = [it.text for it in zhang.shown if "路灯修好了" in it.text]
    assert len(shown) == 1


def test_with_a_wrong_secret_it_answers_in_the_call_and_says_why_it_is_not_ready(
    opens: Opens, server: WeChatServer
) -> None:
    zhang = server.person("张奶奶")
    with opens(WECHAT__APP_SECRET="f" * 32) as bot:
        wait_until(lambda: bot.get("/readyz")[0] == 503)
        assert "40125" in json.loads(bot.get("/readyz")[1])["wechat"]
        zhang.follows()
        zhang.sees("我要反映", kind="passive")
        assert len(server.calls_of(TOKEN)) == 1
        assert bot.stops() == 0
        assert bot.words().count("40125") == 1
        assert "f" * 32 not in bot.words()


def test_without_a_secret_what_comes_later_waits_for_their_next_words(
    opens: Opens, server: WeChatServer, store: Store
) -> None:
    zhang = server.person("张奶奶")
    with opens(WECHAT__APP_SECRET="") as bot:
        zhang.follows()
        zhang.sees("我要反映", kind="passive")
        tell(store, zhang.openid, "三号楼的路灯修好了")
        wait_until(lambda: MessageState.HELD in states(store))
        zhang.says("你好")
        zhang.sees("路灯修好了", kind="passive")
        assert bot.get("/readyz")[0] == 200
        assert bot.stops() == 0
    assert server.calls == []
