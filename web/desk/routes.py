"""All routes of the desk."""

from fastapi import APIRouter, Request, Response

from web.desk.live import live_routes
from web.desk.outer import outer_routes
from web.desk.parts import ROOT, Desk
from web.desk.queue import show_queue
from web.desk.seat import seat_routes
from web.desk.showing import show
from web.desk.signing_in import signing_routes


def desk_routes(desk: Desk) -> APIRouter:
    """Give the routes of the desk, one router a noun."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(desk, request, show_queue)

    for router in (
        signing_routes(desk),
        seat_routes(desk),
        live_routes(desk),
        outer_routes(desk),
    ):
        routes.include_router(router)
    return routes
