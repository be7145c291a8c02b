"""Who is what where: giving and ending roles, and invitations (人员)."""

from fastapi import APIRouter, Request, Response

from models.access import Role
from models.errors import Invalid
from services import marks
from services.areas import areas
from services.office import appointing, staff_names
from services.texts.menu import ROLE_LABELS
from services.texts.pages import admin_pages as texts
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

STAFF = f"{ROOT}/staff"


def staff_routes(desk: Desk) -> APIRouter:
    """Give the routes of people and their roles."""
    routes = APIRouter(prefix=f"{ROOT}/staff")

    def invite(visit: Visit) -> Page:
        return _invite(desk, visit)

    @routes.get("")
    def _show(request: Request) -> Response:
        return show(desk, request, _list)

    @routes.post("/give")
    async def _give_role(request: Request) -> Response:
        return await change(desk, request, _give, again=_list)

    @routes.post("/end")
    async def _end_role(request: Request) -> Response:
        return await change(desk, request, _end, again=_list)

    @routes.post("/invite")
    async def _make_codes(request: Request) -> Response:
        return await change(desk, request, invite, again=_list)

    @routes.post("/revoke")
    async def _revoke_code(request: Request) -> Response:
        return await change(desk, request, _revoke, again=_list)

    return routes


def _list(visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    posts = appointing.list_posts(session, me)
    people = {post.number: _called(visit, post.number, post.phone) for post in posts}
    given = appointing.roles_to_give(session, me)
    shown = {
        "posts": posts,
        "names": {area.code: area.name for area in areas.list_areas(session)},
        "labels": {role: label() for role, label in ROLE_LABELS.items()},
        "people": list(people.items()),
        "given": given,
        "me_id": me,
        "places": [
            (it.code, f"{it.code} {it.name}") for it in appointing.list_places(session, me)
        ],
        "open": appointing.list_open(session, me, visit.clock),
        "units": appointing.list_units(session, me),
        "staff": STAFF,
    }
    return Page("desk/staff.html", shown, here="staff")


def _called(visit: Visit, person_id: int, phone: str) -> str:
    return f"{staff_names.name_of(visit.session, person_id)} {phone}".strip()


def _role(visit: Visit) -> Role:
    try:
        return Role(visit.fields.get("role", ""))
    except ValueError as error:
        raise Invalid("role_unknown") from error


def _give(visit: Visit) -> Done:
    area = areas.get_area(visit.session, visit.fields.get("area", ""))
    person_id = visit.number("person") or 0
    appointing.give(visit.session, visit.person_id, person_id, _role(visit), area, visit.clock)
    return Done(STAFF, texts.GIVEN())


def _end(visit: Visit) -> Done:
    area = areas.get_area(visit.session, visit.fields.get("area", ""))
    person_id = visit.number("person") or 0
    appointing.end(visit.session, visit.person_id, person_id, _role(visit), area, visit.clock)
    return Done(STAFF, texts.ENDED())


def _invite(desk: Desk, visit: Visit) -> Page:
    """Show new codes, once: only their hashes are kept."""
    session, role = visit.session, _role(visit)
    me, count = visit.person_id, visit.number("count") or 0
    unit_id = visit.number("unit")
    if role is Role.LIAISON and unit_id is not None:
        codes, unit = appointing.invite_liaison(session, me, unit_id, count, visit.clock)
        whose = unit.name
    else:
        area = areas.get_area(session, visit.fields.get("area", ""))
        codes = appointing.invite(session, me, role, area, count, visit.clock)
        whose = area.name
    user_name = marks.get_mark(session, "telegram_username") or ""
    starts = (
        f"https://t.me/{user_name}?start=join-" if user_name else "",
        f"{desk.public_url}/chat?start=join-" if desk.public_url else "",
    )
    shown = {
        "codes": [(code, [f"{start}{code}" for start in starts if start]) for code in codes],
        "role": ROLE_LABELS[role](),
        "whose": whose,
        "staff": STAFF,
    }
    return Page("desk/codes.html", shown, here="staff")


def _revoke(visit: Visit) -> Done:
    number = visit.number("invitation") or 0
    appointing.revoke(visit.session, visit.person_id, number, visit.clock)
    return Done(STAFF, texts.REVOKED())
