"""The second return in a round goes to the area's backstop (兜底) by itself, and stays there."""

from sqlmodel import Session, select

from models.access import Action
from models.cases import Case, Status
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.case_files import timeline
from services.casework import assigning, lifecycle, permits
from services.casework.assigning import Target
from services.clock import Clock
from services.identity import people
from services.office import access, units
from services.texts.casework import assigning as texts
from services.texts.phrases import Phrase


def hand_over(
    session: Session, case: Case, actor_id: int, alert: Phrase, clock: Clock
) -> bool | None:
    """Hand a case that came back twice to the backstop; give whether they could be told.

    None: there is nobody but who gave it back.
    """
    target = find_target(session, case, actor_id)
    if target is None:
        return None
    if case.status is not Status.ACCEPTED:
        lifecycle.move(session, case, Status.ACCEPTED, clock)
    assigning.give(session, case, target, actor_id, clock)
    name = assigning.holder_name(session, case)
    timeline.append_line(session, case, Act.ASSIGNED, {"to": name, "is_backstop": 1}, clock)
    return assigning.tell_new_holder(session, case, (alert, texts.BACKSTOP()), clock)


def find_target(session: Session, case: Case, actor_id: int) -> Target | None:
    """Find who takes what came back twice: a unit for it, else a clerk, else an officer.

    Nobody who gave it back in this round, as long as there is anybody else; never who did last.
    """
    area = areas.area_of(session, case.area_id)
    returned = _returned_by(session, case) | {actor_id}
    away = {*permits.list_recused(session, case), case.reporter_id}
    for unit in units.list_backstops(session, area):
        liaisons = set(permits.list_liaisons(session, unit.id))
        if liaisons - away and not liaisons & returned:
            return Target(unit_id=unit.id)
    holders = access.list_appointed(session, Action.RECEIVE_BACKLOG, area)
    able = [person_id for person_id, _ in holders if person_id not in away | {actor_id}]
    fresh = [person_id for person_id in able if person_id not in returned]
    for found in (fresh, able):
        if found:
            reached = people.list_reachable(session, found)
            return Target(next((each for each in found if each in reached), found[0]))
    return None


def _returned_by(session: Session, case: Case) -> set[int]:
    found = session.exec(
        select(TimelineLine.actor_id).where(
            TimelineLine.case_id == case.id,
            TimelineLine.act == Act.RETURNED,
            TimelineLine.round == case.round,
        )
    )
    return {person_id for person_id in found if person_id is not None}
