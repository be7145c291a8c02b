"""The navigation of the desk offers what opens, and nothing else."""

import re

import pytest

from models.access import Role
from services.identity.desk import AT_DESK
from tests.support.desks import Office

CODES = ("JD", "XF")


@pytest.mark.parametrize("code", CODES)
async def test_whatever_page_is_offered_opens(office: Office, code: str) -> None:
    for role in sorted(AT_DESK - {Role.LIAISON}):
        somebody = await office.comes(role, code)
        tabs = re.search(r'<nav class="tabs.*?</nav>', somebody.page, re.DOTALL)
        assert tabs is not None
        paths = re.findall(r'href="(/console[^"]*)"', tabs[0])
        assert len(paths) > 1
        for path in paths:
            await somebody.opens(path)
            assert somebody.status == 200, (role, code, path)


async def test_what_failed_is_offered_to_the_clerk_of_the_street_alone(office: Office) -> None:
    tab = 'href="/console/system"'
    assert tab in (await office.a_clerk("JD")).page
    assert tab in (await office.an_admin()).page
    assert tab not in (await office.a_clerk("XF")).page
    assert tab not in (await office.an_officer()).page


async def test_cases_are_offered_only_to_who_may_see_any(office: Office) -> None:
    tab, tiles = 'href="/console/cases"', 'data-live="counts"'
    for somebody, sees in ((await office.an_admin(), False), (await office.a_clerk(), True)):
        assert (tab in somebody.page) is sees
        assert (tiles in somebody.page) is sees
