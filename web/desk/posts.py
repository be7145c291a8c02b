"""Posts at the desk (岗位): what waits to be decided, what is open, and lists to take along."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.errors import NotAllowed
from models.posts import Opening
from models.shifts import AttendanceState
from services.areas import areas
from services.office import access
from services.posts import claim_messages, claim_rows, claims, kept, openings
from services.posts.weekly_times import read_times
from services.serving import hours, no_shows
from services.serving.parts import full_name, get_part, say_shift
from services.serving.reasons import reason_of
from services.tables.post_import import COLUMNS, NEEDED, import_openings
from services.texts.pages import post_pages as texts
from services.texts.posts import shift_hours as hour_texts
from services.texts.posts.openings import say_weekly
from services.texts.posts.posts import CLAIM_LABELS, CONFIRMATION_LABELS, name_post
from web.desk.imports import Import, import_routes
from web.desk.opening_page import opening_routes
from web.desk.parts import ROOT, Desk
from web.desk.sheets import Cell, sheet_file
from web.desk.shift_page import shift_routes
from web.desk.showing import change, show
from web.desk.visits import Done, File, Page, Visit
from web.requests import RowId

HERE = f"{ROOT}/posts"
LISTED = 50

IMPORT = Import(
    "posts",
    "posts.import_title",
    COLUMNS,
    NEEDED,
    lambda visit: access.require_somewhere(visit.session, visit.person_id, Action.OPEN_POST),
    lambda visit, table: import_openings(visit.session, table, visit.clock, visit.person_id),
)
_VERDICTS = {
    "stands": AttendanceState.ABSENT,
    "cleared": AttendanceState.SERVED,
    "excused": AttendanceState.EXCUSED,
}


def posts_routes(desk: Desk) -> APIRouter:
    """Give the routes of posts, claims and shifts."""
    routes = APIRouter(prefix=ROOT)
    routes.routes.extend(import_routes(desk, IMPORT).routes)

    @routes.get("/posts")
    def _list(request: Request) -> Response:
        return show(desk, request, _show_all)

    @routes.get("/posts/export")
    def _export(request: Request) -> Response:
        return show(desk, request, _export_list)

    @routes.post("/posts/claims/{claim_id:int}")
    async def _decide(request: Request, claim_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            return _decide_claim(visit, claim_id)

        return await change(desk, request, act, again=_show_all)

    @routes.post("/posts/disputes/{attendance_id:int}")
    async def _settle(request: Request, attendance_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            return _decide_dispute(visit, attendance_id)

        return await change(desk, request, act, again=_show_all)

    routes.routes.extend(opening_routes(desk).routes)
    routes.routes.extend(shift_routes(desk).routes)
    return routes


def _show_all(visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    may_open = bool(access.areas_where(session, me, Action.OPEN_POST))
    if not may_open:
        access.require_somewhere(session, me, Action.CONFIRM_SERVICE)
    open_here = kept.list_kept(session, me, visit.clock) if may_open else ()
    page = hours.list_waiting(session, me, visit.clock, limit=LISTED)
    shown: dict[str, Any] = {
        "may_open": may_open,
        "claims": [
            (claim, claim_messages.describe(session, claim, opening))
            for claim, opening in claim_rows.list_pending(session, me)
        ],
        "hours": [(it, say_shift(session, it.shift, visit.clock)) for it in page.items],
        "more_hours": page.total - len(page.items),
        "disputes": [_dispute(visit, it.id) for it in no_shows.list_disputed(session, me)],
        "openings": [_line(visit, it) for it in open_here],
        "counts": kept.count_waiting(session, open_here),
    }
    return Page("desk/posts.html", shown, here="posts")


def _line(visit: Visit, opening: Opening) -> dict[str, Any]:
    post = openings.post_of(visit.session, opening)
    place = areas.area_of(visit.session, opening.area_id)
    return {
        "row": opening,
        "post": name_post(post.code, post.name),
        "area": areas.full_name(visit.session, place),
        "times": say_weekly(read_times(opening.times)),
    }


def _dispute(visit: Visit, attendance_id: int) -> dict[str, Any]:
    part = get_part(visit.session, attendance_id)
    return {
        "id": attendance_id,
        "name": full_name(visit.session, part.attendance.person_id),
        "shift": say_shift(visit.session, part.shift, visit.clock),
        "words": reason_of(visit.session, part.attendance),
    }


def _decide_claim(visit: Visit, claim_id: int) -> Done:
    session, me, clock = visit.session, visit.person_id, visit.clock
    to = HERE
    if "opening" in visit.fields:
        to = f"{HERE}/{visit.number('opening') or 0}"
    if visit.fields.get("act") == "confirm":
        claims.confirm_claim(session, claim_id, me, clock)
        return Done(to, texts.CONFIRMED())
    claims.decline_claim(session, claim_id, me, visit.fields.get("reason", ""), clock)
    return Done(to, texts.DECLINED())


def _decide_dispute(visit: Visit, attendance_id: int) -> Done:
    verdict = _VERDICTS.get(visit.fields.get("act", ""))
    if verdict is None:
        raise NotAllowed("not_allowed")
    no_shows.decide(visit.session, attendance_id, visit.person_id, verdict, visit.clock)
    return Done(HERE, hour_texts.DECIDED())


def _export_list(visit: Visit) -> File:
    """Give what is open, or who holds what, as a table; phones are not in it."""
    found = kept.list_kept(visit.session, visit.person_id, visit.clock)
    if visit.query.get("list") == "holders":
        return _export_holders(visit, found)
    waiting = kept.count_waiting(visit.session, found)
    names = [
        "post",
        "area",
        "places",
        "taken",
        "waiting",
        "from",
        "to",
        "times",
        "place",
        "confirm",
    ]
    rows = (_row(visit, it, waiting.get(it.id, 0)) for it in found)
    return sheet_file(visit, "posts.title", [f"posts.{it}" for it in names], rows)


def _row(visit: Visit, opening: Opening, waiting: int) -> Sequence[Cell]:
    line = _line(visit, opening)
    return (
        line["post"],
        line["area"],
        opening.places,
        opening.taken,
        waiting,
        opening.starts_on,
        opening.ends_on,
        line["times"],
        opening.place,
        CONFIRMATION_LABELS[opening.confirm](),
    )


def _export_holders(visit: Visit, found: Sequence[Opening]) -> File:
    lines = {it.id: _line(visit, it) for it in found}
    rows = (
        (
            lines[claim.opening_id]["post"],
            lines[claim.opening_id]["area"],
            lines[claim.opening_id]["times"],
            claim_messages.real_name(visit.session, claim.person_id),
            CLAIM_LABELS[claim.state](),
            claim.since,
        )
        for claim in kept.list_claims(visit.session, found)
    )
    names = ["post", "area", "times", "holder", "state", "since"]
    return sheet_file(visit, "posts.holders", [f"posts.{it}" for it in names], rows)
