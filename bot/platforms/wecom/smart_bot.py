"""The smart bot (智能机器人): what is said to it in groups, out of whatever JSON came in.

developer.work.weixin.qq.com/document/path/100719. Who speaks to it alone has the same private
conversation as with the app.
"""

import asyncio
import json
import re
from collections.abc import Sequence
from typing import cast

from typing_extensions import override

from bot.doors import Envelope, Receive
from bot.platforms.tencent import xml
from bot.platforms.tencent.address import Address
from bot.platforms.tencent.incoming import MEMBER, from_person, message_key, unreadable
from bot.platforms.tencent.turning_away import Gate
from bot.platforms.tencent.xml import Fields, fields_in, text_in
from handlers.talking.messages import NOTHING, Heard, Kind
from models.groups import HEARD
from services import reply_links
from services.clock import Clock
from services.store import Store
from web.callbacks import Answered, Called

LONGEST_ID = 64

CALLED = "/help"
"""What it means to name us and say nothing."""

_NAMED = re.compile(r"(?:^|(?<=[\s\u2005]))[@\uff20][^\s\u2005@]+[\s\u2005]*")
_FIRST = re.compile(rf"\s*(?:{_NAMED.pattern})+")
_LAST = re.compile(rf"[\s\u2005]+(?:{_NAMED.pattern})$")


class SmartBot(Address):
    """The address that the platform calls when somebody speaks to the bot.

    Args:
        gate: proves that it calls.
        store: where the ways to answer are kept.
        robot: our account on that platform.
        clock: tells the time.
    """

    def __init__(self, gate: Gate, store: Store, robot: str, clock: Clock) -> None:
        super().__init__(gate, "smart bot")
        self._store = store
        self._robot = robot
        self._clock = clock

    @override
    def _open(self, called: Called) -> tuple[Fields, Envelope | None]:
        raw = self._callbacks.open_json(called.query, called.body)
        fields = read(raw)
        return fields, envelope_of(fields, raw)

    @override
    async def _keep(self, receive: Receive, fields: Fields, envelope: Envelope) -> None:
        await asyncio.to_thread(self._keep_link, fields, envelope)
        await super()._keep(receive, fields, envelope)

    @override
    async def _answer(self, fields: Fields, envelope: Envelope | None, arrived: float) -> Answered:
        return Answered()

    def _keep_link(self, fields: Fields, envelope: Envelope) -> None:
        url = text_in(fields, "response_url")
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
        return xml.NOTHING
    return cast("Fields", found) if isinstance(found, dict) else xml.NOTHING


def envelope_of(fields: Fields, raw: bytes) -> Envelope | None:
    """Tell who speaks, and where; None for what is nobody's words."""
    if not fields:
        return unreadable(raw)
    if text_in(fields, "msgtype") not in _HEARD:
        return None
    sender = text_in(fields_in(fields, "from"), "userid").strip()
    key = "bot:" + message_key(sender, text_in(fields, "msgid"), raw)
    spoken = from_person(MEMBER, sender, key, raw)
    if not spoken.sender or text_in(fields, "chattype") != "group":
        return spoken
    chat = HEARD + text_in(fields, "chatid").strip()
    if not len(HEARD) < len(chat) <= LONGEST_ID:
        return unreadable(raw)
    return Envelope(key, raw, sender, chat, is_private=False)


def hear(payload: bytes) -> Heard:
    """Read a stored call of a known sender; what it quotes is somebody else's."""
    fields = read(payload)
    words = _words(fields).strip()
    if words and text_in(fields, "chattype") == "group":
        words = without_name(words) or CALLED
    if not words:
        return NOTHING
    return Heard(Kind.TEXT, words, outer_id=text_in(fields, "msgid").strip()[:LONGEST_ID])


def without_name(words: str) -> str:
    """Take out whom a message addresses: names at its beginning, or at its end."""
    return _LAST.sub("", _FIRST.sub("", words, count=1)).strip()


def _words(fields: Fields) -> str:
    match text_in(fields, "msgtype"):
        case "text":
            return text_in(fields_in(fields, "text"), "content")
        case "voice":
            return text_in(fields_in(fields, "voice"), "content")
        case "mixed":
            items = _objects(fields_in(fields, "mixed"), "msg_item")
            said = (text_in(fields_in(it, "text"), "content") for it in items)
            return "\n".join(filter(None, said))
        case _:
            return ""


def _objects(fields: Fields, name: str) -> Sequence[Fields]:
    found = fields.get(name)
    listed = cast("list[object]", found) if isinstance(found, list) else []
    return [cast("Fields", it) for it in listed if isinstance(it, dict)]


_HEARD = frozenset({"text", "voice", "mixed", "image", "file"})
"""What people say; the rest asks for more of an answer, or tells that somebody looks."""
