"""Briefs (简报) at the desk: made, looked at, printed, and put on notice."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.briefs import Brief, BriefSpan
from models.errors import Invalid, NotAllowed, NotFound
from models.notices import Notice, NoticeState
from services.areas import areas
from services.briefs import brief_days, briefs, making, printing, retelling_briefs, sheets
from services.briefs.making import Counted
from services.clock import today
from services.drawing.charts import draw_svg
from services.figures import rates
from services.notices import four_eyes, notice_words
from services.office import access
from services.texts import briefs as texts
from services.texts.phrases import Phrase, put_into_words
from web.desk.parts import ROOT, Desk
from web.desk.sheets import XLSX
from web.desk.showing import change, show
from web.desk.visits import Done, File, Page, Visit
from web.requests import RowId

HERE = "briefs"
PATH = f"{ROOT}/briefs"
SVG, PDF = "image/svg+xml", "application/pdf"


def brief_routes(desk: Desk) -> APIRouter:
    """Give the routes of the briefs."""
    routes = APIRouter(prefix=f"{ROOT}/briefs")

    @routes.get("")
    def _list(request: Request) -> Response:
        return show(desk, request, _show_list)

    @routes.post("")
    async def _make(request: Request) -> Response:
        return await change(desk, request, _make_one, _show_list, _count_one)

    @routes.get("/{brief_id}")
    def _one(request: Request, brief_id: RowId) -> Response:
        return show(desk, request, lambda visit: _show_one(visit, brief_id))

    @routes.post("/{brief_id}/notice")
    async def _draft(request: Request, brief_id: RowId) -> Response:
        return await change(desk, request, lambda visit: _draft_one(visit, brief_id))

    @routes.post("/{brief_id}/publish")
    async def _publish(request: Request, brief_id: RowId) -> Response:
        def again(visit: Visit) -> Page:
            return _show_one(visit, brief_id)

        return await change(desk, request, lambda visit: _publish_one(visit, brief_id), again)

    _file_routes(routes, desk)
    return routes


def _file_routes(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/{brief_id}/brief.pdf")
    def _pdf(request: Request, brief_id: RowId) -> Response:
        return show(desk, request, lambda visit: _print(visit, brief_id))

    @routes.get("/{brief_id}/brief.xlsx")
    def _xlsx(request: Request, brief_id: RowId) -> Response:
        return show(desk, request, lambda visit: _give_sheets(visit, brief_id))

    @routes.get("/{brief_id}/charts/{name}.svg")
    def _chart(request: Request, brief_id: RowId, name: str) -> Response:
        return show(desk, request, lambda visit: _draw(visit, brief_id, name))


def _show_list(visit: Visit) -> Page:
    if not rates.may_see_any(visit.session, visit.person_id):
        raise NotAllowed("not_allowed")
    found = [
        (brief, texts.SPAN_LABELS[brief.span](), _title(brief), state_of(visit, brief))
        for brief, _ in briefs.list_briefs(visit.session, visit.person_id)
    ]
    day = today(visit.clock)
    days = [
        (f"{span}:{it.first}", retelling_briefs.days_of(span, it))
        for span in BriefSpan
        for it in brief_days.list_over(span, day)
    ]
    places = [(it.code, it.name) for it in making.list_places(visit.session, visit.person_id)]
    shown: dict[str, Any] = {"briefs": found, "days": days, "places": places}
    return Page("desk/briefs.html", shown, here=HERE)


def _title(brief: Brief) -> Phrase:
    return retelling_briefs.title_of(briefs.read(brief))


def state_of(visit: Visit, brief: Brief) -> str:
    """Say whether a brief is everybody's: is_draft, is_public or is_over."""
    notice = briefs.find_notice(visit.session, brief)
    if notice is None or notice.state is NoticeState.DRAFT:
        return "is_draft"
    return "is_public" if notice.state in briefs.SHOWN else "is_over"


def _count_one(visit: Visit) -> Counted:
    span, _, first = visit.fields.get("day", "").partition(":")
    try:
        wanted, day = BriefSpan(span), date.fromisoformat(first)
    except ValueError:
        raise Invalid("button_outdated") from None
    area = areas.get_area(visit.session, visit.fields.get("area", ""))
    return making.count_brief(visit.session, area, wanted, day, visit.person_id, visit.clock)


def _make_one(visit: Visit) -> Done:
    brief = making.keep_brief(visit.session, visit.ready, visit.person_id, visit.clock)
    return Done(f"{PATH}/{brief.id}", texts.WORDS["briefs.made"]())


def _show_one(visit: Visit, brief_id: int) -> Page:
    brief = briefs.get_brief(visit.session, brief_id, visit.person_id)
    notice = briefs.find_notice(visit.session, brief)
    area = areas.area_of(visit.session, brief.area_id)
    content = briefs.read_whole(visit.session, brief)
    told = retelling_briefs.retell(content, visit.language, is_public=False)
    shown: dict[str, Any] = {
        "brief": brief,
        "told": told,
        "state": state_of(visit, brief),
        "notice": notice,
        "digest": "" if notice is None else notice_words.digest_of(notice),
        "hits": _hits(visit, notice),
        "is_left": notice is not None
        and four_eyes.is_left_to_others(visit.session, notice, visit.person_id),
        "may_publish": access.may(visit.session, visit.person_id, Action.PUBLISH, area),
        "path": f"{PATH}/{brief.id}",
    }
    return Page("desk/brief.html", shown, here=HERE)


def _hits(visit: Visit, notice: Notice | None) -> list[str]:
    if notice is None or notice.state is not NoticeState.DRAFT:
        return []
    return [it.text for it in notice_words.list_open(visit.session, notice)]


def _draft_one(visit: Visit, brief_id: int) -> Done:
    briefs.draft_notice(visit.session, brief_id, visit.person_id, visit.clock)
    return Done(f"{PATH}/{brief_id}#notice")


def _publish_one(visit: Visit, brief_id: int) -> Done:
    seen = visit.fields.get("seen", "")
    briefs.publish(visit.session, brief_id, visit.person_id, visit.clock, seen)
    return Done(f"{PATH}/{brief_id}", texts.WORDS["briefs.published"]())


def _print(visit: Visit, brief_id: int) -> File:
    brief = briefs.get_brief(visit.session, brief_id, visit.person_id)
    content = briefs.read_whole(visit.session, brief)
    printed = printing.print_brief(content, brief.made_at, visit.language, is_public=False)
    return File(printed, PDF, f"{_named(visit, brief)}.pdf", is_inline=True)


def _give_sheets(visit: Visit, brief_id: int) -> File:
    brief = briefs.get_brief(visit.session, brief_id, visit.person_id)
    content = briefs.read_whole(visit.session, brief)
    written = sheets.brief_sheets(content, visit.language, is_public=False)
    return File(written, XLSX, f"{_named(visit, brief)}.xlsx")


def _named(visit: Visit, brief: Brief) -> str:
    return put_into_words(_title(brief), language=visit.language)


def _draw(visit: Visit, brief_id: int, name: str) -> File:
    brief = briefs.get_brief(visit.session, brief_id, visit.person_id)
    content = briefs.read(brief)
    charts = retelling_briefs.charts_of(content, visit.language, is_public=False)
    if name not in charts:
        raise NotFound("brief_unknown")
    return File(draw_svg(charts[name]), SVG, f"{name}.svg", is_inline=True)
