"""The server itself: a thread with a loop that takes calls and hands out updates."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import cast
from urllib.parse import urlsplit

from typing_extensions import override

from tests.servers.http import Exchange
from tests.servers.running import LoopServer
from tests.telegram_server.asking import ASKING
from tests.telegram_server.calls import Call, Fault, Faults, Limits, Refused, fault_error
from tests.telegram_server.editing import EDITING
from tests.telegram_server.errors import ApiError, JsonObject, bad_request
from tests.telegram_server.forms import read_form
from tests.telegram_server.groups import Group, open_group
from tests.telegram_server.methods import METHOD_NAMES, Params, read_parameters
from tests.telegram_server.people import Person
from tests.telegram_server.polling import Polling, refuse
from tests.telegram_server.posting import Poster, waker
from tests.telegram_server.sending import SENDING
from tests.telegram_server.updates import dumps, lane_of
from tests.telegram_server.world import Webhook, World

TOKEN = "700000001:AAF-a_token_that_only_the_tests_use"
FIRST_PERSON_ID = 6_000_001

_PATH = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]+)/(?P<rest>.*)")
_TOKEN = re.compile(r"[1-9][0-9]*:[A-Za-z0-9_-]+")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ANSWERS: Mapping[str, Callable[[World, Params], object]] = {**ASKING, **SENDING, **EDITING}


class TelegramServer(LoopServer):
    """A Bot API server for one bot on a free port of 127.0.0.1; use it with `with`."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "minqing_test_bot",
        clock: Callable[[], float] = time.time,
        retry_delay: float = 0.05,
        is_recording: bool = True,
    ) -> None:
        """Prepare; `retry_delay` is the first pause after a refused webhook post, in seconds."""
        self.token = token
        self.bot: JsonObject = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "民情直通车",
            "username": username,
        }
        self.world = World(self.bot, clock)
        super().__init__("telegram-server", self.world.changed)
        self.calls: list[Call] = []
        self.refused: list[Refused] = []
        self.limits = Limits()
        self._faults = Faults()
        self._is_recording = is_recording
        self._polling = Polling(self.world, self._note_refusal)
        self._poster = Poster(self.world, retry_delay)

    def person(self, name: str, *, user_id: int | None = None, username: str = "") -> Person:
        """Return someone new, who has not opened the bot yet."""
        number = user_id or FIRST_PERSON_ID + self.world.next_number()
        user: JsonObject = {"id": number, "is_bot": False, "first_name": name}
        user |= {"username": username} if username else {}
        return Person(self.world, user | {"language_code": "zh-hans"})

    def group(self, title: str, people: Iterable[Person], *, kind: str = "group") -> Group:
        """Make a group, supergroup or forum; the first person owns it, the bot is a member."""
        return open_group(self.world, title, [person.user for person in people], kind)

    def pushes(self, update: JsonObject) -> int:
        """Queue any object as an update, junk too; without `update_id` it gets the next one."""
        with self.world.changed:
            return self.world.updates.add_raw(update, lane_of(update))

    def queue_updates(self, updates: Iterable[JsonObject]) -> int:
        """Queue many updates at once, for load; return how many."""
        with self.world.changed:
            return self.world.updates.add_many(updates)

    @property
    def pending_count(self) -> int:
        """How many updates are not confirmed yet."""
        with self.world.changed:
            return len(self.world.updates)

    def calls_of(self, method: str) -> list[Call]:
        """Return the recorded calls of one method."""
        with self.world.changed:
            return [call for call in self.calls if call.method == method]

    def commands_of(self, scope: str = "default", language: str = "") -> list[str]:
        """Return the names of the commands that are set for a kind of chat."""
        with self.world.changed:
            key = (dumps({"type": scope}).decode(), language)
            return [it["command"] for it in self.world.profile.commands.get(key, [])]

    def fails_next(
        self,
        method: str,
        code: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        times: int = 1,
    ) -> None:
        """Answer the next call of a method with this error instead of obeying."""
        parameters = {"retry_after": retry_after, "migrate_to_chat_id": migrate_to_chat_id}
        error = fault_error(code, description, parameters)
        with self.world.changed:
            self._faults.add(method, Fault(error), times)

    def drops_next(self, method: str, *, times: int = 1) -> None:
        """Obey the next call of a method, then close the connection without an answer."""
        with self.world.changed:
            self._faults.add(method, Fault(None), times)

    @override
    async def _listen(self) -> None:
        await super()._listen()
        self.world.updates.on_new = waker(asyncio.get_running_loop(), self._flush)

    @override
    async def _before_stopping(self) -> None:
        self.world.updates.on_new = None
        await self._poster.finish()

    def _flush(self) -> None:
        with self.world.changed:
            self._polling.flush()
            self._poster.flush()

    @override
    def _take(self, exchange: Exchange) -> None:
        try:
            self._route(exchange)
        except ApiError as error:
            refuse(exchange, error)

    def _route(self, exchange: Exchange) -> None:
        match = _PATH.fullmatch(exchange.request.path)
        if match is None or not _TOKEN.fullmatch(match["token"]):
            raise ApiError(404, "Not Found")
        if match["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        if match["file"]:
            self._send_file(exchange, match["rest"])
            return
        name = METHOD_NAMES.get(match["rest"].lower())
        if name is None or exchange.request.verb not in {"GET", "POST"}:
            self._note_refusal(
                match["rest"], {}, error := ApiError(404, "Not Found: method not found")
            )
            raise error
        params: Params = {}
        try:
            params = read_parameters(name, read_form(exchange.request))
            self._obey(name, params, exchange)
        except ApiError as error:
            self._note_refusal(name, params, error)
            raise

    def _obey(self, name: str, params: Params, exchange: Exchange) -> None:
        if self._is_recording:
            self.calls.append(Call(name, params, self.world.clock()))
            self.world.changed.notify_all()
        fault = self._faults.next_for(name)
        if fault is not None and fault.error is not None:
            raise fault.error
        if name in SENDING or name.startswith("edit"):
            self.limits.spend(params["chat_id"], time.monotonic())
        exchange.is_dropped = fault is not None
        if name == "getUpdates":
            self._polling.ask(params, exchange)
            return
        if name in {"setWebhook", "deleteWebhook"}:
            result: object = self._set_webhook(params)
        else:
            result = _ANSWERS[name](self.world, params)
        exchange.respond(200, dumps({"ok": True, "result": result}))

    def _note_refusal(self, method: str, params: Params, error: ApiError) -> None:
        call = Call(method, params, self.world.clock())
        self.refused.append(Refused(call, error.code, error.description))
        self.world.changed.notify_all()

    def _send_file(self, exchange: Exchange, path: str) -> None:
        for file in self.world.files.values():
            if file.path == path:
                exchange.respond(200, file.content, "application/octet-stream")
                return
        raise ApiError(404, "Not Found")

    def _set_webhook(self, params: Params) -> bool:
        url = cast("str", params.get("url", ""))
        if url:
            parts = urlsplit(url)
            # The real server takes HTTPS only; a test's own machine is let off.
            if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
                raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
            self._polling.refuse_open("terminated by setWebhook request")
        if params.get("drop_pending_updates"):
            self.world.updates.clear()
        self.world.updates.allow(params.get("allowed_updates"))
        secret = cast("str", params.get("secret_token", ""))
        self.world.webhook = Webhook(url, secret, params.get("max_connections", 40))
        self._poster.stop()
        if url:
            self._poster.start()
        return True
