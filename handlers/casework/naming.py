"""What a question to staff is about: the case is named by its own first words."""

from collections.abc import Mapping

from sqlmodel import Session

from handlers.talking.frames import Frame
from handlers.talking.talk import Caller
from models.cases import Case
from models.errors import Refusal
from services.casework import cases, quoting
from services.texts.phrases import Phrase


def name_case(
    session: Session, caller: Caller, about: Mapping[str, str | int], asked: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    """Put the first words of a case above a question about it, for staff who may see it."""
    case = _find(session, caller, about)
    return asked if case is None else (*quoting.quote_above(session, case, asked), *asked)


def name_left(session: Session, caller: Caller, frame: Frame) -> tuple[Phrase, ...]:
    """Name the case that staff were asked about and left, as another may still be open."""
    case = None if frame.acts else _find(session, caller, frame.about)
    return () if case is None else quoting.quote(session, case, number=case.number)


def _find(session: Session, caller: Caller, about: Mapping[str, str | int]) -> Case | None:
    case_id = about.get("case")
    if not caller.is_staff or not isinstance(case_id, int):
        return None
    try:
        return cases.get_visible_case(session, case_id, caller.person_id)
    except Refusal:
        return None
