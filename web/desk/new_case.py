"""Entering what comes by phone, visit or at the counter while the caller talks (代录)."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.cases import Channel
from models.categories import Category
from models.errors import Invalid, NotAllowed
from services.areas import areas
from services.case_files import browsing
from services.case_files.browsing import Row
from services.casework import alerts, entering, entering_at_desk
from services.casework.entering_at_desk import Form
from services.clock import SHANGHAI
from services.identity import people
from services.office import access
from services.tables.case_entering import enter_cases
from services.tables.case_rows import COLUMNS, NEEDED
from services.texts.casework import reporting
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import verbatim
from web.desk.case_file import labels
from web.desk.imports import Import, import_routes
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

NEW = f"{ROOT}/new"


IMPORT = Import(
    "new",
    "entry.import_title",
    COLUMNS,
    (NEEDED,),
    lambda visit: entering.list_channels(visit.session, visit.person_id),
    lambda visit, table: enter_cases(visit.session, table, visit.person_id, visit.clock),
    personal=("name", "phone"),
)


def new_case_routes(desk: Desk) -> APIRouter:
    """Give the routes of entering a case, or a table of them."""
    routes = APIRouter(prefix=ROOT)
    routes.routes.extend(import_routes(desk, IMPORT).routes)

    @routes.get("/new")
    def _new(request: Request) -> Response:
        return show(desk, request, _show_form)

    @routes.post("/new/look")
    async def _look(request: Request) -> Response:
        return await change(desk, request, _show_looked, _show_form)

    @routes.post("/new/part")
    async def _part(request: Request) -> Response:
        return await change(desk, request, _show_part, _show_part)

    @routes.post("/new")
    async def _file(request: Request) -> Response:
        return await change(desk, request, _file_form, _show_form)

    @routes.get("/new/{number}")
    def _done(request: Request, number: str) -> Response:
        return show(desk, request, lambda visit: _show_done(visit, number))

    return routes


def _show_form(visit: Visit) -> Page:
    return Page("desk/new.html", _form(visit), here="new")


def _show_looked(visit: Visit) -> Page:
    """Show the form again, with what is known of the caller; that is written down."""
    return Page("desk/new.html", {**_form(visit), **_known(visit)}, here="new")


def _show_part(visit: Visit) -> Page:
    """Show only what is known, for the script that asks while somebody types."""
    if visit.why:
        return Page("desk/new_known.html", {**_form(visit), "earlier": None, "same": ""})
    return Page("desk/new_known.html", {**_form(visit), **_known(visit)})


def _form(visit: Visit) -> dict[str, Any]:
    session, me = visit.session, visit.person_id
    channels = entering.list_channels(session, me)
    words, place = visit.fields.get("words", ""), visit.fields.get("place", "")
    said = words or place
    guess = entering_at_desk.guess(session, words, place, me) if said else None
    typed = Form(words, place, area_id=visit.number("area"), category=_category(visit))
    danger = None if guess is None else guess.danger
    return {
        "channels": [(it.value, CHANNEL_LABELS[it]()) for it in channels],
        "is_informant": Channel.INFORMANT in channels,
        "categories": [(it.value, CATEGORY_LABELS[it]()) for it in Category],
        "places": [
            (it.id, areas.full_name(session, it))
            for held in access.areas_where(session, me, Action.ENTER_CASE)
            for it in (held, *areas.list_below(session, held))
        ],
        "guess": guess,
        "danger": None if danger is None else reporting.DANGER[danger](),
        "labels": labels(),
        "earlier": None,
        "same": "",
        "alike": ()
        if guess is None or not words
        else entering_at_desk.list_alike(session, typed, guess, me, visit.clock),
        "key": visit.fields.get("key") or secrets.token_urlsafe(12),
    }


def _known(visit: Visit) -> Mapping[str, Any]:
    """Give the earlier cases of a phone, and whose it is online; nothing while it is none."""
    said = visit.fields.get("phone", "")
    if not said:
        return {}
    phone = people.read_phone(said)
    earlier: Sequence[Row] = ()
    with suppress(NotAllowed):
        earlier = browsing.find_by_phone(visit.session, phone, visit.person_id, visit.clock)
    same = entering.find_same(visit.session, phone, visit.person_id)
    return {"earlier": earlier, "same": "" if same is None else same[1]}


def _file_form(visit: Visit) -> Done:
    form = _read(visit)
    filed = entering_at_desk.file_once(visit.session, form, visit.person_id, visit.clock)
    if isinstance(filed, str):  # nothing is said: what the first answer said is still to be read
        return Done(f"{NEW}/{filed}")
    told = "、".join(filed.names) or ("1" if filed.is_told else "")
    return Done(f"{NEW}/{filed.number}?told={int(bool(told))}", verbatim(filed.receipt))


def _read(visit: Visit) -> Form:
    fields = visit.fields
    channel = fields.get("channel", "")
    if channel not in set(Channel):
        raise Invalid("button_outdated")
    return Form(
        words=fields.get("words", ""),
        place=fields.get("place", ""),
        phone=fields.get("phone", ""),
        name=fields.get("name", ""),
        has_agreed="consent" in fields,
        is_same="same" in fields,
        is_own="own" in fields,
        area_id=visit.number("area"),
        category=_category(visit),
        channel=Channel(channel),
        is_urgent="urgent" in fields,
        is_private="private" in fields,
        reported_at=_moment(fields.get("at", "")),
        key=fields.get("key", ""),
    )


def _category(visit: Visit) -> Category | None:
    said = visit.fields.get("category", "")
    return Category(said) if said in set(Category) else None


def _show_done(visit: Visit, number: str) -> Page:
    case = entering_at_desk.get_entered(visit.session, number, visit.person_id)
    words, place = alerts.words_of(visit.session, case)
    danger = entering_at_desk.guess(visit.session, words, place, visit.person_id).danger
    shown: dict[str, Any] = {
        "case": case,
        "is_told": visit.query.get("told", "1") != "0",
        "area": areas.grid_name(visit.session, areas.area_of(visit.session, case.area_id)),
        "danger": None if danger is None else reporting.DANGER[danger](),
    }
    return Page("desk/new_done.html", shown, here="new")


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    try:
        return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise Invalid("reported_when") from error
