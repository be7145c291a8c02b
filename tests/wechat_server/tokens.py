"""Access tokens: how long they live, when they die, who may have one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.api import Ask
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.shapes import Field, Shape
from tests.wechat_server.world import DAY, Account

LIFE = 7200
EARLY = 300
"""Seconds before its end at which a token is replaced; the old one lives on till then."""
FORCED_PER_DAY = 20
FORCED_EVERY = 30.0
_LENGTH = 136

STABLE_TOKEN: Shape = {
    "grant_type": Field(missing=40002),
    "appid": Field(missing=41002),
    "secret": Field(missing=41004),
    "force_refresh": Field(bool, is_required=False),
}


@dataclass
class Tokens:
    """The tokens of one account."""

    account: Account
    clock: Callable[[], float]
    life: int = LIFE
    whitelist: set[str] | None = None
    """Addresses that may ask for a token; None is any."""
    refuses_with: int = 0
    """An errcode with which every token is refused, however new."""
    issued: int = 0
    _current: str = ""
    _ends: dict[str, float] = field(default_factory=dict[str, float])
    """When each token ends; one that was killed has ended."""
    _killed: set[str] = field(default_factory=set[str])
    _forced: list[float] = field(default_factory=list[float])

    def stable_token(self, ask: Ask) -> JsonObject:
        """Answer /cgi-bin/stable_token."""
        body = ask.body
        if body["grant_type"] != "client_credential":
            raise WeixinError(40002, "invalid grant_type")
        if body["appid"] != self.account.app_id:
            raise WeixinError(40013, "invalid appid")
        if body["secret"] != self.account.secret:
            raise WeixinError(40125, "invalid appsecret")
        if self.whitelist is not None and "127.0.0.1" not in self.whitelist:
            raise WeixinError(
                40164, "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist"
            )
        now = self.clock()
        if body.get("force_refresh"):
            self._count_forced(now)
            self._killed.update(self._ends)
            self._issue(now)
        elif self._ends.get(self._current, 0.0) - min(EARLY, self.life / 2) <= now:
            self._issue(now)
        left = int(self._ends[self._current] - now)
        return {"access_token": self._current, "expires_in": left}

    def check(self, token: str | None) -> None:
        """Refuse what is no living token: 41001, 40014, 40001, 42001."""
        if not token:
            raise WeixinError(41001, "access_token missing")
        if self.refuses_with:
            raise WeixinError(self.refuses_with, "invalid access_token")
        if len(token) != _LENGTH:
            raise WeixinError(40014, "invalid access_token")
        if token not in self._ends or token in self._killed:
            raise WeixinError(40001, "invalid credential, access_token is invalid or not latest")
        if self._ends[token] <= self.clock():
            raise WeixinError(42001, "access_token expired")

    def kill(self) -> None:
        """Let every token die before its time, as when another program forces a new one."""
        self._killed.update(self._ends)
        self._current = ""

    def _issue(self, now: float) -> None:
        self.issued += 1
        self._current = f"{self.issued:03d}_{'T' * (_LENGTH - 4)}"
        self._ends[self._current] = now + self.life

    def _count_forced(self, now: float) -> None:
        self._forced = [at for at in self._forced if at > now - DAY]
        if len(self._forced) >= FORCED_PER_DAY:
            raise WeixinError(45009, "reach max api daily quota limit")
        if self._forced and now - self._forced[-1] < FORCED_EVERY:
            raise WeixinError(
                45011, "api minute-quota reach limit, must slower, retry next minute"
            )
        self._forced.append(now)
