"""The roll for those who keep it, as lists: by kind, unit, area, and who is out of touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.errors import NotFound
from models.members import MemberKind
from services.areas import areas
from services.clock import Clock
from services.members import roll, touch
from services.members.roll import Entry
from services.office import access
from services.wording import squeeze


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom a list is to hold; what is None or empty holds everybody.

    `is_lost` are those who are out of touch, `is_unseen` those who came in by no door yet.
    """

    name: str = ""
    kind: MemberKind | None = None
    unit_id: int | None = None
    area_id: int | None = None
    is_lost: bool = False
    is_unseen: bool = False


def find(session: Session, actor_id: int, sought: Sought, clock: Clock) -> Sequence[Entry]:
    """List the members where somebody keeps the roll; they themselves are not among them.

    Raises:
        NotAllowed: not_allowed; they keep no roll.
        NotFound: area_unknown.
    """
    access.require_somewhere(session, actor_id, Action.ADMIT_MEMBER)
    found = touch.list_kept(session, actor_id)
    if sought.is_lost:
        found = touch.only_lost(session, found, clock)
    area = None if sought.area_id is None else areas.area_of(session, sought.area_id)
    return [it for it in found if _is_sought(session, it, sought, area)]


def get(session: Session, actor_id: int, person_id: int) -> Entry:
    """Give a member to somebody who keeps the roll there.

    Raises:
        NotAllowed: not_allowed; they keep no roll.
        NotFound: member_unknown; there is none, or not on theirs.
    """
    access.require_somewhere(session, actor_id, Action.ADMIT_MEMBER)
    entry = touch.find_kept(session, actor_id, person_id)
    if entry is None:
        raise NotFound("member_unknown")
    return entry


def list_areas(session: Session, actor_id: int) -> Sequence[Area]:
    """List the areas of somebody's rolls, and those below them.

    Raises:
        NotAllowed: not_allowed; they keep no roll.
    """
    held = access.require_somewhere(session, actor_id, Action.ADMIT_MEMBER)
    found = {it.id: it for area in held for it in (area, *areas.list_below(session, area))}
    return list(found.values())


def _is_sought(session: Session, entry: Entry, sought: Sought, area: Area | None) -> bool:
    return (
        squeeze(sought.name) in squeeze(entry.name)
        and sought.kind in (None, entry.kind)
        and sought.unit_id in (None, entry.unit_id)
        and (area is None or roll.is_within(session, entry, (area,)))
        and not (sought.is_unseen and entry.has_account)
    )
