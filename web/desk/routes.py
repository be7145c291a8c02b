"""All routes of the desk."""

from fastapi import APIRouter, Request, Response

from models.cases import Case
from services.casework import alerts, todo
from services.texts.labels import STATUS_LABELS
from web.desk.briefs import brief_routes
from web.desk.figures import figure_routes
from web.desk.parts import ROOT, Desk
from web.desk.posters import poster_routes
from web.desk.showing import show
from web.desk.signing_in import signing_routes
from web.desk.visits import Page, Visit


def desk_routes(desk: Desk) -> APIRouter:
    """Give the routes of the desk, one router a noun."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("")
    def _home(request: Request) -> Response:
        return show(desk, request, _show_home)

    for router in (
        signing_routes(desk),
        figure_routes(desk),
        brief_routes(desk),
        poster_routes(desk),
    ):
        routes.include_router(router)
    return routes


def _show_home(visit: Visit) -> Page:
    page = todo.list_items(visit.session, visit.person_id, visit.clock)
    lines = [(item, _words(visit, item.case)) for item in page.items]
    labels = {status: label() for status, label in STATUS_LABELS.items()}
    return Page("desk/home.html", {"lines": lines, "labels": labels}, here="todo")


def _words(visit: Visit, case: Case) -> str:
    words, _ = alerts.words_of(visit.session, case)
    return todo.in_short(words)
