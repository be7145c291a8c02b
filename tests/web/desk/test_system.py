"""The platform as its desk shows it, and areas with their groups."""

from datetime import UTC, datetime

from models.access import Role
from models.groups import GroupKind
from models.outbox import MessageState, OutMessage
from models.people import Door
from services.areas import areas
from services.groups import groups
from services.reception import inbox
from tests.support.builders import a_message, an_account
from tests.support.desks import Office
from web.desk.parts import Desk, Running, Shown, Timed

SYSTEM, AREAS = "/console/system", "/console/areas"
NEXT = datetime(2026, 11, 17, 0, 0, tzinfo=UTC)


def with_process(office: Office) -> Office:
    running = Running(
        lambda: [Timed("morning_list", "每天8点", NEXT)],
        lambda: [Shown("MINQING_SECRET_KEY", "••••", ".env", "密钥")],
    )
    faults = {"telegram": "down", "wecom": None}
    desk = Desk(office.store, office.clock, faults=lambda: faults, running=running)
    return Office(office.store, office.clock, desk)


async def test_the_administrator_sees_how_it_runs(office: Office) -> None:
    admin = await with_process(office).an_admin()
    await admin.opens(SYSTEM)
    admin.sees(
        "telegram down",
        "wecom 正常",
        "早上的待办清单 morning_list 每天8点 2026-11-17 08:00",
        "••••",
    )


async def test_others_see_less_or_nothing(office: Office) -> None:
    house = with_process(office)
    clerk, street_clerk = await house.a_clerk(), await house.a_clerk("JD")
    await street_clerk.opens(SYSTEM)
    assert street_clerk.status == 200
    street_clerk.misses("MINQING_SECRET_KEY", "morning_list")
    for browser in (clerk, await house.an_officer("XF"), await house.a_manager()):
        await browser.opens(SYSTEM)
        assert browser.status == 403
        for path in ("retry", "drop"):
            await browser.submits(f"{SYSTEM}/{path}", kind="letters", id=1)
            assert browser.status == 403


async def test_messages_that_failed_are_tried_again_or_given_up(office: Office) -> None:
    with office.store.write() as session:
        state, fault = MessageState.DEAD, "60011 no privilege"
        number = a_message(session, an_account(session), state=state, fault=fault)
    admin = await with_process(office).an_admin()
    await admin.opens(SYSTEM)
    admin.sees("60011 no privilege")
    await admin.submits(f"{SYSTEM}/retry", kind="messages", id=number)
    admin.sees("1 条重新处理")
    with office.store.write() as session:
        found = session.get_one(OutMessage, number)
        assert found.state is MessageState.WAITING
        found.state = MessageState.DEAD
    await admin.submits(f"{SYSTEM}/drop", kind="messages", id=number)
    admin.sees("1 条不再处理")


async def test_letters_that_failed_are_listed_without_their_words(office: Office) -> None:
    with office.store.write() as session:
        letter = inbox.Envelope("e1", b"secret words", is_readable=False)
        inbox.receive(session, Door.TELEGRAM, "1", [letter], office.clock)
    admin = await with_process(office).an_admin()
    await admin.opens(SYSTEM)
    assert admin.page.count('name="id"') == 1
    admin.misses("secret words")


async def test_areas_are_imported_after_a_look(office: Office) -> None:
    admin = await office.an_admin()
    await admin.opens(AREAS)
    admin.sees("幸福社区", "YG-13", "导入区域")
    await admin.opens(f"{AREAS}/import")
    table = "编码,名称,级别,上级\nXF-3,第三网格,网格,XF\n".encode()
    await admin.submits(f"{AREAS}/import", files={"file": ("a.csv", table)})
    assert admin.status == 200
    with office.store.read() as session:
        assert "XF-3" not in {area.code for area in areas.list_areas(session)}
    await admin.submits(f"{AREAS}/import", files={"file": ("a.csv", table)}, act="import")
    admin.sees("第三网格")
    wrong = "编码,名称,级别,上级\nXF-4,第四网格,网格,QQ\n".encode()
    await admin.submits(f"{AREAS}/import", files={"file": ("a.csv", wrong)}, act="import")
    assert admin.status == 422


async def test_a_clerk_sees_their_own_areas_and_imports_none(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(AREAS)
    clerk.sees("幸福社区")
    clerk.misses("南山社区", "导入区域")
    await clerk.opens(f"{AREAS}/import")
    assert clerk.status == 403
    manager = await office.a_manager()
    await manager.opens(AREAS)
    assert manager.status == 403


async def test_a_group_is_unbound_by_whoever_may(office: Office) -> None:
    clerk, other = await office.a_clerk(), await office.another_clerk()
    with office.store.write() as session:
        chat = an_account(session, "-100", is_group=True)
        where = [areas.get_area(session, "XF-1")]
        group = groups.bind(
            session, chat.id, GroupKind.RESIDENTS, where, clerk.person_id, office.clock
        )
        group.title = "荷花群"
        number = group.id
    await other.opens(AREAS)
    other.misses("荷花群")
    await other.submits(f"{AREAS}/unbind", group=number)
    assert other.status == 403
    admin = await office.comes(Role.ADMIN, "JD")
    await admin.opens(AREAS)
    admin.sees("荷花群")
    assert "解除绑定</button>" not in admin.page
    await clerk.opens(AREAS)
    await clerk.presses("解除绑定")
    clerk.sees("已解除绑定", "还没有绑定群")
