"""Every list of the desk is kept as a table by whoever is shown the list, and by nobody else."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from models.access import Role
from models.areas import Area
from models.groups import GroupKind
from models.outbox import MessageState
from services.areas import areas
from services.groups import groups
from services.identity import invitations
from tests.support.builders import a_message, an_account
from tests.support.desks import Browser, Office
from tests.support.sifting import BIN, LAMP, PHONE, REPORTER, files
from web.desk.lists import LISTS

AT = "/console/lists"


def rows_of(browser: Browser) -> list[tuple[Any, ...]]:
    """Read the table that was given; nothing in it runs."""
    sheet = load_workbook(io.BytesIO(browser.content)).worksheets[0]
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    return list(sheet.iter_rows(values_only=True))


async def keeps(browser: Browser, name: str) -> list[tuple[Any, ...]]:
    """Take a list along."""
    await browser.opens(f"{AT}/{name}.xlsx")
    assert browser.status == 200, name
    return rows_of(browser)


async def test_what_waits_is_kept_as_its_page_shows_it(office: Office) -> None:
    lamp, other = files(office, LAMP, "=1+1，路灯坏了", is_urgent=True)
    clerk, elsewhere = await office.a_clerk(), await office.another_clerk()
    kept = ""
    for name, path in (("queue", "/console"), ("triage", "/console/triage")):
        await clerk.opens(path)
        await clerk.follows("导出表格")
        found = rows_of(clerk)
        assert {row[0] for row in found} | {row[1] for row in found} >= {lamp, other}, name
        assert PHONE not in str(found)
        assert REPORTER not in str(found)
        assert len(await keeps(elsewhere, name)) == 1, name
        kept += str(found)
    assert kept.count("紧急") > 2


async def test_calls_are_kept_without_phones(office: Office) -> None:
    files(office, BIN)
    clerk = await office.a_clerk()
    found = await keeps(clerk, "calls")
    assert found[0][:2] == ("哪一类", "编号")
    assert PHONE not in str(found)


async def test_what_the_street_looks_after_is_kept(office: Office) -> None:
    admin = await office.an_admin()
    manager = office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    with office.store.write() as session:
        area: Area = areas.get_area(session, "XF-1")
        invitations.invite(session, Role.CLERK, area, office.clock, 1)
        account = an_account(session)
        groups.bind(
            session, None, GroupKind.RESIDENTS, [area], manager, office.clock, title="荷花群"
        )
        a_message(session, account, "三单元王女士", state=MessageState.DEAD, fault="断线")
    assert ("XF-1", "李敏") in [(row[3], row[0]) for row in await keeps(admin, "staff")]
    assert "XF-1" in [row[0] for row in await keeps(admin, "areas")]
    assert [row[0] for row in await keeps(admin, "groups")] == ["群", "荷花群"]
    assert len(await keeps(admin, "invitations")) == 2
    messages = await keeps(admin, "messages")
    assert "断线" in str(messages)
    assert "王女士" not in str(messages)
    for name in ("letters", "held"):
        assert len(await keeps(admin, name)) == 1


async def test_announcements_meetings_and_briefs_are_kept(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens("/console/announcements")
    await clerk.presses("看一看再发", area="XF", words="明天停水", kind="", until="")
    await clerk.presses("发出")
    assert "明天停水" in str(await keeps(clerk, "announcements"))
    with office.store.read() as session:
        area = areas.get_area(session, "XF").id
    await clerk.opens("/console/meetings")
    await clerk.presses("开始", area=area, attended_by="孙洁")
    assert len(await keeps(clerk, "meetings")) == 2
    officer = await office.an_officer()
    await officer.opens("/console/briefs")
    await officer.presses("生成简报")
    assert "民情简报" in str(await keeps(officer, "briefs"))


@pytest.mark.parametrize("name", sorted(LISTS))
async def test_a_list_is_kept_by_nobody_else(office: Office, name: str) -> None:
    nobody, liaison = office.newcomer(), await office.a_liaison()
    await nobody.opens(f"{AT}/{name}.xlsx")
    assert nobody.path == "/console/sign-in"
    await liaison.opens(f"{AT}/{name}.xlsx")
    if name in {"queue", "calls"}:
        assert len(rows_of(liaison)) == 1
    elif name in {"meetings", "briefs"}:
        assert liaison.status == 403 or len(rows_of(liaison)) == 1
    else:
        assert liaison.status == 403
