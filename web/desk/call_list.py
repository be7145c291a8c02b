"""The calls to make (电话): after answers, to who asked for one, and voices to type out."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from models.cases import Case
from models.media import Attachment, AttachmentState, MediaKind
from services.case_files import case_files, contacts
from services.casework import enclosures
from services.reporters import callbacks, calls
from services.reporters.callbacks import Heard
from services.texts.casework import cases as case_texts
from services.texts.pages import case_pages
from web.desk.case_file import labels
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Page, Visit

CALLS = f"{ROOT}/calls"


def call_routes(desk: Desk) -> APIRouter:
    """Give the routes of the calls to make."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("/calls")
    def _list(request: Request) -> Response:
        return show(desk, request, _show_calls)

    @routes.post("/calls/{number}/contact")
    async def _contact(request: Request, number: str) -> Response:
        return await change(desk, request, lambda it: _show_contact(it, number), _show_calls)

    return routes


def _show_calls(visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    to_type = calls.list_to_type(session, me)
    shown: dict[str, Any] = {
        "back": calls.list_after_answers(session, me, visit.clock),
        "asked": calls.list_asked(session, me),
        "typing": to_type,
        "voices": {it.case.id: _voices(session, it.case) for it in to_type.items},
        "labels": labels(),
        "heard": [(it.value, case_pages.HEARD[it]()) for it in Heard],
        "satisfaction": [
            ("3", case_texts.VERY_SATISFIED()),
            ("2", case_texts.SATISFIED()),
            ("1", case_texts.UNSATISFIED()),
        ],
        "contact": None,
        "of": "",
    }
    return Page("desk/calls.html", shown, here="calls")


def _show_contact(visit: Visit, number: str) -> Page:
    """Show one phone, written down first; about an answer only to who may call about it."""
    case = case_files.find_for(visit.session, number, visit.person_id)
    if visit.fields.get("kind") == "back":
        callbacks.get_to_call(visit.session, case.id, visit.person_id)
    _, found = contacts.view(visit.session, case.id, visit.person_id, visit.clock)
    page = _show_calls(visit)
    return Page(page.template, {**page.shown, "contact": found, "of": case.number}, page.here)


def _voices(session: Session, case: Case) -> list[Attachment]:
    return [
        it
        for it in enclosures.list_of_case(session, case.id)
        if it.kind is MediaKind.VOICE and it.state is AttachmentState.STORED
    ]
