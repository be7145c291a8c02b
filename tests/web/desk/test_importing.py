"""Tables of cases and outlines of areas at the desk: looked at first, and only by whoever may."""

import json

from sqlmodel import select

from models.cases import Case, Channel
from models.outlines import AreaOutline
from models.timeline import TimelineLine
from services.areas import areas
from tests.support.desks import Office
from web import requests

CASES, OUTLINES = "/console/new/import", "/console/areas/outlines"
TABLE = "内容,渠道,地点,工单编号\n楼道灯坏了,服务专线,,R1\n井盖松了,,先锋社区,\n".encode()
RING = [[120.0, 36.0], [120.1, 36.0], [120.1, 36.1], [120.0, 36.0]]


def cases(office: Office) -> list[Case]:
    with office.store.read() as session:
        return list(session.exec(select(Case).order_by(Case.id)).all())  # type: ignore[arg-type]


async def test_a_table_of_cases_is_looked_at_and_entered_once(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens("/console/new")
    await clerk.follows("导入民情")
    await clerk.presses("先看看", files={"file": ("热线.csv", TABLE)})
    clerk.sees("还没有存", "热线.csv", "读到的前 2 行", "2 楼道灯坏了 服务专线", "3 井盖松了")
    with office.store.read() as session:
        assert session.exec(select(TimelineLine.id)).first() is None
    assert cases(office) == []
    await clerk.presses("导入")
    clerk.sees("新增 2")
    found = cases(office)
    assert [it.channel for it in found] == [Channel.HOTLINE, Channel.HOTLINE]
    assert {it.entered_by_id for it in found} == {clerk.person_id}
    with office.store.read() as session:
        assert {it.area_id for it in found} == {areas.get_area(session, "XF").id}
    await clerk.opens(CASES)
    await clerk.presses("先看看", files={"file": ("热线.csv", TABLE)})
    clerk.sees("和现在的一样")


async def test_a_way_in_that_is_not_theirs_and_a_fault_enter_nothing(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(CASES)
    table = "内容,渠道\n灯坏了,网络平台\n".encode()
    await clerk.presses("先看看", files={"file": ("a.csv", table)})
    assert clerk.status == 422
    clerk.sees("不由您录入")
    assert cases(office) == []


async def test_a_table_is_entered_by_nobody_else(office: Office) -> None:
    liaison, manager = await office.a_liaison(), await office.a_manager()
    for browser in (liaison, manager):
        await browser.opens(OUTLINES)
        assert browser.status == 403
    await liaison.opens(CASES)
    assert liaison.status == 403
    await liaison.opens()
    await liaison.submits(CASES, files={"file": ("a.csv", TABLE)})
    assert liaison.status == 403
    assert cases(office) == []


async def test_outlines_are_looked_at_and_stored(office: Office) -> None:
    geometry = {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": {"code": "XF"}, "geometry": geometry}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    admin = await office.an_admin()
    await admin.opens("/console/areas")
    await admin.follows("导入区域边界")
    await admin.presses("先看看", files={"file": ("边界.geojson", b"{}")})
    assert admin.status == 422
    admin.sees("FeatureCollection")
    await admin.opens(OUTLINES)
    await admin.submits(OUTLINES)
    assert admin.status == 422
    admin.sees("还没有选文件")
    await admin.presses("先看看", files={"file": ("边界.geojson", content)})
    admin.sees("还没有存")
    with office.store.read() as session:
        assert session.exec(select(AreaOutline.id)).first() is None
    await admin.presses("导入")
    admin.sees("1 个区域的边界存好了")
    with office.store.read() as session:
        xf = areas.get_area(session, "XF").id
        assert session.exec(select(AreaOutline.area_id)).all() == [xf]


async def test_only_the_first_rows_of_a_long_table_are_shown(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(CASES)
    table = "内容\n" + "".join(f"第{number}盏灯不亮了\n" for number in range(1, 31))
    await clerk.presses("先看看", files={"file": ("a.csv", table.encode())})
    clerk.sees("读到的前 20 行", "第20盏灯")
    clerk.misses("第21盏灯")


async def test_what_is_far_too_large_is_no_photo(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(CASES)
    table = b"x" * (requests.LARGEST_WITH_FILES + 1)
    await clerk.presses("先看看", files={"file": ("a.csv", table)})
    assert clerk.status == 413
    clerk.sees("表格请分成几张")
    clerk.misses("这张照片")
