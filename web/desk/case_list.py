"""The list of cases (民情): filters, numbers, a caller's phone, and the list as a table."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.cases import STEPS, Channel, Status, Step
from models.categories import Category
from services.areas import areas
from services.case_files import browsing
from services.case_files.browsing import Filters
from services.casework import cases
from services.identity import people
from services.office import access, staff_names
from services.tables import case_list
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS, STATUS_LABELS, STEP_LABELS
from web.desk.case_file import CASES, labels
from web.desk.parts import ROOT, Desk
from web.desk.sheets import XLSX, name_of
from web.desk.showing import change, show
from web.desk.visits import LONGEST_NUMBER, File, Page, Visit

COUNTED = 999
YEARS = range(2000, 2101)
"""Of which days may be; beyond them a clock of another zone has none."""

_ASKED = (
    "status", "area", "category", "channel", "whose", "late", "since", "until", "number",
)  # fmt: skip


def case_list_routes(desk: Desk) -> APIRouter:
    """Give the routes of the list."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("/cases")
    def _list(request: Request) -> Response:
        return show(desk, request, _show_list)

    @routes.get("/cases.xlsx")
    def _export(request: Request) -> Response:
        return show(desk, request, _export_list)

    @routes.post("/cases/phone")
    async def _phone(request: Request) -> Response:
        return await change(desk, request, _find_phone, _show_list)

    return routes


def read_filters(visit: Visit) -> Filters:
    """Read what is wanted from the address; what is none of it is as if not said."""
    query = visit.query
    whose = query.get("whose", "")
    unit = whose[1:] if whose.startswith("u") else ""
    return Filters(
        statuses=_statuses(query.get("status", "")),
        area_id=_area(visit),
        category=_one_of(Category, query.get("category", "")),
        channel=_one_of(Channel, query.get("channel", "")),
        is_mine=whose == "mine",
        unit_id=_number(unit),
        is_late=bool(query.get("late")),
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        number=query.get("number", "")[:64],
    )


def _show_list(visit: Visit) -> Page:
    wanted = read_filters(visit)
    me, session = visit.person_id, visit.session
    found = browsing.list_page(
        session,
        me,
        wanted,
        visit.clock,
        before=_number(visit.query.get("before", "")),
        after=_number(visit.query.get("after", "")),
    )
    asked = {name: visit.query[name] for name in _ASKED if visit.query.get(name)}
    total = browsing.count(session, me, wanted, visit.clock, COUNTED)
    owners = {row.case.owner_id for row in found.rows if row.case.owner_id}
    shown: dict[str, Any] = {
        "rows": found.rows,
        "late": {row.case.id for row in found.rows if cases.is_late(row.case, visit.clock)},
        "owners": staff_names.names_of(session, owners),
        "total": total,
        "counted": COUNTED,
        "newer": _page_at(asked, "after", found.newer),
        "older": _page_at(asked, "before", found.older),
        "export": f"{CASES}.xlsx?{urlencode(asked)}",
        "asked": asked,
        "labels": labels(),
        "options": _options(visit),
        "may_phone": bool(access.areas_where(session, me, Action.VIEW_CONTACT)),
        "phoned": None,
    }
    return Page("desk/cases.html", shown, here="cases")


def _export_list(visit: Visit) -> File:
    content = case_list.export(
        visit.session, visit.person_id, read_filters(visit), visit.clock, visit.language
    )
    return File(content, XLSX, name_of(visit, "desk.cases"))


def _find_phone(visit: Visit) -> Page:
    phone = people.read_phone(visit.fields.get("phone", ""))
    found = browsing.find_by_phone(visit.session, phone, visit.person_id, visit.clock)
    page = _show_list(visit)
    return Page(page.template, {**page.shown, "phoned": found}, page.here)


def _options(visit: Visit) -> Mapping[str, Any]:
    steps = [(f"step:{it}", STEP_LABELS[it]()) for it in Step]
    return {
        "status": [*steps, *((it.value, STATUS_LABELS[it]()) for it in Status)],
        "area": [
            (area.id, areas.full_name(visit.session, area))
            for area in browsing.list_places(visit.session, visit.person_id)
        ],
        "category": [(it.value, CATEGORY_LABELS[it]()) for it in Category],
        "channel": [(it.value, CHANNEL_LABELS[it]()) for it in Channel],
        "units": [
            (f"u{unit.id}", unit.name)
            for unit in browsing.list_units(visit.session, visit.person_id)
        ],
    }


def _page_at(asked: Mapping[str, str], where: str, case_id: int | None) -> str:
    return "" if case_id is None else f"{CASES}?{urlencode({**asked, where: case_id})}"


def _statuses(said: str) -> frozenset[Status]:
    step = said.removeprefix("step:")
    if said != step:
        return frozenset(status for status, its in STEPS.items() if its == step)
    return frozenset({Status(said)}) if said in set(Status) else frozenset()


def _one_of(kind: Any, said: str) -> Any:  # noqa: ANN401 - one of our enums
    return kind(said) if said in set(kind) else None


def _area(visit: Visit) -> int | None:
    said = _number(visit.query.get("area", ""))
    places = browsing.list_places(visit.session, visit.person_id) if said is not None else ()
    return said if any(area.id == said for area in places) else None


def _day(said: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(said)
        return day if day.year in YEARS else None
    return None


def _number(said: str) -> int | None:
    is_number = said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER
    return int(said) if is_number else None
