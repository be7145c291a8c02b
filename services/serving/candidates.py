"""Who may stand in at a shift: members to whom the post is open, and who are free then.

They are chosen from a list, or named by their whole name. Who cannot be reached is as if they
were not there: nobody learns so who is on the roll.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.areas import Area
from models.errors import Conflict, NotFound
from models.members import Member
from models.posts import OPEN_CLAIMS, Claim, Opening, ShownAs
from models.shifts import AttendanceState
from services.areas import areas
from services.clock import Clock
from services.identity import people
from services.members import members
from services.office import access
from services.posts.eligibility import find_lacking, is_open_to
from services.serving import busy
from services.serving.parts import Part, get_own
from services.texts.phrases import Phrase, put_into_words
from services.texts.posts import shifts as texts
from services.wording import squeeze

LISTED = 60
"""Members who are offered, those with the same post first."""

LOOKED_AT = 300
"""Members of whom it is looked whether they are free."""

_MAY_ASK = frozenset({AttendanceState.EXPECTED, AttendanceState.EXCUSED})


class Candidate(NamedTuple):
    """A member who may stand in, named as they chose; where two read alike, with their grid."""

    person_id: int
    name: Phrase


def list_candidates(
    session: Session, attendance_id: int, person_id: int, clock: Clock
) -> Sequence[Candidate]:
    """List who may stand in at one's own shift and is free then.

    Raises:
        NotFound: attendance_unknown.
        Conflict: leave_late or attendance_over.
    """
    part = get_own(session, attendance_id, person_id)
    require_askable(part, clock)
    holders = _holders(session, part.opening)
    fit = [it for it in list_fit(session, part.opening) if it != person_id]
    fit.sort(key=lambda it: (it not in holders, it))
    looked_at = _list_reachable(session, fit[:LOOKED_AT])
    elsewhere = busy.list_elsewhere(session, looked_at, part.shift, clock)
    kept = {*elsewhere, *busy.list_with_part(session, looked_at, part.shift)}
    free = [it for it in looked_at if it not in kept]
    return _name(session, part.opening, free[:LISTED])


def find_named(
    session: Session, attendance_id: int, person_id: int, words: str
) -> Sequence[Candidate]:
    """Find those who may and whose whole name words are; who cannot be reached is not found.

    Raises:
        NotFound: attendance_unknown, cover_unknown.
    """
    part, said = get_own(session, attendance_id, person_id), squeeze(words)
    fit = [it for it in list_fit(session, part.opening) if it != person_id]
    names = people.names_of(session, fit)
    found = [it for it in _list_reachable(session, fit) if said and said == squeeze(names[it])]
    if not found:
        raise NotFound("cover_unknown")
    return _name(session, part.opening, found)


def require_askable(part: Part, clock: Clock) -> None:
    """Refuse to look for somebody where nobody is to come, or the shift has begun.

    Raises:
        Conflict: leave_late or attendance_over; also once the post was given up.
    """
    is_over = part.shift.cancelled_at is not None or part.claim.ended_at is not None
    if is_over or part.attendance.state not in _MAY_ASK:
        raise Conflict("attendance_over")
    if clock.now() >= part.shift.starts_at:
        raise Conflict("leave_late")


def list_fit(session: Session, opening: Opening, only: int | None = None) -> Sequence[int]:
    """List who may claim a place in an opening, whether one is free or not.

    Who joined by an invitation may have no row among the members yet.
    """
    statement = (
        select(Appointment.person_id, Area, Member)
        .join(Area, col(Area.id) == Appointment.area_id)
        .outerjoin(Member, col(Member.person_id) == Appointment.person_id)
        .where(
            col(Appointment.until).is_(None),
            col(Appointment.role).in_(access.roles_that_may(Action.CLAIM_POST)),
            col(Member.until).is_(None),
        )
        .order_by(col(Appointment.person_id))
    )
    if only is not None:
        statement = statement.where(Appointment.person_id == only)
    fit = [
        person_id
        for person_id, area, member in session.exec(statement).all()
        if is_open_to(session, opening, [area]) and find_lacking(opening, member) is None
    ]
    return list(dict.fromkeys(fit))


def _holders(session: Session, opening: Opening) -> dict[int, ShownAs]:
    found = session.exec(
        select(Claim.person_id, Claim.shown_as).where(
            Claim.opening_id == opening.id, col(Claim.state).in_(OPEN_CLAIMS)
        )
    ).all()
    return {row[0]: ShownAs(row[1]) for row in found}


def _list_reachable(session: Session, person_ids: Sequence[int]) -> Sequence[int]:
    reachable = people.list_reachable(session, list(person_ids))
    return [it for it in person_ids if it in reachable]


def _name(session: Session, opening: Opening, person_ids: Sequence[int]) -> Sequence[Candidate]:
    holders = _holders(session, opening)
    names = members.shown_names(
        session, {it: holders.get(it, ShownAs.COMRADE) for it in person_ids}
    )
    said = Counter(put_into_words(name) for name in names.values())
    alike = [it for it in person_ids if said[put_into_words(names[it])] > 1]
    grids = _grids_of(session, alike)
    for it, grid in grids.items():
        names[it] = texts.CANDIDATE(name=names[it], grid=grid)
    return [Candidate(it, names[it]) for it in person_ids]


def _grids_of(session: Session, person_ids: Sequence[int]) -> dict[int, str]:
    found = session.exec(
        select(Member.person_id, Area)
        .join(Area, col(Area.id) == Member.area_id)
        .where(col(Member.person_id).in_(person_ids))
    )
    return {person_id: areas.grid_name(session, area) for person_id, area in found.all()}
