"""The record of a triage meeting: what was decided about each case, as staff may print it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.cases import Case
from models.timeline import Act
from models.triage_meetings import MeetingDecision, TriageMeeting
from services.areas import areas
from services.case_files import timeline
from services.case_files.timeline import Line
from services.case_offers import offered
from services.casework import alerts, permits
from services.office import staff_names
from services.reporters import told_to_others
from services.texts.casework import meetings as texts
from services.texts.labels import ACT_LABELS
from services.texts.phrases import Phrase, put_into_words, verbatim
from services.wording import clip

SHORT = 120


class Decided(NamedTuple):
    """What a meeting decided about one case.

    Args:
        case: as it stands now.
        place: where it lies.
        summary: its words, masked; of what is not public only that it is not.
        decisions: what was done, oldest first.
        to_whom: who has it by that: a person, a unit, the case it is part of, the next door.
        until: when it is answered, or looked at again.
        by: who decided.
        at: when last.
    """

    case: Case
    place: str
    summary: Phrase
    decisions: Sequence[Phrase]
    to_whom: str
    until: datetime | str | None
    by: str
    at: datetime


class Record(NamedTuple):
    """The decisions that somebody may see, and of how many cases they may not."""

    decided: Sequence[Decided]
    hidden: int


def read_record(session: Session, meeting: TriageMeeting, person_id: int) -> Record:
    """Give what was decided in a meeting, case by case, to whoever works in its area.

    What complains about them, or lies where they see no cases, is only counted.
    """
    found = session.exec(
        select(MeetingDecision)
        .where(MeetingDecision.meeting_id == meeting.id)
        .order_by(col(MeetingDecision.id))
    ).all()
    by_case: dict[int, list[MeetingDecision]] = {}
    for it in found:
        by_case.setdefault(it.case_id, []).append(it)
    decided: list[Decided] = []
    for case_id, rows in by_case.items():
        case = session.get_one(Case, case_id)
        if permits.may(session, person_id, Action.VIEW_CASE, case):
            decided.append(_decided(session, case, rows))
    return Record(decided, len(by_case) - len(decided))


def _decided(session: Session, case: Case, rows: Sequence[MeetingDecision]) -> Decided:
    lines = {it.seq: it for it in timeline.list_lines(session, case)}
    ours = [lines[it.seq] for it in rows if it.seq in lines]
    last = rows[-1]
    return Decided(
        case,
        areas.full_name(session, areas.area_of(session, case.area_id)),
        _summary(session, case),
        _acts(ours),
        _to_whom(session, ours),
        _until(case, ours),
        staff_names.name_of(session, last.decided_by),
        last.decided_at,
    )


def _acts(lines: Sequence[Line]) -> Sequence[Phrase]:
    """Name what was done; being given a case by oneself is said by its being signed for."""
    found: dict[str, Phrase] = {}
    for it in lines:
        told = it.told or {}
        if it.act is Act.ASSIGNED and not told.get("to"):
            continue
        if it.act is Act.PROGRESSED:
            if "summary" in told:
                found["offered"] = texts.OFFERED()
            continue
        found[it.act] = ACT_LABELS[it.act]()
    return list(found.values())


def _to_whom(session: Session, lines: Sequence[Line]) -> str:
    for it in reversed(lines):
        told = it.told or {}
        said = told.get("to") or told.get("into") or told.get("next_door")
        if said:
            return str(said)
    if any(it.act is Act.SIGNED for it in lines):
        return staff_names.name_of(session, lines[-1].actor_id or 0)
    return ""


def _until(case: Case, lines: Sequence[Line]) -> datetime | str | None:
    last = lines[-1] if lines else None
    if last is not None and last.act is Act.SHELVED:
        return str((last.told or {}).get("review", ""))
    if last is not None and last.act in (Act.DECLINED, Act.MERGED):
        return None
    return case.due_at


def _summary(session: Session, case: Case) -> Phrase:
    if not offered.is_for_members(session, case):
        return texts.NOT_PUBLIC()
    words, _ = alerts.words_of(session, case)
    return verbatim(clip(told_to_others.mask_words(session, words), SHORT))


def in_words(decisions: Sequence[Phrase]) -> str:
    """Give what was done as one line."""
    return "、".join(put_into_words(it) for it in decisions)
