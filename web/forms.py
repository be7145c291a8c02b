"""Reading the chat page's form: at most so long, and everything in it checked."""

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect

from services.texts import chat as texts
from services.texts.phrases import Phrase

LONGEST_TEXT = 5000
"""Characters of one message."""

LARGEST_FORM = 2**18
"""Bytes; a text of 5,000 characters takes at most 60,000."""

FORM_SECONDS = 10.0
MOST_FIELDS = 20
_KEY = re.compile(r"[\w-]{8,64}", re.ASCII)
_TOKEN = re.compile(r"[a-z0-9.]{1,64}")


class Wrong(Exception):
    """What was sent cannot be taken: status to answer with, and why in words."""

    def __init__(self, status: int, why: Phrase) -> None:
        super().__init__(why.key)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Form:
    """What a page sent."""

    seat: str
    beside: str
    key: str
    text: str
    token: str
    latitude: float | None = None
    longitude: float | None = None


async def read_fields(request: Request) -> Mapping[str, str]:
    """Read the fields of a form.

    Raises:
        Wrong: it is too large, or not a form of ours.
    """
    try:
        async with asyncio.timeout(FORM_SECONDS):
            body = await _read_body(request)
    except TimeoutError as error:
        raise Wrong(408, texts.NOT_UNDERSTOOD()) from error
    except ClientDisconnect as error:
        raise Wrong(400, texts.NOT_UNDERSTOOD()) from error
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace"
        )
    except ValueError as error:
        raise Wrong(400, texts.NOT_UNDERSTOOD()) from error
    return dict(pairs)


async def read_form(request: Request) -> Form:
    """Read what the chat page sent.

    Raises:
        Wrong: it is too large, or not a form of ours.
    """
    fields = await read_fields(request)
    key = fields.get("key", "")
    return Form(
        seat=fields.get("as", ""),
        beside=fields.get("with", ""),
        key=key if _KEY.fullmatch(key) else secrets.token_urlsafe(12),
        text=_text(fields),
        token=fields.get("token", ""),
        latitude=_degrees(fields, "latitude", 90),
        longitude=_degrees(fields, "longitude", 180),
    )


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise Wrong(413, texts.TOO_LONG(count=len(body) // 3, limit=LONGEST_TEXT))
    return bytes(body)


def check_form(form: Form) -> None:
    """Check what was said.

    Raises:
        Wrong: nothing was said, or too much.
    """
    if form.token:
        if not _TOKEN.fullmatch(form.token):
            raise Wrong(400, texts.NOT_UNDERSTOOD())
    elif form.latitude is None or form.longitude is None:
        if not form.text:
            raise Wrong(400, texts.NOTHING_SAID())
        if len(form.text) > LONGEST_TEXT:
            raise Wrong(413, texts.TOO_LONG(count=len(form.text), limit=LONGEST_TEXT))


def _text(fields: Mapping[str, str]) -> str:
    text = fields.get("text", "").replace("\r\n", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode().strip()


def _degrees(fields: Mapping[str, str], name: str, most: int) -> float | None:
    try:
        value = float(fields.get(name, ""))
    except ValueError:
        return None
    return value if abs(value) <= most else None
