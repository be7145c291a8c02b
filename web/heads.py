"""HEAD wherever GET is, and all methods of an address where it is asked in a wrong one."""

from collections.abc import Iterable, Mapping

from fastapi import Request
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STREAMS = frozenset({"/chat/events", "/console/events"})
"""They have no end, so there is nothing to tell of them beforehand."""


class Heads:
    """Asks for the page where a HEAD comes, and gives its headers without a word."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"] in STREAMS:
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_head)


def allow_all(request: Request, routes: Iterable[BaseRoute]) -> Mapping[str, str]:
    """Give the header that names every method which some route takes at an address."""
    found: set[str] = set()
    for route in routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    if "GET" in found and request.url.path not in STREAMS:
        found.add("HEAD")
    return {"Allow": ", ".join(sorted(found))}
