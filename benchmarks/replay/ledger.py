"""The proof: what stands in the store at the end, against what the people did."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlmodel import Session

from models.base import table
from models.cases import Case
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Account
from models.timeline import TimelineLine
from services.case_files import timeline
from services.store import Store
from services.wording import clean


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong, in numbers; all nought is right.

    Args:
        lost: people without a case.
        doubled: people with more than one.
        altered: cases that do not say what was said.
        unknown: cases of nobody we know.
        unanswered: cases whose answer is not what the manager wrote.
        broken: cases whose file does not verify.
        dead_events: events that could not be handled.
        waiting_events: events not handled yet.
        missing_updates: updates of Telegram's that no event was kept of.
        odd_updates: events that are no update of Telegram's.
        dead_messages: messages given up.
        waiting_messages: messages not sent yet.
    """

    lost: int
    doubled: int
    altered: int
    unknown: int
    unanswered: int
    broken: int
    dead_events: int
    waiting_events: int
    missing_updates: int
    odd_updates: int
    dead_messages: int
    waiting_messages: int

    @property
    def wrong(self) -> Mapping[str, int]:
        """What is not nought."""
        found = {each.name: int(getattr(self, each.name)) for each in fields(self)}
        return {name: count for name, count in found.items() if count}


@dataclass(frozen=True, slots=True)
class Expected:
    """What one person reported, and what they must have been answered; None for nothing yet."""

    words: str
    answer: str | None


def examine(store: Store, expected: Mapping[str, Expected], updates: Iterable[int]) -> Findings:
    """Compare the store with what each account reported and every update that was sent.

    Words are kept as written but for blanks nobody sees (services/wording.py).
    """
    with store.read() as session:
        filed = _read_cases(session)
        sent = {str(number) for number in updates}
        kept = set(session.connection().execute(select(table(Event).c.event_key)).scalars())
        events = _count(session, Event)
        messages = _count(session, OutMessage)
        reports = [
            (expected[who], case)
            for who, cases in filed.items()
            if who in expected
            for case in cases
        ]
        return Findings(
            lost=sum(who not in filed for who in expected),
            doubled=sum(len(cases) > 1 for who, cases in filed.items() if who in expected),
            altered=sum(_words(session, case) != clean(want.words) for want, case in reports),
            unknown=sum(len(cases) for who, cases in filed.items() if who not in expected),
            unanswered=sum(
                want.answer is not None and clean(want.answer) not in _answers(session, case)
                for want, case in reports
            ),
            broken=sum(
                not timeline.is_intact(session, case) for cases in filed.values() for case in cases
            ),
            dead_events=events[EventState.DEAD],
            waiting_events=events[EventState.WAITING],
            missing_updates=len(sent - kept),
            odd_updates=len(kept - sent),
            dead_messages=messages[MessageState.DEAD],
            waiting_messages=messages[MessageState.WAITING] + messages[MessageState.SENDING],
        )


def is_quiet(store: Store) -> bool:
    """Tell whether nothing waits to be handled or sent."""
    with store.read() as session:
        events, messages = _count(session, Event), _count(session, OutMessage)
    return not (
        events[EventState.WAITING]
        or messages[MessageState.WAITING]
        or messages[MessageState.SENDING]
    )


def count_lines(store: Store) -> int:
    """Count the lines of all files."""
    with store.read() as session:
        lines = select(func.count()).select_from(table(TimelineLine))
        return int(session.connection().execute(lines).scalar_one())


def _read_cases(session: Session) -> Mapping[str, Sequence[Case]]:
    accounts = select(table(Account).c.person_id, table(Account).c.outer_id)
    outer_ids = {row.person_id: row.outer_id for row in session.connection().execute(accounts)}
    filed: dict[str, list[Case]] = {}
    for row in session.connection().execute(select(table(Case).c.id)).scalars().all():
        case = session.get_one(Case, row)
        filed.setdefault(outer_ids.get(case.reporter_id, ""), []).append(case)
    return filed


def _count(session: Session, model: type[Event] | type[OutMessage]) -> Counter[str]:
    rows = table(model)
    found = session.connection().execute(select(rows.c.state, func.count()).group_by(rows.c.state))
    return Counter({str(state): count for state, count in found})


def _words(session: Session, case: Case) -> str:
    return str(timeline.first_told(session, case).get("words", ""))


def _answers(session: Session, case: Case) -> Sequence[str]:
    return [str((line.told or {}).get("words", "")) for line in timeline.list_lines(session, case)]
