"""A month of one community, from a Monday before two holidays to the figures of its last week.

Stories run side by side in one street: residents in Telegram or at the chat page, staff likewise.
Each is told in one of the modules beside this one; what must hold of all of them together stands
in `reckoning`. It is one test, so that the month is played once.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.month import handed_on_stories, handled_stories, public_stories, taken_in_stories
from tests.month.diary import CAST
from tests.month.reckoning import CHECKS
from tests.played.diary import Story, a_diary

STORIES: list[Story] = [
    *(public_stories.the_group, public_stories.the_figures),
    *(handled_stories.the_lamp, handled_stories.on_the_spot, handled_stories.the_plan),
    *(handled_stories.no_way, handled_stories.taken_back),
    *(taken_in_stories.the_question, taken_in_stories.the_silence, taken_in_stories.the_motorway),
    *(taken_in_stories.the_same_matter, taken_in_stories.the_night),
    *(handed_on_stories.the_unit, handed_on_stories.the_letter, handed_on_stories.the_wall),
    *(handed_on_stories.the_hot_potato, handed_on_stories.the_holiday),
    *(handed_on_stories.the_outage, handed_on_stories.it_comes_back, handed_on_stories.nobody),
]


@pytest.mark.no_cover  # what it comes through has tests of its own, which are measured
def test_a_month_of_one_community(tmp_path: Path, sqlite_url: str) -> None:
    with a_diary(tmp_path, sqlite_url, CAST) as month:
        month.plays(STORIES)
        for check in CHECKS:
            month.attempts(check.__name__, partial(check, month))
        if month.troubles:
            raise ExceptionGroup("the month", month.troubles)
