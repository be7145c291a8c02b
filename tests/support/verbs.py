"""Everything that may be done to a case, each as one call with ordinary words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.cases import Case
from models.errors import Refusal
from services.case_files import contacts
from services.casework import handling
from services.clock import SetClock
from services.reporters import feedback
from tests.support.builders import MONDAY
from tests.support.offices import as_it_stands

CLOCK = SetClock(MONDAY + timedelta(hours=1))

Verb = Callable[[Session, int, int], Any]

OFFICE_VERBS: dict[str, Verb] = {
    "sign": lambda session, case, who: handling.sign_case(session, case, who, CLOCK),
    "contact": lambda session, case, who: contacts.view(session, case, who, CLOCK),
    "relay": lambda session, case, who: handling.relay(session, case, who, "几号楼？", CLOCK),
    "return": lambda session, case, who: handling.return_case(
        session, case, who, "不归我管", CLOCK
    ),
    "settle": lambda session, case, who: handling.settle_case(
        session, case, who, "灯已换好", CLOCK
    ),
    "answer": lambda session, case, who: handling.answer_case(
        session, case, who, "灯已换好", CLOCK
    ),
    "transcribe": lambda session, case, who: handling.transcribe_case(
        session, case, who, "灯不亮", CLOCK
    ),
}

REPORTERS_VERBS: dict[str, Verb] = {
    "supplement": lambda session, case, who: feedback.supplement_case(
        session, case, who, "是4号楼", CLOCK
    ),
    "locate": lambda session, case, who: feedback.locate_case(
        session, case, who, "4号楼", None, CLOCK
    ),
    "urge": lambda session, case, who: feedback.urge_case(session, case, who, CLOCK),
    "withdraw": lambda session, case, who: feedback.withdraw_case(session, case, who, CLOCK),
    "confirm": lambda session, case, who: feedback.confirm_solved(session, case, who, 1, CLOCK),
    "reopen": lambda session, case, who: feedback.reopen_case(
        session, case, who, 1, "又不亮了", CLOCK
    ),
    "rate": lambda session, case, who: feedback.rate_case(session, case, who, 1, 3, CLOCK),
}


def refuses(session: Session, case: Case, who: int, verb: Verb, kind: type[Refusal]) -> Refusal:
    """Check that a verb is refused and leaves everything as it was; give the refusal."""
    before = as_it_stands(session, case)
    with pytest.raises(kind) as refused:
        verb(session, case.id, who)
    assert as_it_stands(session, case) == before
    return refused.value
