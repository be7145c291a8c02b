"""Who may do what to a case: each verb tried by everybody who might try it."""

import pytest

from models.access import Role
from models.cases import Status
from models.errors import NotAllowed, NotFound
from services.case_files import timeline
from services.casework import handling
from services.store import Store
from tests.support.offices import a_case, a_cast, a_resident, a_worker
from tests.support.verbs import CLOCK, OFFICE_VERBS, REPORTERS_VERBS, refuses

HANDLERS = {"a manager of the grid", "a clerk of the community", "an officer of the street"}


@pytest.mark.parametrize("verb", OFFICE_VERBS)
def test_only_those_who_answer_for_the_place_may_do_it(town: Store, verb: str) -> None:
    with town.write() as session:
        reporter = a_resident(session)
        for who, person_id in a_cast(session, reporter).items():
            case = a_case(session, reporter, CLOCK, "YG-3")
            if verb == "answer" and who in HANDLERS:
                handling.sign_case(session, case.id, person_id, CLOCK)
            if who in HANDLERS:
                OFFICE_VERBS[verb](session, case.id, person_id)
                assert timeline.is_intact(session, case)
                continue
            refused = refuses(session, case, person_id, OFFICE_VERBS[verb], NotAllowed)
            assert refused.reason == "not_allowed"


@pytest.mark.parametrize("verb", OFFICE_VERBS)
def test_nobody_does_anything_to_a_case_that_is_not_there(town: Store, verb: str) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        with pytest.raises(NotFound):
            OFFICE_VERBS[verb](session, 4711, clerk)
        case = a_case(session, a_resident(session), CLOCK)
        refuses(session, case, 4711, OFFICE_VERBS[verb], NotAllowed)


OPEN_FOR = {"confirm": Status.ANSWERED, "reopen": Status.ANSWERED, "rate": Status.TRACKING}


@pytest.mark.parametrize("verb", REPORTERS_VERBS)
def test_only_the_reporter_may_do_it(town: Store, verb: str) -> None:
    with town.write() as session:
        reporter = a_resident(session)
        case = a_case(session, reporter, CLOCK, "YG-3")
        case.status = OPEN_FOR.get(verb, Status.SUBMITTED)
        case.is_solved = True if verb == "rate" else None
        session.flush()
        cast = a_cast(session, reporter)
        del cast["the reporter"]
        for person_id in [*cast.values(), 4711]:
            refused = refuses(session, case, person_id, REPORTERS_VERBS[verb], NotFound)
            assert refused.reason == "case_unknown"
        REPORTERS_VERBS[verb](session, case.id, reporter)
        assert timeline.is_intact(session, case)
        assert case.line_count > 1
