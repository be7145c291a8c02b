"""The calls to make: whom, what came of it, and voices to type out."""

from io import BytesIO

from sqlmodel import Session, select

from models.cases import Case
from models.media import Attachment, AttachmentState, MediaKind
from models.people import Account
from models.timeline import Act
from services.case_files import timeline
from tests.support.desk_cases import PHONE, answers, enters, files, keeps_from, signs
from tests.support.desks import Office

CALLS = "/console/calls"


def last_act(office: Office, number: str) -> Act:
    """Give what was done last."""
    with office.store.read() as session:
        return timeline.list_lines(session, find(session, number))[-1].act


def find(session: Session, number: str) -> Case:
    """Find a case."""
    return session.exec(select(Case).where(Case.number == number)).one()


async def test_who_no_message_reaches_is_called_after_the_answer(office: Office) -> None:
    clerk, manager = await office.a_clerk(), await office.a_manager()
    officer, other = await office.an_officer(), await office.another_clerk()
    number = enters(office, officer.person_id)
    signs(office, number, manager.person_id)
    answers(office, number, manager.person_id)
    for browser in (manager, other):
        await browser.opens(CALLS)
        browser.misses(number)
    await clerk.opens(CALLS)
    clerk.sees(number, "路灯不亮", "灯已换好")
    clerk.misses(PHONE, "李大爷")
    await clerk.presses("查看电话")
    clerk.sees("李大爷", PHONE)
    assert last_act(office, number) is Act.CONTACT_VIEWED
    await clerk.presses("记下通话", heard="not_solved", words="还是不亮")
    assert clerk.path == CALLS
    clerk.misses(f'cases/{number}"')
    assert last_act(office, number) is Act.REOPENED


async def test_a_call_that_failed_stays_in_the_list_until_it_is_given_up(office: Office) -> None:
    clerk, manager = await office.a_clerk(), await office.a_manager()
    officer = await office.an_officer()
    number = enters(office, officer.person_id)
    signs(office, number, manager.person_id)
    answers(office, number, manager.person_id)
    await clerk.opens(CALLS)
    await clerk.presses("记下通话", heard="not_reached")
    clerk.sees(number)
    await clerk.presses("记下通话", heard="no_way")
    await clerk.opens(CALLS)
    clerk.misses(number)
    assert last_act(office, number) is Act.NO_WAY_TO_CALL


async def test_who_asked_to_be_called_is_listed_until_answered(office: Office) -> None:
    number = files(office, is_private=True, asks_call=True)
    files(office, is_private=True, phone="13800000001")
    clerk, other = await office.a_clerk(), await office.another_clerk()
    await other.opens(CALLS)
    other.misses(number)
    await clerk.opens(CALLS)
    clerk.sees(number, "请社区回电 1 件")
    await clerk.presses("查看电话")
    clerk.sees(PHONE)
    signs(office, number, clerk.person_id)
    answers(office, number, clerk.person_id, "已打电话说清楚")
    await clerk.opens(CALLS)
    clerk.sees("请社区回电 0 件")


def has_voice(office: Office, number: str) -> None:
    """Let the reporter of a case have spoken."""
    with office.store.write() as session:
        case = find(session, number)
        account = session.exec(select(Account).where(Account.person_id == case.reporter_id)).one()
        shelf = office.store.shelf
        assert shelf is not None
        session.add(
            Attachment(
                account_id=account.id,
                kind=MediaKind.VOICE,
                state=AttachmentState.STORED,
                content=shelf.put(BytesIO(b"OggS" + bytes(60)).getvalue()),
                mime="audio/ogg",
                case_id=case.id,
                created_at=office.clock.now(),
                due_at=office.clock.now(),
            )
        )


async def test_a_voice_is_heard_and_typed_out_once(office: Office) -> None:
    number, kept = files(office), files(office)
    clerk, other = await office.a_clerk(), await office.another_clerk()
    has_voice(office, number)
    has_voice(office, kept)
    keeps_from(office, kept, clerk.person_id)
    await other.opens(CALLS)
    other.misses("<audio")
    await clerk.opens(CALLS)
    clerk.sees("要写成文字的语音 1 件")
    clerk.misses(kept)
    address = clerk.page.partition('preload="none" src="')[2].partition('"')[0]
    await clerk.opens(address, Range="bytes=0-3")
    assert (clerk.status, clerk.content) == (206, b"OggS")
    await other.opens(address)
    assert other.status == 404
    await clerk.opens(CALLS)
    await clerk.presses("写下来", words="楼下的水管一直在漏")
    clerk.sees("要写成文字的语音 0 件")
    await clerk.opens(f"/console/cases/{number}")
    clerk.sees("语音里说 楼下的水管一直在漏")


async def test_only_who_sees_contact_data_gets_a_phone(office: Office) -> None:
    number = files(office, is_private=True, asks_call=True)
    other = await office.another_clerk()
    await other.opens(CALLS)
    await other.opens("/console/cases")
    await other.submits(f"{CALLS}/{number}/contact", kind="asked")
    assert other.status == 404
    other.misses(PHONE)
