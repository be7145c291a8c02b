"""Notices at the desk (公示): what waits, what is in force, what is over; and one of them."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from models.cases import Case
from models.notices import Notice, Objection
from services.areas import areas
from services.notices import drafts, listing, notices, objections, overtaken, publishers
from services.notices.listing import IN_FORCE, LISTED, OVER
from services.texts import notices as texts
from services.texts.notices import STATE_LABELS
from web.desk.composing import composing_routes
from web.desk.notice_page import notice_routes
from web.desk.parts import ROOT, Desk
from web.desk.sheets import sheet_file
from web.desk.showing import change, show
from web.desk.visits import Done, File, Page, Visit
from web.requests import RowId

HERE = f"{ROOT}/notices"
MOST = 200
"""Drafts and objections on one page."""

LISTS = {"in_force": IN_FORCE, "over": OVER}


def notices_routes(desk: Desk) -> APIRouter:
    """Give the routes of notices."""
    routes = APIRouter(prefix=f"{ROOT}/notices")

    @routes.get("")
    def _list(request: Request) -> Response:
        return show(desk, request, _show_list)

    @routes.get("/export")
    def _export(request: Request) -> Response:
        return show(desk, request, _export_list)

    @routes.post("/objections/{objection_id:int}")
    async def _answer(request: Request, objection_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            return _answer_objection(visit, objection_id)

        return await change(desk, request, act, again=_show_list)

    routes.routes.extend(composing_routes(desk).routes)
    routes.routes.extend(notice_routes(desk).routes)
    return routes


def _show_list(visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    which = visit.query.get("list", "")
    if which in LISTS:
        return _show_part(visit, which)
    in_force = listing.list_of(session, me, IN_FORCE)
    waiting, total = notices.list_waiting(session, me, limit=MOST)
    of_none = drafts.list_drafts(session, me)
    open_ = objections.list_waiting(session, me, publishers.MOST_WAITING)
    shown: dict[str, Any] = {
        "waiting": [*((it, case) for it, case in waiting), *((it, None) for it in of_none)],
        "more_waiting": total - len(waiting),
        "left": drafts.list_left_to_others(session, me),
        "objections": [(it, *_against(visit, it.id)) for it in open_],
        "in_force": in_force.items,
        "counts": listing.count_open(session, in_force.items),
        "total": in_force.total,
        "over": listing.list_of(session, me, OVER, limit=5).items,
        "place": _place(visit),
    }
    return Page("desk/notices.html", shown, here="notices")


def _show_part(visit: Visit, which: str) -> Page:
    after = visit.number("after") or 0
    part = listing.list_of(visit.session, visit.person_id, LISTS[which], after)
    before = f"{HERE}?list={which}&after={max(0, after - LISTED)}" if after else ""
    rest = part.total > after + LISTED
    shown: dict[str, Any] = {
        "which": which,
        "items": part.items,
        "counts": listing.count_open(visit.session, part.items),
        "total": part.total,
        "newer": before,
        "older": f"{HERE}?list={which}&after={after + LISTED}" if rest else "",
        "labels": STATE_LABELS,
        "place": _place(visit),
    }
    return Page("desk/notices_part.html", shown, here="notices")


def _against(visit: Visit, objection_id: int) -> tuple[Notice, Case | None, str]:
    found = visit.session.get_one(Objection, objection_id)
    notice, case = objections.case_of(visit.session, found)
    return notice, case, objections.words_of(visit.session, found)


def _answer_objection(visit: Visit, objection_id: int) -> Done:
    session, me, clock = visit.session, visit.person_id, visit.clock
    if title := overtaken.close_overtaken(session, objection_id, me, clock):
        return Done(HERE, texts.OVERTAKEN(title=title))
    words, is_upheld = visit.fields.get("words", ""), visit.fields.get("act") == "uphold"
    objections.answer_objection(session, objection_id, me, words, clock, is_upheld=is_upheld)
    return Done(HERE, texts.ANSWERED())


def _export_list(visit: Visit) -> File:
    """Give what is on notice, and what was, as a table."""
    which = visit.query.get("list", "")
    states = LISTS.get(which, IN_FORCE)
    found = listing.list_of(visit.session, visit.person_id, states, limit=None).items
    return sheet_file(visit, "notices.title", _HEADERS, (_row(visit, it) for it in found))


_HEADERS: Sequence[str] = tuple(
    f"notices.{name}"
    for name in ("name", "area", "state", "published", "until", "ended", "words", "reason")
)


def _row(visit: Visit, notice: Notice) -> Sequence[Any]:
    return (
        notice.title,
        _place(visit)(notice),
        STATE_LABELS[notice.state](),
        notice.published_at,
        notice.ends_at,
        notice.ended_at,
        notice.words,
        notice.reason,
    )


def _place(visit: Visit) -> Callable[[Notice], str]:
    """Give templates the way to say where a notice is for."""

    def place(notice: Notice) -> str:
        return areas.full_name(visit.session, areas.area_of(visit.session, notice.area_id))

    return place
