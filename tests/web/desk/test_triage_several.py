"""Several cases decided together: one by one, and nothing half done."""

import pytest

from models.access import Role
from models.cases import Status
from tests.support.desks import Office
from tests.support.sifting import BIN, LAMP, PAGE, Files, decides, files, row_of, sends


async def test_several_at_once_one_by_one_and_nothing_half_done(office: Office) -> None:
    first, second, third = files(office, LAMP, BIN, "停车位被占")
    (theirs,) = files(office, LAMP, code="NS-1")
    clerk = await office.a_clerk()
    ticks = [row_of(office, it) for it in (first, second, third, theirs)]
    await decides(clerk, office, second, "decline", reason="归物业管", next_door="幸福物业")
    await clerk.submits(f"{PAGE}/several/accept?stage=new", tick=[*ticks, "nonsense"])
    clerk.sees("办好 2 件", "没办 3 件", second)
    clerk.misses(theirs)
    found = [Files(office).case(it).status for it in (first, second, third, theirs)]
    assert found == [Status.ACCEPTED, Status.DECLINED, Status.ACCEPTED, Status.SUBMITTED]
    await clerk.opens(f"{PAGE}?stage=taken_in")
    await clerk.submits(f"{PAGE}/several/accept?stage=taken_in", tick=ticks)
    clerk.sees("没办 4 件")
    await clerk.submits(f"{PAGE}/several/accept?stage=new")
    clerk.sees("一件也没有勾选")


async def test_a_like_group_is_merged_into_its_first(office: Office) -> None:
    first, second, third = files(office, LAMP, LAMP + "。", LAMP + "！")
    clerk = await office.a_clerk()
    order = ",".join(row_of(office, it) for it in (first, second, third))
    await clerk.opens(PAGE)
    await clerk.submits(f"{PAGE}/several/merge?stage=new", like=order, order=order)
    clerk.sees("办好 2 件", "到那一件的档案里按“分开”")
    ledger = Files(office)
    assert [ledger.case(it).status for it in (first, second, third)] == [
        Status.SUBMITTED,
        Status.MERGED,
        Status.MERGED,
    ]
    assert ledger.case(third).merged_into_id == ledger.case(first).id


@pytest.mark.parametrize(
    ("verb", "fields", "status"),
    [
        ("decline", {"reason": "归物业管", "next_door": "幸福物业"}, Status.DECLINED),
        ("shelve", {"plan": "等大修", "review": "2027-03-01"}, Status.SHELVED),
    ],
)
async def test_several_are_decided_alike(
    office: Office, verb: str, fields: dict[str, str], status: Status
) -> None:
    numbers = files(office, LAMP, BIN)
    clerk = await office.a_clerk()
    ticks = [row_of(office, it) for it in numbers]
    await clerk.opens(PAGE)
    await sends(clerk, f"{PAGE}/several/{verb}?stage=new", {**fields, "tick": ticks})
    assert ("按“提前办理”" in clerk.page) is (verb == "shelve")
    assert [Files(office).case(it).status for it in numbers] == [status, status]


async def test_several_go_to_one_worker(office: Office) -> None:
    numbers = files(office, LAMP, BIN)
    manager = office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    clerk = await office.a_clerk()
    ticks = [row_of(office, it) for it in numbers]
    await clerk.opens(PAGE)
    target = f"p{manager}"
    await clerk.submits(f"{PAGE}/several/assign?stage=new", tick=ticks, target=target)
    assert {Files(office).case(it).owner_id for it in numbers} == {manager}


async def test_without_the_token_of_the_page_nothing_is_done(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    case = Files(office).case(number)
    clerk.page = ""
    await clerk.submits(f"{PAGE}/accept", case=case.id, seen=case.line_count)
    assert clerk.status == 403
    await clerk.submits(f"{PAGE}/several/accept", tick=row_of(office, number))
    assert clerk.status == 403
    assert Files(office).case(number).status is Status.SUBMITTED
