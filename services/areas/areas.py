"""The tree of areas: reading it, and adding to it by hand."""

import re
import unicodedata
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from models.areas import Area, Level
from models.errors import Conflict, Invalid, NotFound
from services.areas.places import AreaIndex, build_index, guess_place
from services.versions import Remembered
from services.wording import squeeze

DEPTH = {level: depth for depth, level in enumerate(Level)}
"""How far down a level lies; what stands below must lie deeper."""

PREFIX = re.compile(r"[A-Z]{2,6}")
"""What a case number may begin with."""

CODE = re.compile(r"[\w.-]{1,40}")
LONGEST_NAME = 80
_NUL = "\0"


def _index(session: Session) -> AreaIndex:
    stored = session.exec(select(Area).order_by(col(Area.id))).all()
    return build_index([Area(**area.model_dump()) for area in stored])


TREE = Remembered(Area, _index)
"""The tree as it is now; whoever changes it says so here."""


def get_area(session: Session, code: str) -> Area:
    """Find an area by its code; width and, where no other code is meant, case do not matter.

    Raises:
        NotFound: area_unknown.
    """
    wanted = tidy(code)
    if _NUL in wanted:  # PostgreSQL does not even look for it
        raise NotFound("area_unknown", code=wanted.replace(_NUL, ""))
    found = session.exec(
        select(Area).where(func.lower(col(Area.code)) == wanted.lower()).order_by(col(Area.id))
    ).all()
    exact = [area for area in found if area.code == wanted]
    if not found:
        raise NotFound("area_unknown", code=wanted)
    return (exact or list(found))[0]


def get_area_named(session: Session, name: str) -> Area:
    """Find an area by its code, else by its name where only one is called so.

    Raises:
        NotFound: area_unknown.
    """
    try:
        return get_area(session, name)
    except NotFound:
        if _NUL in name:
            raise
        found = session.exec(select(Area).where(Area.name == tidy(name)).limit(2)).all()
        if len(found) != 1:
            raise
        return found[0]


def area_of(session: Session, area_id: int) -> Area:
    """Give the area that a row refers to, for reading only.

    Raises:
        NotFound: area_unknown.
    """
    area = TREE.get(session).by_id.get(area_id) or session.get(Area, area_id)
    if area is None:
        raise NotFound("area_unknown", code=area_id)
    return area


def find_street(session: Session) -> Area | None:
    """Give the root of the tree; the first one in a district with several streets."""
    return session.exec(
        select(Area).where(Area.level == Level.STREET).order_by(col(Area.id)).limit(1)
    ).first()


def get_street(session: Session) -> Area:
    """Give the root of the tree.

    Raises:
        NotFound: the store holds no area yet.
    """
    street = find_street(session)
    if street is None:
        raise NotFound("area_unknown", code="")
    return street


def ensure_street(session: Session, code: str, name: str) -> Area:
    """Give the root of the tree; make it from the settings in a new store."""
    street = find_street(session)
    return street or _insert(session, Area(code=code, name=name, level=Level.STREET), None)


def add_area(
    session: Session, code: str, name: str, level: Level, parent: Area | None = None
) -> Area:
    """Add one area.

    Raises:
        Invalid: area_code, area_name, area_parent_missing or area_level.
        Conflict: area_exists.
    """
    code, name = tidy(code), name.strip()
    if not CODE.fullmatch(code):
        raise Invalid("area_code", code=code)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("area_name", code=code)
    if parent is None and level is not Level.STREET:
        raise Invalid("area_parent_missing", code=code)
    if parent is not None and not may_stand_below(level, parent.level):
        raise Invalid("area_level", code=code, parent=parent.code)
    taken = select(col(Area.id)).where(func.lower(col(Area.code)) == code.lower())
    if session.exec(taken).first() is not None:
        raise Conflict("area_exists", code=code)
    return _insert(session, Area(code=code, name=name, level=level), parent)


def may_stand_below(level: Level, parent: Level) -> bool:
    """Tell whether a level may stand below another; a patch lies across and holds nothing."""
    if level is Level.PATCH:
        return parent is Level.STREET
    return parent is not Level.PATCH and DEPTH[level] > DEPTH[parent]


def list_ancestors(session: Session, area: Area) -> Sequence[Area]:
    """List the areas above, the street first, without the area itself."""
    above = [area_id for area_id in ids_upward(area) if area_id != area.id]
    return session.exec(
        select(Area).where(col(Area.id).in_(above)).order_by(func.length(col(Area.path)))
    ).all()


def list_below(session: Session, area: Area, level: Level | None = None) -> Sequence[Area]:
    """List the areas below, of one level or all, in the order of their codes."""
    statement = select(Area).where(
        col(Area.path).startswith(area.path, autoescape=True), col(Area.id) != area.id
    )
    if level is not None:
        statement = statement.where(Area.level == level)
    return session.exec(statement.order_by(col(Area.code))).all()


def list_areas(session: Session) -> Sequence[Area]:
    """List every area, each after the one it stands below."""
    areas = session.exec(select(Area)).all()
    codes = {area.id: area.code for area in areas}
    return sorted(areas, key=lambda area: [codes[each] for each in reversed(ids_upward(area))])


def ids_upward(area: Area) -> Sequence[int]:
    """Give the ids from an area up to its root, itself first."""
    return [int(part) for part in reversed(area.path.split("/")) if part]


def prefix_of(session: Session, area: Area | None, default: str) -> str:
    """Give what a case number begins with there: the community's code, else the default."""
    if area is None:
        return default
    community = TREE.get(session).above(area, Level.COMMUNITY)
    if community is not None and PREFIX.fullmatch(community.code):
        return community.code
    return default


def full_name(session: Session, area: Area) -> str:
    """Give the name by which people know a place: a building's with its estate's before it."""
    parent = TREE.get(session).by_id.get(area.parent_id or 0)
    if area.level is not Level.BUILDING or parent is None or area.name.startswith(parent.name):
        return area.name
    return parent.name + area.name


def grid_name(session: Session, area: Area) -> str:
    """Give the name of the grid in which a place lies, else its own."""
    grid = TREE.get(session).above(area, Level.GRID)
    return area.name if grid is None else grid.name


def estate_of(session: Session, area: Area) -> Area | None:
    """Give the estate in which a place lies, or the building that lies in none; else None."""
    tree = TREE.get(session)
    return tree.above(area, Level.ESTATE) or tree.above(area, Level.BUILDING)


def grid_of(session: Session, area: Area) -> Area | None:
    """Give the grid in which a place lies."""
    return TREE.get(session).above(area, Level.GRID)


def community_of(session: Session, area: Area) -> Area | None:
    """Give the community in which a place lies."""
    return TREE.get(session).above(area, Level.COMMUNITY)


def street_above(session: Session, area: Area) -> Area:
    """Give the street in which a place lies."""
    return TREE.get(session).above(area, Level.STREET) or get_street(session)


def find_place(session: Session, words: str, near: Area | None) -> Area | None:
    """Guess the area a resident's words speak of; what it gives is for reading only."""
    return guess_place(TREE.get(session), words, near)


def find_community(session: Session, words: str) -> Area | None:
    """Find the community that is asked for by name: 幸福 is 幸福社区, if no other begins so."""
    said = squeeze(words).removesuffix("社区")
    if not said:
        return None
    known = [each for each in list_areas(session) if each.level is Level.COMMUNITY]
    named = {each.id: squeeze(each.name).removesuffix("社区") for each in known}
    whole = [each for each in known if named[each.id] == said]
    begun = [each for each in known if named[each.id].startswith(said)]
    found = whole or begun
    return found[0] if len(found) == 1 else None


def tidy(text: str) -> str:
    """Give a code or name without odd widths and blanks at its ends."""
    return unicodedata.normalize("NFKC", text).strip()


def _insert(session: Session, area: Area, parent: Area | None) -> Area:
    if parent is not None:
        area.parent_id = parent.id
    session.add(area)
    session.flush()
    area.path = f"{parent.path if parent else '/'}{area.id}/"
    session.flush()
    TREE.has_changed(session)
    return area
