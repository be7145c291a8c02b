"""Which pages of the desk are kept as they are now: what a script compares stands on them."""

import re

import pytest

from tests.support.desk_cases import files, signs
from tests.support.desks import Browser, Office


def told(browser: Browser) -> str:
    """Give what tells an open file that its case changed."""
    found = re.search(r'<span hidden data-live="file" data-keep>(.*?)</span>', browser.page)
    assert found is not None, browser.path
    return found[1]


async def test_an_open_file_can_tell_that_its_own_case_changed(office: Office) -> None:
    number, other = files(office), files(office)
    clerk, manager = await office.a_clerk(), await office.a_manager()
    await clerk.opens(f"/console/cases/{number}")
    before = told(clerk)
    signs(office, other, manager.person_id)
    await clerk.opens(f"/console/cases/{number}", X_Live="1")
    assert told(clerk) == before
    signs(office, number, manager.person_id)
    await clerk.opens(f"/console/cases/{number}", X_Live="1")
    assert told(clerk) != before


@pytest.mark.parametrize("page", ["cases", "calls", "notices", "notices?list=over"])
async def test_lists_are_kept_as_they_are_now(office: Office, page: str) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(f"/console/{page}")
    assert 'data-live="' in clerk.page
    assert 'data-version="' in clerk.page
