"""Staff who gave no name: said by what they are and where, on every page that names them."""

from models.access import Role
from tests.support.desk_cases import files, signs
from tests.support.desks import Office
from tests.support.prints import read_lines
from tests.support.sifting import decides


async def test_a_file_never_calls_staff_a_resident(office: Office) -> None:
    manager, number = office.appoints(Role.GRID_MANAGER, "XF-1", ""), files(office)
    grid = "网格员（第一网格）"
    clerk = await office.a_clerk(name="")
    await clerk.opens(f"/console/cases/{number}")
    clerk.sees("网格员（")
    await decides(clerk, office, number, "assign", target=f"p{manager}")
    clerk.sees(f"已转给{grid}")
    signs(office, number, manager)
    await clerk.opens(f"/console/cases/{number}")
    clerk.sees(f"承办人 {grid}", "社区工作人员（幸福社区）")
    clerk.misses("一位居民")
    await clerk.opens("/console/cases")
    clerk.sees(grid)
    await clerk.opens(f"/console/cases/{number}/file.pdf")
    printed = "".join(it.words for it in read_lines(clerk.content))
    assert "一位居民" not in printed
    assert grid in printed


async def test_a_role_may_be_given_to_staff_without_a_name(office: Office) -> None:
    office.appoints(Role.GRID_MANAGER, "XF-1", "")
    officer = await office.an_officer()
    await officer.opens("/console/staff")
    officer.sees("网格员（")
