"""The real program behind one door, with a street in it, for all scripts together."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.access import Role
from models.areas import Level
from services.areas import areas
from services.sealing import Vault
from services.store import Store
from tests.doors.browser_door import Browsers
from tests.doors.ledger import read_ledger, trouble
from tests.doors.plays import SCRIPTS
from tests.doors.stages import FLOWERS, STREET, Entrance, Scene, Town, join
from tests.doors.telegram_door import GroupChats, PrivateActor, PrivateChats
from tests.doors.wechat_door import Corporation, Street
from tests.support.builders import SECRET
from tests.support.processes import Machine, a_free_port
from tests.telegram_server import TOKEN, TelegramServer
from tests.wechat_server import WeChatServer
from tests.wecom_server import AES_KEY as WECOM_KEY
from tests.wecom_server import TOKEN as WECOM_TOKEN
from tests.wecom_server import WeComServer

SETTINGS = {
    "SECRET_KEY": SECRET,
    "BUDGET__CHAT_PER_SECOND": "1000",
    "BUDGET__GROUP_PER_MINUTE": "60000",
    "BUDGET__ROBOT_PER_SECOND": "1000",
    "QUIET__STARTS": "00:00",
    "QUIET__ENDS": "00:00",
}
"""So that nothing waits for its turn, nor for the morning."""


@dataclass
class House:
    """One program, its ledger, and the one door through which everybody comes.

    Args:
        store: the ledger.
        entrance: the door.
        ledgers: what the scripts that were played left, by name.
    """

    store: Store
    entrance: Entrance
    ledgers: dict[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def plays(self, name: str) -> Sequence[str]:
        """Play a script, once; give what it left in the ledger."""
        if name not in self.ledgers:
            scene = Scene(self.store, self.entrance, Town(list(SCRIPTS).index(name)))
            SCRIPTS[name].play(scene)
            self.ledgers[name] = read_ledger(scene)
        return self.ledgers[name]


@contextmanager
def private_chats(folder: Path, url: str) -> Generator[House]:
    """Everybody writes to the bot in private."""
    with TelegramServer() as server:
        with _running(folder, url, _telegram(server)) as (_, store):
            join(store, PrivateActor(server.person("陈街道")), Role.OFFICER, STREET)
            yield House(store, PrivateChats(server))
        assert refused(server) == []


@contextmanager
def webhooks(folder: Path, url: str) -> Generator[House]:
    """Everybody writes to the bot in private, and Telegram calls the program."""
    port = str(a_free_port())
    with TelegramServer() as server:
        settings = _telegram(server) | {
            "TELEGRAM__WEBHOOK_SECRET": "a-secret-of-the-tests",
            "WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
            "WEB__PORT": port,
        }
        with _running(folder, url, settings) as (_, store):
            join(store, PrivateActor(server.person("陈街道")), Role.OFFICER, STREET)
            yield House(store, PrivateChats(server))
        assert refused(server) == []
        assert server.calls_of("getUpdates") == []


@contextmanager
def groups(folder: Path, url: str) -> Generator[House]:
    """People say the first words in their group, and the rest in private."""
    with TelegramServer() as server:
        with _running(folder, url, _telegram(server)) as (_, store):
            officer = PrivateActor(server.person("陈街道"))
            join(store, officer, Role.OFFICER, STREET)
            yield House(store, GroupChats(server, officer.person))
        assert refused(server) == []


@contextmanager
def browsers(folder: Path, url: str) -> Generator[House]:
    """Everybody opens the chat page."""
    with _running(folder, url, {}) as (port, store):
        entrance = Browsers(f"http://127.0.0.1:{port}")
        join(store, entrance.enters("陈街道", Town(0), is_staff=True), Role.OFFICER, STREET)
        yield House(store, entrance)
        for client in entrance.clients:
            client.close()


@contextmanager
def corporations(folder: Path, url: str) -> Generator[House]:
    """Everybody has the app in WeCom."""
    port = a_free_port()
    with WeComServer() as server:
        server.callback_url = f"http://127.0.0.1:{port}/wecom"
        settings = _wecom(server) | {"WEB__PORT": str(port)}
        with _running(folder, url, settings) as (_, store):
            entrance = Corporation(server)
            join(store, entrance.enters("陈街道", Town(0), is_staff=True), Role.OFFICER, STREET)
            yield House(store, entrance)
        assert server.refused == []


@contextmanager
def official_accounts(folder: Path, url: str) -> Generator[House]:
    """Residents follow the official account, staff have the app in WeCom."""
    port = a_free_port()
    origin = f"http://127.0.0.1:{port}"
    with (
        WeChatServer(callback_url=f"{origin}/wechat") as account,
        WeComServer() as corporation,
    ):
        corporation.callback_url = f"{origin}/wecom"
        settings = _wechat(account) | _wecom(corporation) | {"WEB__PORT": str(port)}
        with _running(folder, url, settings) as (_, store):
            entrance = Street(account, Corporation(corporation))
            join(store, entrance.enters("陈街道", Town(0), is_staff=True), Role.OFFICER, STREET)
            yield House(store, entrance)
        assert account.refused == []
        assert corporation.refused == []


@contextmanager
def _running(folder: Path, url: str, settings: dict[str, str]) -> Generator[tuple[int, Store]]:
    """Run the program on a street with many communities; it ends without a fault."""
    machine = Machine(folder, {"DATABASE_URL": url} | SETTINGS | settings)
    store = Store(url, Vault(SECRET))
    _lay_out(store)
    try:
        port = settings.get("WEB__PORT") or str(a_free_port())
        with machine.running(WEB__PORT=port) as bot:
            yield bot.port, store
            assert bot.stops() == 0
            words = bot.words()
            assert "ERROR" not in words, words
            assert "Traceback" not in words, words
        assert trouble(store) == []
    finally:
        store.close()


def refused(server: TelegramServer) -> Sequence[str]:
    """Give what the server did not obey, but for looks of cards that have not changed."""
    reasons = [it.reason for it in server.refused]
    return [reason for reason in reasons if "message is not modified" not in reason]


def _telegram(server: TelegramServer) -> dict[str, str]:
    return {"TELEGRAM__TOKEN": TOKEN, "TELEGRAM__API_URL": server.origin}


def _wechat(server: WeChatServer) -> dict[str, str]:
    account = server.account
    return {
        "WECHAT__APP_ID": account.app_id,
        "WECHAT__APP_SECRET": account.secret,
        "WECHAT__TOKEN": account.token,
        "WECHAT__AES_KEY": account.aes_key,
        "WECHAT__API_URL": server.origin,
    }


def _wecom(server: WeComServer) -> dict[str, str]:
    return {
        "WECOM__CORP_ID": server.corp_id,
        "WECOM__AGENT_ID": str(server.agent_id),
        "WECOM__SECRET": server.secret,
        "WECOM__TOKEN": WECOM_TOKEN,
        "WECOM__AES_KEY": WECOM_KEY,
        "WECOM__API_URL": server.origin,
    }


def _lay_out(store: Store) -> None:
    """Make the street and its communities."""
    with store.write() as session:
        street = areas.ensure_street(session, STREET, "清河街道")
        for place in range(len(FLOWERS)):
            for code, name, level, parent in Town(place).rows():
                above = areas.get_area(session, parent) if parent else street
                areas.add_area(session, code, name, Level(level), above)
