"""Templates and the files beside them, the same for every page."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from fastapi.templating import Jinja2Templates
from markupsafe import Markup, escape
from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = Path(__file__).parent
STATIC = HERE / "static"
PREFIX = "/static"

CHAT = "/chat"
MEDIA = (f"{CHAT}/media/", "/console/media/")
"""What people sent, as it is shown."""

PHOTOS = "/photos/"
"""The same, in an address below a page."""

PAGES = ("/board", "/follow", "/console", "/at")
"""Where the board, its pages about a case, and the desk begin."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
CHAT_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:;"
        " script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(self)",
    "Referrer-Policy": "same-origin",  # without it the page's own forms come from "null"
}
PAGE_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' blob:; media-src 'self';"
        " script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # without it the page's own forms come from "null"
}
MEDIA_HEADERS = HEADERS | {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What somebody sent is shown, and can do nothing."""

HOTLINE = "12345"
"""The government service line of every Chinese city."""

FOR_A_YEAR = "public, max-age=31536000, immutable"
NOT_KEPT = "no-store"
TO_ITS_PLACE = 307
"""Leads from an address to the same without its last slash; nothing else answers so."""

CALLED = re.compile(
    r"(?<![\d-])(0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|12345|12356|11[09]|120)(?![\d-])"
    r"|\b([A-Z]{2,6}-\d{4}-\d{6})\b"
    r"|((?:https?://[\w.:\[\]-]+)?(/console/sign-in\?code=[\w-]+))"
)
"""What a phone can dial (a landline, a mobile, the service lines, the emergency calls), the
number of a case, and a link to the desk, which leads to this very host."""


class Headers:
    """Gives every answer its headers; unlike a middleware of Starlette it lets streams be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_static = scope["path"].startswith(f"{PREFIX}/")
        given = headers_for(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(given)
                if message["status"] == TO_ITS_PLACE:
                    headers["Location"] = _without_host(headers["Location"])
                if is_static:
                    headers["Cache-Control"] = FOR_A_YEAR
                headers.setdefault("Cache-Control", NOT_KEPT)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _without_host(address: str) -> str:
    """Give an address on our own host; as it was made, it named whatever Host a caller wrote."""
    parts = urlsplit(address)
    return f"/{parts.path.lstrip('/')}{f'?{parts.query}' if parts.query else ''}"


def headers_for(path: str) -> Mapping[str, str]:
    """Give what every answer at an address carries."""
    is_page = path.startswith(PAGES)
    if path.startswith(MEDIA) or (is_page and PHOTOS in path):
        return MEDIA_HEADERS
    if path.startswith(CHAT):
        return CHAT_HEADERS
    return PAGE_HEADERS if is_page else HEADERS


def static_files() -> StaticFiles:
    """Give the files that pages refer to."""
    return StaticFiles(directory=STATIC)


def static_url(name: str) -> str:
    """Give the address of a file; it changes with its content, so it may be kept for ever."""
    return f"{PREFIX}/{name}?v={_VERSIONS[name]}"


def with_calls(text: str) -> Markup:
    """Give a text as HTML in which phones can be pressed and numbers of cases stay whole."""
    html, end = Markup(), 0
    for found in CALLED.finditer(text):
        phone, number, address, path = found.groups()
        html += escape(text[end : found.start()])
        if address:
            html += _LINK.format(path, address)
        else:
            html += _CALL.format(phone) if phone else _NUMBER.format(number)
        end = found.end()
    return html + escape(text[end:])


_CALL = Markup('<a href="tel:{0}">{0}</a>')
_LINK = Markup('<a href="{0}" target="_blank" rel="noopener">{1}</a>')
_NUMBER = Markup('<span class="number">{0}</span>')
_VERSIONS = {
    file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    for file in STATIC.iterdir()
    if file.is_file()
}

TEMPLATES = Jinja2Templates(HERE / "templates")
TEMPLATES.env.filters.update(static_url=static_url, with_calls=with_calls)
