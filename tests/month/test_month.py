"""A month of one community."""

import pytest

from tests import databases
from tests.month import handed_on_stories, handled_stories, taken_in_stories
from tests.month.diary import Month, a_month

STORIES = {
    name: story
    for module in (handled_stories, taken_in_stories, handed_on_stories)
    for name, story in vars(module).items()
    if getattr(story, "__module__", "") == module.__name__
}


@pytest.fixture(scope="module")
def month(tmp_path_factory, sqlite_template):
    folder = tmp_path_factory.mktemp("month")
    with a_month(folder, databases.a_sqlite_database(folder, sqlite_template)) as month:
        month.plays(list(STORIES.values()))
        yield month

@pytest.mark.parametrize("name", STORIES)
def test_it_goes_as_told(month: Month, name: str) -> None:
    if name in month.troubles:
        raise month.troubles[name]
    print(month.house.worked)
