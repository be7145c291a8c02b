"""Where somebody sits at the desk, and leaving what is not theirs (我的登录)."""

from fastapi import APIRouter, Request, Response

from services.identity import desk as sessions
from services.texts.pages import seat_pages as texts
from web.desk.browsers import tell_browser
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

SEAT = f"{ROOT}/seat"


def seat_routes(desk: Desk) -> APIRouter:
    """Give the routes of one's own sessions."""
    routes = APIRouter(prefix=f"{ROOT}/seat")

    @routes.get("")
    def _show(request: Request) -> Response:
        return show(desk, request, _list)

    @routes.post("/end")
    async def _end(request: Request) -> Response:
        return await change(desk, request, _end_one, again=_list)

    @routes.post("/others")
    async def _others(request: Request) -> Response:
        return await change(desk, request, _end_others, again=_list)

    return routes


def _list(visit: Visit) -> Page:
    found = sessions.list_open(visit.session, visit.person_id, visit.clock)
    seats = [(each, tell_browser(each.browser)) for each in found]
    return Page("desk/seat.html", {"seats": seats, "seat": SEAT}, here="seat")


def _end_one(visit: Visit) -> Done:
    number = visit.number("seat") or 0
    sessions.leave_other(visit.session, visit.person_id, number, visit.clock)
    return Done(SEAT, texts.ENDED())


def _end_others(visit: Visit) -> Done:
    count = sessions.leave_others(visit.session, visit.person_id, visit.session_id, visit.clock)
    return Done(SEAT, texts.OTHERS_ENDED(count=count))
