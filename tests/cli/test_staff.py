import json
from collections.abc import Callable

import pytest

from models.access import Role
from models.posts import Claim, ClaimState
from services.areas import areas
from services.identity import people
from services.members import members
from services.office import access
from services.store import Store
from tests.cli.conftest import Minqing
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_clock, a_person

pytestmark = pytest.mark.usefixtures("migrated")

OpenStore = Callable[[], Store]


@pytest.fixture
def wang(minqing: Minqing, store: OpenStore) -> str:
    """The number of 王网格, grid manager of two grids of one community."""
    for code, level, parent in (("ZX", "community", "JD"), ("ZX-1", "grid", "ZX")):
        minqing("areas", "add", code, code, level, "--parent", parent)
    minqing("areas", "add", "ZX-2", "二网格", "grid", "--parent", "ZX")
    opened = store()
    with opened.write() as session:
        number = a_person(session)
        people.set_name(session, number, "王网格")
        people.set_phone(session, number, "13800138000")
        for code in ("ZX-1", "ZX-2"):
            where = areas.get_area(session, code)
            access.appoint(session, number, Role.GRID_MANAGER, where, a_clock())
    opened.close()
    return str(number)


def areas_of_staff(minqing: Minqing, *options: str) -> list[str]:
    return [each["area"] for each in json.loads(minqing("staff", "list", "--json", *options).out)]


def test_staff_are_listed_with_their_names_and_masked_phones(minqing: Minqing, wang: str) -> None:
    shown = minqing("staff", "list").out
    assert "王网格" in shown
    assert "网格员" in shown
    assert "138****8000" in shown
    assert "13800138000" not in shown + minqing("staff", "list", "--json").out
    assert json.loads(minqing("staff", "list", "--json").out)[0] == {
        "number": int(wang), "name": "王网格", "role": "grid_manager", "area": "ZX-1",
        "phone": "138****8000",
    }  # fmt: skip


def test_staff_of_an_area_and_below_it_are_listed(minqing: Minqing, wang: str) -> None:
    assert wang
    assert areas_of_staff(minqing, "--area", "ZX") == ["ZX-1", "ZX-2"]
    assert areas_of_staff(minqing, "--area", "ZX-2") == ["ZX-2"]


def test_whoever_is_dismissed_holds_the_role_no_more(minqing: Minqing, wang: str) -> None:
    minqing("staff", "dismiss", wang, "--role", "grid_manager", "--area", "ZX-1")
    assert areas_of_staff(minqing) == ["ZX-2"]
    minqing("staff", "dismiss", wang, "--role", "网格员")
    assert areas_of_staff(minqing) == []


def test_who_holds_a_role_twice_is_dismissed_only_from_a_named_area(
    minqing: Minqing, wang: str
) -> None:
    refused = minqing("staff", "dismiss", wang, "--role", "grid_manager", code=1).err
    assert "ZX-1、ZX-2" in refused
    assert refused.count("\n") == 1
    assert areas_of_staff(minqing) == ["ZX-1", "ZX-2"]


def test_who_does_not_hold_the_role_cannot_be_dismissed(minqing: Minqing, wang: str) -> None:
    minqing("staff", "dismiss", wang, "--role", "clerk", code=1)
    minqing("staff", "dismiss", wang, "--role", "clerk", "--area", "ZX", code=1)
    minqing("staff", "dismiss", wang, "--role", "king", code=2)
    minqing("staff", "dismiss", wang, code=2)


def test_a_role_may_be_written_in_chinese(minqing: Minqing) -> None:
    made = json.loads(minqing("invite", "社区工作人员", "--json").out)
    assert made[0]["role"] == "clerk"


def test_a_grid_manager_of_the_whole_street_is_remarked_upon(minqing: Minqing) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    assert "整个街道" in minqing("invite", "grid_manager").err
    assert "整个街道" in minqing("invite", "grid_manager", "--area", "JD").err
    assert "整个街道" not in minqing("invite", "clerk").err
    assert "整个街道" not in minqing("invite", "grid_manager", "--area", "ZX").err


def test_a_dismissed_member_leaves_the_roll_and_their_claims(
    minqing: Minqing, wang: str, store: OpenStore
) -> None:
    opened = store()
    with opened.write() as session:
        number = a_member(session, "ZX-1")
        claim_id = a_claim(session, an_opening(session, code="ZX-1"), number).id
    minqing("staff", "dismiss", str(number), "--role", "member")
    with opened.read() as session:
        assert session.get_one(Claim, claim_id).state is ClaimState.ENDED
        member = members.find_member(session, number)
        assert member is not None
        assert member.until is not None
    opened.close()
    assert wang
    assert "名册是空的" in minqing("members", "list").err


def test_a_member_of_two_places_who_leaves_one_keeps_what_is_in_the_other(
    minqing: Minqing, wang: str, store: OpenStore
) -> None:
    minqing("areas", "add", "NS", "南山社区", "community")
    opened = store()
    with opened.write() as session:
        number = a_member(session, "ZX-1")
        access.appoint(session, number, Role.MEMBER, areas.get_area(session, "NS"), a_clock())
        claims = [
            a_claim(session, an_opening(session, code=code), number).id for code in ("ZX-2", "NS")
        ]
    minqing("staff", "dismiss", str(number), "--role", "member", "--area", "ZX-1")
    with opened.read() as session:
        states = [session.get_one(Claim, each).state for each in claims]
        assert states == [ClaimState.ENDED, ClaimState.HELD]
        member = members.find_member(session, number)
        assert member is not None
        assert member.until is None
        assert areas.area_of(session, member.area_id).code == "NS"
    opened.close()
    assert wang
