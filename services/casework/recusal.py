"""Recusal (回避): a complaint about staff goes to the street, hidden from whom it is about."""

import re
from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, or_, select

from models.access import Appointment, Role
from models.areas import Area, Level
from models.cases import Case
from models.categories import Category
from models.following import Recusal
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework.recusal_words import COMPLAINS, GRID_MANAGER, OF_COMMUNITY, ROLE_DID, WRONG
from services.clock import Clock
from services.identity import people
from services.reporters import followers, told_to_others
from services.store import insert_missing
from services.wording import squeeze

TITLES: dict[str, frozenset[Role]] = {
    "网格员": frozenset({Role.GRID_MANAGER}),
    "网格长": frozenset({Role.GRID_MANAGER}),
    "社工": frozenset({Role.CLERK}),
    "书记": frozenset({Role.CLERK, Role.OFFICER}),
    "主任": frozenset({Role.CLERK, Role.OFFICER}),
    "干部": frozenset({Role.CLERK, Role.OFFICER}),
    "科长": frozenset({Role.OFFICER}),
}
"""What people call somebody by, behind the surname, and what such a person may be."""

WORKERS = (
    Role.GRID_MANAGER,
    Role.CLERK,
    Role.OFFICER,
    Role.SUPERVISOR,
    Role.LIAISON,
    Role.BUILDING_HEAD,
)
SHORTEST_NAME = 2
_SENTENCE = re.compile(r"[。！？!?\n]")


def is_complaint(session: Session, words: str, area: Area) -> bool:
    """Tell whether words complain about somebody who works for this place, or by their role.

    In doubt they do: it only goes one level up then.
    """
    said = squeeze(words)
    if ROLE_DID.search(said):
        return True
    has_named = bool(list_named(session, words, area))
    if has_named and COMPLAINS.search(said):
        return True
    return has_named and any(
        WRONG.search(sentence) and any(_named(session, sentence, area))
        for sentence in _SENTENCE.split(said)
    )


def list_named(session: Session, words: str, area: Area) -> Sequence[int]:
    """List the workers of a place whom words name: by name, or by surname and title."""
    said = squeeze(words)
    return list(dict.fromkeys(person_id for person_id, _ in _named(session, said, area)))


def list_meant(session: Session, words: str, area: Area) -> Sequence[int]:
    """List whom a complaint is about: who is named, and all of a role that did it unnamed.

    网格员 alone means those of the grid, 社区工作人员 those of the community.
    """
    said = squeeze(words)
    meant: list[int] = []
    for person_id, name in _named(session, said, area):
        meant.append(person_id)
        said = said.replace(f"网格员{name}", "").replace(name, "")
    if GRID_MANAGER.search(said) if not meant else _did(said, GRID_MANAGER):
        meant += _managers_of(session, area)
    if _did(said, OF_COMMUNITY) and area.level is not Level.STREET:
        meant += [it for it, role in _workers(session, area) if role is Role.CLERK]
    return list(dict.fromkeys(meant))


def _did(said: str, role: re.Pattern[str]) -> bool:
    return any(role.search(found[0]) for found in ROLE_DID.finditer(said))


def send_up(session: Session, case: Case, words: str, clock: Clock) -> None:
    """Let the street handle a stored complaint about staff, and keep it from whom it is about."""
    where = areas.area_of(session, case.area_id)
    case.area_id = areas.street_above(session, where).id
    keep_from(session, case, list_meant(session, words, where), clock)
    told_to_others.make_private(session, case, clock)


def move_to(session: Session, case: Case, area_id: int, words: str, clock: Clock) -> None:
    """Put a case where it belongs; a complaint about staff stays with the street."""
    case.area_id = area_id
    if is_about_staff(session, case.category, words, areas.area_of(session, area_id)):
        case.category = Category.CONDUCT
        send_up(session, case, words, clock)


def look_again(session: Session, case: Case, words: str, clock: Clock) -> None:
    """Keep a case that is somewhere else now from those there whom it is about."""
    where = areas.area_of(session, case.area_id)
    if is_complaint(session, words, where):
        keep_from(session, case, list_meant(session, words, where), clock)


def keep_from(session: Session, case: Case, person_ids: Sequence[int], clock: Clock) -> None:
    """Keep a stored case from people it complains about; they are told nothing."""
    kept_out = [it for it in person_ids if it != case.reporter_id]
    rows = [{"case_id": case.id, "person_id": it, "since": clock.now()} for it in kept_out]
    if insert_missing(session, Recusal, rows):
        told: timeline.Told = {"count": len(kept_out)}
        timeline.append_line(session, case, Act.RECUSED, told, clock)
    for row in followers.list_followers(session, case.id):
        if row.person_id in kept_out:
            row.until = clock.now()
    if case.owner_id in kept_out:
        case.owner_id = None
    session.flush()


def is_about_staff(session: Session, category: Category, words: str, area: Area) -> bool:
    """Tell whether a report is to be handled as a complaint about staff."""
    return category is Category.CONDUCT or is_complaint(session, words, area)


def _named(session: Session, said: str, area: Area) -> Iterator[tuple[int, str]]:
    """Give whom words name, and how."""
    for person_id, role in _workers(session, area):
        name = squeeze(people.contact_of(session, person_id).name)
        if len(name) < SHORTEST_NAME:
            continue
        titles = (name[0] + title for title, roles in TITLES.items() if role in roles)
        called = next((it for it in (name, *titles) if it in said), None)
        if called is not None:
            yield person_id, called


def _workers(session: Session, area: Area) -> Sequence[tuple[int, Role]]:
    """List who works for the community of a place, or above it."""
    around = areas.community_of(session, area) or area
    above = col(Area.id).in_(areas.ids_upward(around))
    below = col(Area.path).startswith(around.path, autoescape=True)
    found = session.exec(
        select(Appointment.person_id, col(Appointment.role))
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(
            or_(above, below),
            col(Appointment.until).is_(None),
            col(Appointment.role).in_(WORKERS),
        )
        .order_by(col(Appointment.id))
    ).all()
    return [(person_id, role) for person_id, role in found]


def _managers_of(session: Session, area: Area) -> Sequence[int]:
    """List the grid managers of the grid of a place; of a community whose grid is not known, all.

    Of the whole street nobody is meant by 网格员 alone.
    """
    if area.level is Level.STREET:
        return ()
    grid = areas.grid_of(session, area)
    found = _workers(session, area)
    managers = [person_id for person_id, role in found if role is Role.GRID_MANAGER]
    if grid is None:
        return managers
    held = session.exec(
        select(Appointment.person_id)
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(
            col(Appointment.person_id).in_(managers),
            Appointment.role == Role.GRID_MANAGER,
            col(Appointment.until).is_(None),
            col(Area.path).startswith(grid.path, autoescape=True)
            | col(Area.id).in_(areas.ids_upward(grid)),
        )
    ).all()
    return list(held)
