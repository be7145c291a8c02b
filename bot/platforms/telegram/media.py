"""Photos, voices and documents: fetched from Telegram, and shown there before the text."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

import httpx
from telegram import Bot, InputMediaDocument, InputMediaPhoto

from bot.doors import Outgoing, Picture
from bot.platforms.telegram.sending import in_our_words, in_topic
from models.errors import PlatformDown, Rejected, RetryAfter
from models.media import MediaKind

logger = logging.getLogger(__name__)

LONGEST_CAPTION = 1024
"""UTF-16 units (Bot API, sendPhoto)."""

PLAYED = {"audio/ogg": "voice.ogg", "audio/mpeg": "voice.mp3", "audio/mp4": "voice.m4a"}
"""What sendVoice takes, with a name for it; anything else goes as a file."""

FILES = {"audio/amr": "voice.amr", "audio/webm": "voice.webm"}

UNNAMED = "document.pdf"

SECONDS = 20.0
SECONDS_UNNAMED = 5
OK, TOO_MANY_REQUESTS = 200, 429
GONE = frozenset({400, 403, 404, 410})
REMEMBERED = 1000

Step = Callable[[str | None], Awaitable[str]]
"""Shows something with a caption; gives the id of the message."""


async def fetch(bot: Bot, handle: str, most: int) -> bytes:
    """Fetch a file by its id; nothing of an address, which holds the token, gets into an error.

    Raises:
        Rejected: it is gone, or larger than `most` bytes, whatever it said before.
        DeliveryError: one of its other kinds.
    """
    file = await in_our_words(bot.get_file(handle))
    if (file.file_size or 0) > most:
        raise Rejected("the file is too large")
    address = file.file_path or ""
    if not address.startswith(("http://", "https://")):
        raise Rejected("the file is kept out of reach")
    try:
        return await _download(address, most)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        ours = PlatformDown(f"the file does not arrive ({type(error).__name__})")
    raise ours


async def _download(address: str, most: int) -> bytes:
    plain = {"Accept-Encoding": "identity"}
    async with (
        httpx.AsyncClient(timeout=SECONDS) as client,
        client.stream("GET", address, headers=plain) as answer,
    ):
        _check(answer)
        got = bytearray()
        async for piece in answer.aiter_raw():
            got += piece
            if len(got) > most:
                raise Rejected("the file is too large")
    return bytes(got)


def _check(answer: httpx.Response) -> None:
    if answer.status_code in GONE:
        raise Rejected(f"the file is gone ({answer.status_code})")
    if answer.status_code == TOO_MANY_REQUESTS:
        named = answer.headers.get("retry-after", "")
        seconds = int(named) if named.isdecimal() else SECONDS_UNNAMED
        raise RetryAfter(timedelta(seconds=min(seconds, 3600)))
    if answer.status_code != OK:
        raise PlatformDown(f"the file does not arrive ({answer.status_code})")


class Showing:
    """Shows pictures; what was shown of the last thousand messages is remembered.

    So a text that has to wait does not bring its pictures along once more; only after a crash
    in between they are shown twice.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._shown: OrderedDict[str, int] = OrderedDict()

    async def show(self, outgoing: Outgoing, chat: int, topic: int | None) -> str | None:
        """Show the pictures of a message.

        Returns:
            The id of the message when its text went along as a caption; else None.

        Raises:
            DeliveryError: one of its kinds; a picture that Telegram refuses is left out.
        """
        steps = self._steps(outgoing.pictures, chat, topic)
        caption = outgoing.text if len(steps) == 1 and _is_caption(outgoing) else None
        for number, step in enumerate(steps):
            if number < self._shown.get(outgoing.key, 0):
                continue
            shown = await _try(step, caption)
            if caption is not None:
                return shown
            self._remember(outgoing.key, number + 1)
        return None

    def _remember(self, key: str, count: int) -> None:
        if key:
            self._shown[key] = count
            if len(self._shown) > REMEMBERED:
                self._shown.popitem(last=False)

    def _steps(self, pictures: Sequence[Picture], chat: int, topic: int | None) -> Sequence[Step]:
        photos = [it.data for it in pictures if it.kind is MediaKind.PHOTO]
        steps: list[Step] = []
        if len(photos) == 1:
            steps.append(partial(self._photo, chat, topic, photos[0]))
        elif photos:
            steps.append(partial(self._album, chat, topic, photos))
        steps.extend(
            partial(self._voice, chat, topic, it) for it in pictures if it.kind is MediaKind.VOICE
        )
        steps.extend(
            partial(self._document, chat, topic, it)
            for it in pictures
            if it.kind is MediaKind.DOCUMENT
        )
        return steps

    async def _photo(self, chat: int, topic: int | None, photo: bytes, caption: str | None) -> str:
        try:
            sent = await in_topic(
                topic,
                lambda thread: self._bot.send_photo(
                    chat, photo, caption, message_thread_id=thread, filename="photo.jpg"
                ),
            )
        except Rejected:  # a panorama is too wide for a photo, and no trouble as a file
            sent = await in_topic(
                topic,
                lambda thread: self._bot.send_document(
                    chat,
                    photo,
                    caption=caption,
                    message_thread_id=thread,
                    filename="photo.jpg",
                ),
            )
        return str(sent.message_id)

    async def _album(
        self, chat: int, topic: int | None, photos: Sequence[bytes], caption: str | None
    ) -> str:
        try:
            sent = await in_topic(
                topic,
                lambda thread: self._bot.send_media_group(
                    chat,
                    [InputMediaPhoto(it, filename="photo.jpg") for it in photos],
                    message_thread_id=thread,
                    caption=caption,
                ),
            )
        except Rejected:
            sent = await in_topic(
                topic,
                lambda thread: self._bot.send_media_group(
                    chat,
                    [InputMediaDocument(it, filename="photo.jpg") for it in photos],
                    message_thread_id=thread,
                    caption=caption,
                ),
            )
        return str(sent[0].message_id)

    async def _voice(
        self, chat: int, topic: int | None, voice: Picture, caption: str | None
    ) -> str:
        name = PLAYED.get(voice.mime)
        if name is None:
            sent = await in_topic(
                topic,
                lambda thread: self._bot.send_document(
                    chat,
                    voice.data,
                    caption=caption,
                    message_thread_id=thread,
                    filename=FILES.get(voice.mime, "voice"),
                ),
            )
        else:
            sent = await in_topic(
                topic,
                lambda thread: self._bot.send_voice(
                    chat, voice.data, caption=caption, message_thread_id=thread, filename=name
                ),
            )
        return str(sent.message_id)

    async def _document(
        self, chat: int, topic: int | None, document: Picture, caption: str | None
    ) -> str:
        sent = await in_topic(
            topic,
            lambda thread: self._bot.send_document(
                chat,
                document.data,
                caption=caption,
                message_thread_id=thread,
                filename=document.name or UNNAMED,
                disable_content_type_detection=True,
            ),
        )
        return str(sent.message_id)


async def _try(step: Step, caption: str | None) -> str | None:
    """Show something; what Telegram will never show does not keep the words back."""
    try:
        return await step(caption)
    except Rejected as error:
        logger.warning("a picture is left out: %s", error)
        return None


def _is_caption(outgoing: Outgoing) -> bool:
    units = len(outgoing.text.encode("utf-16-le", "surrogatepass")) // 2
    return not outgoing.buttons and 0 < units <= LONGEST_CAPTION
