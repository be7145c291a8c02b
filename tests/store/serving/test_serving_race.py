"""Two presses at once: hours are confirmed once, a shift is covered once, a reminder goes once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.errors import Refusal
from models.members import Member
from models.points import Point
from models.post_lines import PostAct, PostLine
from models.shifts import Attendance, AttendanceState
from services.clock import SetClock
from services.serving import covers, hours, shift_reminders
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker, keys_for
from tests.support.patience import PATIENCE
from tests.support.service import a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift
from tests.support.towns import a_town

AT_ONCE = 4
NOON = SetClock(SATURDAY + timedelta(hours=3))


@pytest.fixture
def part_id(store: Store) -> int:
    """A part in a shift that one of the members has."""
    with store.write() as session:
        a_town(session)
        chen = a_member(session)
        part = a_part(session, a_shift(session, an_opening(session)), chen)
        return part.id


def all_at_once(store: Store, do: Callable[[Session], object]) -> list[str]:
    """Do the same in several transactions at once; give how each ended."""
    barrier, ended = Barrier(AT_ONCE), list[str]()

    def one() -> None:
        barrier.wait(PATIENCE)
        try:
            with store.write() as session:
                do(session)
            ended.append("done")
        except Refusal as refusal:
            ended.append(refusal.reason)

    threads = [Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return sorted(ended)


def count_lines(session: Session, act: PostAct) -> int:
    return len(session.exec(select(PostLine).where(PostLine.act == act)).all())


def test_hours_confirmed_by_several_at_once_are_confirmed_once(store: Store, part_id: int) -> None:
    with store.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        part = session.get_one(Attendance, part_id)
        part.state, shift_id = AttendanceState.SERVED, part.shift_id
    ended = all_at_once(store, lambda it: hours.confirm_all(it, shift_id, wang, NOON))
    assert ended == ["done"] + ["hours_confirmed"] * (AT_ONCE - 1)
    with store.read() as session:
        assert count_lines(session, PostAct.HOURS_CONFIRMED) == 1
        assert len(session.exec(select(Point)).all()) == 1


def test_a_yes_pressed_several_times_at_once_covers_once(store: Store, part_id: int) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        li = a_member(session, name="李华")
        whose = session.get_one(Attendance, part_id).person_id
        covers.ask_cover(session, part_id, whose, li, clock)
    ended = all_at_once(store, lambda it: covers.accept_cover(it, part_id, li, clock))
    assert ended == ["cover_yours"] * (AT_ONCE - 1) + ["done"]
    with store.read() as session:
        assert count_lines(session, PostAct.COVERED) == 1


@pytest.mark.parametrize(
    ("remind", "before"),
    [(shift_reminders.remind_evening, 14), (shift_reminders.remind_hour, 1)],
)
@pytest.mark.usefixtures("part_id")
def test_scans_at_once_remind_once(
    store: Store, remind: Callable[[Session, SetClock], int], before: int
) -> None:
    clock = SetClock(SATURDAY - timedelta(hours=before))
    assert all_at_once(store, lambda it: remind(it, clock)) == ["done"] * AT_ONCE
    with store.read() as session:
        (member,) = session.exec(select(Member)).all()
        assert len(keys_for(session, member.person_id)) == 1
