"""Posting: customer-service messages (客服消息), what they show before what they say."""

import logging
from collections import OrderedDict
from datetime import timedelta

from bot.doors import Outgoing, Picture
from bot.platforms.tencent.calling import Line, Part
from models.errors import Rejected
from models.media import MediaKind
from services.clock import Clock
from services.texts import wechat as texts
from services.texts.phrases import put_into_words

logger = logging.getLogger(__name__)

LONGEST_TEXT = 2048
"""Bytes of UTF-8."""

LARGEST_PHOTO = 10 * 2**20
LARGEST_VOICE = 2 * 2**20
"""Bytes that WeChat keeps for three days (新增临时素材)."""

KEPT = timedelta(days=2, hours=12)
"""How long what was brought is used again; WeChat keeps it for three days."""

PLAYED = {"audio/amr": "voice.amr", "audio/mpeg": "voice.mp3"}
UNNAMED = "document.pdf"
SEND = "/cgi-bin/message/custom/send"
UPLOAD = "/cgi-bin/media/upload"
NO_SUCH_MEDIA = "40007"
REMEMBERED = 1000


class Posting:
    """Says parts of messages by one line.

    Args:
        line: to WeChat's servers.
        clock: tells the time.
        page: where documents can be had; empty when nowhere.
    """

    def __init__(self, line: Line, clock: Clock, page: str) -> None:
        self._line = line
        self._clock = clock
        self._page = page
        self._brought: OrderedDict[str, tuple[str, float]] = OrderedDict()

    async def post(self, outgoing: Outgoing) -> None:
        """Show the picture of a part, if it has one, and say its words.

        Raises:
            DeliveryError: one of its kinds; a picture that WeChat refuses is left out.
        """
        for picture in outgoing.pictures:
            await self._show(outgoing.chat, picture)
        if outgoing.text:
            await self._say(outgoing.chat, outgoing.text)

    async def _say(self, chat: str, words: str) -> None:
        await self._line.post(
            SEND, {"touser": chat, "msgtype": "text", "text": {"content": words}}
        )

    async def _show(self, chat: str, picture: Picture) -> None:
        """Show one picture or voice; what WeChat will never show keeps no words back.

        No message carries a document: where it can be had is said instead.
        """
        if picture.kind is MediaKind.DOCUMENT:
            await self._say(chat, self._where(picture.name or UNNAMED))
            return
        kind, name, most = _form(picture)
        if not kind:
            return
        if len(picture.data) > most:
            logger.warning("a %s of %s bytes is left out", picture.kind, len(picture.data))
            return
        try:
            await self._show_brought(chat, kind, name, picture)
        except Rejected as error:
            logger.warning("a %s is left out: %s", picture.kind, error)

    def _where(self, name: str) -> str:
        if self._page:
            return put_into_words(texts.NO_DOCUMENT_BUT_PAGE(name=name))
        return put_into_words(texts.NO_DOCUMENT(name=name))

    async def _show_brought(self, chat: str, kind: str, name: str, picture: Picture) -> None:
        """Show what was brought before, or bring it; once more when WeChat forgot it."""
        for is_last in (False, True):
            media_id = await self._bring(kind, name, picture)
            try:
                await self._line.post(
                    SEND, {"touser": chat, "msgtype": kind, kind: {"media_id": media_id}}
                )
            except Rejected as error:
                self._brought.pop(picture.content, None)
                if is_last or not str(error).startswith(NO_SUCH_MEDIA):
                    raise
            else:
                return

    async def _bring(self, kind: str, name: str, picture: Picture) -> str:
        now = self._clock.now().timestamp()
        known, until = self._brought.get(picture.content, ("", 0.0))
        if known and now < until:
            return known
        part = Part("media", name, picture.mime, picture.data)
        said = await self._line.upload(UPLOAD, part, {"type": kind})
        media_id = said.get("media_id")
        if not isinstance(media_id, str) or not media_id:
            raise Rejected("what was brought has no media_id")
        if picture.content:
            self._brought[picture.content] = (media_id, now + KEPT.total_seconds())
            if len(self._brought) > REMEMBERED:
                self._brought.popitem(last=False)
        return media_id


def _form(picture: Picture) -> tuple[str, str, int]:
    """Give WeChat's kind, a name and the most bytes; no kind for what is not shown there."""
    if picture.kind is MediaKind.PHOTO:
        return "image", "photo.jpg", LARGEST_PHOTO
    if picture.kind is MediaKind.VOICE:
        name = PLAYED.get(picture.mime, "")
        if not name:
            logger.warning("a voice of %s is left out", picture.mime)
        return ("voice" if name else ""), name, LARGEST_VOICE
    return "", "", 0
