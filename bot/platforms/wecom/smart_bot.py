"""The smart bot (智能机器人): what is said to it in groups, out of whatever JSON came in.

developer.work.weixin.qq.com/document/path/100719. Who speaks to it alone has the same private
conversation as with the app.
"""

import asyncio
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from typing_extensions import override

from bot.doors import Envelope, Receive
from bot.platforms.tencent.address import Address
from bot.platforms.tencent.callbacks import Callbacks
from handlers.messages import NOTHING, Heard, Kind
from models.groups import HEARD
from services import reply_links
from services.clock import Clock
from services.store import Store
from web.callbacks import Answered, Called

Fields: TypeAlias = Mapping[str, Any]

EMPTY: Fields = {}
LONGEST_ID = 64

CALLED = "/help"
"""What it means to name us and say nothing."""

_NAMED = re.compile(r"(?:^|(?<=[\s\u2005]))[@\uff20][^\s\u2005@]+[\s\u2005]*")
_FIRST = re.compile(rf"\s*(?:{_NAMED.pattern})+")
_LAST = re.compile(rf"[\s\u2005]+(?:{_NAMED.pattern})$")


class SmartBot(Address):
    """The address that the platform calls when somebody speaks to the bot.

    Args:
        callbacks: proves that it calls.
        store: where the ways to answer are kept.
        robot: our account on that platform.
        clock: tells the time.
    """

    def __init__(self, callbacks: Callbacks, store: Store, robot: str, clock: Clock) -> None:
        super().__init__(callbacks, "smart bot")
        self._store = store
        self._robot = robot
        self._clock = clock

    @override
    def _open(self, called: Called) -> tuple[bytes, Fields]:
        raw = self._callbacks.open_json(called.query, called.body)
        return raw, read(raw)

    @override
    def _envelope(self, fields: Fields, raw: bytes) -> Envelope | None:
        return envelope_of(fields, raw)

    @override
    async def _keep(self, receive: Receive, fields: Fields, envelope: Envelope) -> None:
        await asyncio.to_thread(self._keep_link, fields, envelope)
        await super()._keep(receive, fields, envelope)

    @override
    async def _answer(self, fields: Fields, envelope: Envelope | None, arrived: float) -> Answered:
        return Answered()

    def _keep_link(self, fields: Fields, envelope: Envelope) -> None:
        url = _word(fields, "response_url")
        if envelope.is_private or not url or not envelope.sender:
            return
        heard = reply_links.Heard(envelope.event_key, envelope.sender, envelope.chat, url)
        with self._store.write() as session:
            reply_links.keep(session, self._robot, heard, self._clock)


def read(raw: bytes) -> Fields:
    """Read the fields of a call; junk has none."""
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        return EMPTY
    return cast("Fields", found) if isinstance(found, dict) else EMPTY


def envelope_of(fields: Fields, raw: bytes) -> Envelope | None:
    """Tell who speaks, and where; None for what is nobody's words."""
    if _word(fields, "msgtype") not in _HEARD:
        return None
    key = _word(fields, "msgid") or hashlib.sha256(raw).hexdigest()
    key = f"bot:{key}" if len(key) <= LONGEST_ID else f"bot:{hashlib.sha256(raw).hexdigest()}"
    sender = _word(_object(fields, "from"), "userid")
    if not 0 < len(sender) <= LONGEST_ID:
        return Envelope(key, raw)
    if _word(fields, "chattype") != "group":
        return Envelope(key, raw, sender, sender)
    chat = HEARD + _word(fields, "chatid")
    if not len(HEARD) < len(chat) <= LONGEST_ID:
        return Envelope(key, raw)
    return Envelope(key, raw, sender, chat, is_private=False)


def hear(payload: bytes) -> Heard:
    """Read a stored call of a known sender; what it quotes is somebody else's."""
    fields = read(payload)
    words = _words(fields).strip()
    if words and _word(fields, "chattype") == "group":
        words = without_name(words) or CALLED
    if not words:
        return NOTHING
    return Heard(Kind.TEXT, words, outer_id=_word(fields, "msgid")[:LONGEST_ID])


def without_name(words: str) -> str:
    """Take out whom a message addresses: names at its beginning, or at its end."""
    return _LAST.sub("", _FIRST.sub("", words, count=1)).strip()


def _words(fields: Fields) -> str:
    match _word(fields, "msgtype"):
        case "text":
            return _word(_object(fields, "text"), "content")
        case "voice":
            return _word(_object(fields, "voice"), "content")
        case "mixed":
            items = _objects(_object(fields, "mixed"), "msg_item")
            said = (_word(_object(it, "text"), "content") for it in items)
            return "\n".join(filter(None, said))
        case _:
            return ""


def _word(fields: Fields, name: str) -> str:
    found = fields.get(name)
    return found if isinstance(found, str) else ""


def _object(fields: Fields, name: str) -> Fields:
    found = fields.get(name)
    return cast("Fields", found) if isinstance(found, dict) else EMPTY


def _objects(fields: Fields, name: str) -> Sequence[Fields]:
    found = fields.get(name)
    listed = cast("list[object]", found) if isinstance(found, list) else []
    return [cast("Fields", it) for it in listed if isinstance(it, dict)]


_HEARD = frozenset({"text", "voice", "mixed", "image", "file"})
"""What people say; the rest asks for more of an answer, or tells that somebody looks."""
