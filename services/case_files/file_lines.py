"""The lines of a case's file in words, as the office reads them: when, what, who, and words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Appointment
from models.cases import Case, CaseClass, Escalation
from models.categories import Category
from services.case_files import timeline
from services.case_offers import claimants
from services.office import staff_names
from services.texts.casework import cases as case_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import ACT_LABELS, CLASS_LABELS
from services.texts.pages import case_pages as texts
from services.texts.phrases import Phrase

Value = str | Phrase | datetime


class FileLine(NamedTuple):
    """One line as it is read; `details` are pairs of name and value."""

    seq: int
    at: datetime
    act: Phrase
    who: str | Phrase
    words: str | Phrase
    details: Sequence[tuple[Phrase, Value]]


def list_in_words(session: Session, case: Case) -> Sequence[FileLine]:
    """Give every line in words, the oldest first. Residents are never named here."""
    lines = timeline.list_lines(session, case)
    names = _Names(session, case)
    return [
        FileLine(
            line.seq,
            line.at,
            ACT_LABELS[line.act](),
            names.of(line.actor_id),
            texts.GONE() if line.told is None else _words(line.told),
            list(_details(line.told or {}, names)),
        )
        for line in lines
    ]


class _Names:
    """Names who did something: staff and members by name, residents by what they are."""

    def __init__(self, session: Session, case: Case) -> None:
        self._session, self._case = session, case
        self._known: dict[int, str | Phrase] = {}

    def of(self, person_id: int | None) -> str | Phrase:
        """Name somebody."""
        if person_id is None:
            return texts.BY_ITSELF()
        if person_id not in self._known:
            self._known[person_id] = self._find(person_id)
        return self._known[person_id]

    def _find(self, person_id: int) -> str | Phrase:
        if person_id == self._case.reporter_id:
            return texts.REPORTER()
        held = select(col(Appointment.id)).where(Appointment.person_id == person_id).limit(1)
        claim = claimants.find_claim(self._session, self._case)
        if claim is not None and claim.claimed_by == person_id:
            return claimants.name_of(self._session, self._case, person_id)
        if self._session.exec(held).first() is None:
            return texts.A_RESIDENT()
        return staff_names.name_of(self._session, person_id) or texts.A_RESIDENT()


def _words(told: timeline.Told) -> str:
    return str(told.get("words") or told.get("reason") or "")


def _details(told: timeline.Told, names: _Names) -> Iterator[tuple[Phrase, Value]]:
    for key, label in texts.DETAILS.items():
        value = told.get(key)
        if value is None or value == "":
            continue
        if key == "entered_by":
            yield label(), names.of(int(value))
            continue
        with suppress(ValueError, KeyError):  # what an older release wrote is shown or left out
            yield label(), _READ.get(key, _as_it_is)(str(value))


def _as_it_is(value: str) -> Value:
    return value


_SATISFIED = {
    "3": case_texts.VERY_SATISFIED,
    "2": case_texts.SATISFIED,
    "1": case_texts.UNSATISFIED,
}
_READ: Mapping[str, Callable[[str], Value]] = {
    "days": lambda value: texts.WORKDAYS(count=int(value)),
    "minutes": lambda value: texts.MINUTES(count=int(value)),
    "before": datetime.fromisoformat,
    "after": datetime.fromisoformat,
    "due": datetime.fromisoformat,
    "heard": lambda value: texts.HEARD[value](),
    "satisfaction": lambda value: _SATISFIED[value](),
    "level": lambda value: texts.LEVELS[Escalation(int(value))](),
    "category": lambda value: CATEGORY_LABELS[Category(value)](),
    "class": lambda value: CLASS_LABELS[CaseClass(value)](),
    "state": lambda value: texts.EXCLUSIONS[value](),
}
