"""The sign-in link while others write, and while the store does not answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from models.people import Account, Door, Person
from services.identity import links, people
from services.store import Store, lock
from tests.support.builders import an_account
from tests.support.patience import is_anybody_waiting, wait_until
from tests.support.visitors import House, Visitor
from tests.web.conftest import a_street


@pytest.fixture
async def busy_house(postgres_url: str) -> AsyncIterator[House]:
    """A house on PostgreSQL, where several write at once."""
    store = a_street(postgres_url)
    house = House(store)
    await house.adapter.open(house.receive)
    yield house
    await house.adapter.close()
    store.close()


def a_code(house: House, name: str = "张三") -> str:
    """Give the code of somebody new."""
    with house.store.write() as session:
        account = an_account(session, name)
        person_id = people.consent(session, account.id, name, house.clock)
        return links.issue_code(session, person_id, account.id, house.clock)


async def look(visitor: Visitor, code: str) -> int:
    return (await visitor.client.get("/chat/enter", params={"code": code})).status_code


async def enter(visitor: Visitor, code: str) -> int:
    return (await visitor.client.post("/chat/enter", data={"code": code})).status_code


async def test_a_browser_gets_its_new_name_behind_the_locks_of_its_person(
    busy_house: House,
) -> None:
    store = busy_house.store
    visitor = busy_house.visitor()
    await visitor.opens()
    await visitor.says("您好")
    await enter(visitor, a_code(busy_house, "李四"))
    code = a_code(busy_house)
    with store.write() as session:
        browser = session.exec(select(Account).where(Account.door == Door.BROWSER)).one()
        browser_id, person_id = browser.id, browser.person_id
    with store.write() as session:
        assert person_id is not None
        assert lock(session, Person, person_id) is not None
        entering = asyncio.create_task(enter(visitor, code))
        await asyncio.to_thread(wait_until, lambda: entering.done() or is_anybody_waiting(store))
        people.note_reachable(session, browser_id, busy_house.clock, is_reachable=True)
    assert await entering == 303


async def test_looking_at_a_link_writes_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = a_code(house)
    visitor = house.visitor()
    monkeypatch.setattr(house.store, "write", out_of_order(house.store))
    assert await look(visitor, code) == 200


@pytest.mark.parametrize("act", [look, enter])
async def test_while_the_store_does_not_answer_a_link_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch, act: Callable[[Visitor, str], Awaitable[int]]
) -> None:
    code = a_code(house)
    visitor = house.visitor()
    await visitor.opens()
    for way in ("read", "write"):
        monkeypatch.setattr(house.store, way, out_of_order(house.store))
    assert await act(visitor, code) == 503
    monkeypatch.undo()
    assert await act(visitor, code) in {200, 303}


def out_of_order(store: Store) -> Callable[[], object]:
    """Give a way into a store that is not there."""

    def fail() -> object:
        raise OperationalError("", {}, Exception(store.url))

    return fail
