"""Following a case by its query code: the chat's buttons, and the chain of its file."""

import hashlib

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Status
from models.figures import PastRound
from models.people import Account
from models.timeline import Act
from services.casework import assigning, cases, declining, handling, intake
from services.casework.assigning import Target
from services.casework.cases import Report
from services.clock import SetClock
from services.erasing import erasure
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.offices import a_resident, a_worker, acts_of
from web.board.parts import Board
from web.limits import Buckets

WORDS = "三号楼楼道灯不亮"
PLACE = "阳光花园3号楼"


class Reported:
    """A case of a resident, and a browser at its page."""

    def __init__(self, office: Office) -> None:
        self.office = office
        with office.store.write() as session:
            self.manager = a_worker(session, Role.GRID_MANAGER, "JD", "王网格")
            self.reporter = a_resident(session)
            said = Report(self.reporter, WORDS, PLACE, latitude=30.25, longitude=120.16)
            self.filed = cases.report_case(session, said, office.clock)
        self.browser = office.newcomer()
        self.page = f"/follow/{self.filed.receipt}"

    async def opens(self) -> Browser:
        await self.browser.opens(self.page)
        return self.browser

    def answer(self) -> None:
        with self.office.store.write() as session:
            case_id, me, clock = self.filed.case_id, self.manager, self.office.clock
            handling.sign_case(session, case_id, me, clock)
            handling.answer_case(session, case_id, me, "灯已换好。", clock)

    def read(self, session: Session) -> Case:
        return session.get_one(Case, self.filed.case_id)

    @property
    def case(self) -> Case:
        with self.office.store.read() as session:
            return self.read(session)

    @property
    def acts(self) -> list[Act]:
        with self.office.store.read() as session:
            return list(acts_of(session, self.read(session)))


@pytest.fixture
def reported(office: Office) -> Reported:
    """A case that somebody follows."""
    return Reported(office)


async def test_a_code_opens_the_case_however_it_is_typed(reported: Reported) -> None:
    browser = reported.browser
    await browser.opens(f"/follow?code={reported.filed.receipt.lower()}")
    browser.sees(reported.filed.number, "已提交", WORDS, PLACE)
    assert browser.path == f"/follow/{reported.filed.receipt.lower()}"
    assert "noindex" in browser.headers["x-robots-tag"]


async def test_no_contact_data_and_no_pin_is_on_the_page(reported: Reported) -> None:
    browser = await reported.opens()
    browser.misses("张三", "30.25", "13800000000")
    await browser.opens(f"{reported.page}/chain")
    browser.misses("30.25", "pin")


async def test_a_wrong_code_is_said_plainly_and_guessing_ends(office: Office) -> None:
    few = Board(office.store, office.clock, guessing=Buckets(2, 1000))
    office = Office(office.store, board=few)
    reported = Reported(office)
    browser = reported.browser
    for _ in range(2):
        await browser.opens("/follow/ABCDEFGH")
        assert browser.status == 404
        browser.sees("没有找到这个查询码")
    await reported.opens()
    assert browser.status == 429  # also for the right one: else a guesser would learn it
    other = office.newcomer("198.51.100.7")
    await other.opens(reported.page)
    assert other.status == 200


async def test_until_somebody_signs_it_is_said_that_it_was_accepted_and_assigned(
    reported: Reported,
) -> None:
    office, case_id = reported.office, reported.filed.case_id
    with office.store.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD", "高明")
        triage = intake.triage_of(reported.read(session))
        intake.accept_case(session, case_id, officer, triage, office.clock)
    accepted = await reported.opens()
    past = accepted.text.partition("经过")[2]
    assert "受理" in past
    with office.store.write() as session:
        target = Target(reported.manager)
        assigning.assign_case(session, case_id, officer, target, office.clock)
    past = (await reported.opens()).text.partition("经过")[2]
    assert "转办" in past
    assert "受理" not in past.partition("转办")[0]
    with office.store.write() as session:
        handling.sign_case(session, case_id, reported.manager, office.clock)
    past = (await reported.opens()).text.partition("经过")[2]
    assert "签收" in past
    assert "转办" not in past


async def test_words_are_added_once_however_often_the_form_is_sent(reported: Reported) -> None:
    browser = await reported.opens()
    form = next(it for it in browser.forms if "补充" in it.buttons)
    key = form.fields["key"][0]
    for _ in range(2):
        await browser.submits(reported.page, deed="supplement", words="四楼也不亮", key=key)
    assert reported.acts == [Act.REPORTED, Act.SUPPLEMENTED]
    browser.sees("四楼也不亮", "刚才已经收到了")


async def test_words_that_say_nothing_are_refused_and_stay(reported: Reported) -> None:
    browser = await reported.opens()
    await browser.presses("补充", words="。")
    assert browser.status == 409
    browser.sees("。")
    assert reported.acts == [Act.REPORTED]


async def test_it_is_urged_once_a_day(reported: Reported) -> None:
    browser = await reported.opens()
    await browser.presses("催一下")
    browser.sees("已替您催了")
    await browser.presses("催一下")
    assert browser.status == 409
    assert reported.acts.count(Act.URGED) == 1


async def test_it_is_withdrawn_and_then_there_is_nothing_to_press(reported: Reported) -> None:
    browser = await reported.opens()
    await browser.presses("撤回")
    assert reported.case.status is Status.CLOSED
    browser.sees("已撤回", "现在没有要您点的")
    await browser.submits(reported.page, deed="urge")
    assert browser.status == 409


async def test_an_answer_is_judged_and_rated(reported: Reported) -> None:
    reported.answer()
    browser = await reported.opens()
    browser.sees("灯已换好", "请问解决了吗")
    await browser.presses("解决了")
    browser.sees("您满意吗")
    await browser.presses("不满意", words="等了太久")
    case = reported.case
    assert (case.status, case.is_solved, case.satisfaction) == (Status.TRACKING, True, 1)
    assert "<b>评价</b> 不满意" in browser.page


async def test_who_may_press_is_said_before_the_buttons(reported: Reported) -> None:
    page = (await reported.opens()).page
    assert page.index("替您点下面的按钮") < page.index('name="deed"')


async def test_what_is_not_solved_is_done_again_with_what_is_missing(reported: Reported) -> None:
    reported.answer()
    browser = await reported.opens()
    await browser.presses("没人联系我", words="还是黑的")
    case = reported.case
    assert (case.status, case.round) == (Status.ACCEPTED, 2)
    with reported.office.store.read() as session:
        past = session.exec(select(PastRound).where(PastRound.case_id == case.id)).one()
        assert past.is_contacted is False
    browser.sees("第 2 次办理")


async def test_an_answer_of_an_earlier_round_is_not_judged(reported: Reported) -> None:
    reported.answer()
    browser = await reported.opens()
    await browser.submits(reported.page, deed="solved", round=7)
    assert browser.status == 409
    assert reported.case.is_solved is None


async def test_a_declined_case_is_disputed_once(reported: Reported) -> None:
    with reported.office.store.write() as session:
        clerk = a_worker(session, Role.CLERK, "JD", "赵社工")
        declining.decline_case(
            session, reported.filed.case_id, clerk, "归供电公司", "95598", reported.office.clock
        )
    browser = await reported.opens()
    await browser.presses("不同意", words="是楼道里的灯")
    assert reported.case.status is Status.SUBMITTED
    assert reported.acts[-1] is Act.DISPUTED


async def test_another_sites_form_does_nothing(reported: Reported) -> None:
    client = reported.browser.client
    answer = await client.post(
        reported.page, data={"deed": "withdraw"}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert reported.acts == [Act.REPORTED]


async def test_what_is_no_deed_of_ours_does_nothing(reported: Reported) -> None:
    for deed in ("", "publish", "__class__", "supplement" * 9):
        await reported.browser.submits(reported.page, deed=deed, words="一二三四")
        assert reported.browser.status == 409
    assert reported.acts == [Act.REPORTED]


async def test_once_erased_nobody_stands_behind_it(reported: Reported) -> None:
    with reported.office.store.write() as session:
        mine = select(Account).where(Account.person_id == reported.reporter)
        account = session.exec(mine).one()
        erasure.erase_person(session, reported.reporter, account.id, SetClock(MONDAY))
    browser = await reported.opens()
    browser.misses(WORDS)
    browser.sees("现在没有要您点的")


async def test_the_chain_can_be_made_again_by_anybody(reported: Reported) -> None:
    reported.answer()
    await reported.browser.opens(f"{reported.page}/chain")
    answer = await reported.browser.client.get(f"{reported.page}/chain")
    file = answer.json()
    chain = b""
    for line in file["lines"]:
        commitment = bytes.fromhex(line["commitment"])
        if "salt" in line:
            assert commitment == made(bytes.fromhex(line["salt"]), line["said"].encode())
        chain = made(chain, line["plain"].encode(), commitment)
        assert chain.hex() == line["digest"]
    assert chain.hex() == file["chain"] == reported.case.chain.hex()
    assert any("灯已换好" in line.get("said", "") for line in file["lines"])


def made(*parts: bytes) -> bytes:
    """SHA-256 over parts, each with its length before it: as a browser computes it."""
    return hashlib.sha256(b"".join(len(it).to_bytes(8, "big") + it for it in parts)).digest()
