"""How the platform runs: doors, what waits, what failed, the timetable, the settings (运行)."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services import running
from services.texts.jobs import label_of
from services.texts.pages import admin_pages as texts
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

SYSTEM = f"{ROOT}/system"


def system_routes(desk: Desk) -> APIRouter:
    """Give the routes of the platform itself."""
    routes = APIRouter(prefix=f"{ROOT}/system")

    def look(visit: Visit) -> Page:
        return _show(desk, visit)

    @routes.get("")
    def _look(request: Request) -> Response:
        return show(desk, request, look)

    @routes.post("/retry")
    async def _retry_some(request: Request) -> Response:
        return await change(desk, request, _retry, again=look)

    @routes.post("/drop")
    async def _drop_some(request: Request) -> Response:
        return await change(desk, request, _drop, again=look)

    return routes


def _show(desk: Desk, visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    shown: dict[str, Any] = {
        "measures": running.measure(session, me, visit.clock),
        "doors": sorted(desk.faults().items()),
        "letters": running.list_letters(session, me),
        "messages": running.list_messages(session, me),
        "held": running.list_held(session, me),
        "system": SYSTEM,
        "job_label": label_of,
        "timetable": (),
        "settings": (),
        "store": desk.store.engine.dialect.name,
    }
    if desk.running is not None and running.may_run(session, me):
        shown["timetable"] = desk.running.timetable()
        shown["settings"] = desk.running.settings()
    return Page("desk/system.html", shown, here="system")


def _retry(visit: Visit) -> Done:
    kind, ids = visit.fields.get("kind", ""), visit.numbers("id")
    count = running.retry(visit.session, visit.person_id, kind, ids, visit.clock)
    return Done(SYSTEM, texts.RETRIED(count=count))


def _drop(visit: Visit) -> Done:
    kind, ids = visit.fields.get("kind", ""), visit.numbers("id")
    count = running.drop(visit.session, visit.person_id, kind, ids, visit.clock)
    return Done(SYSTEM, texts.DROPPED(count=count))
