"""Saying something in WeCom's groups: those our app made, those of robots, those that hear us.

None of them has buttons, and nothing said there can be changed.
"""

import asyncio
import base64
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.doors import Outgoing, Picture
from bot.platforms.tencent.answers import code_of, raise_for
from bot.platforms.tencent.calling import Line, Wire
from bot.platforms.wecom import links, pictures
from bot.platforms.wecom.smart_bot import SmartBot
from bot.speaking import numbered
from bot.speaking.cutting import split_bytes
from models.errors import DeliveryError, Rejected, RetryAfter, Unreachable
from models.groups import HEARD, MADE, PUSHED
from models.media import MediaKind
from services import link_words, reply_links
from services.groups import group_robots
from services.store import Store
from services.texts import forward_tasks as texts
from services.texts.phrases import put_into_words

logger = logging.getLogger(__name__)

SEND, PUSH = "/cgi-bin/appchat/send", "/cgi-bin/webhook/send"

LONGEST_TEXT = 2048
"""Bytes of a text (developer.work.weixin.qq.com/document/path/90248 and 91770)."""

LARGEST_PUSHED = 2 * 2**20
"""Bytes of a picture that a robot takes."""

TOO_OFTEN = 45009
A_MINUTE = timedelta(minutes=1)
"""A robot's twenty messages are those of a minute."""


class Rooms(NamedTuple):
    """What the app says and hears in groups; without a smart bot it hears nothing there."""

    groups: "Groups"
    bot: SmartBot | None = None


SendPrivately = Callable[[Outgoing], Awaitable[str]]
"""Sends a message of the app to a member."""


def is_group(chat: str) -> bool:
    """Tell whether a chat is a group."""
    return chat.startswith((MADE, PUSHED, HEARD))


@dataclass(frozen=True, slots=True)
class Groups:
    """Says things in groups.

    Args:
        line: calls that bear the app's token.
        wire: calls to the same origin without one.
        origin: of the platform's server.
        store: where keys of robots and ways to answer are.
        robot: our account on the platform.
        now: tells the instant.
    """

    line: Line
    wire: Wire
    origin: str
    store: Store
    robot: str
    now: Callable[[], datetime]

    async def send(self, outgoing: Outgoing, send_privately: SendPrivately) -> str:
        """Send one part; no group gives an id of what was said in it.

        Args:
            outgoing: what is to be said in a group.
            send_privately: for what cannot be said there.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        if outgoing.answers:
            return ""  # nothing is pressed in these groups
        if outgoing.chat.startswith(MADE):
            await self._send_made(outgoing)
        elif outgoing.chat.startswith(PUSHED):
            await self._push(outgoing)
        else:
            await self._answer(outgoing, send_privately)
        return ""

    async def _send_made(self, outgoing: Outgoing) -> None:
        chat = outgoing.chat.removeprefix(MADE)
        for picture in outgoing.pictures:
            try:
                letter = await pictures.bring(self.line, picture)
                await self.line.post(SEND, {"chatid": chat, **letter})
            except Rejected as error:
                logger.warning("a picture is left out: %s", error)
        for text in _texts(outgoing):
            body = {"chatid": chat, "msgtype": "text", "text": {"content": text}, "safe": 0}
            await self.line.post(SEND, body)

    async def _push(self, outgoing: Outgoing) -> None:
        key = await asyncio.to_thread(self._find_key, outgoing.chat)
        if key is None:
            raise Unreachable("the robot was removed")
        for body in (*_pushed_pictures(outgoing.pictures), *map(_text, _texts(outgoing))):
            said = await self.wire.call("POST", PUSH, {"key": key}, body=body)
            if code_of(said) == TOO_OFTEN:
                raise RetryAfter(A_MINUTE)
            raise_for(said)

    async def _answer(self, outgoing: Outgoing, send_privately: SendPrivately) -> None:
        """Answer in the group, once; what cannot be said there goes to who spoke alone.

        A link takes words only: pictures go to them, too.
        """
        if outgoing.pictures:
            await _say_alone(
                replace(outgoing, chat=outgoing.to, text="", buttons=()), send_privately
            )
        if not outgoing.text:
            return
        leading = [it for it in outgoing.buttons if it.link]
        others = [it for it in outgoing.buttons if not it.link]
        text = numbered.with_lines(outgoing.text, others, outgoing.first_number)
        alone = replace(outgoing, chat=outgoing.to, text=text, buttons=leading, pictures=())
        url = await asyncio.to_thread(self._take_link, outgoing)
        if url is None:
            await _say_alone(alone, send_privately)
            return
        words = [text]
        words += [put_into_words(texts.NAME_ME())] if text != outgoing.text else []
        words += [put_into_words(texts.LOOK_IN_THE_APP())] if leading else []
        try:
            await self._use_link(url, "\n\n".join(words))
        except (Rejected, Unreachable) as error:
            logger.warning("an answer goes to who asked instead of the group: %s", error)
            await _say_alone(alone, send_privately)
            return
        if leading:
            here = put_into_words(texts.GO_ON_HERE())
            try:
                await _say_alone(replace(alone, text=here), send_privately)
            except DeliveryError as error:
                logger.warning("who spoke in a group is not reached alone: %s", error)

    async def _use_link(self, url: str, text: str) -> None:
        link = links.read_link(url, self.origin)
        body = {"msgtype": "markdown", "markdown": {"content": text.replace("<", "＜")}}
        wire = self.wire if link.origin == self.origin else Wire(link.origin)
        try:
            raise_for(await wire.call("POST", links.PATH, link.query, body=body))
        finally:
            if wire is not self.wire:
                await wire.close()

    def _find_key(self, name: str) -> str | None:
        with self.store.read() as session:
            return group_robots.find_key(session, self.robot, name)

    def _take_link(self, outgoing: Outgoing) -> str | None:
        with self.store.write() as session:
            return reply_links.take(session, self.robot, outgoing.to, outgoing.chat, self.now())


async def _say_alone(outgoing: Outgoing, send_privately: SendPrivately) -> None:
    """Say something to who asked; that they cannot be reached is no fault of the group."""
    if not outgoing.chat or is_group(outgoing.chat):
        raise Rejected("nobody asked, and nothing can be said there unasked")
    try:
        await send_privately(outgoing)
    except Unreachable as error:
        raise Rejected(f"who asked is not reached: {error}") from error


def _texts(outgoing: Outgoing) -> Sequence[str]:
    """Give a text and below it what leads into the private chat, cut as the platform wants it."""
    text = numbered.with_lines(outgoing.text, [it for it in outgoing.buttons if not it.link])
    leading = [
        put_into_words(texts.IN_THE_APP(label=it.label, words=link_words.spell(it.link)))
        for it in outgoing.buttons
        if it.link
    ]
    below = "\n".join(leading)
    return split_bytes("\n\n".join(part for part in (text, below) if part), LONGEST_TEXT)


def _text(text: str) -> dict[str, object]:
    return {"msgtype": "text", "text": {"content": text}}


def _pushed_pictures(shown: Sequence[Picture]) -> Sequence[dict[str, object]]:
    return [
        {
            "msgtype": "image",
            "image": {
                "base64": base64.b64encode(it.data).decode(),
                "md5": hashlib.md5(it.data, usedforsecurity=False).hexdigest(),
            },
        }
        for it in shown
        if it.kind is MediaKind.PHOTO and len(it.data) <= LARGEST_PUSHED
    ]
