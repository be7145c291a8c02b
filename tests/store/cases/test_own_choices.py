"""The buttons of one's own case are those that its page shows, in every state."""

import pytest
from sqlmodel import Session

from models.cases import Case, Status
from services.clock import SetClock
from services.reporters import own_choices
from services.reporters.own_file import Deed, list_deeds
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident
from tests.support.towns import a_town


def pressed(session: Session, case: Case) -> list[str]:
    """Give the dialogues of the buttons, each once."""
    commands = [it.command for it in own_choices.list_choices(session, case)]
    return list(dict.fromkeys(it.dialogue for it in commands if it is not None))


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.MERGED}))
def test_a_button_stands_for_each_thing_that_one_may_do(store: Store, status: Status) -> None:
    with store.write() as session:
        a_town(session)
        case = a_case(session, a_resident(session), SetClock(MONDAY))
        case.status = status
        wanted = [str(it) for it in list_deeds(session, case) if it is not Deed.ALL_WELL]
        assert pressed(session, case) == wanted
        assert (status is Status.CLOSED) == (wanted == [])


def test_while_it_is_watched_one_may_rate_and_say_that_it_came_back(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case = a_case(session, a_resident(session), SetClock(MONDAY))
        case.status, case.is_solved = Status.TRACKING, True
        assert pressed(session, case) == ["rate", "not_solved"]
        given = own_choices.list_choices(session, case)[:3]
        assert [it.command.about["satisfaction"] for it in given if it.command] == [3, 2, 1]
        case.satisfaction = 3
        assert pressed(session, case) == ["not_solved"]


def test_of_a_merged_case_the_common_answer_is_judged(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        me, clock = a_resident(session), SetClock(MONDAY)
        root, case = (a_case(session, it, clock) for it in (a_resident(session, "李四"), me))
        case.status, case.merged_into_id = Status.MERGED, root.id
        assert pressed(session, case) == ["supplement", "withdraw"]
