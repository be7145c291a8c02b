"""Where a case may be put by whoever takes it in."""

from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.areas import Area, Level
from services.areas import areas
from services.office import access


def list_places(session: Session, actor_id: int, before: int) -> Sequence[Area]:
    """List the grids of the community of a case; of the street, its communities with them."""
    held = access.areas_where(session, actor_id, Action.TRIAGE_CASE)
    community = areas.community_of(session, areas.area_of(session, before))
    found: list[Area] = []
    for area in held:
        if area.level is Level.STREET:
            found += areas.list_below(session, area, Level.COMMUNITY)
        if area.level is not Level.STREET or community is None:
            found += areas.list_below(session, area, Level.GRID)
    if community is not None and any(area.contains(community) for area in held):
        found += [community, *areas.list_below(session, community, Level.GRID)]
    return list({area.id: area for area in found}.values())
