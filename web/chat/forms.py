"""Reading the chat page's form: at most so long, and everything in it checked."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request

from services.identity import links
from services.texts import chat as texts
from services.texts.pages import pages
from web.requests import LONGEST_TEXT, read_fields
from web.uploads import (
    LARGEST_FILE,
    LARGEST_VOICE,
    Parts,
    Upload,
    is_multipart,
    read_parts,
)
from web.wrong import Wrong

_KEY = re.compile(r"[\w-]{8,64}", re.ASCII)
_TOKEN = re.compile(r"[a-z0-9.]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,4}")
_JOIN = "join-"
_LINK = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """What a page sent.

    Args:
        seat: who speaks.
        beside: who else is in the window.
        group: the group it is said in; empty for one's own chat.
        key: the same when the same thing is sent once more.
        text: as typed, or what stands beside the photos.
        token: of the button pressed.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        album: the same for photos sent together.
        seconds: how long a voice is, as the page says; 0 when it does not.
        uploads: photos and voices.
    """

    seat: str
    beside: str
    group: str
    key: str
    text: str
    token: str
    latitude: float | None = None
    longitude: float | None = None
    album: str = ""
    seconds: int = 0
    uploads: Sequence[Upload] = ()

    @property
    def is_start(self) -> bool:
        """Whether a link is followed."""
        return self.text.startswith("/start ")

    def close(self) -> None:
        """Let go of the files."""
        Parts({}, self.uploads).close()


async def read_form(request: Request) -> Form:
    """Read a form; who reads it closes it.

    Raises:
        Wrong: it is too large, or not a form of ours.
    """
    parts = await _read(request)
    fields = parts.fields
    key = fields.get("key", "")
    key = key if _KEY.fullmatch(key) else secrets.token_urlsafe(12)
    album = fields.get("album", "")
    is_album = len(parts.uploads) > 1 or _KEY.fullmatch(album)
    return Form(
        seat=fields.get("as", ""),
        beside=fields.get("with", ""),
        group="" if _is_link(fields) else fields.get("in", ""),  # a link leads out of a group
        key=key,
        text=_text(fields),
        token=fields.get("token", ""),
        latitude=_degrees(fields, "latitude", 90),
        longitude=_degrees(fields, "longitude", 180),
        album=(album if _KEY.fullmatch(album) else key) if is_album else "",
        seconds=_seconds(fields),
        uploads=parts.uploads,
    )


async def _read(request: Request) -> Parts:
    if is_multipart(request):
        return await read_parts(request)
    return Parts(await read_fields(request))


def check_form(form: Form) -> None:
    """Check what was said.

    Raises:
        Wrong: nothing was said, or too much.
    """
    if form.token:
        if not _TOKEN.fullmatch(form.token):
            raise Wrong(400, texts.NOT_UNDERSTOOD())
        return
    for upload in form.uploads:
        if upload.is_too_large and upload.is_voice:
            raise Wrong(413, pages.TOO_LONG_A_VOICE(limit=LARGEST_VOICE // 2**20))
        if upload.is_too_large:
            raise Wrong(413, pages.TOO_LARGE(limit=LARGEST_FILE // 2**20))
    if len(form.text) > LONGEST_TEXT:
        raise Wrong(413, texts.TOO_LONG(count=len(form.text), limit=LONGEST_TEXT))
    is_silent = form.latitude is None or form.longitude is None
    if is_silent and not form.text and not form.uploads:
        raise Wrong(400, texts.NOTHING_SAID())


def is_invitation(start: str) -> bool:
    """Tell whether a link brings an invitation, and no code that joins two accounts."""
    code = start.removeprefix(_JOIN)
    return code != start and not links.is_link_code(code)


def _text(fields: Mapping[str, str]) -> str:
    """Give what was typed; following a link is the same as writing /start and what it names."""
    if _is_link(fields):
        return f"/start {fields['start']}"
    text = fields.get("text", "").replace("\r\n", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode().strip()


def _is_link(fields: Mapping[str, str]) -> bool:
    return _LINK.fullmatch(fields.get("start", "")) is not None


def _seconds(fields: Mapping[str, str]) -> int:
    said = fields.get("seconds", "")
    return int(said) if _SECONDS.fullmatch(said) else 0


def _degrees(fields: Mapping[str, str], name: str, most: int) -> float | None:
    try:
        value = float(fields.get(name, ""))
    except ValueError:
        return None
    return value if abs(value) <= most else None
