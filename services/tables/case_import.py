"""Cases from the table of another system: read as a whole, then filed as a whole, or not at all.

A row that was filed before is known again: by its number there, where it has one, else by what it
says. Whoever answers for a place hears once how many came, not of each.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from models.base import table
from models.cases import Case, Channel
from models.following import Recusal
from models.imports import ImportedRow
from services import leases
from services.areas import areas
from services.casework import alerts, cases
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.reporters import reporters
from services.store import insert_row
from services.tables.area_import import RowNote
from services.tables.case_rows import COLUMNS, NEEDED, Incoming, RowReader, fold_number
from services.tables.sheets import Columns
from services.texts import menu
from services.texts.casework import case_tables as texts
from services.texts.phrases import Phrase, put_into_words

LOOKED_UP = 500
"""Rows looked for in one statement."""

STILL_PRESSING = timedelta(days=7)
"""An urgent matter that came in no longer ago is told singly."""

T = TypeVar("T")

Advance = Callable[[int, int], None]


@dataclass(slots=True)
class Plan:
    """What importing a table would do; nothing at all while there are errors.

    Args:
        incoming: what would be filed.
        count: rows of the table.
        repeats: rows that say what another row says.
        known: rows that were filed before.
        unknown: categories of the other system, with how many rows name each.
        extra_columns: headers that mean nothing to us.
        errors: what is to be mended first.
    """

    incoming: list[Incoming] = field(default_factory=list[Incoming])
    count: int = 0
    repeats: int = 0
    known: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict[str, int])
    extra_columns: Sequence[str] = ()
    errors: list[RowNote] = field(default_factory=list[RowNote])


@dataclass(slots=True)
class Imported:
    """What an import did.

    Args:
        added: cases filed.
        known: rows that somebody else filed meanwhile.
        told: people who were told how many.
        untold: cases for which there is nobody to tell.
    """

    added: int = 0
    known: int = 0
    told: int = 0
    untold: int = 0


def plan_import(
    session: Session,
    columns: Columns,
    clock: Clock,
    channel: Channel = Channel.ONLINE,
    source: str = "",
) -> Plan:
    """Read a table without writing anything.

    Args:
        session: the open transaction.
        columns: the table, bound to `COLUMNS`.
        clock: tells the time.
        channel: the way in of rows that name none.
        source: the other system, for rows that name none.
    """
    plan = Plan(count=len(columns.rows), extra_columns=columns.extra)
    if NEEDED in columns.missing:
        plan.errors.append(_note(0, texts.COLUMN_MISSING()))
        return plan
    if not columns.rows:
        plan.errors.append(_note(0, texts.TABLE_EMPTY()))
    reader = RowReader(session, clock, channel, source)
    first: dict[tuple[str, str], Incoming] = {}
    for row in columns.rows:
        incoming = reader.read(row)
        plan.errors.extend(_note(row.number, fault) for fault in reader.faults)
        if incoming is not None:
            _take(plan, first, incoming)
    plan.unknown = reader.unknown
    found = list(first.values())
    plan.incoming = _list_new(session, found)
    plan.known = len(found) - len(plan.incoming)
    return plan


def carry_out(
    session: Session,
    plan: Plan,
    clock: Clock,
    advance: Advance | None = None,
    entered_by_id: int | None = None,
) -> Imported:
    """File what a plan holds, all of it in this transaction; whoever has it to do is told once."""
    leases.wait_in_line(session, "import cases")  # the same twice at once waits here
    incoming = _list_new(session, plan.incoming)
    done = Imported(added=len(incoming), known=len(plan.incoming) - len(incoming))
    quiet: dict[int, Incoming] = {}
    street = areas.get_street(session)
    for number, each in enumerate(incoming, 1):
        is_quiet = not _is_pressing(each, clock)
        report = _report(session, each, each.area_id or street.id, clock, is_quiet=is_quiet)
        report = replace(report, entered_by_id=entered_by_id)
        case_id = cases.report_case(session, report, clock).case_id
        if not each.outer_number:
            insert_row(session, ImportedRow, {"digest": each.digest, "case_id": case_id})
        if is_quiet:
            quiet[case_id] = each
        if advance is not None:
            advance(number, len(incoming))
    session.flush()
    tell_once(session, quiet, clock, done)
    return done


def _take(plan: Plan, first: dict[tuple[str, str], Incoming], incoming: Incoming) -> None:
    """Take a row, unless the table has said the same before."""
    before = first.setdefault(incoming.key, incoming)
    if before is incoming:
        return
    if before.digest == incoming.digest:
        plan.repeats += 1
    else:
        number = incoming.outer_number or ""
        fault = texts.NUMBER_TWICE(number=number, other=before.row)
        plan.errors.append(_note(incoming.row, fault))


def _list_new(session: Session, incoming: Sequence[Incoming]) -> list[Incoming]:
    """Leave out what was filed before."""
    known: set[tuple[str, str]] = set()
    case, row = table(Case).c, table(ImportedRow).c
    connection = session.connection()
    sources = sorted({each.source for each in incoming if each.outer_number})
    for some in _in_batches(sources):
        named = select(case.source, case.outer_number).where(
            case.source.in_(some), case.outer_number.is_not(None)
        )
        filed = connection.execute(named)
        known.update((source, fold_number(number)) for source, number in filed)
    digests = sorted({each.digest for each in incoming if not each.outer_number})
    for some in _in_batches(digests):
        said = select(row.digest).where(row.digest.in_(some))
        known.update(("", digest) for digest in connection.execute(said).scalars())
    return [each for each in incoming if each.key not in known]


def _report(
    session: Session, each: Incoming, area_id: int, clock: Clock, *, is_quiet: bool
) -> cases.Report:
    has_contact = any(each.contact)
    return cases.Report(
        reporter_id=reporters.meet(session, each.contact, clock) if has_contact else None,
        words=each.words,
        place=each.place,
        area_id=area_id,
        category=each.category,
        is_urgent=each.is_urgent,
        is_private=each.is_private,
        channel=each.channel,
        reported_at=each.reported_at,
        due_at=each.due_at,
        source=each.source,
        outer_number=each.outer_number,
        is_quiet=is_quiet,
    )


def _is_pressing(each: Incoming, clock: Clock) -> bool:
    now = clock.now()
    return each.is_urgent and now - (each.reported_at or now) < STILL_PRESSING


def tell_once(
    session: Session, quiet: Mapping[int, Incoming], clock: Clock, done: Imported
) -> None:
    """Tell each who answers for some of the cases how many these are."""
    shares: dict[int, list[int]] = {}
    for ids in _list_alike(session, list(quiet)):
        case = session.get_one(Case, ids[0])
        people = alerts.find_responsible(session, case)
        if not people:
            done.untold += len(ids)
        for person_id in people:
            shares.setdefault(person_id, []).extend(ids)
    overdue = _list_overdue(session, list(quiet), clock)
    todo = Choice(menu.TO_DO(), Command("todo", {}))
    for person_id, ids in shares.items():
        sources = sorted({quiet[case_id].source for case_id in ids} - {""})
        phrase = texts.IMPORTED(
            count=len(ids),
            source="、".join(sources) or texts.FROM_TABLE(),
            late=len(overdue.intersection(ids)),
        )
        done.told += outbox.tell(session, person_id, Saying((phrase,), (todo,)), clock)


def _list_alike(session: Session, case_ids: Sequence[int]) -> Sequence[Sequence[int]]:
    """Put cases together for which the same people answer: one area, kept from nobody."""
    case, recusal = table(Case).c, table(Recusal).c
    connection = session.connection()
    alike: dict[tuple[int, int], list[int]] = {}
    for some in _in_batches(case_ids):
        kept = select(recusal.case_id).where(recusal.case_id.in_(some))
        recused = set(connection.execute(kept).scalars())
        found = select(case.id, case.area_id).where(case.id.in_(some))
        for case_id, area_id in connection.execute(found):
            own = case_id if case_id in recused else 0
            alike.setdefault((area_id, own), []).append(case_id)
    return list(alike.values())


def _list_overdue(session: Session, case_ids: Sequence[int], clock: Clock) -> set[int]:
    case = table(Case).c
    overdue: set[int] = set()
    for some in _in_batches(case_ids):
        late = select(case.id).where(case.id.in_(some), col(Case.due_at) < clock.now())
        overdue.update(session.connection().execute(late).scalars())
    return overdue


def _in_batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), LOOKED_UP):
        yield items[start : start + LOOKED_UP]


def _note(row: int, message: Phrase) -> RowNote:
    return RowNote(row, put_into_words(message))


__all__ = ["COLUMNS", "Imported", "Plan", "carry_out", "plan_import"]
