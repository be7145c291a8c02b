"""Entering at a desk what a caller says (代录): one form, read as the chat reads words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.cases import Case, Channel
from models.categories import Category
from models.errors import Invalid, NotFound
from services import once
from services.areas import areas
from services.casework import cases, entering, permits
from services.casework.entering import Entry
from services.clock import Clock
from services.danger.dangers import DangerKind, find_danger
from services.identity import people
from services.identity.people import Contact
from services.office import access
from services.reporters.reporters import LONGEST_NAME
from services.triage import likeness, triage
from services.triage.likeness import Like
from services.wording import clean

_FORM = "entry"

LONG_AGO = timedelta(days=90)
"""What was said before is a table to import."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What words and place seem to say; `danger` names what threatens."""

    category: Category
    is_urgent: bool
    area_id: int | None
    area: str
    danger: DangerKind | None


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed while somebody spoke; what is None or empty is guessed or left out."""

    words: str
    place: str = ""
    phone: str = ""
    name: str = ""
    has_agreed: bool = False
    is_same: bool = False
    is_own: bool = False
    area_id: int | None = None
    category: Category | None = None
    channel: Channel = Channel.HOTLINE
    is_urgent: bool = False
    is_private: bool = False
    reported_at: datetime | None = None
    key: str = ""


def guess(session: Session, words: str, place: str, actor_id: int) -> Guess:
    """Guess what it is about, where, and whether it can wait."""
    held = access.areas_where(session, actor_id, Action.ENTER_CASE)
    near = held[0] if held else None
    found = areas.find_place(session, place, near) if place else None
    found = areas.find_place(session, f"{place} {words}", near) or found
    danger = find_danger(words)
    return Guess(
        triage.guess_category(words),
        triage.guess_urgency(words) or danger is not None,
        None if found is None else found.id,
        "" if found is None else areas.full_name(session, found),
        danger,
    )


def list_alike(
    session: Session, form: Form, guessed: Guess, actor_id: int, clock: Clock
) -> Sequence[Like]:
    """List what may be the matter that is being told: where it lies, else where one enters."""
    held = access.areas_where(session, actor_id, Action.ENTER_CASE)
    if not held or not clean(form.words):
        return ()
    chosen = form.area_id or guessed.area_id
    here = None if chosen is None else session.get(Area, chosen)
    category = form.category or guessed.category
    return likeness.list_heard(session, form.words, category, here or held[0], actor_id, clock)


def file_form(session: Session, form: Form, actor_id: int, clock: Clock) -> cases.Filed:
    """File what was typed; gives number and query code, to be read out.

    Raises:
        NotAllowed, NotFound, Invalid: as `entering.enter_case`; phone_invalid, reported_when.
    """
    now = clock.now()
    if form.reported_at is not None and not now - LONG_AGO <= form.reported_at <= now:
        raise Invalid("reported_when")
    contact = _contact(form)
    guessed = guess(session, form.words, form.place, actor_id)
    report = cases.Report(
        reporter_id=None,
        words=clean(form.words),
        place=form.place or guessed.area,
        area_id=form.area_id or guessed.area_id,
        category=form.category or guessed.category,
        is_urgent=form.is_urgent or guessed.is_urgent,
        is_private=form.is_private,
        channel=form.channel,
        reported_at=form.reported_at,
    )
    same = entering.find_same(session, contact.phone, actor_id) if form.is_same else None
    entry = Entry(report, contact, None if same is None else same[0], is_own=form.is_own)
    if report.channel is not Channel.INFORMANT:
        entry = replace(entry, is_own=False)
    return entering.enter_case(session, entry, actor_id, clock)


def file_once(session: Session, form: Form, actor_id: int, clock: Clock) -> cases.Filed | str:
    """File what was typed; the same form sent again gives the number of the case it became.

    A form has the same `key` and says the same: one that was changed since is another.

    Raises:
        NotAllowed, NotFound, Invalid: as `file_form`.
    """
    if not form.key:
        return file_form(session, form, actor_id, clock)
    said = f"{actor_id}:{form!r}"
    before = once.find_before(session, _FORM, said, clock)
    if before is not None:
        return before
    filed = file_form(session, form, actor_id, clock)
    once.keep(session, _FORM, said, filed.number, clock)
    return filed


def get_entered(session: Session, number: str, actor_id: int) -> Case:
    """Give a case to whoever wrote it down, wherever it lies, or may see it.

    Raises:
        NotFound: case_unknown.
    """
    case = cases.find_by_number(session, number)
    if case is not None:
        wrote = case.entered_by_id in people.selves(session, people.present(session, actor_id))
        if wrote or permits.may(session, actor_id, Action.VIEW_CASE, case):
            return case
    raise NotFound("case_unknown")


def _contact(form: Form) -> Contact:
    """Give what the caller agreed to leave; a number that is none is said so all the same."""
    phone = people.read_phone(form.phone) if form.phone else ""
    name = " ".join(clean(form.name).split())[:LONGEST_NAME]
    return Contact(name, phone) if form.has_agreed else entering.NOBODY
