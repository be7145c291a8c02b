"""Members as the office knows them; the kind is for staff only."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, func, select

from models.access import Action
from models.errors import NotAllowed
from models.members import Member, MemberKind
from models.people import Person
from models.posts import ShownAs
from models.units import Unit
from services.areas import areas
from services.clock import Clock
from services.gate.redact_words import DOUBLE_SURNAMES
from services.identity import people
from services.office import access
from services.texts.members import members as texts
from services.texts.phrases import Phrase, verbatim


def find_member(session: Session, person_id: int) -> Member | None:
    """Find what is known of somebody as a member."""
    return session.exec(
        select(Member).where(Member.person_id == people.present(session, person_id))
    ).first()


def is_member(session: Session, person_id: int) -> bool:
    """Tell whether somebody is a member now."""
    member = find_member(session, person_id)
    return member is not None and member.until is None


def require_member(session: Session, person_id: int) -> Member:
    """Give somebody's row as a member.

    Raises:
        NotAllowed: members_only; they are none, or no longer.
    """
    member = find_member(session, person_id)
    if member is None or member.until is not None:
        raise NotAllowed("members_only")
    return member


def require_over(session: Session, actor_id: int, member_id: int) -> Member:
    """Give a member whose service somebody may confirm: in their area, and not themselves.

    Raises:
        NotAllowed: not_allowed, members_only or not_your_own.
    """
    member = require_member(session, member_id)
    if actor_id == member.person_id:
        raise NotAllowed("not_your_own")
    area = areas.area_of(session, member.area_id)
    access.require(session, actor_id, Action.CONFIRM_SERVICE, area)
    return member


def remember(
    session: Session,
    person_id: int,
    area_id: int,
    clock: Clock,
    *,
    unit_id: int | None = None,
    kind: MemberKind | None = None,
) -> Member:
    """Give the row of a member, made if there is none; one who left is back."""
    member = find_member(session, person_id)
    if member is None:
        member = Member(person_id=person_id, area_id=area_id, since=clock.now())
        session.add(member)
    member.area_id, member.until = area_id, None
    member.unit_id = member.unit_id if unit_id is None else unit_id
    member.kind = kind or member.kind
    session.flush()
    return member


def shown_name(session: Session, person_id: int, shown_as: ShownAs) -> Phrase:
    """Name somebody before others as they chose: 张同志, their name, or their unit."""
    return shown_names(session, {person_id: shown_as})[person_id]


def shown_names(session: Session, shown: Mapping[int, ShownAs]) -> dict[int, Phrase]:
    """Name several people before others, as `shown_name` does one, in two queries."""
    names = people.names_of(session, shown)
    units = _units_of(session, [it for it, how in shown.items() if how is ShownAs.UNIT])
    return {it: _shown(names[it], how, units.get(it)) for it, how in shown.items()}


def family_name(name: str) -> str:
    """Give the family name of a Chinese name, of two characters where it is known to be."""
    return name[:2] if name[:2] in DOUBLE_SURNAMES else name[:1]


def _shown(name: str, shown_as: ShownAs, unit: str | None) -> Phrase:
    if shown_as is ShownAs.NAME and name:
        return verbatim(name)
    if unit is not None:
        return texts.FROM_UNIT(unit=unit)
    return texts.COMRADE(family=family_name(name)) if name else texts.A_COMRADE()


def _units_of(session: Session, person_ids: Sequence[int]) -> dict[int, str]:
    """Give the names of the units that members come from."""
    if not person_ids:
        return {}
    found = session.exec(
        select(Person.id, Unit.name)
        .join(Member, col(Member.person_id) == func.coalesce(Person.merged_into_id, Person.id))
        .join(Unit, col(Unit.id) == Member.unit_id)
        .where(col(Person.id).in_(person_ids))
    )
    return dict(found.all())
