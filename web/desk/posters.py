"""Posters (海报) at the desk: choose where, and print them."""

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.areas import Level
from models.errors import Invalid, NotAllowed
from services import posters
from services.areas import areas
from services.drawing.poster import print_posters
from services.office import access
from services.rules import rules_of
from services.texts.operator import LEVEL_LABELS
from services.texts.pages import posters as texts
from services.texts.phrases import put_into_words
from web.desk.parts import ROOT, Desk
from web.desk.showing import show
from web.desk.visits import File, Page, Visit

PATH = f"{ROOT}/posters"


def poster_routes(desk: Desk) -> APIRouter:
    """Give the routes of the posters."""
    routes = APIRouter(prefix=f"{ROOT}/posters")

    @routes.get("")
    def _choose(request: Request) -> Response:
        return show(desk, request, _show)

    @routes.get("/posters.pdf")
    def _print(request: Request) -> Response:
        return show(desk, request, _give)

    return routes


def _show(visit: Visit) -> Page:
    held = access.areas_where(visit.session, visit.person_id, Action.KEEP_AREAS)
    if not held:
        raise NotAllowed("not_allowed")
    places = {
        it.id: it for outer in held for it in (outer, *areas.list_below(visit.session, outer))
    }
    shown = {
        "places": [
            (it.code, areas.full_name(visit.session, it))
            for it in places.values()
            if it.level is not Level.PATCH
        ],
        "levels": [(it.value, LEVEL_LABELS[it]()) for it in posters.LEVELS],
        "has_address": bool(rules_of(visit.session).public_url),
        "most": posters.MOST,
    }
    return Page("desk/posters.html", shown, here="posters")


def _give(visit: Visit) -> File:
    area = areas.get_area(visit.session, visit.query.get("area", ""))
    said = visit.query.get("level", "")
    try:
        level = Level(said) if said else None
    except ValueError:
        raise Invalid("button_outdated") from None
    found = posters.gather_for(visit.session, visit.person_id, area, level)
    title = put_into_words(texts.TITLE(area=area.name), language=visit.language)
    printed = print_posters(found, title, visit.clock.now())
    return File(printed, "application/pdf", f"{title}.pdf", is_inline=True)
