"""The calls to make at a desk: after answers, when somebody asked, and voices to type out.

Who may see contact data is asked when a number is shown, not here.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from models.access import Action
from models.base import table
from models.cases import UNANSWERED, Case
from models.following import Recusal
from models.media import Attachment, MediaKind
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.case_files import timeline
from services.casework import permits, todo
from services.clock import Clock
from services.reporters import answerers, followers, following

LISTED = 20

_voices, _lines = table(Attachment), table(TimelineLine)


class Call(NamedTuple):
    """A case to call about, what its reporter said first, and the newest answer."""

    case: Case
    words: str
    area: str
    answer: str


class Calls(NamedTuple):
    """A part of a list, and how many there are."""

    items: Sequence[Call]
    total: int


def list_after_answers(
    session: Session, person_id: int, clock: Clock, limit: int = LISTED
) -> Calls:
    """List whom to ask by phone whether the answer helped (电话回访)."""
    found, total = todo.list_calls(session, person_id, clock, limit)
    return Calls(_with_words(session, found, has_answers=True), total)


def list_asked(session: Session, person_id: int, limit: int = LISTED) -> Calls:
    """List who asked the office to call (请社区回电) and has no answer yet."""
    found = session.exec(
        select(Case, func.count().over())
        .where(
            col(Case.asks_call),
            col(Case.status).in_(UNANSWERED),
            todo.lies_below(session, person_id, Action.SIGN_CASE),
            ~_is_kept(person_id),
        )
        .order_by(col(Case.id))
        .limit(limit)
    ).all()
    return _calls(session, found)


def list_to_type(session: Session, person_id: int, limit: int = LISTED) -> Calls:
    """List cases with a voice that nobody put into words yet, the most pressing first."""
    typed = (
        select_columns(func.count())
        .where(_lines.c.case_id == Case.id, _lines.c.act == Act.TRANSCRIBED)
        .scalar_subquery()
    )
    of_case = (_voices.c.case_id == Case.id) & (_voices.c.kind == MediaKind.VOICE)
    voices = select_columns(func.count()).where(of_case).scalar_subquery()
    has_voice = select_columns(_voices.c.case_id).where(
        _voices.c.kind == MediaKind.VOICE, _voices.c.case_id.is_not(None)
    )
    units = permits.list_spoken_for(session, person_id)
    found = session.exec(
        select(Case, func.count().over())
        .where(
            col(Case.id).in_(has_voice),
            col(Case.status).in_(UNANSWERED),
            typed < voices,
            or_(
                todo.lies_below(session, person_id, Action.ANSWER_CASE),
                col(Case.unit_id).in_(units),
            ),
            ~_is_kept(person_id),
        )
        .order_by(col(Case.is_urgent).desc(), col(Case.due_at), col(Case.id))
        .limit(limit)
    ).all()
    return _calls(session, found)


def _calls(session: Session, found: Sequence[tuple[Case, int]]) -> Calls:
    total = found[0][1] if found else 0
    return Calls(_with_words(session, [case for case, _ in found]), total)


def _with_words(
    session: Session, found: Sequence[Case], *, has_answers: bool = False
) -> Sequence[Call]:
    words = timeline.first_words(session, [case.id for case in found])
    return [
        Call(
            case,
            words.get(case.id, ""),
            areas.grid_name(session, areas.area_of(session, case.area_id)),
            answer_of(session, case) if has_answers else "",
        )
        for case in found
    ]


def answer_of(session: Session, case: Case) -> str:
    """Give the newest answer; of what a case was merged into as anybody may read it."""
    root = followers.root_of(session, case)
    if root.id != case.id:
        return following.answer_for_all(session, root)
    lines = timeline.list_lines(session, case)
    answers = [line.told for line in lines if line.act in answerers.ANSWERS]
    return str((answers[-1] or {}).get("words", "")) if answers else ""


def _is_kept(person_id: int) -> ColumnElement[bool]:
    return exists().where(
        col(Recusal.case_id) == col(Case.id), col(Recusal.person_id) == person_id
    )
