"""The file of a case: whole for whoever may see it, and not there for anybody else."""

from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from models.cases import Case, Status
from models.timeline import Act
from services.attachments import pictures
from services.case_files import timeline
from tests.support.desk_cases import PHONE, answers, files, gives_to_unit, keeps_from, of, signs
from tests.support.desks import Browser, Office
from tests.support.locks import notes_free
from tests.support.offices import WORDS
from tests.support.prints import read_lines


def acts(office: Office, number: str) -> list[Act]:
    """Give what the file says was done."""
    with office.store.read() as session:
        case = session.exec(select(Case).where(Case.number == number)).one()
        return [line.act for line in timeline.list_lines(session, case)]


def status(office: Office, number: str) -> Status:
    """Give the state of a case."""
    with office.store.read() as session:
        return session.exec(select(Case).where(Case.number == number)).one().status


async def test_a_clerk_reads_the_whole_file_of_their_case(office: Office) -> None:
    number, clerk = files(office), await office.a_clerk()
    await clerk.opens(f"/console/cases/{number}")
    clerk.sees(number, WORDS, "三号楼", "已提交", "受理", "完整，没有被改过", "反映人")
    clerk.misses(PHONE, "张奶奶")


async def test_who_took_a_case_in_is_offered_to_sort_it_again(office: Office) -> None:
    number, clerk = files(office), await office.a_clerk()
    await clerk.opens(f"/console/cases/{number}")
    clerk.misses("改分类")
    await clerk.presses("受理")
    assert status(office, number) is Status.ACCEPTED
    await clerk.presses("改分类", category="street")
    clerk.sees("改分类")


async def test_a_case_is_not_there_for_those_whose_it_is_not(office: Office) -> None:
    number = files(office)
    blamed = await office.a_manager(name="李网格")
    keeps_from(office, number, blamed.person_id)
    others: list[Browser] = [
        await office.another_clerk(),
        await office.a_manager("XF-2"),
        await office.a_liaison(),
        blamed,
    ]
    for other in others:
        for path in ("", "/file.pdf"):
            await other.opens(f"/console/cases/{number}{path}")
            assert other.status == 404
            other.misses(WORDS)
        await other.opens("/console/seat")
        for path in ("contact", "do/sign", "do/relay"):
            await other.submits(f"/console/cases/{number}/{path}", words="几号楼？")
            assert other.status in (403, 404)
    assert acts(office, number)[:1] == [Act.REPORTED]
    assert not {Act.CONTACT_VIEWED, Act.SIGNED, Act.RELAYED} & {*acts(office, number)}


async def test_nobody_reads_a_file_without_signing_in(office: Office) -> None:
    number = files(office)
    nobody = office.newcomer()
    for path in (number, f"{number}/file.pdf"):
        await nobody.opens(f"/console/cases/{path}")
        nobody.misses(WORDS)
        assert nobody.path == "/console/sign-in"


async def test_a_liaison_sees_their_units_case_and_no_other(office: Office) -> None:
    mine, other = files(office), files(office, "XF-2")
    liaison, clerk = await office.a_liaison(), await office.a_clerk()
    gives_to_unit(office, mine, clerk.person_id, "GD")
    await liaison.opens(f"/console/cases/{mine}")
    liaison.sees(WORDS, "供电所")
    await liaison.presses("签收")
    assert status(office, mine) is Status.HANDLING
    await liaison.opens(f"/console/cases/{other}")
    assert liaison.status == 404


async def test_contact_data_is_shown_once_and_noted(office: Office) -> None:
    number, clerk, overseer = files(office), await office.a_clerk(), await office.a_supervisor()
    await clerk.opens(f"/console/cases/{number}")
    await clerk.presses("查看联系方式")
    clerk.sees("张奶奶", PHONE)
    assert acts(office, number)[-1] is Act.CONTACT_VIEWED
    await clerk.opens(f"/console/cases/{number}")
    clerk.misses(PHONE)
    clerk.misses("谁看过联系方式")
    await overseer.opens(f"/console/cases/{number}")
    overseer.sees("谁看过联系方式", "孙洁")
    overseer.misses("查看联系方式</button>")


async def test_the_contact_of_somebody_anonymous_is_shown_to_nobody(office: Office) -> None:
    number, clerk = files(office, is_anonymous=True), await office.a_clerk()
    await clerk.opens(f"/console/cases/{number}")
    await clerk.presses("查看联系方式")
    assert clerk.status == 409
    clerk.misses(PHONE, "张奶奶")
    supervisor = await office.a_supervisor()
    await supervisor.opens(f"/console/cases/{number}")
    await supervisor.presses("解除匿名", words="要当面核实")
    assert acts(office, number)[-1] is Act.ANONYMITY_LIFTED


async def test_a_case_is_handled_from_its_page_to_the_answer(office: Office) -> None:
    number, manager = files(office), await office.a_manager()
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("签收")
    manager.sees("办好了", "办理中")
    await manager.presses("记进展", words="已经报修，明天来换")
    await manager.presses("答复", words="灯已经换好了")
    manager.sees("已答复", "灯已经换好了", "已经报修，明天来换")
    assert status(office, number) is Status.ANSWERED
    assert {Act.SIGNED, Act.PROGRESSED, Act.ANSWERED} <= {*acts(office, number)}


async def test_what_was_typed_stays_when_it_is_refused(office: Office) -> None:
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("申请延期", words="配件要从外地调", days="900")
    assert manager.status == 422
    manager.sees("配件要从外地调")
    assert Act.EXTENSION_ASKED not in acts(office, number)


async def test_more_time_is_granted_by_somebody_above(office: Office) -> None:
    number, manager, clerk = files(office), await office.a_manager(), await office.a_clerk()
    signs(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("申请延期", words="配件要从外地调", days="3")
    manager.sees("申请延 3 个工作日")
    manager.misses("/do/grant_extension")
    await clerk.opens(f"/console/cases/{number}")
    await clerk.presses("同意")
    assert acts(office, number)[-1] is Act.EXTENDED


async def test_only_what_one_may_do_is_offered(office: Office) -> None:
    number = files(office)
    first, second = await office.a_manager(), await office.a_manager(name="赵网格")
    signs(office, number, first.person_id)
    await second.opens(f"/console/cases/{number}")
    second.misses("/do/answer", "/do/decline", "/do/lift_anonymity")
    await second.submits(f"/console/cases/{number}/do/answer", words="灯已换好")
    assert second.status == 409
    await second.submits(f"/console/cases/{number}/do/nothing_like_it")
    assert second.status == 404
    assert status(office, number) is Status.HANDLING


async def test_leaving_out_is_asked_by_one_and_decided_by_another(office: Office) -> None:
    number, manager, officer = files(office), await office.a_manager(), await office.an_officer()
    signs(office, number, manager.person_id)
    answers(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("申请剔除", words="同一件事报了两次")
    await officer.opens(f"/console/cases/{number}")
    officer.sees("同一件事报了两次")
    await officer.presses("同意剔除")
    await officer.opens(f"/console/cases/{number}")
    officer.sees("同意剔除")


async def test_the_paper_holds_the_file_and_no_contact_data(office: Office) -> None:
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("查看联系方式")
    answers(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}/file.pdf")
    assert manager.headers["content-type"] == "application/pdf"
    printed = "\n".join(line.words for line in read_lines(manager.content))
    for words in (
        number,
        WORDS,
        "灯已换好",
        "查看联系方式",
        "李敏",
        "第 1 页 共 1 页",
        "不含联系方式",
    ):
        assert words in printed
    assert PHONE not in printed
    assert "张奶奶" not in printed


def a_photo() -> bytes:
    """Draw a photo."""
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "#2f8f4e").save(drawn, "JPEG")
    return drawn.getvalue()


async def test_photos_come_with_the_answer_and_are_shown_to_who_may_see(office: Office) -> None:
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    page = f"/console/cases/{number}"
    await manager.opens(page)
    photo = {"photos": ("灯.jpg", a_photo())}
    await manager.presses("答复", words="灯已经换好了", files=photo)
    assert status(office, number) is Status.ANSWERED
    await manager.opens(page)
    address = manager.page.partition('src="/console/media/')[2].partition('"')[0]
    await manager.opens(f"/console/media/{address}")
    assert "no-cache" in manager.headers["cache-control"]
    assert manager.headers["content-type"] == "image/jpeg"
    assert "sandbox" in manager.headers["content-security-policy"]
    stranger = await office.another_clerk()
    await stranger.opens(f"/console/media/{address}")
    assert stranger.status == 404
    await manager.opens(f"{page}/file.pdf")
    assert b"/Subtype /Image" in manager.content


async def test_what_is_no_photo_is_refused_and_nothing_is_answered(office: Office) -> None:
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("答复", words="灯已经换好了", files={"photos": ("a.exe", b"MZ" * 40)})
    assert manager.status == 422
    manager.sees("灯已经换好了")
    assert status(office, number) is Status.HANDLING
    assert of(office, number)


async def test_nobody_waits_to_write_while_a_photo_is_made_safe(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    monkeypatch.setattr(pictures, "clean", notes_free(office.store, pictures.clean, free))
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    photos = {"photos": ("灯.jpg", a_photo())}
    await manager.presses("记进展", words="已经报修", files=photos)
    assert acts(office, number)[-1] is Act.PROGRESSED
    assert free == [True]
