"""People, their roles and invitations at the desk: who may give what, and where."""

import re

import pytest
from sqlmodel import col, func, select

from models.access import Invitation, Role
from models.errors import Conflict
from services.areas import areas
from services.identity import invitations, people
from services.office import access, units
from services.office.units import UnitEntry
from tests.support.desks import Browser, Office
from tests.support.offices import a_resident, words_for

STAFF = "/console/staff"


async def makes(browser: Browser, role: str, area: str, count: int = 1) -> list[str]:
    await browser.opens(STAFF)
    await browser.submits(f"{STAFF}/invite", role=role, area=area, count=count)
    return re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", browser.text)


async def test_codes_are_made_shown_once_and_give_the_role(office: Office) -> None:
    officer = await office.an_officer()
    codes = await makes(officer, "grid_manager", "XF-1", 3)
    assert len(set(codes)) == 3
    officer.sees("只显示这一次", "第一网格")
    await officer.opens(STAFF)
    officer.misses(*codes)
    assert officer.page.count("作废</button>") == 3
    with office.store.write() as session:
        who = a_resident(session)
        invitations.redeem(session, invitations.tidy_code(codes[0]), who, office.clock)
        assert [role for role, _ in access.roles_of(session, who)] == [Role.GRID_MANAGER]


async def test_a_revoked_code_gives_nothing(office: Office) -> None:
    officer = await office.an_officer()
    (code,) = await makes(officer, "clerk", "XF")
    await officer.opens(STAFF)
    await officer.presses("作废")
    officer.sees("邀请码已作废")
    with office.store.write() as session:
        who = a_resident(session)
        with pytest.raises(Exception, match="invitation_expired"):
            invitations.redeem(session, invitations.tidy_code(code), who, office.clock)


@pytest.mark.parametrize("role", ["admin", "resident", "member", "liaison", "x", ""])
async def test_nobody_gives_a_role_above_their_own(office: Office, role: str) -> None:
    officer = await office.an_officer()
    assert await makes(officer, role, "XF") == []
    assert officer.status in {403, 422}
    clerk_id = office.appoints(Role.CLERK, "XF")
    await officer.opens(STAFF)
    await officer.submits(f"{STAFF}/give", role=role, area="XF", person=clerk_id)
    assert officer.status in {403, 422}


async def test_an_officer_of_one_community_gives_nothing_in_another(office: Office) -> None:
    officer = await office.an_officer("XF")
    other = office.appoints(Role.CLERK, "NS", "何南山")
    await officer.opens(STAFF)
    officer.misses("何南山", "南山社区")
    assert await makes(officer, "clerk", "NS") == []
    assert officer.status == 403
    for path, area in (("end", "NS"), ("give", "NS"), ("give", "XF")):
        await officer.submits(f"{STAFF}/{path}", role="clerk", area=area, person=other)
        assert officer.status in {403, 404}
    with office.store.read() as session:
        assert [area.code for _, area in access.roles_of(session, other)] == ["NS"]


async def test_roles_are_given_and_ended(office: Office) -> None:
    admin = await office.an_admin()
    clerk = office.appoints(Role.CLERK, "XF", "孙洁")
    await admin.opens(STAFF)
    admin.sees("孙洁", "幸福社区")
    await admin.submits(f"{STAFF}/give", role="officer", area="JD", person=clerk)
    admin.sees("已任命")
    await admin.submits(f"{STAFF}/end", role="clerk", area="XF", person=clerk)
    admin.sees("已免去")
    with office.store.read() as session:
        assert [role for role, _ in access.roles_of(session, clerk)] == [Role.OFFICER]
    await admin.submits(f"{STAFF}/end", role="admin", area="JD", person=admin.person_id)
    assert admin.status == 409
    resident = office.a_resident()
    await admin.submits(f"{STAFF}/give", role="clerk", area="XF", person=resident)
    assert admin.status == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.GRID_MANAGER, Role.SUPERVISOR])
async def test_who_appoints_nobody_sees_nobody(office: Office, role: Role) -> None:
    browser = await office.comes(role, "XF")
    await browser.opens(STAFF)
    assert browser.status == 403
    assert await makes(browser, "volunteer", "XF") == []
    for path in ("give", "end", "revoke"):
        await browser.submits(
            f"{STAFF}/{path}", role="volunteer", area="XF", person=1, invitation=1
        )
        assert browser.status in {403, 404}


async def test_phones_are_masked_and_wrong_counts_refused(office: Office) -> None:
    with office.store.write() as session:
        clerk = a_resident(session, "孙洁")
        people.set_phone(session, clerk, "13912345678")
        where = areas.get_area(session, "XF")
        access.appoint(session, clerk, Role.CLERK, where, office.clock)
    admin = await office.an_admin()
    await admin.opens(STAFF)
    admin.sees("139****5678")
    admin.misses("13912345678")
    for count in (0, 51):
        assert await makes(admin, "clerk", "XF", count) == []
        assert admin.status == 422


@pytest.mark.parametrize("role", ["clerk", "officer"])
async def test_nobody_makes_themselves_anything(office: Office, role: str) -> None:
    for browser in (await office.an_officer(), await office.an_admin()):
        with office.store.read() as session:
            before = access.roles_of(session, browser.person_id)
        (code,) = await makes(browser, role, "XF")
        await browser.opens(STAFF)
        await browser.submits(f"{STAFF}/give", role=role, area="XF", person=browser.person_id)
        assert browser.status == 409
        browser.sees("自己的身份请别人来给")
        with office.store.write() as session, pytest.raises(Conflict, match="own_role"):
            invitations.redeem(session, code, browser.person_id, office.clock)
        with office.store.read() as session:
            assert access.roles_of(session, browser.person_id) == before


async def test_only_an_administrator_makes_a_supervisor(office: Office) -> None:
    officer, admin = await office.an_officer(), await office.an_admin()
    clerk = office.appoints(Role.CLERK, "XF", "孙洁")
    assert await makes(officer, "supervisor", "JD") == []
    assert officer.status == 403
    await officer.opens(STAFF)
    await officer.submits(f"{STAFF}/give", role="supervisor", area="JD", person=clerk)
    assert officer.status == 403
    await admin.opens(STAFF)
    await admin.submits(f"{STAFF}/give", role="supervisor", area="JD", person=clerk)
    admin.sees("已任命")


async def test_the_administrators_are_told_of_every_appointment(office: Office) -> None:
    officer, admin = await office.an_officer(), await office.an_admin()
    clerk = office.appoints(Role.CLERK, "XF", "孙洁")
    await officer.opens(STAFF)
    await officer.submits(f"{STAFF}/give", role="officer", area="XF", person=clerk)
    (code,) = await makes(officer, "grid_manager", "XF-1")
    with office.store.write() as session:
        who = a_resident(session, "李敏")
        people.set_name(session, who, "李敏")
        invitations.redeem(session, code, who, office.clock)
        told = words_for(session, admin.person_id)
    assert "高明让孙洁成为“幸福社区”的街道干部" in told
    assert "高明让李敏成为“第一网格”的网格员" in told


async def test_a_liaison_is_invited_for_a_unit_where_one_gives_roles(office: Office) -> None:
    with office.store.write() as session:
        here = areas.get_area(session, "XF").id
        near = units.add_unit(session, UnitEntry("WY", "物业", area_id=here), office.clock).id
        wide = units.add_unit(session, UnitEntry("GD", "供电所"), office.clock).id
        over = units.add_unit(session, UnitEntry("LQ", "老企业", area_id=here), office.clock).id
        units.end_unit(session, over, office.clock)
    officer, clerk = await office.an_officer("XF"), await office.a_clerk()
    await officer.opens(STAFF)
    officer.misses("供电所", "老企业")
    await officer.presses("生成联络员邀请码", unit=str(near))
    officer.sees("物业", "联络员", "只显示这一次")
    (code,) = re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", officer.text)
    await officer.opens(STAFF)
    officer.sees("物业")
    csrf = officer.csrf
    for unit in (wide, over, 10**6, ""):
        await officer.submits(f"{STAFF}/invite", csrf=csrf, role="liaison", unit=unit, count=1)
        assert officer.status in {403, 404}
    await clerk.submits(f"{STAFF}/invite", role="liaison", unit=near, count=1)
    assert clerk.status == 403
    with office.store.write() as session:
        who = a_resident(session)
        made = invitations.redeem(session, invitations.tidy_code(code), who, office.clock)
        assert (made.role, made.area_id, made.unit_id) == (Role.LIAISON, here, near)
        assert session.exec(select(func.count(col(Invitation.id)))).one() == 1
