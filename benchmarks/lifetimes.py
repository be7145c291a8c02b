"""`python -m benchmarks.lifetimes FILE.csv`: real messages and answers, through to closed.

Every row becomes a case on the day it was written, is signed the next working morning, is answered
with its real answer on its real day, goes through the gate and onto public notice, is watched, and
is closed by the clock. Nobody of those people can be asked: every case ends in silence, and the
figures say so. The calendar of those years decides what was in time.
"""

import argparse
import csv
import heapq
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from sqlmodel import Session, select

from benchmarks.street import found_officials, found_street, open_street
from models.access import Action
from models.areas import Area, Level
from models.cases import Case
from models.errors import Refusal
from models.notices import Notice, NoticeState
from models.timeline import Act, TimelineLine
from scheduler import jobs
from services import workdays
from services.areas import areas
from services.case_files import timeline
from services.casework import cases, handling, permits
from services.casework.cases import Report
from services.clock import SHANGHAI, SetClock
from services.gate import redact
from services.notices import notice_words, notices
from services.store import Store
from services.triage.triage import guess_category, guess_urgency
from tests.support import databases

FORMATS = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M")
DAY = timedelta(days=1)
MORNING, FORENOON = 9, 10
WATCHED = timedelta(days=60)
"""After the last answer, until the last case is closed."""
DAILY = (
    jobs.escalate_cases,
    jobs.remind_steps,
    jobs.end_notices,
    jobs.end_notice_period,
    jobs.end_tracking,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One message with its answer."""

    words: str
    said_at: datetime
    answer: str
    answered_at: datetime


@dataclass(slots=True)
class Lives:
    """Everything that happens, each at its own time.

    Args:
        store: the ledger.
        grids: places to report from.
        officials: a clerk, who publishes, and an officer.
        managers: of each grid.
    """

    store: Store
    grids: Sequence[Area]
    officials: Sequence[int]
    managers: Sequence[int]
    clock: SetClock
    refused: Counter[str] = field(default_factory=Counter[str])

    def live(self, number: int, row: Row) -> Iterator[datetime]:
        """Take one case through its life; yield when it goes on."""
        place = number % len(self.grids)
        with self.store.write() as session:
            report = Report(
                None,
                row.words,
                area_id=self.grids[place].id,
                category=guess_category(row.words),
                is_urgent=guess_urgency(row.words),
                outer_number=str(number),
                source="lifetimes",
            )
            case_id = cases.report_case(session, report, self.clock).case_id
            signed_at = self._next_working(session, row.said_at, MORNING)
            case = cases.get_case(session, case_id)
            handler = next(  # whom it complains about does not handle it
                person_id
                for person_id in (self.managers[place], *self.officials)
                if permits.may(session, person_id, Action.SIGN_CASE, case)
            )
        yield min(signed_at, row.answered_at)
        with self.store.write() as session:
            handling.sign_case(session, case_id, handler, self.clock)
        yield row.answered_at
        with self.store.write() as session:
            handling.answer_case(session, case_id, handler, row.answer, self.clock)
            published_at = self._next_working(session, row.answered_at, FORENOON)
        yield published_at
        with self.store.write() as session:
            drafted = session.exec(select(Notice).where(Notice.case_id == case_id)).first()
            if drafted is not None:
                seen = notice_words.digest_of(drafted)
                notices.approve_and_publish(
                    session, drafted.id, self.officials[0], self.clock, seen
                )

    def _next_working(self, session: Session, at: datetime, hour: int) -> datetime:
        day = workdays.add_workdays(session, at, 1, self.clock).at.astimezone(SHANGHAI)
        return day.replace(hour=hour, minute=0, second=0)

    def pass_by(self, rows: Sequence[Row]) -> None:
        """Let all of it happen in its order, and the program act every morning."""
        order = count()
        agenda = [
            (row.said_at, next(order), self.live(number, row)) for number, row in enumerate(rows)
        ]
        heapq.heapify(agenda)
        heapq.heappush(agenda, (min(row.said_at for row in rows), next(order), self._days()))
        ends = max(row.answered_at for row in rows) + WATCHED
        while agenda and agenda[0][0] <= ends:
            at, number, life = heapq.heappop(agenda)
            self.clock.at = at
            try:
                heapq.heappush(agenda, (next(life), number, life))
            except StopIteration:
                continue
            except Refusal as refusal:
                self.refused[refusal.reason] += 1

    def _days(self) -> Iterator[datetime]:
        while True:
            for job in DAILY:
                done = 1
                while done:
                    with self.store.write() as session:
                        done = job(session, self.clock)
            yield self.clock.at + DAY


def main() -> int:
    """Take a file through; give 1 when a case is not closed or a file is not whole."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lifetimes",
        description="Take every message of a table through to closed, on its own calendar."
        " Columns: text, time, reply, replied.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--most", type=int, help="only the first so many")
    parser.add_argument("--url", default="sqlite", help="sqlite or postgresql; empty, temporary")
    arguments = parser.parse_args()
    rows = _read(arguments.file)[: arguments.most]
    first = min(row.said_at for row in rows)
    with _a_database(arguments.url) as url, _a_street(url, first) as lives:
        begun = time.perf_counter()
        lives.pass_by(rows)
        took = time.perf_counter() - begun
        with lives.store.read() as session:
            return _print(session, lives, rows, took)


def _print(session: Session, lives: Lives, rows: Sequence[Row], took: float) -> int:
    found = session.exec(select(Case)).all()
    broken = sum(not timeline.is_intact(session, case) for case in found)
    outcomes = Counter(str(case.outcome or case.status) for case in found)
    answered = [case for case in found if case.answered_at is not None]
    late = [case for case in answered if case.answered_at and case.answered_at > case.due_at]
    days = [
        workdays.count_workdays(session, case.reported_at, case.answered_at, lives.clock)
        for case in answered
        if case.answered_at is not None
    ]
    levels = Counter(int(case.level) for case in found)
    lines = session.exec(select(TimelineLine.act)).all()
    published = session.exec(select(Notice.state)).all()
    kinds: Counter[str] = Counter()
    hit = 0
    for row in rows:
        findings = redact.find(row.answer)
        kinds.update(str(each.kind) for each in findings)
        hit += bool(findings)
    print(f"cases                {len(found):>8,}")
    print(f"closed               {sum(case.closed_at is not None for case in found):>8,}")
    for outcome, number in outcomes.most_common():
        print(f"  {outcome:<19}{number:>8,}")
    print(f"answered in time     {len(answered) - len(late):>8,}")
    print(f"answered late        {len(late):>8,}")
    print(f"working days, median {statistics.median(days):>8}")
    print("level reached        " + ", ".join(f"{level}: {levels[level]:,}" for level in range(5)))
    print(f"notices ended        {sum(it is NoticeState.ENDED for it in published):>8,}")
    print(f"kept private         {len(found) - len(published):>8,}")
    print(f"answers with a hit   {hit:>8,}")
    for kind, number in kinds.most_common():
        print(f"  {kind:<19}{number:>8,}")
    print(f"lines in the files   {len(lines):>8,}")
    print(f"  told further up    {sum(it is Act.ESCALATED for it in lines):>8,}")
    print(f"files not whole      {broken:>8,}")
    for reason, number in lives.refused.items():
        print(f"refused: {reason:<12}{number:>8,}")
    print(f"seconds              {took:>8.1f}  ({1000 * took / len(rows):.1f} ms a case)")
    return int(broken > 0 or any(case.closed_at is None for case in found))


def _read(file: Path) -> Sequence[Row]:
    csv.field_size_limit(10**8)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [
            Row(row["text"].strip(), _at(row["time"]), row["reply"].strip(), _at(row["replied"]))
            for row in csv.DictReader(opened)
        ]


def _at(written: str) -> datetime:
    for each in FORMATS:
        try:
            return datetime.strptime(written.strip(), each).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    raise SystemExit(f"not a time: {written}")


@contextmanager
def _a_street(url: str, at: datetime) -> Generator[Lives]:
    store, clock = open_street(url), SetClock(at)
    try:
        found_street(store, clock)
        with store.write() as session:
            managers, officials = found_officials(session, clock)
            grids = areas.list_below(session, areas.get_street(session), Level.GRID)
            for grid in grids:
                session.expunge(grid)
        yield Lives(store, grids, officials, [managers[grid.id] for grid in grids], clock)
    finally:
        store.close()


@contextmanager
def _a_database(kind: str) -> Generator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/lifetimes.db"
    else:
        with (
            databases.a_postgres_server() as server,
            databases.a_postgres_template(server) as template,
            databases.a_postgres_database(server, template) as url,
        ):
            yield url


if __name__ == "__main__":
    raise SystemExit(main())
