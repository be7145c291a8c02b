"""All routes of the desk."""

from fastapi import APIRouter, Request, Response

from models.cases import Case
from services.casework import alerts, todo
from services.texts.labels import STATUS_LABELS
from web.desk.call_list import call_routes
from web.desk.case_file import case_file_routes
from web.desk.case_list import case_list_routes
from web.desk.new_case import new_case_routes
from web.desk.parts import ROOT, Desk
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
        case_list_routes(desk),
        case_file_routes(desk),
        new_case_routes(desk),
        call_routes(desk),
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
