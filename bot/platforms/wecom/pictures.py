"""Photos, voices and documents: brought to WeCom and shown, and fetched from there."""

import logging

from bot.doors import Picture
from bot.platforms.tencent.calling import Line, Part
from bot.platforms.wecom.messages import Letter
from models.errors import PlatformDown, Rejected
from models.media import MediaKind

logger = logging.getLogger(__name__)

UPLOAD, FETCH = "/cgi-bin/media/upload", "/cgi-bin/media/get"

FILE = "file"
LARGEST = {"image": 10 * 2**20, "voice": 2 * 2**20, FILE: 20 * 2**20}
"""Bytes that the platform takes (developer.work.weixin.qq.com, "上传临时素材")."""

IMAGES = {"image/jpeg": "photo.jpg", "image/png": "photo.png"}
PLAYED = {"audio/amr": "voice.amr"}
FILES = {
    "audio/ogg": "voice.ogg",
    "audio/mpeg": "voice.mp3",
    "audio/mp4": "voice.m4a",
    "audio/webm": "voice.webm",
    "image/webp": "photo.webp",
}
UNNAMED = "document.pdf"


async def bring(line: Line, picture: Picture) -> Letter:
    """Bring a picture to the platform; give the message that shows it.

    Raises:
        DeliveryError: one of its kinds.
    """
    kind, name = _kind_of(picture)
    if kind != FILE and len(picture.data) <= LARGEST[kind]:
        try:
            return await _upload(line, kind, name, picture)
        except Rejected as error:  # a voice of over a minute is no trouble as a file
            logger.info("a picture goes as a file: %s", error)
    if len(picture.data) > LARGEST[FILE]:
        raise Rejected("the file is too large")
    return await _upload(line, FILE, name, picture)


async def fetch(line: Line, handle: str, most: int) -> bytes:
    """Fetch a photo or voice by its id.

    Raises:
        Rejected: it is gone (the platform keeps it for three days), or larger than `most` bytes.
        DeliveryError: one of its other kinds.
    """
    return await line.download(FETCH, {"media_id": handle}, most)


async def _upload(line: Line, kind: str, name: str, picture: Picture) -> Letter:
    part = Part("media", name, picture.mime, picture.data)
    said = await line.upload(UPLOAD, part, {"type": kind})
    media_id = said.get("media_id")
    if not isinstance(media_id, str):
        raise PlatformDown("no sensible answer")
    return {"msgtype": kind, kind: {"media_id": media_id}}


def _kind_of(picture: Picture) -> tuple[str, str]:
    """Tell as what a picture goes: as what it is where it can be shown or played, else a file."""
    match picture.kind:
        case MediaKind.PHOTO if picture.mime in IMAGES:
            return "image", IMAGES[picture.mime]
        case MediaKind.VOICE if picture.mime in PLAYED:
            return "voice", PLAYED[picture.mime]
        case MediaKind.DOCUMENT:
            return FILE, picture.name or UNNAMED
        case _:
            return FILE, FILES.get(picture.mime, "file.bin")
