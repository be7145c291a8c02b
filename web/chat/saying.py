"""Taking what was said on the chat page: words, presses, pins, photos and voices."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import Request
from sqlalchemy.exc import DBAPIError

from models.errors import DeliveryError, Invalid
from models.media import MediaKind
from services import facts
from services.attachments import media, pictures
from services.attachments.shelf import Shelf
from services.delivery import screens
from services.texts import chat as texts
from services.texts.pages import pages
from services.texts.phrases import Phrase
from services.texts.refusals import refusals
from web.chat.door import Listener, Spoken
from web.chat.forms import Form
from web.chat.languages import bring_language
from web.chat.parts import Chat
from web.chat.seats import OWN, Seat, lay_table
from web.chat.views import find_seated
from web.chat.visitors import visitor_of
from web.pages import HOTLINE
from web.requests import address_of
from web.uploads import Upload
from web.wrong import Wrong

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and in which group, if in one."""

    seat: Seat
    group: Seat | None = None

    @property
    def place(self) -> Seat:
        """Whose screen it stands on."""
        return self.group or self.seat


def speaker_of(chat: Chat, request: Request, form: Form) -> Speaker:
    """Find who speaks.

    Raises:
        Wrong: nobody of that name sits here, the browser keeps no cookies, or it is too much.
    """
    visitor = visitor_of(request)
    try:
        with chat.store.read() as session:
            table = lay_table(session, visitor, form.seat, "", form.group)
            seat = table.speaker
            if form.seat not in ("", seat.key) or (form.group and table.group is None):
                raise Wrong(404, texts.NOT_UNDERSTOOD())
            phone = facts.office_phone(session)
            is_known = seat.key != OWN or find_seated(session, seat) is not None
    except DBAPIError as error:
        raise Wrong(503, texts.NOT_STORED(phone=HOTLINE)) from error
    if seat.key == OWN and visitor.is_new:
        raise Wrong(400, texts.NO_COOKIE(phone=phone))
    if not is_known and not chat.newcomers.take(address_of(request)):
        raise Wrong(429, texts.TOO_MANY(phone=phone))
    bucket = chat.photos if form.uploads else chat.messages
    if not is_known:
        bring_language(chat, request)
    if not all(bucket.take(seat.chat) for _ in form.uploads or (form,)):
        raise Wrong(429, texts.TOO_FAST())
    if not chat.bytes.take(address_of(request), sum(it.size for it in form.uploads)):
        raise Wrong(429, pages.BUSY(phone=phone))
    return Speaker(seat, table.group)


async def say(chat: Chat, speaker: Speaker, form: Form, *, is_patient: bool) -> int:
    """Say what a form holds; give the number of the last line it left.

    Raises:
        Wrong: it cannot be stored now, or one of its photos cannot be opened; the others are said.
    """
    said, why = await _spoken(chat, speaker, form)
    line_id = 0
    with chat.door.listen({speaker.place.chat, speaker.seat.chat}) as listener:
        try:
            for spoken in said:
                line_id = await chat.door.take(spoken)
        except DeliveryError as error:
            logger.warning("a message cannot be stored: %s", error)
            raise Wrong(503, texts.NOT_STORED(phone=HOTLINE)) from error
        if is_patient and said:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(chat.patience):
                    await _answer(chat, speaker, line_id, listener)
    if why is not None:
        raise Wrong(415, why, is_taken=bool(said))
    return line_id


async def _spoken(
    chat: Chat, speaker: Speaker, form: Form
) -> tuple[Sequence[Spoken], Phrase | None]:
    """Give what is to be said, and what is wrong with a photo."""
    bare = Spoken(
        speaker.seat.chat,
        form.key,
        "" if form.token else form.text,
        form.token,
        group=speaker.group.chat if speaker.group is not None else "",
        title=speaker.group.name if speaker.group is not None else "",
        speaker=speaker.seat.said_as,
    )
    if form.token or not form.uploads:
        has_pin = not form.text and not form.token
        here = (form.latitude, form.longitude) if has_pin else (None, None)
        return [replace(bare, latitude=here[0], longitude=here[1])], None
    said: list[Spoken] = []
    why: Phrase | None = None
    for number, upload in enumerate(form.uploads):
        try:
            content, size = await _keep(chat, speaker, upload)
        except Invalid as refusal:
            why = _why_not(refusal, _kind(upload))
            continue
        said.append(
            replace(
                bare,
                key=f"{form.key}.{number}" if number else form.key,
                text="" if said else form.text,
                kind=_kind(upload),
                content=content,
                size=size,
                seconds=form.seconds,
                album=form.album,
            )
        )
    return said, why


def _why_not(refusal: Invalid, kind: MediaKind) -> Phrase:
    if refusal.reason == "attachments_too_many":
        return refusals.told(refusal)
    return (pages.BAD_VOICE if kind is MediaKind.VOICE else pages.BAD_PICTURE)()


async def _keep(chat: Chat, speaker: Speaker, upload: Upload) -> tuple[str, int]:
    """Make a file safe and put it on the shelf; so many at a time."""
    shelf = chat.store.shelf
    if shelf is None:
        raise Wrong(503, texts.NOT_STORED(phone=HOTLINE))
    async with chat.cleaning:
        if not await asyncio.to_thread(shelf.has_room):
            logger.error("the disk is nearly full: no photos are taken from the browser")
            raise Wrong(503, pages.NO_ROOM(phone=HOTLINE))
        try:
            return await asyncio.to_thread(_clean, chat, speaker, shelf, upload)
        except OSError as error:
            logger.warning("a photo cannot be stored: %s", error)
            raise Wrong(503, texts.NOT_STORED(phone=HOTLINE)) from error


def _clean(chat: Chat, speaker: Speaker, shelf: Shelf, upload: Upload) -> tuple[str, int]:
    with chat.store.read() as session:
        account = find_seated(session, speaker.seat)
        if account is not None and not media.has_room(session, account.id):
            raise Invalid("attachments_too_many")
    cleaned = pictures.clean(upload.read(), _kind(upload))
    return shelf.put(cleaned.data), len(cleaned.data)


def _kind(upload: Upload) -> MediaKind:
    return MediaKind.VOICE if upload.is_voice else MediaKind.PHOTO


async def _answer(chat: Chat, speaker: Speaker, line_id: int, listener: Listener) -> None:
    """Wait until something of ours stands below a line, or a press in a group did something."""
    if speaker.group is not None:
        await listener.wait(chat.patience)
        return

    def has_answer() -> bool:
        with chat.store.read() as session:
            account = find_seated(session, speaker.seat)
            lines = () if account is None else screens.list_lines(session, account, line_id)
        return any(line.is_ours for line in lines)

    while not await asyncio.to_thread(has_answer):
        await listener.wait(chat.patience)
