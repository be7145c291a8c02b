"""One decision about a case that waits, with all it takes: so a desk says it in one go.

Each step is the verb that the chat uses; only their order stands here.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.cases import TO_BE_TAKEN_IN, Case
from models.errors import Conflict, Invalid, NotFound
from services.casework import assigning, cases, handling, intake, shelving
from services.casework.assigning import HandedOn, Target
from services.casework.intake import Triage
from services.clock import Clock
from services.triage import case_merging, sifting
from services.wording import fold

PERSON, UNIT = "p", "u"


@dataclass(frozen=True, slots=True)
class Sifted:
    """What somebody decides about, as they saw it.

    Args:
        case_id: which case.
        seen: how many lines its file had on their page.
        triage: what they say it is; None: as it stands.
    """

    case_id: int
    seen: int
    triage: Triage | None = None


def accept(session: Session, sifted: Sifted, actor_id: int, clock: Clock) -> Case:
    """Accept a case (受理).

    Raises:
        Conflict, Invalid, NotAllowed: as `intake.accept_case`; or the page is stale.
    """
    case = _look(session, sifted, actor_id)
    triage = sifted.triage or intake.triage_of(case)
    return intake.accept_case(session, case.id, actor_id, triage, clock)


def assign(
    session: Session, sifted: Sifted, actor_id: int, target: Target, clock: Clock
) -> HandedOn:
    """Say what a case is, and hand it on (转办).

    Raises:
        Conflict, Invalid, NotAllowed: as `assigning.assign_case`; or the page is stale.
    """
    case = _look(session, sifted, actor_id)
    _class(session, case, sifted, actor_id, clock)
    return assigning.assign_case(session, case.id, actor_id, target, clock)


def merge(session: Session, sifted: Sifted, into_id: int, actor_id: int, clock: Clock) -> str:
    """Merge a case into another (合并); give the number of that one.

    Both are locked at once, as `case_merging.merge_case` does it: whoever merges them the other
    way round waits, and neither waits for the other.

    Raises:
        Conflict, NotFound, NotAllowed: as `case_merging.merge_case`; or the page is stale.
    """
    sifting.check_seen(session, sifted.case_id, sifted.seen, actor_id, [into_id])
    return case_merging.merge_case(session, sifted.case_id, into_id, actor_id, clock)


def shelve(
    session: Session, sifted: Sifted, actor_id: int, plan: str, review: date | None, clock: Clock
) -> Case:
    """Take a case on oneself and put it into the plan (列入计划).

    Raises:
        Conflict, Invalid, NotAllowed: as `shelving.shelve_case`; or the page is stale.
    """
    if review is None:
        raise Invalid("review_day")
    case = _look(session, sifted, actor_id)
    shelving.check_review(review, clock)
    if case.status in TO_BE_TAKEN_IN:
        _class(session, case, sifted, actor_id, clock)
        handling.sign_case(session, case.id, actor_id, clock)
    return shelving.shelve_case(session, case.id, actor_id, plan, review, clock)


def find_by_number(session: Session, said: str, person_id: int) -> Case:
    """Give the case that somebody names by its number, if they may see it.

    Raises:
        NotFound: case_unknown.
    """
    number = fold(said).replace(" ", "").replace("-", "")
    prefix = number.rstrip("0123456789")
    year, serial = number[len(prefix) :][:4], number[len(prefix) :][4:]
    if not (prefix and serial.isdecimal()):
        raise NotFound("case_unknown")
    found = cases.find_case(session, person_id, int(serial), prefix.upper(), int(year))
    if found is None:
        raise NotFound("case_unknown")
    return found


def key_of(target: Target) -> str:
    """Write down whom a case may go to, for a page: p12 or u3."""
    return f"{PERSON}{target.person_id}" if target.unit_id is None else f"{UNIT}{target.unit_id}"


def target_of(key: str, summary: str = "") -> Target:
    """Read what `key_of` wrote.

    Raises:
        Invalid: assignee_missing.
    """
    kind, which = key[:1], key[1:]
    if kind not in (PERSON, UNIT) or not (which.isascii() and which.isdecimal()):
        raise Invalid("assignee_missing")
    number = int(which[:18])
    return Target(number) if kind == PERSON else Target(unit_id=number, summary=summary)


def _look(session: Session, sifted: Sifted, actor_id: int) -> Case:
    return sifting.check_seen(session, sifted.case_id, sifted.seen, actor_id)


def _class(session: Session, case: Case, sifted: Sifted, actor_id: int, clock: Clock) -> None:
    """Write down what a case is said to be, where that is more than was guessed."""
    if sifted.triage is not None and sifted.triage != intake.triage_of(case):
        if case.status not in TO_BE_TAKEN_IN:
            raise Conflict("wrong_status", number=case.number)
        intake.accept_case(session, case.id, actor_id, sifted.triage, clock)
