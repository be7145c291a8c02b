"""Triage meetings (社情民意分析会) at the desk: open one, read, print and keep its record."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from models.errors import NotFound
from models.triage_meetings import TriageMeeting
from services.areas import areas
from services.meetings import meeting_records, meetings
from services.meetings.meeting_records import Decided, Record
from services.office import staff_names
from services.texts.casework import meetings as texts
from services.texts.casework.categories import CATEGORY_LABELS
from web.desk.meeting_papers import print_record
from web.desk.parts import ROOT, Desk
from web.desk.sheets import Cell, sheet_file
from web.desk.showing import change, show
from web.desk.triage_views import MEETINGS, TRIAGE
from web.desk.visits import Done, File, Page, View, Visit

COLUMNS = (
    "number",
    "category",
    "place",
    "summary",
    "decision",
    "to_whom",
    "until",
    "by",
)
"""Of the record, as it is shown, printed and kept."""


def meeting_routes(desk: Desk) -> APIRouter:
    """Give the routes of the meetings."""
    routes = APIRouter(prefix=f"{ROOT}/meetings")

    @routes.get("")
    def _list(request: Request) -> Response:
        return show(desk, request, show_list)

    @routes.post("")
    async def _open(request: Request) -> Response:
        return await change(desk, request, open_meeting, again=show_list)

    @routes.get("/{meeting_id}")
    def _show(request: Request, meeting_id: str) -> Response:
        return show(desk, request, _of(meeting_id, show_record))

    @routes.get("/{meeting_id}/record.pdf")
    def _print(request: Request, meeting_id: str) -> Response:
        return show(desk, request, _of(meeting_id, print_pdf))

    @routes.get("/{meeting_id}/record.xlsx")
    def _export(request: Request, meeting_id: str) -> Response:
        return show(desk, request, _of(meeting_id, export))

    @routes.post("/{meeting_id}")
    async def _change(request: Request, meeting_id: str) -> Response:
        again = _of(meeting_id, show_record)
        return await change(desk, request, lambda visit: note(visit, _id(meeting_id)), again)

    @routes.post("/{meeting_id}/end")
    async def _end(request: Request, meeting_id: str) -> Response:
        again = _of(meeting_id, show_record)
        return await change(desk, request, lambda visit: end(visit, _id(meeting_id)), again)

    return routes


def show_list(visit: Visit) -> Page:
    """List the meetings, and offer to open one to whoever may."""
    shown: dict[str, Any] = {
        "listed": meetings.list_meetings(visit.session, visit.person_id, visit.clock),
        "places": meetings.list_places(visit.session, visit.person_id),
        "meetings_at": MEETINGS,
        "triage": TRIAGE,
    }
    return Page("desk/meetings.html", shown, here="triage")


def open_meeting(visit: Visit) -> Done:
    """Open a meeting, and go on to sift."""
    area_id, attended = visit.number("area") or 0, visit.fields.get("attended_by", "")
    meetings.open_meeting(visit.session, area_id, visit.person_id, attended, visit.clock)
    return Done(TRIAGE, texts.OPENED())


def note(visit: Visit, meeting_id: int) -> Done:
    """Write down who is there, and a remark."""
    said = visit.fields.get("attended_by", ""), visit.fields.get("remark", "")
    meetings.change_meeting(visit.session, meeting_id, visit.person_id, *said)
    return Done(f"{MEETINGS}/{meeting_id}", texts.CHANGED())


def end(visit: Visit, meeting_id: int) -> Done:
    """End a meeting."""
    meetings.end_meeting(visit.session, meeting_id, visit.person_id, visit.clock)
    return Done(f"{MEETINGS}/{meeting_id}", texts.ENDED())


def show_record(visit: Visit, meeting_id: int) -> Page:
    """Show what a meeting decided, as it is printed."""
    meeting, record = _read(visit, meeting_id)
    shown: dict[str, Any] = {
        "meeting": meeting,
        "record": record,
        "area": areas.area_of(visit.session, meeting.area_id),
        "chair": staff_names.name_of(visit.session, meeting.chaired_by),
        "is_open": meetings.is_open(meeting, visit.clock),
        "is_mine": meeting.chaired_by == visit.person_id,
        "columns": COLUMNS,
        "category_labels": {it: label() for it, label in CATEGORY_LABELS.items()},
        "here_at": f"{MEETINGS}/{meeting.id}",
        "meetings_at": MEETINGS,
        "triage": TRIAGE,
    }
    return Page("desk/meeting.html", shown, here="triage")


def export(visit: Visit, meeting_id: int) -> File:
    """Give the record as a table."""
    _, record = _read(visit, meeting_id)
    headers = [f"meeting.{it}" for it in COLUMNS]
    return sheet_file(visit, "meeting.title", headers, map(_cells, record.decided))


def print_pdf(visit: Visit, meeting_id: int) -> File:
    """Give the record as paper."""
    meeting, record = _read(visit, meeting_id)
    return print_record(visit, meeting, record)


def _cells(it: Decided) -> list[Cell]:
    return [
        it.case.number,
        CATEGORY_LABELS[it.case.category](),
        it.place,
        it.summary,
        meeting_records.in_words(it.decisions),
        it.to_whom,
        it.until,
        it.by,
    ]


def _read(visit: Visit, meeting_id: int) -> tuple[TriageMeeting, Record]:
    meeting = meetings.get_meeting(visit.session, meeting_id, visit.person_id)
    return meeting, meeting_records.read_record(visit.session, meeting, visit.person_id)


def _of(said: str, view: Callable[[Visit, int], Page | File]) -> View:
    return lambda visit: view(visit, _id(said))


def _id(said: str) -> int:
    is_number = said.isascii() and said.isdecimal() and len(said) < 19  # noqa: PLR2004 - digits that a database keeps
    if not is_number:
        raise NotFound("meeting_unknown")
    return int(said)
