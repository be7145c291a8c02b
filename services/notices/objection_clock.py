"""Objections that nobody answers: those who decide are reminded, then those of the street, too."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from models.access import Action
from models.cases import Case
from models.notices import Notice, Objection, ObjectionState
from services.casework import permits, reach
from services.casework.case_clock import IS_OBJECTED_TO, take_due
from services.clock import Clock
from services.delivery import outbox
from services.notices import objections
from services.notices.notices import MAY_BE_SHOWN
from services.rules import rules_of
from services.texts import notices as texts
from services.workdays import add_workdays


def remind_objections(session: Session, clock: Clock) -> int:
    """Remind of objections that hold up their case, every few working days; give how many cases.

    The second time the street is told, too, and so on until there is an answer.
    """
    found = take_due(session, clock, MAY_BE_SHOWN, IS_OBJECTED_TO)
    days = rules_of(session).publish_days
    for case in found:
        for objection in _list_open(session, case):
            for person_id in _whom(session, case, objection):
                _tell(session, case, objection, person_id, clock)
        case.step_told_at = clock.now()
        case.step_due_at = add_workdays(session, clock.now(), days, clock).at
    session.flush()
    return len(found)


def _list_open(session: Session, case: Case) -> Sequence[Objection]:
    return session.exec(
        select(Objection)
        .join(Notice, col(Notice.id) == Objection.notice_id)
        .where(
            Notice.case_id == case.id,
            Notice.round == case.round,
            Objection.state == ObjectionState.OPEN,
        )
        .order_by(col(Objection.id))
    ).all()


def _whom(session: Session, case: Case, objection: Objection) -> Sequence[int]:
    notice = session.get_one(Notice, objection.notice_id)
    deciders = objections.list_deciders(session, notice, case, objection.person_id)
    found = reach.only_reachable(session, case, deciders)
    if case.step_told_at is None and found:
        return found
    above = [
        *reach.at_street(session, case, Action.PUBLISH),
        *reach.at_street(session, case, Action.OVERSEE),
    ]
    others = [it for it in above if it != objection.person_id]
    everybody = list(dict.fromkeys((*found, *others)))
    return everybody or reach.administrators(session, case)


def _tell(
    session: Session, case: Case, objection: Objection, person_id: int, clock: Clock
) -> None:
    """Show an objection again; who may not even see the case hears only that it waits."""
    late = texts.OBJECTION_LATE(number=case.number)
    shown = objections.show(session, objection)
    may_see = permits.may(session, person_id, Action.VIEW_CASE, case)
    may_decide = permits.may(session, person_id, Action.PUBLISH, case)
    saying = replace(
        shown,
        phrases=(late, *shown.phrases) if may_see else (late,),
        choices=shown.choices if may_decide else (),
        subject=objections.subject(objection.id),
    )
    outbox.tell(session, person_id, saying, clock)
