"""What is new on the screens of an open page: told at once, or, where that is too much, asked."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from web.chat.languages import language_of
from web.chat.parts import Chat
from web.chat.seats import OWN, lay_table
from web.chat.streams import Stream
from web.chat.visitors import visitor_of
from web.limits import Gate
from web.requests import address_of


class Streaming(StreamingResponse):
    """A stream that leaves its gate however it ends."""

    def __init__(self, gate: Gate, address: str, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as they are
        super().__init__(*given, **named)
        self._gate = gate
        self._address = address

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._gate.leave(self._address)


def open_stream(chat: Chat, request: Request) -> Response:
    """Send new lines of the seats named, for as long as the page is open.

    Without a cookie there is nothing to tell (204); beyond so many pages of one address (503) a
    page asks for its news now and then.
    """
    stream = _stream(chat, request)
    if isinstance(stream, Response):
        return stream
    address = address_of(request)
    if not chat.streams.enter(address):
        return Response(status_code=503, headers={"Retry-After": "60"})
    return Streaming(
        chat.streams,
        address,
        stream.events(_after(request)),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


def give_news(chat: Chat, request: Request) -> Response:
    """Give what is new, once."""
    stream = _stream(chat, request)
    if isinstance(stream, Response):
        return stream
    return JSONResponse([{"id": it.cursor, **it.told} for it in stream.read(_after(request))])


def _stream(chat: Chat, request: Request) -> Stream | Response:
    """Find the seats a page asks for, each once; or say why it is told nothing."""
    if not chat.news.take(address_of(request)):
        return Response(status_code=429, headers={"Retry-After": "60"})
    visitor = visitor_of(request)
    query = request.query_params
    wanted = query.getlist("as") or [OWN]
    with chat.store.read() as session:
        language = language_of(session, request)
        table = lay_table(session, visitor)
    if len(wanted) > len(table.seats) + len(table.groups):  # more than a page ever shows
        return Response(status_code=400)
    seats = [table.find(key) for key in dict.fromkeys(wanted)]
    speaker = table.find(query.get("by", "")) or table.speaker
    if visitor.is_new or None in seats:
        return Response(status_code=204)
    found = [seat for seat in seats if seat is not None]
    return Stream(chat.store, chat.door, chat.clock, found, speaker, language)


def _after(request: Request) -> str:
    return request.headers.get("Last-Event-ID") or request.query_params.get("after", "")
