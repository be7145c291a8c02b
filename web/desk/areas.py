"""The tree of areas, its import, and which groups are bound where (区域)."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from models.access import Action
from models.areas import Area
from services.areas import areas
from services.groups import group_lists, groups
from services.office import access
from services.tables.area_import import COLUMNS, import_areas
from services.texts.groups import KIND_LABELS
from services.texts.operator import LEVEL_LABELS
from services.texts.pages import admin_pages as texts
from web.desk.imports import Import, import_routes
from web.desk.outlines import outline_routes
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit

AREAS = f"{ROOT}/areas"


def _check_import(visit: Visit) -> None:
    """A table changes the whole tree, so whoever keeps the street's areas imports one."""
    street = areas.get_street(visit.session)
    access.require(visit.session, visit.person_id, Action.KEEP_AREAS, street)


IMPORT = Import(
    "areas",
    "areas.import_title",
    COLUMNS,
    ("code", "name", "level"),
    _check_import,
    lambda visit, table: import_areas(visit.session, table),
)


def areas_routes(desk: Desk) -> APIRouter:
    """Give the routes of areas."""
    routes = APIRouter(prefix=ROOT)
    routes.routes.extend(import_routes(desk, IMPORT).routes)
    routes.routes.extend(outline_routes(desk).routes)

    @routes.get("/areas")
    def _show(request: Request) -> Response:
        return show(desk, request, _list)

    @routes.post("/areas/unbind")
    async def _unbind_group(request: Request) -> Response:
        return await change(desk, request, _unbind, again=_list)

    return routes


def _list(visit: Visit) -> Page:
    session, me = visit.session, visit.person_id
    tree = list_tree(visit)
    street = areas.get_street(session)
    shown = {
        "tree": [(area, area.path.count("/") - 2) for area in tree],
        "levels": {level: label() for level, label in LEVEL_LABELS.items()},
        "kinds": {kind: label() for kind, label in KIND_LABELS.items()},
        "groups": group_lists.list_bound(session, me, tree),
        "may_import": access.may(session, me, Action.KEEP_AREAS, street),
        "areas": AREAS,
    }
    return Page("desk/areas.html", shown, here="areas")


def list_tree(visit: Visit) -> Sequence[Area]:
    """List the areas that somebody looks after, each after what it stands in.

    Raises:
        NotAllowed: not_allowed; they look after none.
    """
    scopes = access.require_somewhere(visit.session, visit.person_id, Action.KEEP_AREAS)
    return _below(visit.session, scopes)


def _below(session: Session, scopes: Sequence[Area]) -> Sequence[Area]:
    """List what stands in these areas, each after what it stands in."""
    found = [
        area
        for area in areas.list_areas(session)
        if any(area.path.startswith(scope.path) for scope in scopes)
    ]
    return sorted(found, key=lambda area: [int(part) for part in area.path.strip("/").split("/")])


def _unbind(visit: Visit) -> Done:
    groups.unbind(visit.session, visit.number("group") or 0, visit.person_id, visit.clock)
    return Done(AREAS, texts.UNBOUND())
