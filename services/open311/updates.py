"""What became of cases, told as updates; and what another system adds to one it handed in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.cases import Status
from models.errors import Conflict, NotFound
from models.systems import OuterSystem
from services.casework.cases import find_by_number, get_case
from services.clock import Clock
from services.open311 import filing, requests
from services.reporters import feedback
from services.store import lock
from services.texts import open311 as texts
from services.texts.phrases import put_into_words
from services.wording import clip, require_words


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that was done with a case: it was answered, or it is over."""

    update_id: str
    number: str
    status: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Added:
    """What another system adds.

    Args:
        number: of the case it handed in.
        words: what was said.
        update_id: its own number for this; the same twice is one.
        status: what it says the case is there; kept as words, it moves nothing here.
    """

    number: str
    words: str
    update_id: str = ""
    status: str = ""


def list_updates(
    session: Session,
    span: tuple[datetime | None, datetime | None],
    number: str,
    system: OuterSystem | None,
    clock: Clock,
) -> Sequence[Update]:
    """List what was done in a time, the oldest first, 1,000 at most; of one case or of all.

    Raises:
        Invalid: argument_wrong.
    """
    since, until = requests.span_of(*span, clock)
    found = requests.list_moved(session, (since, until), number, system)
    told = [
        Update(f"{it.number}-{mark}", it.number, status, at, words)
        for it in found
        for mark, at, status, words in (
            ("answered", it.answered_at, requests.OPEN, _answered(it)),
            ("closed", it.closed_at, requests.CLOSED, it.notes),
        )
        if at is not None and since <= at <= until
    ]
    return sorted(told, key=lambda it: (it.at, it.update_id))[: requests.MOST]


def add_update(session: Session, system: OuterSystem, added: Added, clock: Clock) -> str:
    """Add to a case what came later; whoever has it is told. Gives the id of the update.

    Raises:
        NotFound: request_unknown; this system did not hand it in.
        Invalid: words_missing.
        Conflict: it is over.
    """
    lock(session, OuterSystem, system.id)  # the same twice at once waits here
    found = find_by_number(session, added.number)
    if found is None or found.source != system.code:
        raise NotFound("request_unknown")
    key = f"{system.id}:{found.id}:{added.update_id}"
    if added.update_id and (row := filing.find_token(session, "update", key)) is not None:
        return f"{found.number}-u{row.id}"
    words = clip(added.words, filing.LONGEST_WORDS)
    if added.status:
        said = put_into_words(texts.THEIR_STATUS(status=clip(added.status, 40)))
        words = f"{words}\n{said}".strip()
    require_words(words, "words_missing")
    case = get_case(session, found.id)
    if case.status is Status.CLOSED:
        raise Conflict("case_closed", number=case.number)
    feedback.supplement(session, case, words, clock)
    token = key if added.update_id else secrets.token_urlsafe(filing.TOKEN_BYTES)
    row = filing.keep_token(session, "update", token, (system.id, case.id), clock.now())
    return f"{case.number}-u{row.id}"


def _answered(it: requests.Shown) -> str:
    return requests.notes_of(Status.ANSWERED, it.answer)
