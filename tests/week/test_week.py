"""A week of one community, from the posts that are opened on Monday to the cards of Sunday.

Stories run side by side: members in Telegram and at the chat page, residents and staff likewise.
Each is told in one of the modules beside this one; what must hold of all of them together stands
in `reckoning`. It is one test, so that the week is played once.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.played.diary import Story, a_diary
from tests.week import case_stories, claim_stories, counting_stories, serving_stories
from tests.week.cast import CAST
from tests.week.reckoning import CHECKS

STORIES: list[Story] = [
    *(claim_stories.the_openings, claim_stories.the_member, claim_stories.the_claims),
    *(claim_stories.the_other_posts, claim_stories.the_leaving, claim_stories.the_list),
    *(serving_stories.the_sweeping, serving_stories.the_crossing, serving_stories.the_watch),
    *(serving_stories.the_leaflets, case_stories.the_bins, case_stories.the_adverts),
    *(counting_stories.the_records, counting_stories.the_cards),
    *(counting_stories.the_calendar, counting_stories.the_certificate),
]


@pytest.mark.no_cover  # what it comes through has tests of its own, which are measured
def test_a_week_of_one_community(tmp_path: Path, sqlite_url: str) -> None:
    with a_diary(tmp_path, sqlite_url, CAST) as week:
        week.plays(STORIES)
        for check in CHECKS:
            week.attempts(check.__name__, partial(check, week))
        if week.troubles:
            raise ExceptionGroup("the week", week.troubles)
