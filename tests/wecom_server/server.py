"""The server itself: WeCom's API, and the platform that calls the program."""

import asyncio
import time
from collections.abc import Callable
from typing import Self

from typing_extensions import override

from tests.servers.api import ApiServer, Ask, File, Route
from tests.servers.calls import Fault
from tests.servers.crypt import Cipher
from tests.servers.running import PATIENCE
from tests.servers.xml import Fields
from tests.wecom_server.aibot import BotGroup, SmartBot
from tests.wecom_server.appchat import AppChat, AppChats
from tests.wecom_server.callbacks import CHECK_WITHIN, Address, AppAddress
from tests.wecom_server.console import Console
from tests.wecom_server.errors import BUSY, WORDS
from tests.wecom_server.files import Files
from tests.wecom_server.orders import ExternalGroup
from tests.wecom_server.outside import Outside
from tests.wecom_server.people import Person
from tests.wecom_server.posting import Delivery, Poster
from tests.wecom_server.robots import Robot, Robots
from tests.wecom_server.screen import Screen
from tests.wecom_server.world import App, Dropped, Member, World

CORP_ID = "ww0000minqingtest"
AGENT_ID = 1000002
SECRET = "a-secret-that-only-the-tests-use"
TOKEN = "tokenofthetests"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
BOT_TOKEN = "bottokenofthetests"
BOT_AES_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
_PICTURES = "/wwmedia/"


class WeComServer(ApiServer):
    """One corp with one app and one smart bot, on a free port; use it with `with`.

    `refused` holds every call, and every answer to a callback, that was not taken.
    """

    def __init__(  # noqa: PLR0913 -- the values of the console's pages, each with its own name
        self,
        *,
        corp_id: str = CORP_ID,
        agent_id: int = AGENT_ID,
        secret: str = SECRET,
        token: str = TOKEN,
        aes_key: str = AES_KEY,
        bot_token: str = BOT_TOKEN,
        bot_aes_key: str = BOT_AES_KEY,
        clock: Callable[[], float] = time.time,
        retry_delay: float = 0.05,
    ) -> None:
        """Prepare; `retry_delay` is the pause before a callback is posted again, in seconds."""
        super().__init__("wecom-server", clock)
        self.world = World(self.changed, corp_id, clock)
        self.clock = self.world.now
        self.corp_id, self.agent_id, self.secret = corp_id, agent_id, secret
        self.poster = Poster(self.changed, retry_delay)
        cipher, bot_cipher = Cipher(token, aes_key, corp_id), Cipher(bot_token, bot_aes_key, "")
        self.app = AppAddress(self.world, cipher, self.poster, self.refused)
        self.app.agent_id = agent_id
        self.bot = SmartBot(self.world, bot_cipher, self.poster, self.refused)
        self.outside, self._chats = Outside(self.world), AppChats(self.world)
        self._robots, self._console = Robots(self.world), Console(self.world)
        self.add_app(agent_id, secret)
        self._routes: dict[str, Route] = {}
        for part in (
            self._console,
            self.app.sending,
            self._chats,
            self._robots,
            self.outside,
            Files(self.world),
            self.bot,
        ):
            self._routes |= part.routes()

    # Who is there

    def add_app(self, agent_id: int, secret: str) -> App:
        """Let the corp have another app, with tokens of its own."""
        with self.changed:
            self.world.apps[agent_id] = App(agent_id, secret)
            return self.world.apps[agent_id]

    def person(self, name: str, *, userid: str = "", is_in_scope: bool = True) -> Person:
        """Return a new member; outside the app's visible scope if so wanted."""
        with self.changed:
            number = userid or f"user{self.world.next_number()}"
            member = Member(number, name, Screen(self.changed, name), is_in_scope)
            self.world.members[number.lower()] = member
            return Person(member, self.app, self.bot, self.outside)

    def lets_in(self, userid: str) -> str:
        """Have somebody agree on WeCom's sign-in page; return their code."""
        with self.changed:
            return self._console.lets_in(userid)

    def robot(self, name: str) -> Robot:
        """Put a group robot into a group; `key` and `url` are its address."""
        with self.changed:
            return self._robots.add(name, self.origin)

    def external_group(self, name: str, owner: Person) -> ExternalGroup:
        """Let an employee own a group of residents."""
        with self.changed:
            return self.outside.add(name, owner.userid)

    def bot_group(self, name: str) -> BotGroup:
        """Make a group of members with the smart bot in it."""
        with self.changed:
            return self.bot.add_group(name)

    @property
    def chats(self) -> dict[str, AppChat]:
        """The groups that the app made, by chatid."""
        return self._chats.chats

    @property
    def robots(self) -> dict[str, Robot]:
        """The group robots, by key."""
        return self._robots.robots

    @property
    def dropped(self) -> list[Dropped]:
        """The messages that were taken and, in silence, not shown."""
        return self.world.dropped

    # The program's addresses

    @property
    def callback_url(self) -> str:
        """Where the app's messages and events are posted; they wait until it is known."""
        return self.app.url

    @callback_url.setter
    def callback_url(self, url: str) -> None:
        self._set_url(self.app, url)

    @property
    def bot_callback_url(self) -> str:
        """Where what the smart bot hears is posted; it waits until this is known."""
        return self.bot.url

    @bot_callback_url.setter
    def bot_callback_url(self, url: str) -> None:
        self._set_url(self.bot, url)

    def checks_callback(self, within: float = CHECK_WITHIN) -> None:
        """Ask the app's address as the console does; AssertionError says what is wrong."""
        self._check(self.app, within)

    def checks_bot_callback(self, within: float = CHECK_WITHIN) -> None:
        """Ask the bot's address as the console does."""
        self._check(self.bot, within)

    def settles(self, within: float = PATIENCE) -> None:
        """Wait until everything has been posted and answered, or given up."""
        if not self.waits_until(lambda: not self.poster.pending, within):
            raise AssertionError(f"{self.poster.pending} callbacks are still on their way")

    @property
    def deliveries(self) -> list[Delivery]:
        """Every try to post something to the program."""
        return self.poster.deliveries

    @property
    def lost(self) -> list[str]:
        """What was given up after three tries, before it was sealed."""
        return self.poster.lost

    # What the platform itself tells

    def tells(self, event: str, content: Fields) -> None:
        """Post an event that no member causes; it comes from `sys`."""
        self.app.event("sys", event, content)

    def finishes_job(self, job_id: str, job_type: str = "sync_user") -> None:
        """Say that a batch job is done."""
        job: Fields = {"JobId": job_id, "JobType": job_type, "ErrCode": 0, "ErrMsg": "ok"}
        self.tells("batch_job_result", {"BatchJob": job})

    def changes_contact(self, change: str, userid: str) -> None:
        """Say that the corp's list changed: create_user, update_user or delete_user."""
        if change == "delete_user":
            with self.changed:
                self.world.members.pop(userid.lower(), None)
        self.tells("change_contact", {"ChangeType": change, "UserID": userid})

    def changes_external_chat(self, group: ExternalGroup, change: str, detail: str = "") -> None:
        """Say that a residents' group changed: create, update (with a detail) or dismiss."""
        more: Fields = {"UpdateDetail": detail} if detail else {}
        self.tells("change_external_chat", {"ChatId": group.chat_id, "ChangeType": change, **more})

    # Trouble

    def expires_tokens(self) -> None:
        """Let every token given out so far be too old."""
        with self.changed:
            for app in self.world.apps.values():
                app.token_ends = 0.0

    def refuses_tokens(self, *, does: bool = True) -> None:
        """Answer 40014 to every token, fresh ones too, until `does=False`."""
        with self.changed:
            self.world.refuses_tokens = does

    def refuses_address(self, *, does: bool = True) -> None:
        """Answer 60020: the program's address is not on the app's list."""
        with self.changed:
            self._console.is_ip_allowed = not does

    def is_busy(self, *, times: int | None = 1, path: str = "") -> None:
        """Answer errcode -1 to the next calls; None is until `heals`."""
        self.fails(path, BUSY, WORDS[BUSY], times=times)

    def answers_garbage(self, *, times: int | None = 1, path: str = "") -> None:
        """Answer the next calls with a page that is no JSON."""
        self.faults(path, Fault(garbage=b"<html>502 Bad Gateway</html>"), times=times)

    def is_slow(self, seconds: float, *, times: int | None = 1, path: str = "") -> None:
        """Obey the next calls and answer late."""
        self.faults(path, Fault(delay=seconds), times=times)

    def drops_next(self, path: str, *, times: int = 1) -> None:
        """Obey the next calls, then close the connection without an answer."""
        self.faults(path, Fault(is_dropped=True), times=times)

    def later(self, seconds: float) -> None:
        """Let time pass in this corp."""
        with self.changed:
            self.world.shift += seconds

    def codes_refused(self) -> list[int]:
        """Return the codes of what was refused, in order."""
        with self.changed:
            return [it.code for it in self.refused]

    @override
    def __enter__(self) -> Self:
        """Start listening."""
        super().__enter__()
        if self.loop is not None:
            self.poster.start(self.loop)
        self.bot.origin = self.origin
        return self

    @override
    def _route_of(self, path: str) -> Route | None:
        if path.startswith(_PICTURES):
            return Route("GET", self._picture(path), query=frozenset(), needs_token=False)
        return self._routes.get(path)

    @override
    def _check_token(self, token: str | None) -> None:
        self.world.app_of(token)

    @override
    async def _before_stopping(self) -> None:
        await self.poster.stop()

    def _picture(self, path: str) -> Callable[[Ask], File]:
        def answer(_ask: Ask) -> File:
            file = self.world.file(path.removeprefix(_PICTURES), "image")
            return File(file.content, file.mime_type, file.name)

        return answer

    def _set_url(self, address: Address, url: str) -> None:
        with self.changed:
            address.url = url
        self.poster.wake()

    def _check(self, address: Address, within: float) -> None:
        if self.loop is None:
            raise RuntimeError("the server does not run")
        asyncio.run_coroutine_threadsafe(address.check(within), self.loop).result(PATIENCE)
