"""Everything the corp's platform knows: its apps, members, cards, chats and files."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.servers.errors import JsonObject
from tests.wecom_server.errors import (
    INVALID_MEDIA_ID,
    INVALID_TOKEN,
    RESPONSE_CODE_SPENT,
    TOKEN_EXPIRED,
    TOKEN_MISSING,
    refusal,
)
from tests.wecom_server.screen import Message, Screen

TOKEN_LIFE = 7200
MEDIA_LIFE = 3 * 86400
CODE_LIFE = 72 * 3600


@dataclass
class App:
    """An application of the corp; each has its own secret and its own tokens."""

    agent_id: int
    secret: str
    token: str = ""
    token_ends: float = 0.0
    menu: JsonObject = field(default_factory=dict[str, object])
    task_ids: set[str] = field(default_factory=set[str])


@dataclass
class Member:
    """An employee; the app reaches only who is in its visible scope."""

    userid: str
    name: str
    screen: Screen
    is_in_scope: bool = True
    sent: list[float] = field(default_factory=list[float])
    """When messages of the app reached the member."""


class Stored(NamedTuple):
    """A file on the server."""

    kind: str
    name: str
    mime_type: str
    content: bytes
    born: float
    owner: str = ""
    """The key of the group robot that alone may send it."""


@dataclass
class Card:
    """A template card as it went out; every receiver has a copy."""

    msgid: str
    agent_id: int
    copies: dict[str, Message] = field(default_factory=dict[str, Message])
    """By userid."""


@dataclass
class ResponseCode:
    """The right to change a card once."""

    card: Card
    ends: float
    is_used: bool = False


class Dropped(NamedTuple):
    """A message that was taken and never shown, as the real server does with the excess."""

    userid: str
    reason: str
    body: JsonObject


class World:
    """The state behind the calls; whoever touches it holds `changed`."""

    def __init__(
        self, changed: threading.Condition, corp_id: str, clock: Callable[[], float]
    ) -> None:
        """Start with nobody in it."""
        self.changed = changed
        self.corp_id = corp_id
        self.clock = clock
        self.shift = 0.0
        """Seconds by which this world is ahead of its clock."""
        self.apps: dict[int, App] = {}
        self.members: dict[str, Member] = {}
        self.media: dict[str, Stored] = {}
        self.sent: dict[str, list[tuple[Screen, Message, float]]] = {}
        """By msgid: where the copies stand."""
        self.cards: list[Card] = []
        self.codes: dict[str, ResponseCode] = {}
        self.dropped: list[Dropped] = []
        self.refuses_tokens = False
        self._counter = 0

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return self.clock() + self.shift

    def next_number(self) -> int:
        """Return a number not used before."""
        self._counter += 1
        return self._counter

    def new_id(self, prefix: str) -> str:
        """Return a new id that says nothing."""
        return f"{prefix}{self.next_number():08d}"

    def token_of(self, app: App) -> str:
        """Return the app's token: the same one while it lives."""
        if not app.token or self.now() >= app.token_ends:
            app.token = self.new_id(f"token-of-{app.agent_id}-")
            app.token_ends = self.now() + TOKEN_LIFE
        return app.token

    def app_of(self, token: str | None) -> App:
        """Return the app a token belongs to, or refuse it."""
        if not token:
            raise refusal(TOKEN_MISSING)
        app = next((it for it in self.apps.values() if it.token == token), None)
        if app is None or self.refuses_tokens:
            raise refusal(INVALID_TOKEN)
        if self.now() >= app.token_ends:
            raise refusal(TOKEN_EXPIRED)
        return app

    def member(self, userid: str) -> Member | None:
        """Return a member whom the app sees; ids are one whatever the case."""
        member = self.members.get(userid.lower())
        return member if member is not None and member.is_in_scope else None

    def store(self, kind: str, name: str, mime_type: str, content: bytes, owner: str = "") -> str:
        """Keep a file; return its media_id."""
        media_id = self.new_id("3")
        self.media[media_id] = Stored(kind, name, mime_type, content, self.now(), owner)
        return media_id

    def file(self, media_id: str, kind: str = "", owner: str = "") -> Stored:
        """Return a file of a kind that has not been thrown away yet."""
        file = self.media.get(media_id)
        if file is None or file.owner != owner or (kind and file.kind != kind):
            raise refusal(INVALID_MEDIA_ID, media_id)
        if self.now() >= file.born + MEDIA_LIFE:
            raise refusal(INVALID_MEDIA_ID, f"{media_id} expired")
        return file

    def new_code(self, card: Card) -> str:
        """Give out the right to change a card once."""
        code = self.new_id("response-code-")
        self.codes[code] = ResponseCode(card, self.now() + CODE_LIFE)
        return code

    def right_of(self, code: str) -> ResponseCode:
        """Return what a response code allows; whoever uses it marks it."""
        right = self.codes.get(code)
        if right is None or right.is_used or self.now() >= right.ends:
            raise refusal(RESPONSE_CODE_SPENT, code)
        return right

    def card_of(self, message: Message) -> Card:
        """Return the card of which this is a copy."""
        return next(card for card in self.cards if message in card.copies.values())
