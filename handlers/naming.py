"""What a question to staff is about: the case is named by its own first words."""

from collections.abc import Mapping

from sqlmodel import Session

from handlers.talk import Caller
from models.errors import Refusal
from services import cases, quoting
from services.texts.phrases import Phrase


def name_case(
    session: Session, caller: Caller, about: Mapping[str, str | int], asked: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    """Put the first words of a case above a question about it, for staff who may see it."""
    case_id = about.get("case")
    if not caller.is_staff or not isinstance(case_id, int):
        return asked
    try:
        case = cases.get_visible_case(session, case_id, caller.person_id)
    except Refusal:
        return asked
    return (*quoting.quote_above(session, case, asked), *asked)
