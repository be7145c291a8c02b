"""One post that is open at the desk: opened, changed, closed; who holds it, its shifts."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.areas import Level
from models.errors import Invalid
from models.members import MemberKind
from models.posts import ClaimState, Confirmation, Opening
from models.shifts import CheckIn
from services.areas import areas
from services.clock import today
from services.office import access
from services.posts import changing, claim_messages, closing, kept, kinds, openings
from services.posts.changing import OpeningChange
from services.posts.openings import OpeningEntry
from services.posts.weekly_times import read_times, say_times
from services.serving import cancelling, shifts
from services.texts import desk as desk_texts
from services.texts.members.members import KIND_LABELS
from services.texts.pages import post_pages as texts
from services.texts.posts.posts import (
    CHECK_IN_LABELS,
    CLAIM_LABELS,
    CONFIRMATION_LABELS,
    name_post,
)
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit
from web.requests import RowId

HERE = f"{ROOT}/posts"
SHIFTS_SHOWN = 12

E = TypeVar("E", bound=StrEnum)


def opening_routes(desk: Desk) -> APIRouter:
    """Give the routes of one opening."""
    routes = APIRouter(prefix=f"{ROOT}/posts")

    @routes.get("/new")
    def _ask(request: Request) -> Response:
        return show(desk, request, _show_form)

    @routes.post("/new")
    async def _open(request: Request) -> Response:
        return await change(desk, request, _open_post, again=_show_form)

    @routes.get("/{opening_id:int}")
    def _look(request: Request, opening_id: RowId) -> Response:
        return show(desk, request, lambda visit: _show(visit, opening_id))

    @routes.post("/{opening_id:int}")
    async def _change(request: Request, opening_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            return _act(visit, opening_id)

        def again(visit: Visit) -> Page:
            return _show(visit, opening_id)

        return await change(desk, request, act, again=again)

    return routes


def _choices(visit: Visit) -> Mapping[str, Any]:
    """Give what may be chosen from; words are put by the template."""
    del visit
    return {
        "confirmations": [(str(it), label()) for it, label in CONFIRMATION_LABELS.items()],
        "check_ins": [(str(it), label()) for it, label in CHECK_IN_LABELS.items()],
        "kinds": [(str(it), label()) for it, label in KIND_LABELS.items()],
    }


def _show_form(visit: Visit) -> Page:
    held = access.require_somewhere(visit.session, visit.person_id, Action.OPEN_POST)
    places = {
        it.id: areas.full_name(visit.session, it)
        for area in held
        for it in (area, *areas.list_below(visit.session, area))
        if it.level is not Level.BUILDING
    }
    first = today(visit.clock)
    shown: dict[str, Any] = {
        **_choices(visit),
        "places": list(places.items()),
        "posts": [(it.id, name_post(it.code, it.name)) for it in kinds.list_posts(visit.session)],
        "first": first,
        "last": openings.years_end(first),
    }
    return Page("desk/opening_new.html", shown, here="posts")


def _open_post(visit: Visit) -> Done:
    fields = visit.fields
    entry = OpeningEntry(
        visit.number("post") or 0,
        visit.number("area") or 0,
        _count(visit),
        _day(visit, "from"),
        _day(visit, "to"),
        times=fields.get("times", ""),
        place=fields.get("place", ""),
        latitude=_degrees(visit, "latitude"),
        longitude=_degrees(visit, "longitude"),
        confirm=_pick(Confirmation, visit, "confirm", Confirmation.COMMUNITY),
        check_in=_pick(CheckIn, visit, "check_in", CheckIn.BUTTON),
        asks_skill=fields.get("skill", ""),
        asks_kind=_kind(visit),
    )
    opening = openings.open_post(visit.session, entry, visit.person_id, visit.clock)
    return Done(f"{HERE}/{opening.id}", texts.OPENED())


def _show(visit: Visit, opening_id: int) -> Page:
    session = visit.session
    opening = kept.get_kept(session, opening_id, visit.person_id)
    coming = shifts.list_coming(session, opening, visit.clock)
    shown: dict[str, Any] = {
        **_choices(visit),
        "opening": opening,
        "name": openings.name_of(session, opening),
        "times": say_times(read_times(opening.times)),
        "kind": "" if opening.asks_kind is None else KIND_LABELS[opening.asks_kind](),
        "confirm": CONFIRMATION_LABELS[opening.confirm](),
        "check_in": CHECK_IN_LABELS[opening.check_in](),
        "claims": _claims(visit, opening),
        "shifts": coming[:SHIFTS_SHOWN],
        "more_shifts": max(0, len(coming) - SHIFTS_SHOWN),
        "may_decide": access.may(
            session,
            visit.person_id,
            Action.CONFIRM_CLAIM,
            areas.area_of(session, opening.area_id),
        ),
    }
    return Page("desk/opening.html", shown, here="posts")


def _claims(visit: Visit, opening: Opening) -> list[dict[str, Any]]:
    return [
        {
            "row": claim,
            "name": claim_messages.real_name(visit.session, claim.person_id),
            "state": CLAIM_LABELS[claim.state](),
            "is_pending": claim.state is ClaimState.PENDING,
            "is_waiting": claim.state is ClaimState.WAITING,
        }
        for claim in kept.list_claims(visit.session, [opening])
    ]


def _act(visit: Visit, opening_id: int) -> Done:
    session, me, clock, fields = visit.session, visit.person_id, visit.clock, visit.fields
    here = f"{HERE}/{opening_id}"
    match fields.get("act", ""):
        case "close":
            closing.close_opening(session, opening_id, me, fields.get("reason", ""), clock)
            return Done(here, texts.CLOSED())
        case "cancel":
            kept.get_kept(session, opening_id, me)
            shift_id, why = visit.number("shift") or 0, fields.get("reason", "")
            cancelling.cancel_shift(session, shift_id, me, why, clock)
            return Done(here, texts.CANCELLED())
        case _:
            changing.change_opening(session, opening_id, _wanted(visit), me, clock)
            return Done(here, desk_texts.SAVED())


def _wanted(visit: Visit) -> OpeningChange:
    fields = visit.fields
    pin = (_degrees(visit, "latitude"), _degrees(visit, "longitude"))
    return OpeningChange(
        places=_count(visit),
        place=fields.get("place", ""),
        times=fields.get("times", ""),
        confirm=_pick(Confirmation, visit, "confirm", Confirmation.COMMUNITY),
        check_in=_pick(CheckIn, visit, "check_in", CheckIn.BUTTON),
        asks_skill=fields.get("skill", ""),
        pin=None if pin[0] is None or pin[1] is None else (pin[0], pin[1]),
    )


def _count(visit: Visit) -> int:
    found = visit.number("places")
    if found is None:
        raise Invalid("opening_field_unclear")
    return found


def _day(visit: Visit, name: str) -> date:
    try:
        return date.fromisoformat(visit.fields.get(name, ""))
    except ValueError as error:
        raise Invalid("opening_day_unclear") from error


def _degrees(visit: Visit, name: str) -> float | None:
    said = visit.fields.get(name, "")
    try:
        return float(said) if said else None
    except ValueError as error:
        raise Invalid("opening_field_unclear") from error


def _pick(words: type[E], visit: Visit, name: str, otherwise: E) -> E:
    said = visit.fields.get(name, "")
    return words(said) if said in set(words) else otherwise


def _kind(visit: Visit) -> MemberKind | None:
    said = visit.fields.get("kind", "")
    return MemberKind(said) if said in set(MemberKind) else None
