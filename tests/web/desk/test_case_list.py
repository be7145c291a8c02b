"""The list of cases: what one may see, filtered, found by number or phone, and as a table."""

import re
from pathlib import Path

import pytest
from sqlmodel import select

from models.cases import Case, Channel
from models.categories import Category
from models.timeline import Act
from services.case_files import browsing, timeline
from services.tables import case_list
from services.tables.sheets import read_sheet
from tests.support.desk_cases import (
    PHONE,
    files,
    gives_to_unit,
    keeps_from,
    signs,
    some_days_later,
)
from tests.support.desks import Office


def views(office: Office, number: str) -> int:
    """Count how often contact data of a case was seen."""
    with office.store.read() as session:
        case = session.exec(select(Case).where(Case.number == number)).one()
        lines = timeline.list_lines(session, case)
        return sum(line.act is Act.CONTACT_VIEWED for line in lines)


async def test_everybody_sees_the_cases_that_are_theirs(office: Office) -> None:
    here, there, elsewhere = files(office), files(office, "XF-2"), files(office, "NS-1")
    manager, clerk = await office.a_manager(), await office.a_clerk()
    officer, liaison = await office.an_officer(), await office.a_liaison()
    admin = await office.an_admin()
    gives_to_unit(office, there, clerk.person_id, "GD")
    for browser, theirs, not_theirs in (
        (manager, [here], [there, elsewhere]),
        (clerk, [here, there], [elsewhere]),
        (officer, [here, there, elsewhere], []),
        (liaison, [there], [here, elsewhere]),
        (admin, [], [here, there, elsewhere]),
    ):
        await browser.opens("/console/cases")
        browser.sees(*theirs)
        browser.misses(*not_theirs)


async def test_a_complaint_is_not_in_the_list_of_whom_it_is_about(office: Office) -> None:
    number, clerk = files(office), await office.a_clerk()
    keeps_from(office, number, clerk.person_id)
    for path in ("/console/cases", f"/console/cases?number={number}"):
        await clerk.opens(path)
        clerk.misses(f"cases/{number}")


async def test_filters_keep_what_fits_them(office: Office) -> None:
    lamp = files(office, category=Category.STREET, channel=Channel.HOTLINE)
    noise = files(office, "XF-2", category=Category.NOISE)
    clerk = await office.a_clerk()
    signs(office, noise, clerk.person_id)
    for asked, kept in (
        ("category=noise", noise),
        ("channel=hotline", lamp),
        ("status=handling", noise),
        ("status=step:intake", lamp),
        ("whose=mine", noise),
        (f"number={lamp.lower()}", lamp),
        ("number=2", noise),
    ):
        await clerk.opens(f"/console/cases?{asked}")
        clerk.sees(kept)
        clerk.misses(f"cases/{noise if kept == lamp else lamp}")
    await clerk.opens("/console/cases?since=2026-11-17")
    clerk.sees("没有这样的民情")
    await clerk.opens("/console/cases?since=oops&until=2026-99-99&area=-1&category=x&whose=u")
    clerk.sees(lamp, noise)


async def test_what_is_overdue_can_be_looked_at_alone(office: Office) -> None:
    late, clerk = files(office), await office.a_clerk()
    some_days_later(office, 30)
    clerk = office.sits(clerk.person_id)
    new = files(office)
    await clerk.opens("/console/cases?late=1")
    clerk.sees(late, "超期")
    clerk.misses(new)


async def test_an_area_that_is_not_theirs_filters_nothing_in(office: Office) -> None:
    here, there = files(office), files(office, "NS-1")
    clerk, other = await office.a_clerk(), await office.another_clerk()
    with office.store.read() as session:
        (theirs,) = [
            it.id for it in browsing.list_places(session, other.person_id) if it.code == "NS"
        ]
    await clerk.opens(f"/console/cases?area={theirs}")
    clerk.misses(there)
    clerk.sees(here)


async def test_pages_go_on_and_back_without_a_gap(office: Office) -> None:
    numbers = [files(office, phone=f"138{n:08}") for n in range(browsing.PAGE + 3)]
    clerk = await office.a_clerk()
    await clerk.opens("/console/cases")
    clerk.sees(numbers[-1], numbers[3], "53 件")
    clerk.misses(numbers[2], 'rel="prev"')
    await clerk.follows("下一页")
    clerk.sees(*numbers[:3])
    clerk.misses(numbers[3], 'rel="next"')
    await clerk.follows("上一页")
    clerk.sees(numbers[-1], numbers[3])
    clerk.misses(numbers[2], 'rel="prev"')


async def test_a_phone_finds_cases_and_that_is_noted_once(office: Office) -> None:
    mine, other = files(office), files(office, "NS-1")
    hidden = files(office, is_anonymous=True)
    clerk = await office.a_clerk()
    for _ in range(2):
        await clerk.opens("/console/cases?category=noise")
        await clerk.submits("/console/cases/phone", phone="138 1234 0000")
        clerk.sees("这个电话反映过的", mine)
        found = clerk.page.partition("这个电话反映过的")[2].partition("</table>")[0]
        assert hidden not in found
        assert other not in clerk.page
    assert (views(office, mine), views(office, other), views(office, hidden)) == (1, 0, 0)


async def test_a_phone_finds_nothing_for_who_sees_no_contact_data(office: Office) -> None:
    number, supervisor = files(office), await office.a_supervisor()
    await supervisor.opens("/console/cases")
    supervisor.misses("/console/cases/phone")
    await supervisor.opens(f"/console/cases/{number}")
    await supervisor.submits("/console/cases/phone", phone=PHONE)
    assert supervisor.status == 403
    assert views(office, number) == 0


async def test_the_table_holds_exactly_the_list(office: Office, tmp_path: Path) -> None:
    here, noise = files(office), files(office, "XF-2", category=Category.NOISE)
    away = files(office, "NS-1", category=Category.NOISE)
    clerk = await office.a_clerk()
    await clerk.opens("/console/cases.xlsx?category=noise")
    table = tmp_path / "cases.xlsx"
    table.write_bytes(clerk.content)
    assert re.search(r"-\d{8}\.xlsx", clerk.headers["content-disposition"])
    rows = [row.cells for row in read_sheet(table).rows]
    assert [row["编号"] for row in rows] == [noise]
    assert rows[0]["类别"] == "噪音扰民"
    assert here not in str(rows)
    assert away not in str(rows)
    assert PHONE not in str(rows)


async def test_a_table_that_is_too_long_is_refused_in_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_list, "MOST", 1)
    files(office)
    files(office)
    clerk = await office.a_clerk()
    await clerk.opens("/console/cases.xlsx")
    assert clerk.status == 409
    clerk.sees("一次最多导出 1 件")


async def test_nobody_gets_the_list_without_signing_in(office: Office) -> None:
    number, nobody = files(office), office.newcomer()
    for path in ("/console/cases", "/console/cases.xlsx", "/console/calls", "/console/new"):
        await nobody.opens(path)
        nobody.misses(number)
        assert nobody.path == "/console/sign-in"


@pytest.mark.parametrize("day", ["since=0001-01-01", "until=9999-12-31", "until=2101-01-01"])
async def test_a_day_that_is_none_of_ours_is_passed_over(office: Office, day: str) -> None:
    number, clerk = files(office), await office.a_clerk()
    await clerk.opens(f"/console/cases?{day}")
    clerk.sees(number)
    await clerk.opens(f"/console/cases.xlsx?{day}")
    assert clerk.status == 200


TOO_LARGE = "9" * 25
ROWS = (
    "notices/{row}",
    "notices/objections/{row}",
    "announcements/{row}/down",
    "members/{row}",
    "members/enrolments/{row}",
    "posts/{row}",
    "posts/claims/{row}",
    "posts/disputes/{row}",
    "posts/shifts/{row}",
)


@pytest.mark.parametrize("row", ROWS)
async def test_a_number_that_no_row_has_is_no_trouble_of_the_store(
    office: Office, row: str
) -> None:
    clerk = await office.a_clerk()
    path = f"/console/{row.format(row=TOO_LARGE)}"
    await clerk.submits(path)
    assert clerk.status == 404
    await clerk.opens(path)
    assert clerk.status in {404, 405}


async def test_odd_signs_where_a_form_is_known_by_are_refused(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.submits("/console/announcements", csrf="é")
    assert clerk.status == 403
