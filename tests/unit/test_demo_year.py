from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from services.clock import SetClock
from services.demo.life import Pause
from services.demo.year import Year
from tests.support.builders import MONDAY


def test_what_happens_at_one_moment_happens_in_the_order_it_was_expected() -> None:
    happened: list[tuple[int, int]] = []

    def happening(number: int) -> Iterator[Pause]:
        for time in range(2):
            happened.append((time, number))
            yield timedelta(days=1)

    year = Year(cast("Any", None), SetClock(MONDAY), MONDAY + timedelta(days=9))
    every = [happening(number) for number in range(20)]
    for number in (*range(1, 20, 2), *range(0, 20, 2)):
        year.expect(MONDAY, every[number])
    year.pass_by()
    order = (*range(1, 20, 2), *range(0, 20, 2))
    assert happened == [(time, number) for time in range(2) for number in order]
