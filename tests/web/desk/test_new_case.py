"""Entering what somebody says by phone: nothing typed is lost, and the number is read out."""

import re

from sqlmodel import col, select

from models.access import Role
from models.cases import Case, Channel
from models.categories import Category
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import cases
from services.identity import people
from tests.support.desk_cases import PHONE, files, keeps_from
from tests.support.desks import Browser, Office

NEW = "/console/new"
WORDS = "阳光花园三号楼的井盖坏了，走路要当心"


def newest(office: Office) -> Case:
    """Give the case that was filed last."""
    with office.store.read() as session:
        return session.exec(select(Case).order_by(col(Case.id).desc())).all()[0]


def count(office: Office) -> int:
    """Count the cases."""
    with office.store.read() as session:
        return len(session.exec(select(Case.id)).all())


async def enters(clerk: Browser, **fields: str) -> None:
    """Fill the form in and file it."""
    await clerk.opens(NEW)
    await clerk.presses("提交", files=None, **{"words": WORDS, "channel": "hotline", **fields})


async def test_a_call_becomes_a_case_with_number_and_code_to_read_out(office: Office) -> None:
    clerk = await office.a_clerk()
    await enters(clerk, phone=PHONE, name="李大爷", consent="1")
    case = newest(office)
    clerk.sees("请念给对方听", case.number, "查询码")
    code = clerk.page.partition('role="status">')[2].partition("<")[0]
    with office.store.read() as session:
        found = cases.find_by_receipt(session, code)
        assert found is not None
        assert found.id == case.id
        contact = people.contact_of(session, case.reporter_id or 0)
        area = areas.area_of(session, case.area_id).code
    assert contact == ("李大爷", PHONE)
    assert (case.channel, area, case.is_urgent) == (Channel.HOTLINE, "YG-3", True)
    assert case.entered_by_id == clerk.person_id
    await clerk.opens(clerk.path)
    clerk.sees(case.number)
    clerk.misses(code)


async def test_who_does_not_agree_leaves_nothing_of_theirs(office: Office) -> None:
    clerk = await office.a_clerk()
    await enters(clerk, phone=PHONE, name="李大爷")
    assert newest(office).reporter_id is None


async def test_what_is_chosen_goes_before_what_is_guessed(office: Office) -> None:
    clerk = await office.a_clerk()
    with office.store.read() as session:
        grid = areas.get_area(session, "XF-2").id
    await enters(
        clerk,
        area=str(grid),
        category="noise",
        private="1",
        at="2026-11-15T09:30",
        channel="window",
    )
    case = newest(office)
    assert (case.area_id, case.category, case.is_private) == (grid, Category.NOISE, True)
    assert case.channel is Channel.WINDOW
    assert f"{case.reported_at:%m-%d %H:%M}" == "11-15 01:30"


async def test_nothing_typed_is_lost_when_it_is_refused(office: Office) -> None:
    clerk = await office.a_clerk()
    for wrong in ({"phone": "12"}, {"at": "2031-01-01T10:00"}, {"at": "2001-01-01T10:00"}):
        await enters(clerk, place="大门口", name="李大爷", consent="1", **wrong)
        assert clerk.status == 422
        clerk.sees(WORDS)
        for typed in ("大门口", "李大爷", *wrong.values()):
            assert f'value="{typed}"' in clerk.page
    await enters(clerk, words=" ", place="大门口")
    assert clerk.status == 422
    clerk.sees("请写反映的事")
    assert 'value="大门口"' in clerk.page
    assert count(office) == 0


async def test_the_callers_earlier_cases_appear_by_their_phone(office: Office) -> None:
    mine, theirs = files(office), files(office, "NS-1")
    clerk = await office.a_clerk()
    await clerk.opens(NEW)
    await clerk.presses("看这个电话", phone=PHONE, words=WORDS)
    clerk.sees("这个电话以前的民情", mine, WORDS, "张**", "是同一个人")
    clerk.misses(theirs, "张奶奶")
    with office.store.read() as session:
        case = cases.find_by_number(session, mine)
        assert case is not None
        assert timeline.list_lines(session, case)[-1].act is Act.CONTACT_VIEWED
    await clerk.presses("提交", consent="1", same="1")
    assert newest(office).reporter_id == case.reporter_id


async def test_a_script_gets_only_the_part_that_is_known(office: Office) -> None:
    mine, clerk = files(office), await office.a_clerk()
    await clerk.opens(NEW)
    csrf = clerk.csrf
    await clerk.submits(f"{NEW}/part", phone=PHONE, words="家里着火了", place="")
    clerk.sees(mine, "119")
    assert "<html" not in clerk.page
    await clerk.submits(f"{NEW}/part", csrf=csrf, phone="12", words="家里着火了")
    clerk.sees("119")
    assert mine not in clerk.page


async def test_words_of_danger_say_whom_to_call_at_once(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(NEW)
    await clerk.presses("看这个电话", words="三楼着火了，好多烟", phone="")
    clerk.sees("先报警", "119")
    assert count(office) == 0
    await enters(clerk, words="三楼着火了，好多烟")
    clerk.sees("请念给对方听", "119")
    assert newest(office).is_urgent


async def test_who_may_enter_nothing_has_no_form(office: Office) -> None:
    supervisor, liaison = await office.a_supervisor(), await office.a_liaison()
    clerk = await office.a_clerk()
    for browser in (supervisor, liaison):
        await browser.opens(NEW)
        assert browser.status == 403
        await browser.opens("/console/cases")
        for path in (NEW, f"{NEW}/look", f"{NEW}/part"):
            await browser.submits(path, words=WORDS, channel="hotline", phone=PHONE)
            assert browser.status == 403
    assert count(office) == 0
    await enters(clerk)
    number = newest(office).number
    other = await office.comes(Role.CLERK, "NS")
    await other.opens(f"{NEW}/{number}")
    assert other.status == 404


async def test_a_form_that_is_sent_twice_becomes_one_case(office: Office) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(NEW)
    key = re.findall(r'name="key" value="([^"]+)"', clerk.page)[0]
    csrf, sent = clerk.csrf, {"words": WORDS, "channel": "hotline", "key": key}
    for _ in range(3):
        await clerk.submits(NEW, files=None, csrf=csrf, **sent)
        assert clerk.path == f"{NEW}/{newest(office).number}"
        clerk.sees("请念给对方听")
    assert count(office) == 1
    sent["words"] = "楼道的灯坏了，晚上看不见"
    await clerk.submits(NEW, files=None, csrf=csrf, **sent)
    assert clerk.path == f"{NEW}/{newest(office).number}"
    assert count(office) == 2
    await clerk.opens(NEW)
    assert key not in clerk.page


async def test_a_form_that_was_refused_may_be_sent_again(office: Office) -> None:
    clerk = await office.a_clerk()
    await enters(clerk, place="大门口", phone="12")
    assert (clerk.status, count(office)) == (422, 0)
    await clerk.presses("提交", phone=PHONE)
    assert count(office) == 1


async def test_what_may_be_the_same_matter_stands_beside_it_before_it_is_filed(
    office: Office,
) -> None:
    like = files(office, words=f"{WORDS}，请来修", category=Category.STREET)
    other = files(office, words="楼上天天吵，睡不着", category=Category.STREET)
    hidden = files(office, words=WORDS, category=Category.STREET, is_private=True)
    elsewhere = files(office, "NS-1", words=WORDS, category=Category.STREET)
    clerk = await office.a_clerk()
    kept = files(office, words=f"{WORDS}了", category=Category.STREET)
    keeps_from(office, kept, clerk.person_id)
    said = {"words": WORDS, "place": "阳光花园", "category": "street"}
    await clerk.opens(NEW)
    csrf = clerk.csrf
    await clerk.presses("看看是不是同一件事", files=None, **said)
    clerk.sees("可能是同一件事", like, "请来修")
    clerk.misses(other, hidden, elsewhere, kept, "张奶奶", PHONE)
    assert 'target="_blank"' in clerk.page
    await clerk.submits(f"{NEW}/part", files=None, csrf=csrf, phone=PHONE, **said)
    assert clerk.page.count(f"/cases/{like}") == 1
    await clerk.submits(f"{NEW}/part", files=None, csrf=csrf, **said, area=str(10**6))
    clerk.sees(like)
    await clerk.submits(f"{NEW}/part", csrf=csrf, words=WORDS, place="", category="noise")
    clerk.misses("可能是同一件事")
