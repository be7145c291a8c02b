"""The commands below a chat: those that somebody like this one wants most."""

import re

import pytest

from models.access import Role
from services.areas import areas
from services.identity import invitations
from tests.support.visitors import House, Visitor

RESIDENT = ["/report", "/mine", "/notices", "/grid"]
MEMBER = ["/posts", "/duty", "/cards", *RESIDENT]
STAFF = ["/todo", "/announce", "/start"]


def chips_of(visitor: Visitor) -> list[str]:
    """Read the commands below the chat, in their order."""
    return re.findall(r'name="text" value="(/\w+)"', visitor.page)


@pytest.mark.parametrize(
    ("roles", "chips"),
    [
        ((), RESIDENT),
        ((Role.MEMBER,), MEMBER),
        ((Role.GRID_MANAGER,), STAFF),
        ((Role.MEMBER, Role.GRID_MANAGER), STAFF),
    ],
)
async def test_the_commands_below_a_chat_are_those_of_the_role(
    house: House, roles: tuple[Role, ...], chips: list[str]
) -> None:
    visitor = house.visitor()
    await visitor.opens()
    assert chips_of(visitor) == RESIDENT
    for role in roles:
        with house.store.write() as session:
            grid = areas.get_area(session, "HF-01")
            (code,) = invitations.invite(session, role, grid, house.clock)
        await visitor.says(f"加入 {code}")
    await visitor.opens()
    assert chips_of(visitor) == chips


async def test_a_member_presses_the_first_command_and_sees_the_posts(house: House) -> None:
    visitor = house.visitor()
    await visitor.opens()
    with house.store.write() as session:
        grid = areas.get_area(session, "HF-01")
        (code,) = invitations.invite(session, Role.MEMBER, grid, house.clock)
    await visitor.says(f"加入 {code}")
    for label in ("岗位", "我的岗位", "四色卡"):
        assert f">{label}</button>" in visitor.page
    await visitor.says("/posts")
    visitor.sees("现在没有")
