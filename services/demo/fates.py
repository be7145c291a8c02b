"""What may become of a case in the demonstration street.

A fate does something and yields how long nothing happens; where the year ends, it stops.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from services.casework import (
    assigning,
    cases,
    declining,
    extensions,
    handling,
    intake,
    progress,
    shelving,
    transfers,
)
from services.casework.assigning import Target
from services.clock import today
from services.demo import matters
from services.demo.life import Fate, Life, Pause
from services.notices import objections
from services.reporters import feedback
from services.triage import case_merging


def _confirmed(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(0.5, 20)
    life.sign(case_id)
    yield life.some(3, 120)
    life.answer_it(case_id)
    yield life.some(1, 60)
    feedback.confirm_solved(life.session, case_id, life.reporter_id, 1, life.clock)
    satisfaction = life.chance.choice((3, 3, 3, 2, 2, 1))
    feedback.rate_case(life.session, case_id, life.reporter_id, 1, satisfaction, life.clock)
    yield life.some(2, 30)
    life.publish(case_id)


def _silent(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(0.5, 30)
    life.sign(case_id)
    yield life.some(10, 120)
    if life.chance.random() < 0.5:  # noqa: PLR2004 - every other one is looked at first
        progress.record_progress(life.session, case_id, life.manager, matters.PROGRESS, life.clock)
    yield life.some(10, 120)
    life.answer_it(case_id)
    yield life.some(4, 40)
    life.publish(case_id)


def _at_once(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(0.2, 6)
    life.settle(case_id, life.manager)
    yield life.some(1, 30)
    feedback.confirm_solved(life.session, case_id, life.reporter_id, 1, life.clock)
    yield life.some(2, 30)
    life.publish(case_id)


def _again(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(10, 80)
    life.answer_it(case_id)
    yield life.some(2, 60)
    feedback.reopen_case(life.session, case_id, life.reporter_id, 1, matters.NOT_YET, life.clock)
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(10, 80)
    life.answer_it(case_id)
    yield life.some(2, 60)
    feedback.confirm_solved(life.session, case_id, life.reporter_id, 2, life.clock)
    yield life.some(2, 30)
    life.publish(case_id)


def _withdrawn(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 30)
    feedback.withdraw_case(life.session, case_id, life.reporter_id, life.clock, is_well=True)


def _not_ours(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(2, 20)
    declining.decline_case(life.session, case_id, life.clerk, *matters.NOT_OURS, life.clock)


def _explained(life: Life) -> Iterator[Pause]:
    life.words = matters.LIFT[0].format(place=life.name)
    case_id = life.report()
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(20, 90)
    handling.answer_case(
        life.session, case_id, life.manager, matters.LIFT[1], life.clock, is_explained=True
    )
    yield life.some(4, 40)
    life.publish(case_id)


def _planned(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(20, 90)
    review = today(life.clock) + timedelta(days=life.chance.randint(60, 300))
    shelving.shelve_case(life.session, case_id, life.manager, matters.PLANNED, review, life.clock)


def _extended(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(40, 100)
    extensions.ask_extension(life.session, case_id, life.manager, 5, matters.MORE_TIME, life.clock)
    yield life.some(2, 20)
    extensions.grant_extension(life.session, case_id, life.clerk, life.clock)
    yield life.some(80, 200)
    life.answer_it(case_id)
    yield life.some(4, 40)
    life.publish(case_id)


def _asked(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 20)
    intake.ask_info(life.session, case_id, life.clerk, matters.QUESTION, life.clock)
    yield life.some(20, 160)
    feedback.supplement_case(
        life.session, case_id, life.reporter_id, matters.SUPPLEMENT, life.clock
    )
    yield life.some(2, 30)
    life.sign(case_id)
    yield life.some(10, 80)
    life.answer_it(case_id)
    yield life.some(2, 30)
    life.publish(case_id)


def _taken_in(life: Life) -> Iterator[Pause]:
    """Taken in by the clerk, and handed to a department that takes its time."""
    case_id = life.report()
    yield life.some(1, 20)
    case = cases.get_case(life.session, case_id)
    intake.accept_case(life.session, case_id, life.clerk, intake.triage_of(case), life.clock)
    yield life.some(2, 30)
    unit_id, liaison_id = life.chance.choice(list(life.street.liaisons.items()))
    target = Target(unit_id=unit_id)
    assigning.assign_case(life.session, case_id, life.clerk, target, life.clock)
    yield life.some(10, 100)
    handling.sign_case(life.session, case_id, liaison_id, life.clock)
    yield life.some(10, 100)
    handling.answer_case(life.session, case_id, liaison_id, life.answer, life.clock)
    yield life.some(2, 30)
    life.publish(case_id)


def _written_to(life: Life) -> Iterator[Pause]:
    """Handed to an outside body, which a clerk writes to."""
    case_id = life.report()
    yield life.some(1, 20)
    target = Target(unit_id=life.chance.choice(life.street.outside))
    assigning.assign_case(life.session, case_id, life.clerk, target, life.clock)
    yield life.some(2, 20)
    transfers.note_sent(life.session, case_id, life.clerk, life.clock)
    yield life.some(60, 200)
    handling.answer_case(life.session, case_id, life.clerk, life.answer, life.clock)
    yield life.some(2, 30)
    life.publish(case_id)


def _given_back(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(5, 30)
    handling.return_case(
        life.session, case_id, life.manager, life.chance.choice(matters.REASONS), life.clock
    )
    yield life.some(5, 60)
    life.settle(case_id, life.clerk)
    yield life.some(2, 30)
    life.publish(case_id)


def _the_same(life: Life) -> Iterator[Pause]:
    """Two people report the same thing; the second follows the first."""
    case_id = life.report()
    yield life.some(1, 6)
    other_id = life.report(life.neighbour_id)
    yield life.some(1, 6)
    case_merging.merge_case(life.session, other_id, case_id, life.manager, life.clock)
    life.sign(case_id)
    yield life.some(10, 100)
    life.answer_it(case_id)
    yield life.some(2, 60)
    feedback.confirm_solved(life.session, case_id, life.reporter_id, 1, life.clock)
    yield life.some(2, 30)
    life.publish(case_id)


def _objected_to(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield life.some(1, 20)
    life.sign(case_id)
    yield life.some(10, 80)
    life.answer_it(case_id)
    yield life.some(4, 30)
    notice_id = life.publish(case_id)
    if notice_id is None:
        return
    yield life.some(10, 60)
    objection_id = objections.object_to(
        life.session, notice_id, life.neighbour_id, matters.OBJECTION, life.clock
    )
    yield life.some(5, 40)
    objections.answer_objection(
        life.session, objection_id, life.clerk, matters.NO_GROUND, life.clock, is_upheld=False
    )


def _overlooked(life: Life) -> Iterator[Pause]:
    """Nobody does anything for long: the silence goes up."""
    case_id = life.report()
    yield timedelta(days=life.chance.randint(14, 30))
    life.settle(case_id, life.clerk)
    yield life.some(2, 30)
    life.publish(case_id)


FATES: Sequence[tuple[Fate, int]] = (
    (_confirmed, 40),
    (_silent, 18),
    (_at_once, 8),
    (_again, 5),
    (_withdrawn, 3),
    (_not_ours, 3),
    (_explained, 3),
    (_planned, 3),
    (_extended, 4),
    (_asked, 3),
    (_taken_in, 4),
    (_written_to, 3),
    (_given_back, 2),
    (_the_same, 3),
    (_objected_to, 2),
    (_overlooked, 2),
)
"""Each with how often it is met."""
