"""What waits for a worker, the most pressing first."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.categories import Category
from models.following import Recusal
from services.areas import areas
from services.casework import extensions, handling, todo
from services.clock import SetClock
from services.identity import people
from services.office import access
from services.reporters import feedback
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker, shuts_us_out
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


def ids(cases: Sequence[Case]) -> list[int]:
    return [case.id for case in cases]


def test_a_worker_sees_what_nobody_has_signed_in_their_areas_only(session: Session) -> None:
    zhang = a_resident(session)
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    both = a_worker(session, Role.GRID_MANAGER, "XF-2")
    access.appoint(session, both, Role.GRID_MANAGER, areas.get_area(session, "NS"), CLOCK)
    one, two, three, four = (
        a_case(session, zhang, CLOCK, code) for code in ("YG-3", "XF-2", "NS-1", "JD")
    )
    assert ids(todo.list_unsigned(session, manager)) == [one.id]
    assert ids(todo.list_unsigned(session, clerk)) == [one.id, two.id]
    assert ids(todo.list_unsigned(session, both)) == [two.id, three.id]
    officer = a_worker(session, Role.OFFICER, "JD")
    assert ids(todo.list_unsigned(session, officer)) == [one.id, two.id, three.id, four.id]
    for nobody in (zhang, a_worker(session, Role.MEMBER, "JD"), 4711):
        assert list(todo.list_unsigned(session, nobody)) == []
        assert list(todo.list_waiting(session, nobody)) == []
    area = areas.get_area(session, "XF-1")
    access.dismiss(session, manager, Role.GRID_MANAGER, area, CLOCK)
    assert list(todo.list_unsigned(session, manager)) == []


def test_what_is_in_hand_waits_for_its_owner_alone(session: Session) -> None:
    zhang = a_resident(session)
    wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
    mine, waiting, answered = (a_case(session, zhang, CLOCK) for _ in range(3))
    handling.sign_case(session, mine.id, wang, CLOCK)
    handling.settle_case(session, answered.id, wang, "灯已换好", CLOCK)
    assert ids(todo.list_waiting(session, wang)) == [mine.id, waiting.id]
    assert ids(todo.list_waiting(session, zhao)) == [waiting.id]
    assert ids(todo.list_unsigned(session, wang)) == [waiting.id]
    area = areas.get_area(session, "XF-1")
    access.dismiss(session, wang, Role.GRID_MANAGER, area, CLOCK)
    assert ids(todo.list_waiting(session, wang)) == [mine.id]


def test_urgent_before_urged_before_due_before_old(session: Session) -> None:
    zhang = a_resident(session)
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    later = SetClock(CLOCK.now() + timedelta(minutes=5))
    old = a_case(session, zhang, CLOCK)
    newer = a_case(session, zhang, later)
    due_soon = a_case(session, zhang, later, category=Category.WATER)
    urged = a_case(session, zhang, later)
    feedback.urge_case(session, urged.id, zhang, later)
    urgent = a_case(session, zhang, later, is_urgent=True)
    order = [urgent.id, urged.id, due_soon.id, old.id, newer.id]
    assert ids(todo.list_waiting(session, wang)) == order
    assert ids(todo.list_unsigned(session, wang)) == order
    assert ids(todo.list_waiting(session, wang, limit=2)) == order[:2]
    assert ids(todo.list_unsigned(session, wang, limit=1)) == order[:1]


@pytest.mark.parametrize("status", Status)
def test_only_what_waits_is_listed(session: Session, status: Status) -> None:
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, a_resident(session), CLOCK)
    case.status = status
    session.flush()
    is_in_hand = status in (Status.ASSIGNED, Status.HANDLING)
    is_unsigned = is_in_hand or status in (Status.SUBMITTED, Status.ACCEPTED)
    assert bool(todo.list_unsigned(session, wang)) is is_unsigned
    case.owner_id = wang
    session.flush()
    assert bool(todo.list_waiting(session, wang)) is is_in_hand


def test_what_is_kept_from_somebody_is_not_on_their_list(session: Session) -> None:
    wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
    case = a_case(session, a_resident(session), CLOCK)
    session.add(Recusal(case_id=case.id, person_id=wang, since=CLOCK.now()))
    session.flush()
    assert todo.list_items(session, wang, CLOCK).total == 0
    assert list(todo.list_waiting(session, wang)) == list(todo.list_unsigned(session, wang)) == []
    assert ids(todo.list_unsigned(session, zhao)) == [case.id]


def test_a_page_of_the_list_is_the_most_pressing_of_every_kind(session: Session) -> None:
    zhang = a_resident(session)
    wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
    clerk = a_worker(session, Role.CLERK, "XF")
    free, mine, asked, urged = (
        a_case(session, zhang, SetClock(CLOCK.now() + timedelta(minutes=minute)))
        for minute in range(4)
    )
    handling.sign_case(session, mine.id, clerk, CLOCK)
    handling.sign_case(session, asked.id, wang, CLOCK)
    extensions.ask_extension(session, asked.id, wang, 3, "等配件", CLOCK)
    feedback.urge_case(session, urged.id, zhang, CLOCK)
    assert zhao
    expected = [
        (todo.Wait.SIGN, urged.id),
        (todo.Wait.SIGN, free.id),
        (todo.Wait.ANSWER, mine.id),
        (todo.Wait.GRANT, asked.id),
    ]
    page = todo.list_items(session, clerk, CLOCK)
    assert ([(it.wait, it.case.id) for it in page.items], page.total) == (expected, 4)
    assert todo.count_pressing(session, clerk, CLOCK) == (0, 0, 2, 0)
    for after in range(5):
        page = todo.list_items(session, clerk, CLOCK, after, limit=2)
        assert [(it.wait, it.case.id) for it in page.items] == expected[after : after + 2]
        assert page.total == 4


def test_calls_come_last_the_newest_answer_first_and_not_for_long(session: Session) -> None:
    zhang = a_resident(session)
    people.set_phone(session, zhang, "13800138000")
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    clerk = a_worker(session, Role.CLERK, "XF")
    old, new = (
        a_case(session, zhang, CLOCK, "XF", is_urgent=is_urgent) for is_urgent in (True, False)
    )
    for days, case in enumerate((old, new)):
        at = SetClock(CLOCK.now() + timedelta(days=days))
        handling.settle_case(session, case.id, clerk, "灯已换好", at)
    shuts_us_out(session, zhang)
    other = a_worker(session, Role.CLERK, "XF", "钱")
    waiting = a_case(session, a_resident(session), SetClock(CLOCK.now() + timedelta(days=2)))
    assert wang

    def seen(**after: float) -> list[int]:
        at = SetClock(CLOCK.now() + timedelta(**after))
        return [it.case.id for it in todo.list_items(session, other, at).items]

    assert seen(days=2) == [waiting.id, new.id, old.id]
    assert seen(days=14, minutes=1) == [waiting.id, new.id]
    assert seen(days=15, minutes=1) == [waiting.id]


def test_a_list_shows_the_beginning_of_a_text() -> None:
    assert todo.in_short("灯") == "灯"
    assert todo.in_short("灯" * 99) == "灯" * 39 + "…"
