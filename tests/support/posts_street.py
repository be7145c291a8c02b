"""Shifts of the people of a street, for dialogues about serving."""

from datetime import datetime
from typing import Any

from sqlmodel import select

from models.people import Account
from models.posts import Opening
from models.shifts import Attendance, AttendanceState
from scheduler import jobs
from scheduler.timetable import run_job
from services.clock import SHANGHAI
from tests.support.chat import Person, Street
from tests.support.service import an_opening
from tests.support.serving import SATURDAY, a_part, a_shift, part_of


def person_id(street: Street, person: Person) -> int:
    """Give who somebody is in the store."""
    with street.store.read() as session:
        of = select(Account.person_id).where(Account.outer_id == person.outer_id)
        found = session.exec(of).one()
    assert found is not None
    return found


def a_saturday(
    street: Street,
    *members: Person,
    starts_at: datetime = SATURDAY,
    **opening: Any,  # noqa: ANN401
) -> None:
    """Let members have a shift on Saturday from nine to eleven in grid HF-01."""
    ids = [person_id(street, member) for member in members]
    with street.store.write() as session:
        columns: dict[str, Any] = {"places": 5} | opening
        opened = an_opening(session, code="HF-01", **columns)
        shift = a_shift(session, session.get_one(Opening, opened.id), starts_at)
        for each in ids:
            a_part(session, shift, each)


def is_now(street: Street, day: int, hour: int, minute: int = 0) -> None:
    """Put the clock to an hour of a day of November, and let the scans run."""
    street.clock.at = datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)
    for job in (jobs.remind_shifts, jobs.close_shifts):
        run_job(street.store, job, street.clock)
    street.deliver()


def part(street: Street, member: Person) -> Attendance:
    """Give the newest part of a member."""
    whose = person_id(street, member)
    with street.store.read() as session:
        found = part_of(session, whose)
        session.expunge(found)
    return found


def state(street: Street, member: Person) -> AttendanceState:
    """Give the state of the newest part of a member."""
    return part(street, member).state
