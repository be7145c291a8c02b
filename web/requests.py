"""What every page reads of a request: from where it comes, in which language, and its fields."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from fastapi import HTTPException, Path, Request
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from models.people import Language
from services.texts import chat as texts
from services.texts.pages import pages
from web.limits import household
from web.uploads import LARGEST_FORM, MOST_FIELDS, is_multipart
from web.wrong import Wrong

RowId = Annotated[int, Path(ge=1, le=2**62)]
"""A row in an address; what is larger is none, and would be an error of the store."""

LANGUAGE_COOKIE = "minqing_language"
LONGEST_TEXT = 5000
"""Characters of one message."""

FORM_SECONDS = 10.0
MOST_SENT = 400
"""Fields of a page's form; a meeting may tick some hundred cases."""

LARGEST_SENT = 2**20
LARGEST_WITH_FILES = 30 * 2**20
"""Bytes of a form without, and with files."""

MOST_FILES = 12


class Upload(NamedTuple):
    """A file that was handed in: what it was called, and what is in it."""

    name: str
    content: bytes


class Sent(NamedTuple):
    """What a form brought: each field's first value that is not empty, all values, the files."""

    fields: Mapping[str, str] = {}
    lists: Mapping[str, Sequence[str]] = {}
    files: Mapping[str, Sequence[Upload]] = {}


def address_of(request: Request) -> str:
    """Give the address somebody comes from, as the limits count it."""
    return household(request.client.host if request.client else "")


def is_own_page(request: Request, public_url: str | None) -> bool:
    """Tell whether a form was sent by a page of ours.

    The cookie is SameSite=Lax, so other sites' forms come without it anyway; this is the second
    lock. A program that is no browser sends neither header.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    ours = {request.headers.get("Host"), urlsplit(public_url or "").netloc}
    return urlsplit(origin).netloc in ours - {"", None}


def cookie_language(request: Request) -> Language:
    """Tell in which language to show a browser pages, before anybody is known."""
    return asked_language(request) or Language.SIMPLIFIED


def asked_language(request: Request) -> Language | None:
    """Tell which language was chosen in a browser, if one was."""
    with suppress(ValueError):
        return Language(request.cookies.get(LANGUAGE_COOKIE, ""))
    return None


async def read_fields(request: Request) -> Mapping[str, str]:
    """Read the fields of a form without files.

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
    return first_of(pairs)


def first_of(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give each field's first value that is not empty: a button stands before the text field."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields[name] = fields.get(name) or value
    return fields


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise Wrong(413, texts.TOO_LONG(count=len(body) // 3, limit=LONGEST_TEXT))
    return bytes(body)


async def read_sent(request: Request, *, takes_files: bool = False) -> Sent:
    """Read a form with everything in it.

    Args:
        request: of which nothing was read yet.
        takes_files: whether the form may be as large as files make it.

    Raises:
        Wrong: it is too large, or not a form of ours.
    """
    largest = LARGEST_WITH_FILES if takes_files and is_multipart(request) else LARGEST_SENT
    length = request.headers.get("Content-Length", "")
    if not length.isascii() or not length.isdecimal() or int(length) > largest:
        raise Wrong(413, pages.SENT_TOO_LARGE(limit=largest // 2**20))
    pairs: list[tuple[str, str]] = []
    files: dict[str, list[Upload]] = {}
    try:
        async with (
            asyncio.timeout(FORM_SECONDS if largest == LARGEST_SENT else 6 * FORM_SECONDS),
            request.form(max_files=MOST_FILES, max_fields=MOST_SENT) as form,
        ):
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        content = await value.read()
                        files.setdefault(name, []).append(Upload(value.filename, content))
                else:
                    pairs.append((name, _tidy(value)))
    except TimeoutError as error:
        raise Wrong(408, texts.NOT_UNDERSTOOD()) from error
    except (ClientDisconnect, HTTPException, UnicodeDecodeError) as error:
        raise Wrong(400, texts.NOT_UNDERSTOOD()) from error
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return Sent(first_of(pairs), lists, files)


def _tidy(value: str) -> str:
    """Give a field as people mean it; what no text may hold is replaced."""
    plain = value.replace("\r\n", "\n").replace("\0", "")
    return plain.encode("utf-8", "replace").decode().strip()
