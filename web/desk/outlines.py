"""The outlines of areas for the map on the board, handed in: looked at, and then stored."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.errors import Invalid
from services.areas import areas, outlines
from services.office import access
from services.tables.area_import import ImportReport, RowNote
from services.texts.pages import admin_pages as texts
from services.texts.phrases import put_into_words
from web.desk.imports import MOST_BYTES, MOST_NOTES
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

AREAS = f"{ROOT}/areas"
_KIND: Mapping[str, str] = {"path": f"{AREAS}/outlines", "title": "areas.outlines"}


def outline_routes(desk: Desk) -> APIRouter:
    """Give the routes of the outlines."""
    routes = APIRouter(prefix=f"{ROOT}/areas/outlines")

    @routes.get("")
    def _look(request: Request) -> Response:
        return show(desk, request, _ask)

    @routes.post("")
    async def _import(request: Request) -> Response:
        return await change(desk, request, _act, again=_ask)

    return routes


def _check(visit: Visit) -> None:
    """Refuse who does not look after the whole tree: a file may name any area."""
    street = areas.get_street(visit.session)
    access.require(visit.session, visit.person_id, Action.KEEP_AREAS, street)


def _ask(visit: Visit) -> Page:
    _check(visit)
    return Page("desk/outlines.html", {"kind": _KIND, "areas": AREAS}, here="areas")


def _act(visit: Visit) -> Done | Page:
    """Show what a file would draw, or store it once that was seen."""
    _check(visit)
    name, content = _sent(visit)
    is_sure = visit.fields.get("act") == "import"
    found = outlines.import_outlines(visit.session, content, is_tried=not is_sure)
    if is_sure and not found.faults:
        return Done(AREAS, texts.OUTLINED(count=found.written))
    report = ImportReport(changed=found.written)
    for fault in found.faults:
        why = put_into_words(fault.why, language=visit.language)
        report.errors.append(RowNote(fault.feature, why))
    shown: dict[str, Any] = {
        "kind": _KIND,
        "report": report,
        "faults": (report.errors[:MOST_NOTES], max(0, len(report.errors) - MOST_NOTES)),
        "remarks": ((), 0),
        "extra": "",
        "may_go": not report.errors,
        "table": base64.urlsafe_b64encode(content).decode(),
        "name": name,
    }
    status = 422 if report.errors else 200
    return Page("desk/import_preview.html", shown, here="areas", status=status)


def _sent(visit: Visit) -> tuple[str, bytes]:
    """Give the file that was handed in, or travels again, and its name."""
    name = visit.fields.get("table_name", "")
    try:
        content = base64.urlsafe_b64decode(visit.fields.get("table", ""))
    except (binascii.Error, ValueError):
        content = b""
    for upload in visit.files.get("file", ()):
        name, content = upload
    if not content:
        raise Invalid("outlines_missing")
    if len(content) > MOST_BYTES:
        raise Invalid("outlines_large", limit=MOST_BYTES // 2**10)
    return name[-80:], content
