"""What the doctor says of the calendar of working days."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session

from bot.checks.findings import Finding, Grade
from services import workdays
from services.clock import Clock, today

SOON = timedelta(days=60)
"""How long before the known working days end the doctor says so."""


def examine_calendar(session: Session, clock: Clock) -> Iterator[Finding]:
    """Say when the known holidays end soon, or have ended."""
    year = workdays.last_known_year(session)
    if date(year, 12, 31) >= today(clock) + SOON:
        return
    yield Finding(
        "calendar",
        Grade.NOTE,
        f"放假和调休只知道到 {year} 年底，以后的工作日先按周一到周五算，期限标“暂定”",
        "放假安排公布后升级本程序，或 minqing calendar import 放假安排.xlsx",
    )
