"""Photos, voices and documents of a line, for whoever may read the line."""

from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

from models.errors import NotFound
from services.attachments.documents import PDF
from services.delivery import screens
from web.chat.parts import Chat
from web.chat.seats import OWN, lay_table
from web.chat.views import find_seated
from web.chat.visitors import visitor_of
from web.media import KEPT, give_part, kind_of


def show_media(chat: Chat, request: Request, line: str, index: str) -> Response:
    """Give a photo, voice or document that stands on a screen of this visitor; to nobody else."""
    found = _find(chat, request, line, index)
    shelf = chat.store.shelf
    if found is None or shelf is None:
        return _nothing()
    content, name = found
    try:
        data = shelf.get(content)
    except NotFound:
        return _nothing()
    if name:
        headers = {"Cache-Control": KEPT, "Content-Disposition": _named(name)}
        return Response(data, media_type=PDF, headers=headers)
    return give_part(request, data, kind_of(data))


def _find(chat: Chat, request: Request, line: str, index: str) -> tuple[str, str] | None:
    """Find a content; a document has a name with it."""
    if not all(it.isascii() and it.isdecimal() and len(it) < 19 for it in (line, index)):  # noqa: PLR2004 - digits that a database keeps
        return None
    with chat.store.read() as session:
        table = lay_table(session, visitor_of(request))
        seat = table.find(request.query_params.get("as", OWN))
        account = find_seated(session, seat) if seat is not None else None
        found = screens.find_line(session, account, int(line)) if account is not None else None
    if found is None:
        return None
    shown = found.shown
    seen = ((content, "") for content in (*shown.pictures, *shown.voices))
    contents = (*seen, *shown.documents)
    return contents[int(index)] if int(index) < len(contents) else None


def _named(name: str) -> str:
    """Say that a file is to be kept, and its name in any script (RFC 6266, RFC 8187)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _nothing() -> Response:
    return PlainTextResponse("", status_code=404)
