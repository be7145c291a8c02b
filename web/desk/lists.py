"""The lists of the desk as tables: what a page lists, to whom it lists it, and more of it."""

from collections.abc import Iterator, Mapping, Sequence

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.announcements import Announcement
from services.announcements import announcement_board
from services.areas import areas
from services.briefs import briefs, retelling_briefs
from services.casework import todo, todo_lines
from services.clock import local
from services.meetings import meetings
from services.office import access
from services.reporters import calls
from services.reporters.calls import Call
from services.texts.announcements import KIND_LABELS
from services.texts.briefs import SPAN_LABELS
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import put_into_words
from services.triage import sifting
from services.triage.sifting import Stage
from web.desk.admin_lists import ADMIN_LISTS
from web.desk.briefs import state_of
from web.desk.parts import ROOT, Desk
from web.desk.sheets import Cell, sheet_file
from web.desk.showing import show
from web.desk.visits import File, View, Visit
from web.words import WORDS

MOST = 1000
"""Rows of a table; on the page the rest comes as these are done."""

MOST_SIFTED = 300
"""Of each stage: like is put beside like, which takes the longer the more there are."""

MOST_PAGES = 200

Rows = Iterator[Sequence[Cell]]


def list_routes(desk: Desk) -> APIRouter:
    """Give the routes of the tables: /console/lists/queue.xlsx and its like."""
    routes = APIRouter(prefix=f"{ROOT}/lists")
    for name, view in LISTS.items():
        _add(routes, desk, name, view)
    return routes


def _add(routes: APIRouter, desk: Desk, name: str, view: View) -> None:
    @routes.get(f"/{name}.xlsx", name=f"list_{name}")
    def _export(request: Request) -> Response:
        return show(desk, request, view)


def _queue(visit: Visit) -> File:
    """Give what waits for somebody, the most pressing first."""
    found = todo.list_items(visit.session, visit.person_id, visit.clock, 0, MOST).items
    lines = todo_lines.describe(visit.session, found, visit.clock)
    names = ("number", "status", "marks", "words", "area", "owner", "due")
    rows: Rows = (
        (
            it.item.case.number,
            it.status,
            _marks(visit, it.marks._asdict()),
            it.words,
            it.area,
            it.owner,
            it.due,
        )
        for it in lines
    )
    return sheet_file(visit, "desk.todo", [_HEADS[it] for it in names], rows)


def _marks(visit: Visit, marks: Mapping[str, bool]) -> str:
    names = [name.removeprefix("is_") for name, has in marks.items() if has]
    return "、".join(
        put_into_words(WORDS[f"queue.{it}"](), language=visit.language) for it in names
    )


def _triage(visit: Visit) -> File:
    """Give what waits to be sifted, at every stage, or at the one that is looked at."""
    said = visit.query.get("stage", "")
    stages = [Stage(said)] if said in set(Stage) else list(Stage)
    names = ("stage", "number", "category", "words", "area", "urgent", "due")
    rows: Rows = (
        (
            WORDS[f"triage.{stage}"](),
            row.case.number,
            CATEGORY_LABELS[row.case.category](),
            row.words,
            areas.full_name(visit.session, row.area),
            WORDS["queue.urgent"]() if row.case.is_urgent else "",
            row.case.due_at,
        )
        for stage in stages
        for group in _waiting(visit, stage)
        for row in group
    )
    return sheet_file(visit, "triage.name", [_HEADS[it] for it in names], rows)


def _waiting(visit: Visit, stage: Stage) -> Sequence[Sequence[sifting.Row]]:
    return sifting.list_waiting(visit.session, visit.person_id, stage, MOST_SIFTED).groups


def _calls(visit: Visit) -> File:
    """Give the calls to make and the voices to type out; a phone is shown one by one only."""
    session, me = visit.session, visit.person_id
    names = ("list", "number", "area", "reported", "answered", "words", "answer")
    found = {
        "asked": calls.list_asked(session, me, MOST).items,
        "back": calls.list_after_answers(session, me, visit.clock, MOST).items,
        "typing": calls.list_to_type(session, me, MOST).items,
    }
    rows: Rows = (_call(name, it) for name, items in found.items() for it in items)
    return sheet_file(visit, "desk.calls", [_HEADS[it] for it in names], rows)


def _call(name: str, it: Call) -> Sequence[Cell]:
    case = it.case
    kind = WORDS[f"calls.{name}"]()
    return kind, case.number, it.area, case.reported_at, case.answered_at, it.words, it.answer


def _announcements(visit: Visit) -> File:
    """Give what was announced where somebody may announce."""
    access.require_somewhere(visit.session, visit.person_id, Action.ANNOUNCE)
    names = ("when", "area", "kind", "words", "until", "down")
    rows: Rows = (
        (
            it.announced_at,
            areas.full_name(visit.session, areas.area_of(visit.session, it.area_id)),
            KIND_LABELS[it.kind](),
            it.words,
            local(announcement_board.last_instant(it), visit.clock).date(),
            it.taken_down_at,
        )
        for it in _announced(visit)
    )
    return sheet_file(visit, "announcing.title", [f"announcing.{it}" for it in names], rows)


def _announced(visit: Visit) -> Iterator[Announcement]:
    for page in range(MOST_PAGES):
        found, has_more = announcement_board.list_own(visit.session, visit.person_id, page)
        yield from found
        if not has_more:
            return


def _meetings(visit: Visit) -> File:
    """Give the triage meetings; their records are kept one by one."""
    found = meetings.list_meetings(visit.session, visit.person_id, visit.clock, MOST)
    names = ("began", "ended", "area", "chair", "attended", "cases")
    rows: Rows = (
        (
            it.meeting.began_at,
            it.meeting.ended_at,
            it.area.name,
            it.chair,
            it.meeting.attended_by,
            it.cases,
        )
        for it in found
    )
    return sheet_file(visit, "meeting.list", [f"meeting.{it}" for it in names], rows)


def _briefs(visit: Visit) -> File:
    """Give the briefs of the areas whose figures somebody may see."""
    access.require_somewhere(visit.session, visit.person_id, Action.SEE_FIGURES)
    names = ("span", "title", "area", "state", "made_at")
    rows: Rows = (
        (
            SPAN_LABELS[brief.span](),
            retelling_briefs.title_of(briefs.read(brief)),
            area.name,
            WORDS[f"briefs.{state_of(visit, brief)}"](),
            brief.made_at,
        )
        for brief, area in briefs.list_briefs(visit.session, visit.person_id, MOST)
    )
    return sheet_file(visit, "briefs.title", [f"briefs.{it}" for it in names], rows)


_HEADS = {
    "number": "case_list.number",
    "status": "case_list.status",
    "marks": "sheets.marks",
    "words": "case_list.words",
    "area": "case_list.area",
    "owner": "sheets.owner",
    "due": "case_list.due",
    "stage": "sheets.stage",
    "category": "case_list.category",
    "urgent": "case_list.urgent",
    "list": "sheets.list",
    "reported": "case_list.reported",
    "answered": "calls.answered_at",
    "answer": "calls.answer",
}
"""Words over the columns of lists of cases."""

LISTS: Mapping[str, View] = {
    "queue": _queue,
    "triage": _triage,
    "calls": _calls,
    "announcements": _announcements,
    "meetings": _meetings,
    "briefs": _briefs,
    **ADMIN_LISTS,
}
