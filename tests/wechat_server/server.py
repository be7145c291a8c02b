"""The platform itself: an API that takes calls, and callbacks to the program."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from tests.servers.api import ApiServer, Ask, File, Route
from tests.servers.asking import Answer, NoAnswer, Question, ask
from tests.servers.crypt import Cipher
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.running import PATIENCE
from tests.servers.xml import Fields
from tests.wechat_server import accounts, media, menus, sending, templates
from tests.wechat_server.people import Person
from tests.wechat_server.platform import Delivery, Platform
from tests.wechat_server.tokens import STABLE_TOKEN, Tokens
from tests.wechat_server.world import DAY, MINUTE, Account, Follower, Template, World

APP_ID = "wx0123456789abcdef"
SECRET = "0123456789abcdef0123456789abcdef"
TOKEN = "aTokenOnlyTheTestsUse"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ORIGINAL_ID = "gh_0123456789ab"
ECHO = "5838479218127813673"


@dataclass
class Quota:
    """How often a path may be called: 45011 in a minute, 45009 in a day."""

    per_minute: dict[str, int] = field(default_factory=dict[str, int])
    per_day: dict[str, int] = field(
        default_factory=lambda: {
            "/cgi-bin/stable_token": 500_000,
            "/cgi-bin/message/custom/send": 500_000,
            "/cgi-bin/message/template/send": 100_000,
            "/cgi-bin/menu/create": 1_000,
            "/cgi-bin/menu/delete": 1_000,
            "/cgi-bin/menu/get": 10_000,
            "/cgi-bin/qrcode/create": 100_000,
            "/cgi-bin/media/upload": 100_000,
            "/cgi-bin/media/get": 200_000,
            "/cgi-bin/user/info": 5_000_000,
        }
    )


class WeChatServer(ApiServer):
    """The platform for one official account, on a free port of 127.0.0.1; use it with `with`."""

    def __init__(  # noqa: PLR0913 -- the fields of the console's page
        self,
        *,
        app_id: str = APP_ID,
        app_secret: str = SECRET,
        token: str = TOKEN,
        aes_key: str = "",
        mode: str = "",
        callback_url: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Prepare; with a key the mode is "safe" unless it is given, without one "plain"."""
        super().__init__("wechat-server", clock)
        account = Account(app_id, app_secret, token, aes_key, ORIGINAL_ID)
        self.account = account
        self.world = World(account, clock, self.changed, self._emit)
        self.tokens = Tokens(account, clock)
        self.quota = Quota()
        self.platform = Platform(self.world, mode or ("safe" if aes_key else "plain"))
        self.platform.callback_url = callback_url
        self._routes: dict[str, Route] = {
            "/cgi-bin/stable_token": Route(
                "POST",
                self.tokens.stable_token,
                query=frozenset(),
                shape=STABLE_TOKEN,
                needs_token=False,
            )
        }
        for module in (accounts, media, menus, sending, templates):
            self._routes |= module.routes(self.world)

    @property
    def callback_url(self) -> str:
        """Where callbacks go; empty: nowhere."""
        return self.platform.callback_url

    @callback_url.setter
    def callback_url(self, url: str) -> None:
        self.platform.callback_url = url

    @property
    def deliveries(self) -> list[Delivery]:
        """All callbacks, in the order of what happened."""
        with self.changed:
            return list(self.platform.deliveries)

    @property
    def cipher(self) -> Cipher:
        """The account's own cipher."""
        return self.platform.cipher

    def person(self, name: str, *, openid: str = "") -> Person:
        """Return someone who uses WeChat and does not follow the account yet."""
        with self.changed:
            openid = openid or f"oWx{self.world.next_number():025d}"
            follower = Follower(openid, name)
            self.world.people[openid] = follower
            return Person(self.world, follower, self._emit)

    def template(
        self,
        template_id: str,
        fields: Sequence[str],
        *,
        choices: Mapping[str, Sequence[str]] | None = None,
        is_subscription: bool = False,
    ) -> None:
        """Put a template on the account: names like thing1, time2; `choices` for a const."""
        unknown = [name for name in fields if not templates.is_field(name)]
        if unknown:
            raise ValueError(f"no such kinds of field: {unknown}")
        allowed = {name: tuple(values) for name, values in (choices or {}).items()}
        with self.changed:
            self.world.templates[template_id] = Template(
                template_id, tuple(fields), allowed, is_subscription
            )

    def refuses_tokens(self, errcode: int = 40014) -> None:
        """Refuse every access token from now on, however new; 0 takes them again."""
        with self.changed:
            self.tokens.refuses_with = errcode

    def loses_answers(self, times: int = 1) -> None:
        """Lose the next answers to callbacks on their way, so that the platform asks again."""
        with self.changed:
            self.platform.lost_answers += times

    def answers_within(self, seconds: float) -> None:
        """Wait so long for the answer to a callback; the real one waits 5 seconds."""
        self.platform.answer_within = seconds

    def asks_again(self, *, later: bool = False) -> None:
        """Ask again what got no answer; or wait with that until this is called once more."""
        again = self.platform.asks_again
        self._in_loop(again.clear if later else again.set)

    def is_quiet(self, within: float = PATIENCE) -> bool:
        """Wait until every callback so far has its answer or was given up."""
        return self.waits_until(lambda: all(it.is_done for it in self.platform.deliveries), within)

    def delivers(self, person: Person, fields: Fields) -> Delivery:
        """Post any callback about a person, in the account's mode."""
        with self.changed:
            return self._emit(person.follower, fields)

    def posts(self, body: bytes, query: str) -> Answer:
        """Post any body with any query to the program, once, and return what it says."""
        return self._ask(Question("POST", self.platform.address(query), body))

    def checks_url(self) -> bool:
        """Do what the console does when the address is saved: GET, and read the echo."""
        query = self.platform.signed_query() + f"&echostr={ECHO}"
        try:
            answer = self._ask(Question("GET", self.platform.address(query)))
        except NoAnswer:
            return False
        return answer.status == 200 and answer.body == ECHO.encode()

    def _ask(self, question: Question) -> Answer:
        if self.loop is None:
            raise RuntimeError("the server does not run")
        asked = asyncio.run_coroutine_threadsafe(
            ask(question, self.platform.answer_within), self.loop
        )
        return asked.result(PATIENCE)

    def _emit(self, person: Follower, fields: Fields) -> Delivery:
        return self.platform.deliver(self.loop, person, fields)

    @override
    async def _listen(self) -> None:
        await super()._listen()
        self.world.origin = self.origin

    @override
    async def _before_stopping(self) -> None:
        await self.platform.finish()

    @override
    def _check_token(self, token: str | None) -> None:
        self.tokens.check(token)

    @override
    def _route_of(self, path: str) -> Route | None:
        route = self._routes.get(path)
        if route is None:
            return media.open_file(self.world, path)
        return route._replace(answer=self._counted(path, route))

    def _counted(self, path: str, route: Route) -> Callable[[Ask], JsonObject | File]:
        def answer(asked: Ask) -> JsonObject | File:
            self._spend(path)
            return route.answer(asked)

        return answer

    def _spend(self, path: str) -> None:
        now = self.clock()
        for most, span, code, word in (
            (self.quota.per_minute.get(path), MINUTE, 45011, "api minute-quota reach limit"),
            (self.quota.per_day.get(path), DAY, 45009, "reach max api daily quota limit"),
        ):
            if most is None:
                continue
            if sum(it.path == path and it.time > now - span for it in self.calls) > most:
                raise WeixinError(code, word)
