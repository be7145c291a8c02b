"""A month of one community."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.month.diary import Month, a_month
from tests.month.handling_stories import the_lamp

STORIES = {story.__name__: story for story in (the_lamp,)}


@pytest.fixture(scope="module")
def month(tmp_path_factory, sqlite_template):
    from tests import databases
    folder = tmp_path_factory.mktemp("month")
    with a_month(folder, databases.a_sqlite_database(folder, sqlite_template)) as month:
        month.plays(list(STORIES.values()))
        yield month

@pytest.mark.parametrize("name", STORIES)
def test_it_goes_as_told(month: Month, name: str) -> None:
    if name in month.troubles:
        raise month.troubles[name]
    print(month.house.worked)
