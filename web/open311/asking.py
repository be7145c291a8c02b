"""Each question put to Open311: who asks, whether they may, and what they get."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from models.systems import OuterSystem
from services.clock import SHANGHAI, Clock
from services.open311 import systems
from services.texts import open311 as texts
from services.texts.phrases import Phrase, put_into_words
from services.texts.refusals import refusals
from services.wording import clean
from web.open311.formats import Document, Format, Value, format_of, write
from web.open311.parts import Open311
from web.requests import address_of

logger = logging.getLogger(__name__)

LONGEST_VALUE = 8000
FIRST_YEAR, LAST_YEAR = 1970, 2200
STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Refusal, 400),
)
RETRY_SECONDS = "60"
GUESSED = frozenset({"api_key_wrong", "token_unknown"})


class Fault(Exception):
    """A question that gets no answer: the status, and why."""

    def __init__(self, status: int, why: Phrase) -> None:
        super().__init__(why.key)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Args:
        session: the open transaction.
        clock: tells the time.
        system: who asks, by their key; None is anybody.
        fields: the arguments of address and form, all values of each.
        root: where all of this is reached.
    """

    session: Session
    clock: Clock
    system: OuterSystem | None
    fields: Mapping[str, Sequence[str]]
    root: str

    def field(self, *names: str) -> str:
        """Give the first value of the first argument that has one."""
        found = (value for name in names for value in self.fields.get(name, ()) if value)
        return next(found, "")

    def words(self, name: str) -> Sequence[str]:
        """Give what stands between commas, of an argument that may come several times."""
        given = (part.strip() for it in self.fields.get(name, ()) for part in it.split(","))
        return [part for part in given if part]

    def moment(self, name: str) -> datetime | None:
        """Read an instant; one without a zone is the street's, a day begins at midnight.

        Raises:
            Invalid: argument_wrong.
        """
        said = self.field(name)
        if not said:
            return None
        if "T" in said:
            said = said.replace(" ", "+")  # a plus that was not escaped
        try:
            found = datetime.fromisoformat(said)
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            form = "2026-11-22T09:30:00+08:00"
            raise Invalid("argument_wrong", name=name, form=form)
        return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(UTC)

    def number(self, name: str, least: float, most: float) -> float | None:
        """Read a number.

        Raises:
            Invalid: argument_wrong.
        """
        said = self.field(name)
        if not said:
            return None
        try:
            found = float(said)
        except ValueError:
            found = float("nan")
        if not least <= found <= most:
            raise Invalid("argument_wrong", name=name, form=f"{least:g} – {most:g}")
        return found


Answering = Callable[[Asked], Document]


def read(open311: Open311, request: Request, form: str | None, answering: Answering) -> Response:
    """Answer a question; nothing is written."""
    return _answer(open311, request, form, (answering, gather(request), False))


def take(
    open311: Open311,
    request: Request,
    form: str | None,
    answering: Answering,
    sent: Mapping[str, Sequence[str]],
) -> Response:
    """Take what a system hands in."""
    return _answer(open311, request, form, (answering, gather(request, sent), True))


def turn_away(open311: Open311, request: Request, form: str | None) -> Response | None:
    """Refuse whoever names a wrong key in the address; None for all others."""
    key = request.query_params.get("api_key")
    if not key:
        return None
    try:
        with open311.store.read() as session:
            systems.find_system(session, clean(key[:LONGEST_VALUE]))
    except Refusal as refusal:
        return _refuse(open311, request, form, refusal)
    except DBAPIError:
        logger.exception("Open311 cannot be answered")
        return fail(request, form, Fault(503, texts.NOT_NOW()))
    return None


def gather(
    request: Request, sent: Mapping[str, Sequence[str]] | None = None
) -> Mapping[str, Sequence[str]]:
    """Put the arguments of the address and of a form together; the form's come first."""
    fields: dict[str, list[str]] = {name: list(values) for name, values in (sent or {}).items()}
    for name, value in request.query_params.multi_items():
        fields.setdefault(name, []).append(value)
    return {
        name: [clean(value[:LONGEST_VALUE]) for value in values] for name, values in fields.items()
    }


def fail(
    request: Request, form: str | None, fault: Fault, headers: Mapping[str, str] | None = None
) -> Response:
    """Say why there is no answer, as the standard has it."""
    why: Value = {"code": fault.status, "description": put_into_words(fault.why)}
    written = format_of(form, request) or Format.XML
    given = dict(headers or {})
    if fault.status in {429, 503}:
        given["Retry-After"] = RETRY_SECONDS
    return write(Document("errors", [why], "error"), written, fault.status, given)


def _answer(
    open311: Open311,
    request: Request,
    form: str | None,
    question: tuple[Answering, Mapping[str, Sequence[str]], bool],
) -> Response:
    written = format_of(form, request)
    if written is None:
        return fail(request, form, Fault(406, texts.WRONG_FORMAT()))
    try:
        return write(_ask(open311, request, *question), written)
    except Fault as fault:
        return fail(request, form, fault)
    except Refusal as refusal:
        return _refuse(open311, request, form, refusal)
    except DBAPIError:
        logger.exception("Open311 cannot be answered")
        return fail(request, form, Fault(503, texts.NOT_NOW()))


def _refuse(open311: Open311, request: Request, form: str | None, refusal: Refusal) -> Response:
    """Say a rule's no; a wrong key or token is a guess, of which there are not many."""
    status = next(status for kind, status in STATUSES if isinstance(refusal, kind))
    may_guess = refusal.reason not in GUESSED or open311.guessing.take(address_of(request))
    told = Fault(status, refusals.told(refusal)) if may_guess else _too_many()
    return fail(request, form, told)


def _ask(
    open311: Open311,
    request: Request,
    answering: Answering,
    fields: Mapping[str, Sequence[str]],
    is_change: bool,
) -> Document:
    if not open311.reading.take(address_of(request)):
        raise _too_many()
    key = next(filter(None, fields.get("api_key", ())), "")
    if is_change:
        with open311.store.read() as session:  # who may not write keeps nobody waiting
            code = systems.find_system(session, key).code
        if not open311.handing.take(code):
            raise _too_many()
    opened = open311.store.write() if is_change else open311.store.read()
    with opened as session:
        system = systems.find_system(session, key) if key or is_change else None
        return answering(Asked(session, open311.clock, system, fields, _root(open311, request)))


def _too_many() -> Fault:
    return Fault(429, texts.TOO_MANY())


def _root(open311: Open311, request: Request) -> str:
    """Give where all of this is reached; a Host that somebody wrote is never believed."""
    if open311.public_url:
        return open311.public_url
    host, port = request.scope.get("server") or ("127.0.0.1", None)
    named = f"[{host}]" if ":" in host else host
    return f"{request.url.scheme}://{named}{f':{port}' if port else ''}"
