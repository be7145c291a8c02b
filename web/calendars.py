"""The calendars of members, for whatever program knows the secret in the link."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy.exc import DBAPIError

from services.clock import Clock
from services.serving import feed
from services.store import Store
from web.limits import Buckets
from web.requests import address_of

PATH = "/calendar"
KEPT = "private, max-age=900"
RETRY_SECONDS = "60"


@dataclass(frozen=True, slots=True)
class Calendars:
    """What the calendars need, given by the process.

    Args:
        store: where the shifts are.
        clock: tells the time.
        wrong: how often one address may ask in vain: 60 at once, then one a second.
        right: how often one calendar may be read: 60 at once, then one a second; the large
            calendar services, and whoever shares a gateway, ask for many people from one address.
    """

    store: Store
    clock: Clock
    wrong: Buckets = field(default_factory=lambda: Buckets(60, 1))
    right: Buckets = field(default_factory=lambda: Buckets(60, 1))


def calendar_routes(calendars: Calendars) -> APIRouter:
    """Give the route of the calendars."""
    routes = APIRouter(prefix=PATH)

    @routes.api_route("/{secret}.ics", methods=["GET", "HEAD"])
    def _calendar(request: Request, secret: str) -> Response:
        return _show(calendars, request, secret)

    return routes


def _show(calendars: Calendars, request: Request, secret: str) -> Response:
    """Give a calendar; whatever is wrong with a secret, the answer is the same."""
    written, may_go_on = None, True
    try:
        with calendars.store.read() as session:
            if feed.opens(session, secret):
                may_go_on = calendars.right.take(secret)
                written = feed.read_feed(session, secret, calendars.clock) if may_go_on else None
            else:
                may_go_on = calendars.wrong.take(address_of(request))
    except DBAPIError:
        return PlainTextResponse("", status_code=503, headers={"Retry-After": RETRY_SECONDS})
    if not may_go_on:
        return PlainTextResponse("", status_code=429, headers={"Retry-After": RETRY_SECONDS})
    if written is None:
        return PlainTextResponse("", status_code=404)
    return Response(written, media_type="text/calendar", headers={"Cache-Control": KEPT})
