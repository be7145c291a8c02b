"""A sign-in link sent again: the second half of a double press, or somebody who found it."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import delete
from sqlmodel import select

from models.base import table
from models.people import Account, Door, LinkCode
from services.identity import links, people
from services.identity.invitations import tidy_code
from tests.support.builders import an_account
from tests.support.visitors import House, Visitor


def a_link_code(house: House) -> str:
    with house.store.write() as session:
        account = an_account(session, "tg")
        zhang = people.consent(session, account.id, "张奶奶", house.clock)
        return tidy_code(links.issue_code(session, zhang, account.id, house.clock))


async def presses_again(visitor: Visitor, before: str, code: str) -> httpx.Response:
    """Press with the cookie of before the first press."""
    visitor.client.cookies.set("minqing_chat", before, domain="chat.test", path="/chat")
    return await visitor.client.post("/chat/enter", data={"code": code})


@pytest.mark.parametrize("seconds", [60, 3600, 90 * 24 * 3600])
async def test_an_old_cookie_and_a_used_code_open_nothing(house: House, seconds: int) -> None:
    code, visitor = a_link_code(house), house.visitor()
    await visitor.opens()
    before = visitor.client.cookies["minqing_chat"]
    first = await visitor.client.post("/chat/enter", data={"code": code})
    assert first.status_code == 303
    house.clock.move(timedelta(seconds=seconds))
    again = await presses_again(visitor, before, code)
    assert again.status_code == 410
    assert "set-cookie" not in again.headers


async def test_the_second_half_of_a_double_press_comes_in_time(house: House) -> None:
    code, visitor = a_link_code(house), house.visitor()
    await visitor.opens()
    before = visitor.client.cookies["minqing_chat"]
    first = await visitor.client.post("/chat/enter", data={"code": code})
    house.clock.move(timedelta(seconds=59))
    again = await presses_again(visitor, before, code)
    assert again.status_code == 303
    assert again.headers["set-cookie"] == first.headers["set-cookie"]


async def test_a_code_nobody_remembers_opens_nothing(house: House) -> None:
    code, visitor = a_link_code(house), house.visitor()
    await visitor.opens()
    before = visitor.client.cookies["minqing_chat"]
    await visitor.client.post("/chat/enter", data={"code": code})
    with house.store.write() as session:
        session.connection().execute(delete(table(LinkCode)))
    again = await presses_again(visitor, before, code)
    assert again.status_code == 404
    assert "set-cookie" not in again.headers


async def test_a_code_that_another_account_used_opens_nothing(house: House) -> None:
    code, other = a_link_code(house), house.visitor()
    await other.opens()
    await other.client.post("/chat/enter", data={"code": code})
    visitor = house.visitor()
    await visitor.opens()
    again = await visitor.client.post("/chat/enter", data={"code": code})
    assert again.status_code == 410
    assert "set-cookie" not in again.headers
    with house.store.write() as session:
        found = session.exec(select(Account.id).where(Account.door == Door.BROWSER)).one()
        assert links.was_just_used(session, code, found, house.clock)
        assert not links.was_just_used(session, code, an_account(session).id, house.clock)
