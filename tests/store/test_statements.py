"""How much is asked of the store for what happens often: it does not grow with what is there."""

import pytest
from sqlmodel import Session

from models.access import Action, Role
from models.cases import Case
from models.categories import Category
from services import calendars
from services.casework import handling, permits, recusal
from services.casework.cases import get_case
from services.clock import Clock, SetClock
from services.notices import notices, publishers
from services.store import Store
from services.triage import likeness
from tests.support.builders import MONDAY, a_conversation
from tests.support.calls import a_reply, asks, replies
from tests.support.counting import counted
from tests.support.followers import a_follower, opens
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


def a_lamp(session: Session, category: Category = Category.STREET) -> Case:
    """Let somebody report a lamp."""
    return a_case(session, a_resident(session), CLOCK, "YG-3", words="灯坏了", category=category)


@pytest.fixture
def ours(sqlite_store: Store) -> Store:
    """One database: both are asked the same."""
    return sqlite_store


def test_each_clerk_more_who_is_told_costs_little(ours: Store) -> None:
    def cost(session: Session) -> int:
        resident = a_resident(session)
        with counted(session) as said:
            a_case(session, resident, CLOCK, "YG-3", words="灯坏了", category=Category.STREET)
        return len(said)

    with ours.write() as session:
        a_town(session)
        a_worker(session, Role.CLERK, "XF")
        one = cost(session)
        for _ in range(4):
            a_worker(session, Role.CLERK, "XF")
        assert cost(session) - one <= 4 * 6


def test_what_waits_on_ones_list_costs_the_same_for_one_draft_and_for_nine(ours: Store) -> None:
    with ours.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        found = [a_lamp(session) for _ in range(9)]
        for case in found:
            handling.settle_case(session, case.id, wang, "已修好", CLOCK)
        with counted(session) as said:
            assert len(publishers.list_to_do(session, clerk)) == 1
        assert len(said) <= 8
        assert notices.list_waiting(session, clerk).total == 9
        recusal.keep_from(session, get_case(session, found[0].id), [clerk], CLOCK)
        assert notices.list_waiting(session, clerk).total == 8


def test_looking_for_what_is_alike_reads_the_words_of_all_at_once(ours: Store) -> None:
    with ours.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        for _ in range(30):
            a_lamp(session)
        case = a_lamp(session)
        with counted(session) as said:
            assert len(likeness.list_alike(session, case, wang, CLOCK)) == likeness.OFFERED
        assert len(said) <= 20


def test_what_somebody_may_do_is_the_same_asked_at_once_and_one_by_one(town: Store) -> None:
    with town.write() as session:
        people = [a_worker(session, role, "XF") for role in Role if role is not Role.LIAISON]
        people += [a_worker(session, Role.CLERK, "NS"), a_resident(session)]
        case = a_lamp(session)
        recused = a_worker(session, Role.OFFICER, "JD")
        recusal.keep_from(session, get_case(session, case.id), [recused], CLOCK)
        found = permits.list_actions(session, [*people, recused], case)
        for person_id in (*people, recused):
            one_by_one = {it for it in Action if permits.may(session, person_id, it, case)}
            assert found[person_id] == one_by_one


def test_the_calendar_is_followed_by_looking_at_each_case_once(
    ours: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "SCANNED", 2)
    with ours.write() as session:
        a_town(session)
        found = [a_lamp(session) for _ in range(7)]
        for case in found[1::2]:
            case.is_due_provisional = True
        session.flush()
        looked: list[int] = []
        look = calendars._is_otherwise  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

        def note(session: Session, case: Case, clock: Clock) -> bool:
            looked.append(case.id)
            return look(session, case, clock)

        monkeypatch.setattr(calendars, "_is_otherwise", note)
        follow = calendars.start_following()
        assert [follow(session, CLOCK) for _ in range(4)] == [1, 1, 1, 0]
        assert looked == [case.id for case in found]


async def test_each_message_more_in_the_answer_to_a_call_costs_nothing(ours: Store) -> None:
    with ours.write() as session:
        account = a_follower(session)
        talk = a_conversation(session, account).id
        opens(session, account)
    with ours.read() as session:
        a_reply(ours, talk, "一", "二", "三")
        with counted(session) as said:
            answer = await asks(replies(ours, SetClock(MONDAY)))
            assert answer is not None
            assert len([it for it in said if not it.startswith("BEGIN")]) <= 7
            await answer.done()
            assert len([it for it in said if not it.startswith("BEGIN")]) <= 9
