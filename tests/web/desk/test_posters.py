"""Posters at the desk: for whoever keeps the areas, and only where a code opens something."""

from collections.abc import Iterator

import pytest

from models.access import Role
from services.identity import people
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.desks import Office
from tests.support.prints import count_pages, read_lines
from tests.support.towns import a_town

PDF = "/console/posters/posters.pdf"


@pytest.fixture
def reached(sqlite_url: str) -> Iterator[Office]:
    """The pages of a street that knows where they are reached."""
    rules = Rules(street_name="清河街道", public_url="https://mq.example.cn")
    store = Store(sqlite_url, Vault(SECRET), rules)
    with store.write() as session:
        a_town(session)
    yield Office(store)
    store.close()


async def test_every_building_below_gets_a_page(reached: Office) -> None:
    officer = await reached.comes(Role.OFFICER, "JD")
    await officer.opens("/console/posters")
    officer.sees("海报", "幸福社区")
    await officer.opens(f"{PDF}?area=XF&level=grid")
    assert officer.headers["content-type"] == "application/pdf"
    assert count_pages(officer.content) >= 1


async def test_a_poster_names_the_grid_manager_who_is_shown_publicly(reached: Office) -> None:
    manager = reached.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    with reached.store.write() as session:
        people.set_phone(session, manager, "13812345678")
    clerk = await reached.comes(Role.CLERK, "XF")
    await clerk.opens(f"{PDF}?area=XF-1")
    said = [line.words for line in read_lines(clerk.content)]
    assert {"清河街道", "社区电话", "网格员", "李敏"} <= set(said)
    assert "13812345678" not in "".join(said), "a phone that is shown nowhere else in public"


@pytest.mark.parametrize(
    ("query", "status"),
    [("area=NS", 403), ("area=NO", 404), ("area=XF&level=moon", 422), ("", 404)],
)
async def test_what_is_not_theirs_or_not_there_is_not_printed(
    reached: Office, query: str, status: int
) -> None:
    clerk = await reached.comes(Role.CLERK, "XF")
    await clerk.opens(f"{PDF}?{query}")
    assert clerk.status == status


async def test_without_an_address_no_code_is_printed_that_opens_nothing(office: Office) -> None:
    clerk = await office.comes(Role.CLERK, "XF")
    await clerk.opens("/console/posters")
    clerk.sees("MINQING_WEB__PUBLIC_URL")
    await clerk.opens(f"{PDF}?area=XF")
    assert clerk.status == 422


async def test_who_keeps_no_area_has_no_posters(reached: Office) -> None:
    supervisor = await reached.comes(Role.SUPERVISOR, "JD")
    for path in ("/console/posters", f"{PDF}?area=XF"):
        await supervisor.opens(path)
        assert supervisor.status == 403
