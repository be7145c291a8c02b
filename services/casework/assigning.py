"""Handing a case to a person, a unit or an outside body (转办), and to another instead (改派)."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session

from models.access import Action
from models.cases import HELD, UNANSWERED, Case, Outcome, Status
from models.errors import Conflict, Invalid, NotFound
from models.timeline import Act
from models.units import Unit, UnitKind
from services.areas import areas
from services.case_files import timeline
from services.case_offers import claimants
from services.casework import alerts, lifecycle, permits, transfers
from services.casework.cases import get_case_for
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.office import access, staff_names
from services.office.units import list_units_near, unit_of
from services.texts.casework import assigning as texts
from services.texts.members.units import UNIT_KIND_LABELS
from services.texts.menu import ROLE_LABELS
from services.texts.phrases import Phrase, put_into_words, verbatim
from services.wording import require_words


class Target(NamedTuple):
    """Whom a case goes to: a person of the office, or a unit; one of the two.

    Args:
        person_id: of the office.
        unit_id: its liaisons sign; an outside body gets a letter.
        summary: what the letter says happened; empty: the kind alone.
    """

    person_id: int | None = None
    unit_id: int | None = None
    summary: str = ""


class Candidate(NamedTuple):
    """Somebody a case may go to, with what they are."""

    target: Target
    name: str
    post: Phrase


class HandedOn(NamedTuple):
    """What became of it: to whom, and whether any message reaches them now."""

    number: str
    name: str
    is_told: bool


def assign_case(
    session: Session, case_id: int, actor_id: int, target: Target, clock: Clock
) -> HandedOn:
    """Hand a case that nobody has to whoever is to do it; whoever has it signs.

    Raises:
        Conflict: assigned_already, or nothing is left to do; unit_without_liaison, or
            assignee_returned.
        Invalid: assignee_unfit, or letter_names_reporter.
    """
    case = get_case_for(session, case_id, actor_id, Action.ASSIGN_CASE)
    _check_waits(case)
    if case.status in HELD:
        raise Conflict("assigned_already", number=case.number)
    name = check_target(session, case, target)
    if case.status is not Status.ACCEPTED:
        lifecycle.move(session, case, Status.ACCEPTED, clock)
        timeline.append_line(session, case, Act.ACCEPTED, {}, clock, actor_id=actor_id)
    give(session, case, target, actor_id, clock)
    timeline.append_line(session, case, Act.ASSIGNED, {"to": name}, clock, actor_id=actor_id)
    by = staff_names.name_of(session, actor_id)
    alert = texts.ASSIGNED_TO_YOU(name=by, alert=_alert(session, case))
    return _finish(session, case, target, actor_id, alert, clock)


def reassign_case(
    session: Session, case_id: int, actor_id: int, target: Target, reason: str, clock: Clock
) -> HandedOn:
    """Give a case that somebody has to another, with a reason; the due day stays.

    Raises:
        Conflict, Invalid: as for `assign_case`; not_assigned_yet, or assignee_same.
    """
    case = get_case_for(session, case_id, actor_id, Action.ASSIGN_CASE)
    require_words(reason, "reassign_why")
    _check_waits(case)
    if case.status not in HELD:
        raise Conflict("not_assigned_yet", number=case.number)
    name = check_target(session, case, target)
    if (case.owner_id, case.unit_id) == (target.person_id, target.unit_id):
        raise Conflict("assignee_same", number=case.number, name=name)
    before, told_to = holder_name(session, case), _holders(session, case)
    transfers.stop_chasing(session, case)
    give(session, case, target, actor_id, clock)
    told: timeline.Told = {"from": before, "to": name, "words": reason}
    timeline.append_line(session, case, Act.REASSIGNED, told, clock, actor_id=actor_id)
    away = texts.TAKEN_AWAY(number=case.number, name=name, reason=reason)
    for person_id in told_to:
        if person_id not in (actor_id, target.person_id):
            outbox.tell(session, person_id, Saying((away,), case_id=case.id), clock)
    by = staff_names.name_of(session, actor_id)
    alert = texts.REASSIGNED_TO_YOU(name=by, reason=reason, alert=_alert(session, case))
    return _finish(session, case, target, actor_id, alert, clock)


def check_target(session: Session, case: Case, target: Target) -> str:
    """Give the name of whom a case may go to.

    Raises:
        Conflict: assignee_returned or unit_without_liaison.
        Invalid: assignee_unfit.
        NotFound: unit_unknown.
    """
    if target.unit_id is None:
        return _check_person(session, case, target.person_id)
    unit = unit_of(session, target.unit_id)
    if unit.ended_at is not None:
        raise NotFound("unit_unknown", code=unit.code)
    if unit.kind is UnitKind.OUTSIDE:
        transfers.check_summary(session, case, target.summary)
        return unit.name
    liaisons = permits.list_liaisons(session, unit.id)
    kept_out = {*permits.list_recused(session, case), case.reporter_id}
    if not [each for each in liaisons if each not in kept_out]:
        raise Conflict("unit_without_liaison", name=unit.name, code=unit.code)
    if case.returned_by_id in liaisons:
        raise Conflict("assignee_returned", number=case.number, name=unit.name)
    return unit.name


def give(session: Session, case: Case, target: Target, actor_id: int, clock: Clock) -> None:
    """Let a locked case wait for its new owner's signature; whoever calls writes the line.

    With an outside body the clerk who writes to it is the owner.
    """
    unit = None if target.unit_id is None else unit_of(session, target.unit_id)
    if case.status is Status.SHELVED:
        lifecycle.move(session, case, Status.HANDLING, clock)
    case.owner_id, case.unit_id = target.person_id, target.unit_id
    if unit is not None and unit.kind is UnitKind.OUTSIDE:
        case.owner_id = actor_id
    case.signed_at = case.extension_asked = None
    lifecycle.move(session, case, Status.ASSIGNED, clock)


def tell_new_holder(session: Session, case: Case, phrases: Sequence[Phrase], clock: Clock) -> bool:
    """Tell whoever is to sign; whether any of them can be reached."""
    outbox.cancel(session, alerts.subject(case.id))
    saying = alerts.waiting(case, *phrases)
    told = [outbox.tell(session, each, saying, clock) for each in _holders(session, case)]
    return any(told)


def holder_name(session: Session, case: Case) -> str:
    """Name who has a case: a unit, else a person."""
    if case.unit_id is not None:
        return unit_of(session, case.unit_id).name
    return "" if case.owner_id is None else claimants.name_of(session, case, case.owner_id)


def holder_in_full(session: Session, case: Case) -> str:
    """Name who has a case to its reporter: of a unit, the unit and who speaks for it."""
    if case.unit_id is None or case.owner_id is None:
        return holder_name(session, case)
    name = people.contact_of(session, case.owner_id).name
    return f"{holder_name(session, case)}（{name}）" if name else holder_name(session, case)


def list_candidates(session: Session, case: Case, actor_id: int) -> Sequence[Candidate]:
    """List who may be given a case: the grid's managers, the community's staff, then units."""
    area = areas.area_of(session, case.area_id)
    kept_out = {
        *permits.list_recused(session, case),
        actor_id,
        case.reporter_id,
        case.returned_by_id,
        case.owner_id,
    }
    posts: dict[int, tuple[str, Phrase]] = {}
    for person_id, role, area_id in access.list_posts(session, Action.ANSWER_CASE, area):
        if person_id not in kept_out:
            place = areas.area_of(session, area_id).name
            name, label = people.contact_of(session, person_id).name, ROLE_LABELS[role]()
            post = texts.POST(role=label, area=place) if name else verbatim(place)
            posts.setdefault(person_id, (name or put_into_words(label), post))
    staff = [Candidate(Target(it), name, post) for it, (name, post) in posts.items()]
    near = [unit for unit in list_units_near(session, area) if unit.id != case.unit_id]
    return [*staff, *(candidate_unit(unit) for unit in near)]


def candidate_unit(unit: Unit) -> Candidate:
    """Give a unit as somebody a case may go to."""
    return Candidate(Target(unit_id=unit.id), unit.name, UNIT_KIND_LABELS[unit.kind]())


def _check_waits(case: Case) -> None:
    if case.outcome is Outcome.WITHDRAWN:
        raise Conflict("withdrawn", number=case.number)
    if case.status not in UNANSWERED:
        raise Conflict(why_over(case), number=case.number)


def _check_person(session: Session, case: Case, person_id: int | None) -> str:
    area = areas.area_of(session, case.area_id)
    if (
        person_id is None
        or person_id == case.reporter_id
        or permits.is_recused(session, case, person_id)
        or not access.may(session, person_id, Action.ANSWER_CASE, area)
    ):
        raise Invalid("assignee_unfit", number=case.number)
    name = staff_names.name_of(session, person_id)
    if person_id == case.returned_by_id:
        raise Conflict("assignee_returned", number=case.number, name=name)
    return name


def _holders(session: Session, case: Case) -> Sequence[int]:
    if case.owner_id is not None:
        return [case.owner_id]
    kept_out = {*permits.list_recused(session, case), case.reporter_id}
    return [it for it in permits.list_liaisons(session, case.unit_id) if it not in kept_out]


def _finish(
    session: Session, case: Case, target: Target, actor_id: int, alert: Phrase, clock: Clock
) -> HandedOn:
    name = holder_name(session, case)
    unit = None if target.unit_id is None else unit_of(session, target.unit_id)
    is_told = True
    if unit is not None and unit.kind is UnitKind.OUTSIDE:
        _write_to(session, case, unit, target.summary, actor_id, clock)
    elif target.person_id != actor_id:
        is_told = tell_new_holder(session, case, (alert,), clock)
    session.flush()
    return HandedOn(case.number, name, is_told)


def _write_to(
    session: Session, case: Case, unit: Unit, summary: str, actor_id: int, clock: Clock
) -> None:
    """Write to an outside body; the clerk has signed by it. The reporter hears once it is sent."""
    outbox.cancel(session, alerts.subject(case.id))
    transfers.write_letter(session, case, unit, actor_id, summary, clock)
    lifecycle.move(session, case, Status.HANDLING, clock)
    case.signed_at = clock.now()
    timeline.append_line(session, case, Act.SIGNED, {}, clock, actor_id=actor_id)


def _alert(session: Session, case: Case) -> Phrase:
    words, place = alerts.words_of(session, case)
    return alerts.alert(session, case, words, place)


def why_over(case: Case) -> str:
    """Give the refusal of what comes too late: it was answered, or ended without an answer."""
    ended = {Status.DECLINED: "declined_before", Status.MERGED: "merged_before"}
    return ended.get(case.status, "answered_before")
