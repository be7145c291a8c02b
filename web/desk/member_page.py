"""One member at the desk: what is known, posts, hours, points; the phone by a noted press."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.areas import areas
from services.clock import HOUR, today
from services.members import correcting, member_contacts, removing, roll_lists
from services.members.correcting import Correction
from services.members.profile import get_profile
from services.members.roll import Entry
from services.office import staff_names, units
from services.points import awarding
from services.points.service_record import count_minutes, list_bodies, year_span
from services.posts import claim_rows, history, openings
from services.texts.members.members import BELONGING_LABELS, KIND_LABELS, MANAGEMENT_LABELS
from services.texts.pages import member_pages as texts
from services.texts.posts.posts import CLAIM_LABELS, POST_ACT_LABELS
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit
from web.requests import RowId
from web.words import WORDS

HERE = f"{ROOT}/members"
STEPS_SHOWN = 40


def member_routes(desk: Desk) -> APIRouter:
    """Give the routes of one member."""
    routes = APIRouter(prefix=ROOT + "/members/{person_id:int}")

    @routes.get("")
    def _look(request: Request, person_id: RowId) -> Response:
        return show(desk, request, lambda visit: _show(visit, person_id))

    @routes.post("")
    async def _change(request: Request, person_id: RowId) -> Response:
        def act(visit: Visit) -> Done | Page:
            return _act(visit, person_id)

        def again(visit: Visit) -> Page:
            return _show(visit, person_id)

        return await change(desk, request, act, again=again)

    return routes


def _act(visit: Visit, person_id: int) -> Done | Page:
    session, me, clock = visit.session, visit.person_id, visit.clock
    entry = roll_lists.get(session, me, person_id)
    if visit.fields.get("act") == "remove":
        removing.remove_as(session, person_id, me, clock)
        return Done(HERE, texts.REMOVED(name=entry.name))
    if visit.fields.get("act") == "correct":
        wanted = Correction(
            name=visit.fields.get("name", ""),
            phone=visit.fields.get("new_phone", "").strip() or None,
            unit=visit.fields.get("unit", ""),
        )
        correcting.correct_as(session, person_id, me, wanted, clock)
        return Done(f"{HERE}/{person_id}", texts.CORRECTED())
    member_contacts.view(session, person_id, me, clock)
    return _show(visit, person_id, with_phone=True)


def _show(visit: Visit, person_id: int, *, with_phone: bool = False) -> Page:
    session, me = visit.session, visit.person_id
    entry = roll_lists.get(session, me, person_id)
    span = year_span(today(visit.clock).year, visit.clock)
    views = member_contacts.list_views_of(session, person_id)
    unit = "" if entry.unit_id is None else units.unit_of(session, entry.unit_id).name
    shown: dict[str, Any] = {
        "member": entry,
        "profile": get_profile(session, person_id),
        "unit": unit,
        "units": sorted({it.name for it in units.list_units(session)} | ({unit} - {""})),
        "area": areas.full_name(session, areas.area_of(session, entry.area_id)),
        "kind": "" if entry.kind is None else KIND_LABELS[entry.kind](),
        "management": "" if entry.kind is None else MANAGEMENT_LABELS[entry.kind](),
        "bodies": _bodies(visit, entry),
        "hours": round(count_minutes(session, person_id, span) / HOUR, 1),
        "points": awarding.balance(session, person_id),
        "claims": [
            (openings.name_of(session, opening), CLAIM_LABELS[claim.state](), opening.id)
            for claim, opening in claim_rows.list_own(session, person_id)
        ],
        "steps": [
            (it.at, it.post, POST_ACT_LABELS[it.act](), it.words)
            for it in reversed(history.list_steps(session, person_id)[-STEPS_SHOWN:])
        ],
        "corrections": [
            (
                staff_names.name_of(session, it.actor_id),
                it.at,
                [WORDS[f"members.{name}"]() for name in it.fields.split()],
            )
            for it in reversed(correcting.list_of(session, person_id))
        ],
        "views": [(staff_names.name_of(session, it.viewer_id), it.at) for it in reversed(views)],
        "phone": member_contacts.view_again(session, person_id, me).phone if with_phone else "",
        "with_phone": with_phone,
    }
    return Page("desk/member.html", shown, here="members")


def _bodies(visit: Visit, entry: Entry) -> list[tuple[str, Any]]:
    found = list_bodies(visit.session, entry.person_id)
    return [(it.name, BELONGING_LABELS[it.belonging]()) for it in found]
