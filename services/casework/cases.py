"""Cases: a resident's words become one, and it can be read by those who may."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.cases import UNANSWERED, Case, Channel
from models.categories import SENSITIVE, Category
from models.errors import NotFound
from services.areas import areas
from services.attachments import media
from services.case_files import timeline
from services.casework import alerts, lifecycle, permits, recusal
from services.clock import Clock, today
from services.identity import people
from services.office import access, staff_names
from services.rules import rules_of
from services.sealing import add_key, vault_of
from services.store import lock, store_of
from services.triage import outages
from services.wording import fold

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECEIPT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Report:
    """What a resident hands in.

    Args:
        reporter_id: who says it.
        words: as they said it.
        place: where, in their words.
        area_id: the area that was recognised; None is the whole street.
        category: the guess they confirmed.
        is_urgent: somebody may come to harm.
        is_private: they want it kept off the board.
        is_anonymous: they want to be kept from staff.
        latitude: of a pin, degrees WGS 84.
        longitude: the same.
        channel: the way it came in.
        group_id: the group in which it was first said, if it was.
        attachments: photos and voices that are handed in with it.
        entered_by_id: whoever of the office wrote it down; None: the reporter did.
        reported_at: when it was said, where that was before now; both clocks begin there.
        due_at: the limit that came with it from another system; it goes before ours.
        source: that system.
        outer_number: its number there.
        is_quiet: nobody is told singly; whoever files many tells of all of them at once.
        previous_id: the closed case of theirs after which they were asked for more (再收集).
        asks_call: they want the office to call (请社区回电).
    """

    reporter_id: int | None
    words: str
    place: str = ""
    area_id: int | None = None
    category: Category = Category.OTHER
    is_urgent: bool = False
    is_private: bool = False
    is_anonymous: bool = False
    latitude: float | None = None
    longitude: float | None = None
    channel: Channel = Channel.ONLINE
    group_id: int | None = None
    attachments: Sequence[int] = ()
    entered_by_id: int | None = None
    reported_at: datetime | None = None
    due_at: datetime | None = None
    source: str = ""
    outer_number: str | None = None
    is_quiet: bool = False
    previous_id: int | None = None
    asks_call: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """What the resident gets: the number to quote and the code to follow it with (查询码).

    Args:
        case_id: the case.
        number: to be quoted.
        receipt: the query code; only its hash is stored.
        due: until when it is answered.
        area: name of the grid it lies in, else of the area it was filed under.
        names: the grid's managers who were told; empty when the office was.
        is_told: whether anybody could be told.
        held_until: the hour they hear of it, after the quiet hours; None: at once.
    """

    case_id: int
    number: str
    receipt: str
    due: datetime
    area: str
    names: tuple[str, ...]
    is_told: bool
    held_until: datetime | None = None


def report_case(session: Session, report: Report, clock: Clock) -> Filed:
    """File a case: number, first line of its file, and word to whoever answers for the place."""
    where = area = _area_of(session, report.area_id)
    if recusal.is_about_staff(session, report.category, report.words, where):
        area = areas.get_street(session)  # 回避: nobody below handles a complaint about staff
        report = replace(report, category=Category.CONDUCT)
    reporter_id = report.reporter_id and people.hold(session, report.reporter_id)
    rules = rules_of(session)
    prefix = areas.prefix_of(session, area, rules.street_code)
    year = today(clock).year
    serial = store_of(session).take_serial(session, prefix, year)
    receipt = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))
    key_id, sealer = add_key(session)
    said_at = report.reported_at or clock.now()
    case = Case(
        number=f"{prefix}-{year}-{serial:06}",
        prefix=prefix,
        year=year,
        serial=serial,
        receipt_hash=vault_of(session).find_hash("receipt", receipt),
        key_id=key_id,
        channel=report.channel,
        category=report.category,
        area_id=area.id,
        is_urgent=report.is_urgent,
        is_private=report.is_private or report.category in SENSITIVE,
        is_anonymous=report.is_anonymous,
        asks_call=report.asks_call,
        reporter_id=reporter_id,
        entered_by_id=report.entered_by_id,
        group_id=report.group_id,
        previous_id=_previous_of(session, report),
        source=report.source,
        outer_number=report.outer_number,
        reported_at=said_at,
        began_at=said_at,
        due_at=said_at,
    )
    lifecycle.begin(session, case, clock, due_at=report.due_at)
    reporters_key = people.key_of(session, reporter_id) if reporter_id else (key_id, sealer)
    timeline.open_file(session, case, _told(report), reporters_key)
    media.attach(  # shown above the alert's buttons
        session, report.attachments, case, clock, actor_id=report.entered_by_id
    )
    if case.category is Category.CONDUCT:
        meant = recusal.list_meant(session, report.words, where)
        recusal.keep_from(session, get_case(session, case.id), meant, clock)
    said = (report.words, report.place)
    told: Sequence[int] = ()
    if not report.is_quiet:
        told = outages.tell_new(session, case, said, report.attachments, clock)
    managers = [it for it in told if access.may(session, it, Action.RECEIVE_ALERTS, area)]
    names = [staff_names.name_of(session, person_id) for person_id in managers]
    return Filed(
        case.id,
        case.number,
        receipt,
        case.due_at,
        areas.grid_name(session, area),
        tuple(name for name in names if name),
        is_told=bool(told),
        held_until=alerts.held_until(session, case, clock),
    )


def find_by_receipt(session: Session, receipt: str) -> Case | None:
    """Find a case by its query code (查询码), as people write it."""
    code = fold(receipt).upper().replace(" ", "").replace("-", "")
    found = vault_of(session).find_hash("receipt", code)
    return session.exec(select(Case).where(Case.receipt_hash == found)).first()


def find_by_number(session: Session, number: str) -> Case | None:
    """Find a case by its whole number; who may see it is asked elsewhere."""
    found = fold(number).upper().strip()
    return session.exec(select(Case).where(Case.number == found)).first()


def get_case(session: Session, case_id: int) -> Case:
    """Give a case, locked until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    case = lock(session, Case, case_id)
    if case is None:
        raise NotFound("case_unknown")
    return case


def get_case_for(session: Session, case_id: int, actor_id: int, action: Action) -> Case:
    """Give a case, locked, to somebody who may do this with it.

    Raises:
        NotFound: case_unknown.
        NotAllowed: not_allowed.
    """
    case = get_case(session, case_id)
    permits.require(session, actor_id, action, case)
    return case


def get_visible_case(session: Session, case_id: int, person_id: int | None) -> Case:
    """Give a case to somebody who may see it.

    Raises:
        NotFound: there is none, or not for them; which of the two is not said.
    """
    case = session.get(Case, case_id)
    if case is None or person_id is None or not _may_see(session, case, person_id):
        raise NotFound("case_unknown")
    return case


def find_case(
    session: Session, person_id: int | None, serial: int, prefix: str | None, year: int | None
) -> Case | None:
    """Find a case by the number somebody quotes; a bare serial only among their own."""
    statement = select(Case).where(Case.serial == serial)
    if prefix is not None:
        statement = statement.where(Case.prefix == prefix)
    else:
        statement = statement.where(Case.reporter_id == person_id)
    if year is not None:
        statement = statement.where(Case.year == year)
    if person_id is None:
        return None
    case = session.exec(statement.order_by(col(Case.id).desc())).first()
    return case if case is not None and _may_see(session, case, person_id) else None


def is_late(case: Case, clock: Clock) -> bool:
    """Tell whether a case waits for its answer past its day."""
    is_running = case.status in UNANSWERED and case.stands_since is None
    return is_running and case.due_at < clock.now()


def _area_of(session: Session, area_id: int | None) -> Area:
    return areas.get_street(session) if area_id is None else areas.area_of(session, area_id)


def _previous_of(session: Session, report: Report) -> int | None:
    """Give the case it follows, if that is theirs."""
    if report.previous_id is None:
        return None
    previous = session.get(Case, report.previous_id)
    is_theirs = previous is not None and previous.reporter_id == report.reporter_id
    return report.previous_id if is_theirs else None


def _may_see(session: Session, case: Case, person_id: int) -> bool:
    return case.reporter_id == person_id or permits.may(session, person_id, Action.VIEW_CASE, case)


def _told(report: Report) -> timeline.Told:
    told: timeline.Told = {"words": report.words}
    if report.entered_by_id is not None:
        told["entered_by"] = report.entered_by_id
    if report.source:
        told["source"] = report.source
    if report.outer_number:
        told["outer_number"] = report.outer_number
    if report.place:
        told["place"] = report.place
    if report.latitude is not None and report.longitude is not None:
        told["pin"] = f"{report.latitude:.6f},{report.longitude:.6f}"
    return told
