"""What is begun in the demonstration street in its last hours, and waits for somebody."""

from collections.abc import Iterator
from datetime import timedelta

from services.casework import assigning, cases, intake
from services.casework.assigning import Target
from services.demo import matters
from services.demo.life import Fate, Life, Pause
from services.notices import notices
from services.triage import case_merging


def _accept(life: Life) -> int:
    case_id = life.report()
    case = cases.get_case(life.session, case_id)
    intake.accept_case(life.session, case_id, life.clerk, intake.triage_of(case), life.clock)
    return case_id


def _waits_for_an_owner(life: Life) -> Iterator[Pause]:
    _accept(life)
    yield timedelta()


def _waits_for_a_signature(life: Life) -> Iterator[Pause]:
    case_id = _accept(life)
    yield timedelta(hours=1)
    target = Target(person_id=life.manager)
    assigning.assign_case(life.session, case_id, life.clerk, target, life.clock)


def _waits_for_its_reporter(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    yield timedelta(hours=1)
    intake.ask_info(life.session, case_id, life.clerk, matters.QUESTION, life.clock)


def on_notice(life: Life) -> Iterator[Pause]:
    """Settled and published at once: stands on the board when the year is over."""
    case_id = life.report()
    yield timedelta(hours=1)
    life.settle(case_id, life.manager)
    yield timedelta(hours=3)
    found = notices.find_of_case(life.session, cases.get_case(life.session, case_id))
    if found is not None:
        life.put_up(found)


def _waits_with_another(life: Life) -> Iterator[Pause]:
    case_id = life.report()
    other_id = life.report(life.neighbour_id)
    yield timedelta(hours=1)
    case_merging.merge_case(life.session, other_id, case_id, life.manager, life.clock)
    life.sign(case_id)


AT_THE_END: tuple[Fate, ...] = (
    _waits_for_an_owner,
    _waits_for_a_signature,
    _waits_for_its_reporter,
    on_notice,
    _waits_with_another,
)
"""Begun in the last hours, so that whoever looks finds some of each."""
