"""Staff write down what came by phone, letter, counter, visit or forum (代录)."""

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlmodel import Session

from models.access import Action, Appointment, Role
from models.base import table
from models.cases import Channel
from models.errors import NotAllowed, NotFound
from services.casework import alerts, cases
from services.clock import Clock
from services.delivery.messages import Choice, Command
from services.identity import people
from services.identity.people import Contact
from services.office import access
from services.reporters import reporters
from services.texts.casework import entering as texts
from services.wording import clip, require_words

NOBODY = Contact("", "")
SHOWN = 500
HIDDEN = "**"
"""Of a name the first character is shown: enough to ask whether it is them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody said to whoever writes it down.

    Args:
        report: what is handed in; its channel is one of the six ways in.
        contact: who said it, if they agreed to leave that.
        same_as: who has this number online, if whoever writes says it is them.
        is_own: an informant's own report, said by nobody else.
    """

    report: cases.Report
    contact: Contact = NOBODY
    same_as: int | None = None
    is_own: bool = False


def offer(session: Session, person_id: int | None) -> tuple[Choice, ...]:
    """Offer to write something down, to those who may."""
    if person_id is None or not access.areas_where(session, person_id, Action.ENTER_CASE):
        return ()
    return (Choice(texts.ENTER(), Command("enter", {})),)


def channel_of(session: Session, person_id: int) -> Channel:
    """Tell by which way something comes in that somebody reports of their own."""
    return Channel.INFORMANT if is_informant(session, person_id) else Channel.ONLINE


def is_informant(session: Session, person_id: int) -> bool:
    """Tell whether somebody gathers what residents say (民情信息员)."""
    return session.connection().execute(_AS_INFORMANT, {"whose": person_id}).first() is not None


def list_channels(session: Session, actor_id: int) -> tuple[Channel, ...]:
    """List the ways in that somebody may write down; an informant's own is the only one of theirs.

    Raises:
        NotAllowed: not_allowed.
    """
    held = access.areas_where(session, actor_id, Action.ENTER_CASE)
    if not held:
        raise NotAllowed("not_allowed")
    own = (Channel.INFORMANT,) if is_informant(session, actor_id) else ()
    has_office = access.areas_where(session, actor_id, Action.VIEW_CASE)
    return (*_BY_STAFF, *own) if has_office else own


def find_same(session: Session, phone: str, actor_id: int) -> tuple[int, str] | None:
    """Find who may be the same online by their number: their id, and their name half hidden.

    Nobody for those who may see no contact data, and never the one who asks.
    """
    if not phone or not access.areas_where(session, actor_id, Action.VIEW_CONTACT):
        return None
    found = reporters.find_with_account(session, phone)
    if found is None or found == actor_id:
        return None
    return found, people.contact_of(session, found).name[:1] + HIDDEN


def enter_case(session: Session, entry: Entry, actor_id: int, clock: Clock) -> cases.Filed:
    """File what somebody said, wherever it lies; whoever said it is the reporter, not the writer.

    One who has an account is told there; of others the writer reads the number out.

    Raises:
        NotAllowed: not_allowed; they may write nothing down, or not by this way.
        NotFound: person_unknown; that person left another number.
        Invalid: said_missing.
    """
    held = access.areas_where(session, actor_id, Action.ENTER_CASE)
    if entry.report.channel not in list_channels(session, actor_id):
        raise NotAllowed("not_allowed")
    require_words(entry.report.words, "said_missing")
    is_own = entry.is_own and entry.report.channel is Channel.INFORMANT
    report = replace(
        entry.report,
        reporter_id=actor_id if is_own else _reporter(session, entry, actor_id, clock),
        entered_by_id=None if is_own else actor_id,
        area_id=entry.report.area_id or held[0].id,
    )
    filed = cases.report_case(session, report, clock)
    if entry.same_as is not None and not is_own:
        phrase = texts.ENTERED_FOR_YOU(
            number=filed.number,
            receipt=filed.receipt,
            due=filed.due,
            words=clip(report.words, SHOWN),
        )
        alerts.tell_reporter(session, cases.get_case(session, filed.case_id), phrase, clock)
    return filed


_BY_STAFF = (Channel.HOTLINE, Channel.VISIT_LETTER, Channel.WINDOW, Channel.FORUM)


def _reporter(session: Session, entry: Entry, actor_id: int, clock: Clock) -> int | None:
    if entry.contact == NOBODY:
        return None
    if entry.same_as is None:
        return reporters.meet(session, entry.contact, clock, has_consented=True)
    same = find_same(session, entry.contact.phone, actor_id)
    if same is None or same[0] != people.present(session, entry.same_as):
        raise NotFound("person_unknown")
    return same[0]


_held = table(Appointment)
_AS_INFORMANT = (
    select(_held.c.id)
    .where(
        _held.c.person_id == bindparam("whose"),
        _held.c.role == Role.INFORMANT,
        _held.c.until.is_(None),
    )
    .limit(1)
)
