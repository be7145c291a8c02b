"""Who is the grid manager here (挂牌上岗), and how to reach the office."""

from fastapi import APIRouter, Request, Response

from services import facts
from services.areas import areas
from services.office import in_charge
from web.board.asked import community_of, list_communities
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

PATH = f"{ROOT}/people"
LONGEST_ASKED = 60
FEW = 12
"""So many communities are shown whole; of more, one is chosen first."""


def people_routes(board: Board) -> APIRouter:
    """Give the routes of those who answer for a place."""
    routes = APIRouter(prefix=f"{ROOT}/people")

    @routes.get("")
    def _all(request: Request) -> Response:
        return show(board, request, _show_all)

    return routes


def _show_all(look: Look) -> Page:
    session = look.session
    asked = look.query.get("at", "").strip()[:LONGEST_ASKED]
    found = areas.find_place(session, asked, None) if asked else None
    communities, here = list_communities(session), community_of(look)
    shown = communities if len(communities) <= FEW else communities[:0]
    if here is not None:
        shown = [here]
    return Page(
        "board/people.html",
        {
            "asked": asked,
            "found": found,
            "found_name": "" if found is None else areas.full_name(session, found),
            "found_grid": "" if found is None else areas.grid_name(session, found),
            "found_people": () if found is None else in_charge.list_in_charge(session, found),
            "listed": [(it, in_charge.list_grids(session, it)) for it in shown],
            "communities": communities,
            "community": here,
            "path": PATH,
            "hours": facts.office_hours(session),
            "address": facts.office_address(session),
        },
        here="people",
    )
