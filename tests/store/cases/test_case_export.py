"""Cases as a table for other systems: the columns of the contract, and nothing of the reporter."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import CaseClass, Channel, Outcome
from models.categories import Category
from models.units import Unit
from services.areas import areas
from services.casework import handling
from services.clock import SetClock
from services.reporters import feedback
from services.store import Store
from services.tables import case_export
from services.tables.case_export import Wanted
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.towns import a_clock, a_town

ORDER = [
    "number",
    "outer_number",
    "status",
    "step",
    "round",
    "outcome",
    "channel",
    "category",
    "area",
    "urgency",
    "class",
    "owner",
    "reported_at",
    "due_at",
    "answered_at",
    "closed_at",
    "contacted",
    "solved",
    "satisfied",
]


@pytest.fixture
def street(store: Store) -> Store:
    """A street on both databases."""
    with store.write() as session:
        a_town(session)
    return store


def export(session: Session, wanted: Wanted | None = None) -> list[Mapping[str, str]]:
    """Export; give the rows by their columns."""
    wanted = wanted or Wanted()
    rows = case_export.list_rows(session, wanted, a_clock())
    return [dict(zip(case_export.headers(wanted), row, strict=True)) for row in rows]


def test_the_columns_are_those_of_the_contract_in_their_order() -> None:
    assert list(case_export.headers(Wanted())) == ORDER
    assert list(case_export.headers(Wanted(has_answers=True))) == [*ORDER, "answer"]


def test_a_new_case_is_written_in_codes_and_in_the_streets_time(street: Store) -> None:
    with street.write() as session:
        a_case(
            session,
            a_resident(session),
            a_clock(),
            source="热线",
            outer_number="=7",
            channel=Channel.HOTLINE,
            category=Category.WATER,
            is_urgent=True,
        )
    with street.read() as session:
        (row,) = export(session)
    assert row == {
        "number": "XF-2026-000001",
        "outer_number": "=7",
        "status": "submitted",
        "step": "intake",
        "round": "1",
        "outcome": "",
        "channel": "hotline",
        "category": "water",
        "area": "XF-1",
        "urgency": "urgent",
        "class": "",
        "owner": "",
        "reported_at": "2026-11-16T10:00:00+08:00",
        "due_at": "2026-11-17T10:00:00+08:00",
        "answered_at": "",
        "closed_at": "",
        "contacted": "",
        "solved": "",
        "satisfied": "",
    }


def test_an_answered_case_goes_back_with_its_number_and_newest_answer(street: Store) -> None:
    clock = a_clock()
    with street.write() as session:
        zhang = a_resident(session)
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, clock, outer_number="7", source="热线")
        a_case(session, zhang, clock)
        for words in ("明天来换", "灯换好了"):
            handling.sign_case(session, case.id, grid, clock)
            handling.answer_case(session, case.id, grid, words, clock)
            if words == "明天来换":
                feedback.reopen_case(session, case.id, zhang, 1, "", clock, was_contacted=True)
        feedback.confirm_solved(session, case.id, zhang, 2, clock)
        feedback.rate_case(session, case.id, zhang, 2, 2, clock)
        case.triage_class = CaseClass.SOLVABLE
        case.outcome = Outcome.SOLVED_CONFIRMED
        session.flush()
    with street.read() as session:
        answered, new = export(session, Wanted(has_answers=True))
    assert (answered["outer_number"], answered["answer"]) == ("7", "灯换好了")
    assert (answered["round"], answered["owner"]) == ("2", "王网格")
    assert (answered["class"], answered["outcome"]) == ("solvable", "solved_confirmed")
    assert (answered["solved"], answered["satisfied"]) == ("yes", "mostly")
    assert (new["answer"], new["solved"], new["satisfied"]) == ("", "", "")


def test_a_unit_is_the_owner_of_what_it_has(street: Store) -> None:
    with street.write() as session:
        case = a_case(session, a_resident(session), a_clock())
        unit = Unit(code="GD", name="供电所", created_at=MONDAY)
        session.add(unit)
        session.flush()
        case.unit_id, case.owner_id = unit.id, a_worker(session, Role.CLERK, "XF")
    with street.read() as session:
        assert export(session)[0]["owner"] == "供电所"


def test_a_period_and_an_area_are_picked_out(street: Store) -> None:
    with street.write() as session:
        zhang = a_resident(session)
        for days, code in ((0, "XF-1"), (1, "YG-3"), (2, "NS-1")):
            a_case(session, zhang, SetClock(MONDAY + timedelta(days=days)), code)
    with street.read() as session:
        xf = areas.get_area(session, "XF")
        assert [row["area"] for row in export(session, Wanted(area=xf))] == ["XF-1", "YG-3"]
        since = Wanted(since=date(2026, 11, 17))
        assert [row["area"] for row in export(session, since)] == ["YG-3", "NS-1"]
        until = Wanted(until=date(2026, 11, 17))
        assert [row["area"] for row in export(session, until)] == ["XF-1", "YG-3"]
        one = Wanted(since=date(2026, 11, 17), until=date(2026, 11, 17), area=xf)
        assert [row["area"] for row in export(session, one)] == ["YG-3"]


def test_more_than_a_page_is_written_in_order(
    street: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_export, "PAGE", 2)
    with street.write() as session:
        zhang = a_resident(session)
        numbers = [a_case(session, zhang, a_clock()).number for _ in range(5)]
    with street.read() as session:
        assert [row["number"] for row in export(session)] == numbers
