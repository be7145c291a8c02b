"""All routes of the desk."""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request, Response

from web.desk.announcements import announcement_routes
from web.desk.areas import areas_routes
from web.desk.briefs import brief_routes
from web.desk.call_list import call_routes
from web.desk.case_file import case_file_routes
from web.desk.case_list import case_list_routes
from web.desk.figures import figure_routes
from web.desk.lists import list_routes
from web.desk.live import live_routes
from web.desk.meetings import meeting_routes
from web.desk.members import members_routes
from web.desk.new_case import new_case_routes
from web.desk.notices import notices_routes
from web.desk.outer import outer_routes
from web.desk.parts import ROOT, Desk
from web.desk.posters import poster_routes
from web.desk.posts import posts_routes
from web.desk.queue import show_queue
from web.desk.seat import seat_routes
from web.desk.showing import show
from web.desk.signing_in import signing_routes
from web.desk.staff import staff_routes
from web.desk.system import system_routes
from web.desk.triage import triage_routes

NOUNS: Sequence[Callable[[Desk], APIRouter]] = (
    signing_routes,
    seat_routes,
    live_routes,
    announcement_routes,
    areas_routes,
    brief_routes,
    call_routes,
    case_file_routes,
    case_list_routes,
    figure_routes,
    list_routes,
    meeting_routes,
    members_routes,
    new_case_routes,
    notices_routes,
    outer_routes,
    poster_routes,
    posts_routes,
    staff_routes,
    system_routes,
    triage_routes,
)
"""One router a noun."""


def desk_routes(desk: Desk) -> APIRouter:
    """Give the routes of the desk."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(desk, request, show_queue)

    for noun in NOUNS:
        routes.routes.extend(noun(desk).routes)
    return routes
