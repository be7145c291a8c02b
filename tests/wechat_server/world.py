"""Everything the platform knows: the account, who follows it, files, menu, codes, templates."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition
from typing import NamedTuple

from tests.servers.errors import JsonObject, WeixinError
from tests.servers.xml import Fields

HOURS_48 = 48 * 3600.0
MINUTE = 60.0
DAY = 86400.0
MEDIA_LIFE = 3 * DAY
PER_MESSAGE = 5
PER_EVENT = 3
TROUBLE = "该公众号提供的服务出现故障，请稍后再试"


class Account(NamedTuple):
    """What the console shows of the official account."""

    app_id: str
    secret: str
    token: str
    aes_key: str
    original_id: str
    """gh_…: the name under which the account writes."""


class Shown(NamedTuple):
    """Something that stood on a person's phone."""

    kind: str
    """passive, service, template, subscription or trouble."""
    type: str
    """text, image, news…"""
    text: str
    """The words, or the JSON of what has none."""
    raw: JsonObject
    at: float


@dataclass
class Allowance:
    """How many customer-service messages may still go, and until when."""

    left: int = 0
    until: float = 0.0


@dataclass
class Follower:
    """A person as the platform keeps them."""

    openid: str
    name: str
    is_following: bool = False
    followed_at: float = 0.0
    scene: str = ""
    messages: Allowance = field(default_factory=Allowance)
    events: Allowance = field(default_factory=Allowance)
    grants: dict[str, int] = field(default_factory=dict[str, int])
    """Subscription messages that may be sent, by template."""
    refusals: set[str] = field(default_factory=set[str])
    """Templates the person has switched off."""
    shown: list[Shown] = field(default_factory=list[Shown])


class StoredMedia(NamedTuple):
    """A file that the program or a person sent up."""

    media_id: str
    kind: str
    content: bytes
    content_type: str
    at: float


class Template(NamedTuple):
    """A template as the console holds it."""

    template_id: str
    fields: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]
    is_subscription: bool


class QrCode(NamedTuple):
    """A parametric code."""

    ticket: str
    scene: str
    until: float


@dataclass
class World:
    """The state behind calls and callbacks; whoever touches it holds `changed`."""

    account: Account
    clock: Callable[[], float]
    changed: Condition
    emit: Callable[[Follower, Fields], object]
    """Have the platform post a callback about this person."""
    people: dict[str, Follower] = field(default_factory=dict[str, Follower])
    media: dict[str, StoredMedia] = field(default_factory=dict[str, StoredMedia])
    menu: JsonObject | None = None
    codes: dict[str, QrCode] = field(default_factory=dict[str, QrCode])
    """By scene."""
    templates: dict[str, Template] = field(default_factory=dict[str, Template])
    origin: str = ""
    _counter: int = 0

    def next_number(self) -> int:
        """Return a number not used before."""
        self._counter += 1
        return self._counter

    def follower(self, openid: str) -> Follower:
        """Return who follows under this openid, or refuse: 40003, 43004."""
        person = self.people.get(openid)
        if person is None:
            raise WeixinError(40003, "invalid openid")
        if not person.is_following:
            raise WeixinError(43004, "require subscribe")
        return person

    def find_media(self, media_id: str) -> StoredMedia:
        """Return a file that is not older than three days, or refuse: 40007."""
        media = self.media.get(media_id)
        if media is None or media.at + MEDIA_LIFE <= self.clock():
            raise WeixinError(40007, "invalid media_id")
        return media

    def store(self, kind: str, content: bytes, content_type: str) -> StoredMedia:
        """Keep a file."""
        media_id = f"Wx{self.next_number():06d}_{kind}-{'m' * 48}"
        media = StoredMedia(media_id, kind, content, content_type, self.clock())
        self.media[media_id] = media
        return media

    def show(self, person: Follower, kind: str, content_type: str, raw: JsonObject) -> None:
        """Put something on the person's phone."""
        person.shown.append(
            Shown(kind, content_type, words_of(content_type, raw), raw, self.clock())
        )
        self.changed.notify_all()

    def allow(self, person: Follower, *, is_message: bool) -> None:
        """Let the account write back: five times in 48 hours, or three times in a minute.

        Allowances do not add up; a press or a scan only fills up to three, for its minute.
        """
        now = self.clock()
        if is_message:
            person.messages = Allowance(PER_MESSAGE, now + HOURS_48)
            person.events = Allowance()
            return
        left = person.messages.left if person.messages.until > now else 0
        person.events = Allowance(max(PER_EVENT - left, 0), now + MINUTE)

    def spend(self, person: Follower) -> None:
        """Use one customer-service message, or refuse: 45015, 45047."""
        now = self.clock()
        alive = [it for it in (person.events, person.messages) if it.until > now]
        if not alive:
            raise WeixinError(45015, "response out of time limit or subscription is canceled")
        for allowance in alive:
            if allowance.left:
                allowance.left -= 1
                return
        raise WeixinError(45047, "out of response count limit")


def words_of(content_type: str, raw: JsonObject) -> str:
    """Return what one reads in a message of this type."""
    body = raw.get(content_type, raw)
    if content_type == "text":
        return str(body["content"])
    if content_type == "news":
        return "\n".join(f"{it['title']}\n{it.get('description', '')}" for it in body["articles"])
    if content_type == "msgmenu":
        lines = [body.get("head_content", "")]
        lines += [it["content"] for it in body["list"]] + [body.get("tail_content", "")]
        return "\n".join(lines)
    if content_type == "template":
        return "\n".join(it["value"] for it in raw["data"].values())
    return f"({content_type})"
