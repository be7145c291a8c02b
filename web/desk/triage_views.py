"""What the triage screen shows: what waits at the left, the chosen case at the right."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import Session

from models.cases import Case, CaseClass, Status
from models.categories import Category
from models.errors import Refusal
from models.media import Attachment, AttachmentState, MediaKind
from services.areas import areas
from services.casework import cases, shelving
from services.clock import today
from services.meetings import meetings
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import ACT_LABELS, CHANNEL_LABELS, CLASS_LABELS, STATUS_LABELS
from services.texts.phrases import Phrase, put_into_words
from services.texts.refusals import refusals
from services.triage import deciding, sifting, sifting_case
from services.triage.sifting import LISTED, Row, Stage, Waiting
from web.desk.parts import ROOT
from web.desk.several import Tried
from web.desk.visits import Page, View, Visit

TRIAGE = f"{ROOT}/triage"
MEETINGS = f"{ROOT}/meetings"
UNDONE_BY = {"merge": "part", "shelve": "take-up"}
"""Verbs that take a decision back; the others are final, or the reporter's to dispute."""


class Undo(NamedTuple):
    """What can be taken back: by which verb, of which case."""

    verb: str
    case: Case


class Outcome(NamedTuple):
    """What became of one of several, as the page says it."""

    number: str
    said: Phrase
    is_done: bool


def show_triage(visit: Visit, tried: Sequence[Tried] | None = None) -> Page:
    """Show what waits, and the chosen case."""
    stage, waiting = _waiting(visit)
    rows = [row for group in waiting.groups for row in group]
    chosen = _chosen(visit, rows)
    shown: dict[str, Any] = {
        "triage": TRIAGE,
        "meetings_at": MEETINGS,
        "stage": stage,
        "stages": list(Stage),
        "waiting": waiting,
        "is_cut": len(rows) == LISTED,
        "listed": LISTED,
        "chosen": chosen,
        "look": chosen
        and sifting_case.look_at(visit.session, chosen, visit.person_id, visit.clock),
        "around": _around(rows, chosen),
        "undo": _undo(visit),
        "now": visit.clock.now(),
        "today": today(visit.clock),
        "review": shelving.months_on(today(visit.clock), 3),
        "last_review": shelving.months_on(today(visit.clock), 12),
        "meeting": meetings.find_sitting(visit.session, visit.person_id, visit.clock),
        "results": [_outcome(visit, it) for it in tried] if tried else (),
        **_WORDS,
        "area_name": partial(_area_name, visit.session),
        "full_name": partial(areas.full_name, visit.session),
        "key_of": deciding.key_of,
    }
    if tried is not None and not tried:
        shown["why"] = visit_word(visit, "nothing_ticked")
    return Page("desk/triage.html", shown, here="triage")


def show_results(tried: Sequence[Tried]) -> View:
    """Give the page that says what became of several."""
    return lambda visit: show_triage(replace(visit, fields={}), tried)


def visit_word(visit: Visit, reason: str) -> str:
    """Say a refusal in the language of the visit."""
    return put_into_words(refusals.told(Refusal(reason)), language=visit.language)


def stage_of(visit: Visit) -> Stage | None:
    """Give the stage that is looked at, if one was chosen."""
    said = visit.fields.get("stage") or visit.query.get("stage", "")
    return Stage(said) if said in set(Stage) else None


def case_of(key: str) -> tuple[int, int]:
    """Read a ticked row: the case, and how many lines its file had; (0, 0) for nonsense."""
    first, _, second = key.partition(".")
    is_whole = all(it.isascii() and it.isdecimal() and len(it) < 19 for it in (first, second))  # noqa: PLR2004 - digits that a database keeps
    return (int(first), int(second)) if is_whole else (0, 0)


def _waiting(visit: Visit) -> tuple[Stage, Waiting]:
    """List the stage that was chosen; else the first at which anything waits."""
    chosen = stage_of(visit)
    stage = chosen or Stage.NEW
    found = sifting.list_waiting(visit.session, visit.person_id, stage)
    if chosen is None and not found.counts[stage] and found.counts[Stage.TAKEN_IN]:
        stage = Stage.TAKEN_IN
        found = sifting.list_waiting(visit.session, visit.person_id, stage)
    return stage, found


def _chosen(visit: Visit, rows: Sequence[Row]) -> Case | None:
    case_id = visit.number("case")
    if case_id is None:
        return rows[0].case if rows else None
    return sifting.get_to_sift(visit.session, case_id, visit.person_id)


def _around(rows: Sequence[Row], chosen: Case | None) -> tuple[int | None, int | None]:
    """Give the cases before and after the chosen one; of the last, the one before is next."""
    ids = [row.case.id for row in rows]
    if chosen is None or chosen.id not in ids:
        return None, next((it for it in ids if chosen is None or it != chosen.id), None)
    at = ids.index(chosen.id)
    before = ids[at - 1] if at else None
    return before, ids[at + 1] if at + 1 < len(ids) else None


def _undo(visit: Visit) -> Undo | None:
    verb, _, said = visit.query.get("undo", "").partition("-")
    if verb not in UNDONE_BY or visit.fields:
        return None
    case_id, _ = case_of(f"{said}.0")
    wanted = {"merge": Status.MERGED, "shelve": Status.SHELVED}[verb]
    try:
        case = cases.get_visible_case(visit.session, case_id, visit.person_id)
    except Refusal:
        return None
    return Undo(UNDONE_BY[verb], case) if case.status is wanted else None


def _outcome(visit: Visit, tried: Tried) -> Outcome:
    case_id, _ = case_of(tried.key)
    try:
        number = cases.get_visible_case(visit.session, case_id, visit.person_id).number
    except Refusal:
        number = ""
    return Outcome(number, tried.said, tried.is_done)


def _area_name(session: Session, area_id: int) -> str:
    return areas.area_of(session, area_id).name


def _is_stored(kind: MediaKind, it: Attachment) -> bool:
    return it.kind is kind and it.state is AttachmentState.STORED


_WORDS: dict[str, Any] = {
    "categories": [(it, CATEGORY_LABELS[it]()) for it in Category],
    "classes": [(it, CLASS_LABELS[it]()) for it in CaseClass],
    "category_labels": {it: CATEGORY_LABELS[it]() for it in Category},
    "statuses": {it: STATUS_LABELS[it]() for it in Status},
    "acts": {it: label() for it, label in ACT_LABELS.items()},
    "media": f"{ROOT}/media",
    "channels": {it: label() for it, label in CHANNEL_LABELS.items()},
    "is_photo": partial(_is_stored, MediaKind.PHOTO),
    "is_voice": partial(_is_stored, MediaKind.VOICE),
}
