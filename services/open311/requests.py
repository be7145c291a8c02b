"""Cases as other systems read them: what is public, and whole what a system handed in itself.

Of a public case there is the text of its notice, never what its reporter wrote, and of where it
lies the community: its middle on the map, its name and that of the grid.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlmodel import Session

from models.areas import Area, Level
from models.base import table
from models.board import BoardCase
from models.cases import ENDED, UNANSWERED, Case, Status
from models.categories import Category
from models.errors import Invalid, NotFound
from models.keys import Key
from models.systems import OuterSystem
from models.timeline import TimelineLine
from models.units import Unit
from services.areas import areas
from services.case_files import timeline
from services.clock import Clock
from services.open311 import placing
from services.reporters import followers
from services.reporters.answerers import ANSWERS
from services.texts import open311 as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STATUS_LABELS
from services.texts.phrases import put_into_words

LONGEST_SPAN = timedelta(days=90)
MOST = 1000
"""Days and rows of one answer, as the standard has it."""

MOST_NAMED = 200
"""Numbers asked for at once."""

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; nothing given is everything of the last 90 days."""

    statuses: Collection[str] = ()
    categories: Collection[Category] = ()
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    page_size: int = MOST


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as it is told to other systems; `words` is what may be said to whoever asks."""

    number: str
    status: str
    notes: str
    category: Category
    words: str
    agency: str
    notice: str
    requested_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    address: str
    address_id: str
    centre: placing.Point | None
    outer_number: str | None
    answered_at: datetime | None
    closed_at: datetime | None
    answer: str


def status_of(status: Status) -> str:
    """Give the standard's word for a state: closed is what is over, not what was answered."""
    return CLOSED if status in ENDED else OPEN


def list_requests(
    session: Session, wanted: Wanted, system: OuterSystem | None, clock: Clock
) -> Sequence[Shown]:
    """List public cases, and those that the asking system handed in, the newest first.

    Raises:
        Invalid: the time between the two dates is longer than 90 days, or goes backwards.
    """
    case = table(Case).c
    since, until = span_of(wanted.since, wanted.until, clock)
    statement = _visible(system).where(case.reported_at >= since, case.reported_at <= until)
    if wanted.statuses:
        meant = [it for it in Status if status_of(it) in wanted.statuses]
        statement = statement.where(case.status.in_(meant))
    if wanted.categories:
        statement = statement.where(case.category.in_(wanted.categories))
    statement = statement.order_by(case.reported_at.desc(), case.id.desc())
    skipped = (wanted.page - 1) * wanted.page_size
    return _show(session, statement.offset(skipped).limit(wanted.page_size), system)


def find_requests(
    session: Session, numbers: Sequence[str], system: OuterSystem | None
) -> Sequence[Shown]:
    """Find cases by their numbers, as far as they may be shown."""
    case = table(Case).c
    meant = [number.strip().upper() for number in numbers[:MOST_NAMED]]
    statement = _visible(system).where(case.number.in_(meant)).order_by(case.id.desc())
    return _show(session, statement, system)


def get_request(session: Session, number: str, system: OuterSystem | None) -> Shown:
    """Give one case.

    Raises:
        NotFound: request_unknown; there is none, or not for whoever asks.
    """
    found = find_requests(session, [number], system)
    if not found:
        raise NotFound("request_unknown")
    return found[0]


def list_moved(
    session: Session,
    span: tuple[datetime, datetime],
    number: str,
    system: OuterSystem | None,
) -> Sequence[Shown]:
    """List what was answered or is over since a time, each once."""
    case = table(Case).c
    statement = _visible(system)
    if number:
        statement = statement.where(case.number == number.strip().upper())
    found: dict[str, Shown] = {}
    for at in (case.answered_at, case.closed_at):
        moved = statement.where(at.between(*span)).order_by(at, case.id).limit(MOST)
        found |= {it.number: it for it in _show(session, moved, system)}
    return list(found.values())


def span_of(
    since: datetime | None, until: datetime | None, clock: Clock
) -> tuple[datetime, datetime]:
    """Give from when to when is meant, 90 days at most.

    Raises:
        Invalid: argument_wrong.
    """
    if since is not None and until is not None:
        if since > until:
            raise Invalid("argument_wrong", name="start_date", form="要早于 end_date")
        if until - since > LONGEST_SPAN:
            raise Invalid("argument_wrong", name="end_date", form="最多 90 天")
        return since, until
    if since is not None:
        return since, since + LONGEST_SPAN
    until = until or clock.now()
    return until - LONGEST_SPAN, until


def _visible(system: OuterSystem | None) -> Select[Any]:
    """Select what whoever asks may know of."""
    case, board = table(Case), table(BoardCase)
    columns = (case, board.c.title, board.c.words)
    is_public = board.c.id.is_not(None) & followers.public_where()
    joined = select(*columns).join_from(
        case, board, board.c.id == case.c.id, isouter=system is not None
    )
    return joined.where(or_(is_public, _is_own(system)) if system is not None else is_public)


def _is_own(system: OuterSystem) -> ColumnElement[bool]:
    return table(Case).c.source == system.code


def _show(session: Session, statement: Select[Any], system: OuterSystem | None) -> Sequence[Shown]:
    rows = session.connection().execute(statement).all()
    own = [it.id for it in rows if system is not None and it.source == system.code]
    said = timeline.first_words(session, own)
    answers = _answers(session, own)
    units = _names(session, {it.unit_id for it in rows})
    places = {it.area_id: _place(session, it.area_id) for it in rows}
    centres = placing.centres_of(session, {area.id for _, area, _ in places.values()})
    mine = set(own)
    shown: list[Shown] = []
    for row in rows:
        address, community, nearest = places[row.area_id]
        is_own = row.id in mine
        answer = answers.get(row.id, "") if is_own else row.words or ""
        title = said.get(row.id, "") if is_own else row.title or ""
        shown.append(
            Shown(
                number=row.number,
                status=status_of(row.status),
                notes=notes_of(row.status, answer),
                category=row.category,
                words=title,
                agency=units.get(row.unit_id) or community.name,
                notice=_notice(row),
                requested_at=row.reported_at,
                updated_at=_updated(row),
                expected_at=row.due_at if row.status in UNANSWERED else None,
                address=address,
                address_id=nearest.code,
                centre=centres.get(community.id),
                outer_number=row.outer_number if is_own else None,
                answered_at=row.answered_at,
                closed_at=row.closed_at,
                answer=answer,
            )
        )
    return shown


def _place(session: Session, area_id: int) -> tuple[str, Area, Area]:
    """Give how a place is told: its address, its community, and the grid or that community."""
    tree, area = areas.TREE.get(session), areas.area_of(session, area_id)
    street = areas.street_above(session, area)
    community = tree.above(area, Level.COMMUNITY)
    grid = tree.above(area, Level.GRID)
    named = [it for it in (street, community, grid) if it is not None]
    return "".join(it.name for it in named), community or street, named[-1]


def notes_of(status: Status, answer: str) -> str:
    """Say how a case stands, with its answer once there is one."""
    label = put_into_words(STATUS_LABELS[status]())
    if not answer or status in UNANSWERED:
        return label
    return put_into_words(texts.WITH_ANSWER(status=label, words=answer))


def _notice(row: Row[Any]) -> str:
    return put_into_words(texts.DUE(due=row.due_at)) if row.status in UNANSWERED else ""


def _updated(row: Row[Any]) -> datetime:
    """Give when something was last done that is told outside."""
    moments: tuple[datetime | None, ...] = (
        row.reported_at,
        row.began_at,
        row.signed_at,
        row.answered_at,
        row.closed_at,
    )
    return max(it for it in moments if it is not None)


def _answers(session: Session, case_ids: Collection[int]) -> Mapping[int, str]:
    """Give the newest answer of some cases, as their reporters were told it."""
    line, key = table(TimelineLine), table(Key)
    found = session.connection().execute(
        select(line.c.case_id, line.c.body, key.c.wrapped)
        .join_from(line, key, key.c.id == line.c.key_id)
        .where(line.c.case_id.in_(case_ids), line.c.act.in_(ANSWERS), key.c.wrapped.is_not(None))
        .order_by(line.c.case_id, line.c.seq)
    )
    return {it.case_id: timeline.words_in(session, it.wrapped, it.body) for it in found if it.body}


def _names(session: Session, unit_ids: Collection[int | None]) -> Mapping[int | None, str]:
    unit = table(Unit).c
    meant = [it for it in unit_ids if it is not None]
    if not meant:
        return {}
    found = session.connection().execute(select(unit.id, unit.name).where(unit.id.in_(meant)))
    return {it.id: it.name for it in found}


def name_of(category: Category) -> str:
    """Give what a kind of trouble is called."""
    return put_into_words(CATEGORY_LABELS[category]())
