"""A month of one community, from a Monday before two holidays to the figures of its last week.

Stories run side by side in one street: residents in Telegram or at the chat page, staff likewise.
Each is told in one of the modules beside this one; what must hold of all of them together stands
in `reckoning`. It is one test, so that the month is played once.
"""

from functools import partial
from pathlib import Path

from tests.month import handed_on_stories, handled_stories, public_stories, taken_in_stories
from tests.month.diary import Story, a_month
from tests.month.reckoning import CHECKS

STORIES: list[Story] = [
    story
    for module in (public_stories, handled_stories, taken_in_stories, handed_on_stories)
    for story in vars(module).values()
    if getattr(story, "__module__", "") == module.__name__ and callable(story)
]


def test_a_month_of_one_community(tmp_path: Path, store_url: str) -> None:
    with a_month(tmp_path, store_url) as month:
        month.plays(STORIES)
        for check in CHECKS:
            month.attempts(check.__name__, partial(check, month))
        if month.troubles:
            raise ExceptionGroup("the month", month.troubles)
