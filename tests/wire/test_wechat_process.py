"""The real program behind an official account in safe mode."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from models.media import Attachment, AttachmentState
from models.outbox import MessageState
from models.people import Account, Door
from services.clock import SystemClock
from services.sealing import Vault
from services.store import Store
from tests.support import databases
from tests.support.builders import SECRET, a_message
from tests.support.mouths import states
from tests.support.patience import wait_until
from tests.support.photos import a_photo
from tests.support.processes import Machine, Running, a_free_port
from tests.support.sounds import an_amr
from tests.wechat_server import AES_KEY, WeChatServer

SEND = "/cgi-bin/message/custom/send"
TOKEN = "/cgi-bin/stable_token"
FIELDS = "thing1=what,character_string2=number,time3=when"


@dataclass
class Street:
    """The program with an official account in front of it."""

    server: WeChatServer
    store: Store
    bot: Running


@contextmanager
def a_street(folder: Path, template: Path, **more: str) -> Generator[Street]:
    """Run the program with the settings of an account; it ends without a fault."""
    with WeChatServer(aes_key=AES_KEY) as server:
        server.template("T1", ["thing1", "character_string2", "time3"])
        port, account = str(a_free_port()), server.account
        server.callback_url = f"http://127.0.0.1:{port}/wechat"
        url = databases.a_sqlite_database(folder, template)
        settings = {
            "DATABASE_URL": url,
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
        with (
            closing_store(url) as store,
            Machine(folder, settings | more).running(WEB__PORT=port) as bot,
        ):
            yield Street(server, store, bot)
            assert server.is_quiet()
            assert bot.stops() == 0
            assert "Traceback" not in bot.words()
        assert server.refused == [] or more


@contextmanager
def closing_store(url: str) -> Generator[Store]:
    store = Store(url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Street]:
    """The program with all that can be set; each test brings its own person."""
    with a_street(tmp_path_factory.mktemp("street"), sqlite_template) as street:
        yield street


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


def test_a_matter_is_told_by_voice_and_photo_within_wechats_own_calls(street: Street) -> None:
    zhang = street.server.person("张奶奶")
    assert street.server.checks_url()
    zhang.follows()
    zhang.sees("我要反映", kind="passive")
    zhang.sends_voice(an_amr(), "三号楼的路灯不亮。")
    zhang.picks("同意")
    zhang.sends_photo(a_photo())
    stored = {"audio/amr": AttachmentState.STORED, "image/jpeg": AttachmentState.STORED}
    wait_until(lambda: attachments(street.store) == stored)


def test_what_cannot_be_said_is_held_and_given_when_they_write(street: Street) -> None:
    zhang = street.server.person("张奶奶")
    zhang.follows()
    zhang.sees("我要反映")
    street.server.fails(SEND, 45015, times=None)
    tell(street.store, zhang.openid, "HF-2026-000123 已答复：三号楼的路灯修好了")
    nudge = zhang.sees("HF-2026-000123", kind="template")
    assert "路灯" not in nudge.text
    street.server.heals()
    zhang.says("你好")
    assert "三号楼的路灯修好了" in zhang.sees("三号楼", kind="passive").text
    assert street.server.is_quiet()
    shown = [it.text for it in zhang.shown if "路灯修好了" in it.text]
    assert len(shown) == 1


def test_with_a_wrong_secret_it_answers_in_the_call_and_says_why_it_is_not_ready(
    tmp_path: Path, sqlite_template: Path
) -> None:
    with a_street(tmp_path, sqlite_template, WECHAT__APP_SECRET="f" * 32) as street:
        zhang = street.server.person("张奶奶")
        wait_until(lambda: street.bot.get("/readyz")[0] == 503)
        assert "40125" in json.loads(street.bot.get("/readyz")[1])["wechat"]
        zhang.follows()
        zhang.sees("我要反映", kind="passive")
        assert len(street.server.calls_of(TOKEN)) == 1
    assert street.bot.words().count("40125") == 1
    assert "f" * 32 not in street.bot.words()


def test_without_a_secret_what_comes_later_waits_for_their_next_words(
    tmp_path: Path, sqlite_template: Path
) -> None:
    with a_street(tmp_path, sqlite_template, WECHAT__APP_SECRET="") as street:
        zhang = street.server.person("张奶奶")
        zhang.follows()
        zhang.sees("我要反映", kind="passive")
        tell(street.store, zhang.openid, "三号楼的路灯修好了")
        wait_until(lambda: MessageState.HELD in states(street.store))
        zhang.says("你好")
        zhang.sees("路灯修好了", kind="passive")
        assert street.bot.get("/readyz")[0] == 200
    assert street.server.calls == []
