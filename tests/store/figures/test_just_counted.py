"""A count that was made a moment ago is given again, never beyond a change or two seconds."""

from contextlib import closing
from datetime import timedelta

from services.clock import SetClock
from services.figures import just_counted
from services.store import Store
from tests.support.builders import MONDAY, a_store


def counted(store: Store, clock: SetClock, made: list[int], name: str = "months") -> int:
    """Ask for a count; each one made is one more."""

    def count() -> int:
        made.append(len(made))
        return len(made)

    with store.read() as session:
        return just_counted.give(session, name, clock, count)


def test_a_count_is_made_once_until_something_changes_or_time_goes_on(sqlite_url: str) -> None:
    clock, made = SetClock(MONDAY), list[int]()
    with closing(a_store(sqlite_url)) as store:
        assert [counted(store, clock, made) for _ in range(3)] == [1, 1, 1]
        with store.write():
            pass
        assert [counted(store, clock, made) for _ in range(2)] == [2, 2]
        clock.move(timedelta(seconds=3))
        assert counted(store, clock, made) == 3


def test_only_so_many_counts_are_remembered(sqlite_url: str) -> None:
    clock, made = SetClock(MONDAY), list[int]()
    with closing(a_store(sqlite_url)) as store:
        for number in range(just_counted.MOST + 1):
            counted(store, clock, made, str(number))
        assert counted(store, clock, made, "0") == just_counted.MOST + 2
