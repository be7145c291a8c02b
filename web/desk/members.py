"""Members at the desk (党员): the roll as lists, who came to report, and lists to take along."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from models.access import Action
from models.areas import Level
from models.members import Enrolment, MemberKind
from services.areas import areas
from services.members import enrolling, enrolment_notes, member_contacts, roll, roll_lists
from services.members.roll import Entry
from services.members.roll_lists import Sought
from services.office import access, units
from services.tables.member_cells import COLUMNS, NEEDED
from services.tables.member_import import import_members
from services.texts.members.members import KIND_LABELS
from services.texts.pages import member_pages as texts
from services.texts.phrases import verbatim
from web.desk.imports import Import, import_routes
from web.desk.member_page import member_routes
from web.desk.parts import ROOT, Desk
from web.desk.sheets import Cell, sheet_file
from web.desk.showing import change, show
from web.desk.visits import Done, File, Page, Visit
from web.requests import RowId
from web.words import WORDS

HERE = f"{ROOT}/members"
LISTED = 50
WHICH = ("all", "lost", "unseen")
IMPORT = Import(
    "members",
    "members.import_title",
    COLUMNS,
    NEEDED,
    lambda visit: access.require_somewhere(visit.session, visit.person_id, Action.ADMIT_MEMBER),
    lambda visit, table: import_members(
        visit.session, table, visit.clock, actor_id=visit.person_id
    ),
    personal=("name", "phone"),
)


def members_routes(desk: Desk) -> APIRouter:
    """Give the routes of members."""
    routes = APIRouter(prefix=ROOT)
    routes.routes.extend(import_routes(desk, IMPORT).routes)

    @routes.get("/members")
    def _list(request: Request) -> Response:
        return show(desk, request, _show_all)

    @routes.get("/members/export")
    def _export(request: Request) -> Response:
        return show(desk, request, _export_list)

    @routes.post("/members/export")
    async def _export_phones(request: Request) -> Response:
        return await change(desk, request, _export_with_phones, again=_show_all)

    @routes.post("/members/enrolments/{enrolment_id:int}")
    async def _decide(request: Request, enrolment_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            return _decide_enrolment(visit, enrolment_id)

        return await change(desk, request, act, again=_show_all)

    routes.routes.extend(member_routes(desk).routes)
    return routes


def _show_all(visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    sought = _sought(visit)
    found = roll_lists.find(session, me, sought, visit.clock)
    after = visit.number("after") or 0
    shown: dict[str, Any] = {
        "members": [_line(visit, it) for it in found[after : after + LISTED]],
        "total": len(found),
        "newer": _address(visit, max(0, after - LISTED)) if after else "",
        "older": _address(visit, after + LISTED) if len(found) > after + LISTED else "",
        "asked": {name: visit.query.get(name, "") for name in _ASKED},
        "which": [(it, WORDS[f"members.{it}"]()) for it in WHICH],
        "kinds": [(str(it), label()) for it, label in KIND_LABELS.items()],
        "units": [(it.id, verbatim(it.name)) for it in units.list_units(session)],
        "areas": [
            (it.id, verbatim(areas.full_name(session, it)))
            for it in roll_lists.list_areas(session, me)
            if it.level is not Level.BUILDING
        ],
        "enrolments": _enrolments(visit),
        "export": f"{HERE}/export?{urlencode(_asked(visit))}",
    }
    return Page("desk/members.html", shown, here="members")


_ASKED = ("name", "kind", "unit", "area", "which")


def _asked(visit: Visit) -> Mapping[str, str]:
    return {name: visit.query[name] for name in _ASKED if visit.query.get(name)}


def _address(visit: Visit, after: int) -> str:
    return f"{HERE}?{urlencode({**_asked(visit), 'after': after})}"


def _sought(visit: Visit) -> Sought:
    said, which = visit.query.get("kind", ""), visit.query.get("which", "")
    return Sought(
        name=visit.query.get("name", "")[:40],
        kind=MemberKind(said) if said in set(MemberKind) else None,
        unit_id=_number(visit, "unit"),
        area_id=_number(visit, "area"),
        is_lost=which == "lost",
        is_unseen=which == "unseen",
    )


def _number(visit: Visit, name: str) -> int | None:
    """Give a filter; a form that is sent with these in its address has fields of its own."""
    said = visit.query.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else None  # noqa: PLR2004


def _line(visit: Visit, entry: Entry) -> dict[str, Any]:
    return {
        "row": entry,
        "unit": _unit(visit.session, entry),
        "area": areas.full_name(visit.session, areas.area_of(visit.session, entry.area_id)),
        "kind": "" if entry.kind is None else KIND_LABELS[entry.kind](),
    }


def _unit(session: Session, entry: Entry) -> str:
    return "" if entry.unit_id is None else units.unit_of(session, entry.unit_id).name


def _enrolments(visit: Visit) -> list[dict[str, Any]]:
    waiting = enrolling.list_waiting(visit.session, visit.person_id)
    entries = roll.list_entries(visit.session) if waiting else ()
    return [_enrolment(visit, it, entries) for it in waiting[:LISTED]]


def _enrolment(visit: Visit, each: Enrolment, entries: Sequence[Entry]) -> dict[str, Any]:
    session, me = visit.session, visit.person_id
    return {
        "id": each.id,
        "at": each.asked_at,
        "name": enrolling.told_in(session, each).name,
        "what": enrolment_notes.show(session, each, entries),
        "needs_look": enrolling.needs_look(session, each.id, me),
    }


def _decide_enrolment(visit: Visit, enrolment_id: int) -> Done:
    session, me, clock = visit.session, visit.person_id, visit.clock
    if visit.fields.get("act") == "pass":
        is_checked = visit.fields.get("checked") == "yes"
        member = enrolment_notes.admit(session, enrolment_id, me, clock, is_checked=is_checked)
        entry = roll.find_entry(session, member.person_id)
        return Done(HERE, texts.ADMITTED(name="" if entry is None else entry.name))
    enrolment_notes.turn_away(session, enrolment_id, me, visit.fields.get("reason", ""), clock)
    return Done(HERE, texts.TURNED_AWAY())


def _export_list(visit: Visit) -> File:
    """Give the list that is shown as a table, without phones."""
    found = roll_lists.find(visit.session, visit.person_id, _sought(visit), visit.clock)
    rows = (_row(visit, it) for it in found)
    return sheet_file(visit, "members.title", [f"members.{it}" for it in _COLUMNS], rows)


def _export_with_phones(visit: Visit) -> File:
    """Give the list with phones; for each it is written down who took it."""
    found = roll_lists.find(visit.session, visit.person_id, _sought(visit), visit.clock)
    ids = [it.person_id for it in found]
    contacts = member_contacts.view_all(visit.session, ids, visit.person_id, visit.clock)
    rows = ((*_row(visit, it), c.phone) for it, c in zip(found, contacts, strict=True))
    names = [f"members.{it}" for it in (*_COLUMNS, "phone")]
    return sheet_file(visit, "members.title", names, rows)


_COLUMNS = ("name", "kind", "unit", "area", "skills", "interests", "reported", "heard")


def _row(visit: Visit, entry: Entry) -> Sequence[Cell]:
    line = _line(visit, entry)
    reported = "members.yes" if entry.has_account else "members.no"
    return (
        entry.name,
        line["kind"],
        line["unit"],
        line["area"],
        entry.skills,
        entry.interests,
        WORDS[reported](),
        entry.heard_at,
    )
