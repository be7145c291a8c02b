"""A script leaves the same rows in the ledger, through whichever door it is played."""

from collections.abc import Callable

import pytest

from tests.doors.conftest import DOORS
from tests.doors.houses import House
from tests.doors.plays import EVERYWHERE, SCRIPTS

FIRST, *OTHERS = DOORS
A_FEW = ("solved", "not solved at first", "returned to the community", "cried out")

Houses = Callable[[str], House]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_leaves_the_file_it_is_about(houses: Houses, name: str) -> None:
    ledger = houses(FIRST).plays(name)
    acts = [line.split()[1] for line in ledger if line.startswith("  ")]
    assert acts == list(SCRIPTS[name].acts), "\n".join(ledger)


@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.parametrize("door", OTHERS)
def test_a_script_leaves_the_same_rows_through_another_door(
    houses: Houses, door: str, name: str
) -> None:
    assert houses(door).plays(name) == houses(FIRST).plays(name)


@pytest.mark.parametrize("door", ["groups", "WeCom", "WeChat"])
def test_photos_leave_the_same_rows_through_another_door(houses: Houses, door: str) -> None:
    ledger = houses(door).plays("with photos")
    assert ledger == houses(FIRST).plays("with photos")
    assert sum("sent photo stored image/jpeg" in line for line in ledger) == 2


@pytest.mark.parametrize("name", A_FEW)
def test_a_script_leaves_the_same_rows_by_webhooks_on_postgresql(
    houses: Houses, house_on_postgresql: House, name: str
) -> None:
    assert house_on_postgresql.plays(name) == houses(FIRST).plays(name)


@pytest.mark.parametrize("name", A_FEW)
def test_a_script_leaves_the_same_rows_by_an_official_account_on_postgresql(
    houses: Houses, account_on_postgresql: House, name: str
) -> None:
    assert account_on_postgresql.plays(name) == houses(FIRST).plays(name)
