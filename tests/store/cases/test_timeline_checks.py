"""The doctor reads the file of every case, and names those that do not hold."""

import pytest
from sqlalchemy import update

from bot.checks import timelines as timeline_checks
from bot.checks.findings import Grade
from models.base import table
from models.timeline import TimelineLine
from services.store import Store
from tests.support.offices import a_case, a_resident
from tests.support.verbs import CLOCK


def test_a_changed_line_is_found_in_whatever_batch_it_lies(
    town: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_checks, "READ", 2)
    with town.write() as session:
        resident = a_resident(session)
        found = [a_case(session, resident, CLOCK) for _ in range(5)]
        last, number = found[-1].id, found[-1].number
    whole = timeline_checks.examine_timelines(town)
    assert (whole.grade, "5 件" in whole.message) == (Grade.GOOD, True)
    with town.write() as session:
        lines = table(TimelineLine)
        change = update(lines).where(lines.c.case_id == last).values(actor_id=None)
        session.connection().execute(change)
    broken = timeline_checks.examine_timelines(town)
    assert broken.grade is Grade.WRONG
    assert number in broken.message
