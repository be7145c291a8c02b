"""What another system hands in becomes a case: once, however often it is sent."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.areas import Area
from models.cases import Case
from models.categories import Category
from models.errors import Invalid, NotFound
from models.systems import OuterSystem, RequestToken
from services.areas import areas
from services.case_files import timeline
from services.casework import cases
from services.clock import Clock
from services.identity import people
from services.identity.people import Contact
from services.open311 import catalogue, placing
from services.open311.requests import name_of
from services.reporters import reporters
from services.sealing import vault_of
from services.store import lock
from services.texts import open311 as texts
from services.texts.phrases import Template, put_into_words
from services.triage import triage
from services.wording import clip, count_meaningful

AGAIN = timedelta(minutes=1)
"""What says the same within this time, and has no number of its own, is the same."""

LONGEST_WORDS = 4000
LONGEST_PLACE = 400
LONGEST_NUMBER = 64
LONGEST_NAME = 40
TOKEN_BYTES = 24

_ASKED = {it.code: it for it in catalogue.list_attributes()}
_KNOWN = ", ".join(_ASKED)
_SAID = {"building": texts.BUILDING, "since": texts.SINCE}


@dataclass(frozen=True, slots=True)
class Handed:
    """What a system hands in, in the standard's arguments."""

    category: Category
    words: str = ""
    point: placing.Point | None = None
    address: str = ""
    address_id: str = ""
    name: str = ""
    phone: str = ""
    attributes: Mapping[str, Sequence[str]] | None = None
    media: Sequence[str] = ()
    outer_number: str = ""
    wants_token: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What the system gets: the number, or a token to ask for it with, and what happens next."""

    number: str
    notice: str
    token: str = ""


def file_request(session: Session, system: OuterSystem, handed: Handed, clock: Clock) -> Taken:
    """File what a system handed in, in its area and by its way in.

    Raises:
        Invalid: request_place_missing, request_place_outside, attribute_unknown or argument_wrong.
    """
    _check(handed)
    lock(session, OuterSystem, system.id)  # the same twice at once waits here
    report = _report(session, system, handed)
    contact = _contact(handed)
    case = _find(session, system, report, contact, clock)
    if case is None:
        filed = cases.report_case(session, _reported(session, report, contact, clock), clock)
        case = session.get_one(Case, filed.case_id)
    notice = put_into_words(texts.NOTICE(number=case.number, due=case.due_at))
    token = _give_token(session, system, case, clock) if handed.wants_token else ""
    return Taken(case.number, notice, token)


def resolve_token(session: Session, token: str) -> str:
    """Give the number of the case that a token was given for.

    Raises:
        NotFound: token_unknown.
    """
    row = find_token(session, "given", token)
    if row is None:
        raise NotFound("token_unknown")
    return session.get_one(Case, row.case_id).number


def find_token(session: Session, kind: str, token: str) -> RequestToken | None:
    """Find what a receipt was given for."""
    found = vault_of(session).find_hash(f"open311 {kind}", token)
    return session.exec(select(RequestToken).where(RequestToken.token_hash == found)).first()


def keep_token(
    session: Session, kind: str, token: str, owner: tuple[int, int], at: datetime
) -> RequestToken:
    """Keep a receipt of a system for a case."""
    system_id, case_id = owner
    row = RequestToken(
        token_hash=vault_of(session).find_hash(f"open311 {kind}", token),
        system_id=system_id,
        case_id=case_id,
        created_at=at,
    )
    session.add(row)
    session.flush()
    return row


def _check(handed: Handed) -> None:
    if handed.point is None and not handed.address and not handed.address_id:
        raise Invalid("request_place_missing")
    for name, value, limit in (
        ("description", handed.words, LONGEST_WORDS),
        ("address_string", handed.address, LONGEST_PLACE),
        ("outer_number", handed.outer_number, LONGEST_NUMBER),
    ):
        if len(value) > limit:
            raise Invalid("argument_wrong", name=name, form=f"≤ {limit}")
    for code, values in (handed.attributes or {}).items():
        choices = [key for key, _ in _ASKED[code].values] if code in _ASKED else None
        if choices is None:
            raise Invalid("attribute_unknown", name=clip(code, LONGEST_NAME), known=_KNOWN)
        if choices and not set(values) <= set(choices):
            form = ", ".join(choices)
            raise Invalid("argument_wrong", name=f"attribute[{code}]", form=form)


def _report(session: Session, system: OuterSystem, handed: Handed) -> cases.Report:
    """Put what was handed in as a case's report, as yet nobody's."""
    attributes = handed.attributes or {}
    place = "，".join(dict.fromkeys(filter(None, (handed.address, *attributes.get("place", ())))))
    words = _words(handed)
    within = areas.area_of(session, system.area_id)
    area = _area(session, within, handed, attributes)
    latitude, longitude = handed.point or (None, None)
    return cases.Report(
        reporter_id=None,
        words=words,
        place=clip(place, LONGEST_PLACE),
        area_id=area.id,
        category=handed.category,
        is_urgent="yes" in attributes.get("danger", ()) or triage.guess_urgency(words),
        latitude=latitude,
        longitude=longitude,
        channel=system.channel,
        source=system.code,
        outer_number=handed.outer_number or None,
    )


def _area(
    session: Session, within: Area, handed: Handed, attributes: Mapping[str, Sequence[str]]
) -> Area:
    said = (handed.address, *attributes.get("place", ()), *attributes.get("building", ()))
    return placing.find_area(
        session, within, handed.point, handed.address_id, " ".join(filter(None, said))
    )


def _words(handed: Handed) -> str:
    """Give everything that was said, attributes and pictures on lines of their own."""
    lines = [handed.words]
    for code, values in (handed.attributes or {}).items():
        said = "、".join(filter(None, values))
        if said and code in _SAID:
            lines.append(_say(_SAID[code], said))
    lines += [_say(texts.MEDIA, url) for url in handed.media]
    said = "\n".join(filter(None, lines))
    if count_meaningful(said):
        return clip(said, 2 * LONGEST_WORDS)
    return put_into_words(texts.NOTHING_SAID(name=name_of(handed.category)))


def _say(template: Template, words: str) -> str:
    return put_into_words(template(words=words))


def _contact(handed: Handed) -> Contact:
    """Give who said it; a number that is none of ours stands beside the name, and is not lost."""
    try:
        phone = people.read_phone(handed.phone) if handed.phone else ""
    except Invalid:
        return Contact(clip(f"{handed.name} {handed.phone}".strip(), LONGEST_NAME), "")
    return Contact(clip(handed.name, LONGEST_NAME), phone)


def _reported(
    session: Session, report: cases.Report, contact: Contact, clock: Clock
) -> cases.Report:
    """Name who said it: they agreed to nothing with us, so nothing but the case is kept."""
    if not any(contact):
        return report
    return replace(report, reporter_id=reporters.meet(session, contact, clock))


def _find(
    session: Session, system: OuterSystem, report: cases.Report, contact: Contact, clock: Clock
) -> Case | None:
    """Find the case that this became when it was handed in before."""
    mine = select(Case).where(Case.source == system.code)
    if report.outer_number is not None:
        return session.exec(mine.where(Case.outer_number == report.outer_number)).first()
    recent = mine.where(
        col(Case.reported_at) > clock.now() - AGAIN, col(Case.outer_number).is_(None)
    )
    return next(
        (it for it in session.exec(recent) if _is_same(session, it, report, contact)), None
    )


def _is_same(session: Session, case: Case, report: cases.Report, contact: Contact) -> bool:
    told = timeline.first_told(session, case)
    said = (told.get("words"), told.get("place", ""), told.get("pin"))
    pin = None
    if report.latitude is not None and report.longitude is not None:
        pin = f"{report.latitude:.6f},{report.longitude:.6f}"
    if said != (report.words, report.place, pin):
        return False
    known = people.contact_of(session, case.reporter_id) if case.reporter_id else Contact("", "")
    return known == contact


def _give_token(session: Session, system: OuterSystem, case: Case, clock: Clock) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    keep_token(session, "given", token, (system.id, case.id), clock.now())
    return token


def list_attributes(fields: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Give the attributes among the arguments of a form: `attribute[place]`, also with `[]`."""
    found: dict[str, list[str]] = {}
    for name, values in fields.items():
        if name.startswith("attribute[") and name.removesuffix("[]").endswith("]"):
            code = name.removesuffix("[]")[len("attribute[") : -1].strip()
            found.setdefault(code, []).extend(filter(None, values))
    return found
