"""Being forgotten while a matter is open: it may go on without who reported it."""

import re

import pytest
from sqlmodel import Session, select

from models.cases import Case, Status
from models.outbox import OutMessage
from models.people import Account
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts
from services.delivery.messages import open_body
from services.sealing import sealer_of
from services.texts.phrases import join_words
from tests.support.chat import Person, Street

WORDS = "我是张奶奶，三号楼楼道灯不亮，打我电话138 1234 5678，身份证11010519491231002X"


@pytest.fixture
def wang(street: Street) -> Person:
    """The grid manager."""
    return street.staff("王网格", "grid_manager", "HF-01")


def a_reporter(street: Street) -> Person:
    """Give somebody whose report and supplement wait for an answer."""
    zhang = street.resident("张奶奶")
    zhang.reports(WORDS)
    zhang.taps("补充")
    zhang.says("是朝北那一侧的灯")
    return zhang


def goes_on_without(zhang: Person) -> None:
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.sees("还有 1 件事没有答复")
    zhang.taps("继续办，去掉我的信息")
    zhang.sees("接着办，只留下事情本身")


def the_case(session: Session) -> Case:
    return session.exec(select(Case)).one()


def words_in_outbox(session: Session) -> str:
    """Give everything that still stands in the outbox, as it would be read."""
    said: list[str] = []
    for row in session.exec(select(OutMessage)):
        account = session.get_one(Account, row.account_id)
        if row.body is not None:
            saying = open_body(sealer_of(session, account.key_id), row.body)
            said.append(join_words(saying.phrases))
    return "\n".join(said)


def test_the_matter_goes_on_with_its_words_and_without_its_reporter(
    street: Street, wang: Person
) -> None:
    zhang = a_reporter(street)
    wang.taps("签收")
    before = street.clock.now()
    goes_on_without(zhang)
    wang.sees("联系不到本人了")
    with street.store.read() as session:
        case = the_case(session)
        assert case.status is Status.HANDLING
        assert case.reporter_id is None
        assert before <= case.due_at
        assert timeline.is_intact(session, case)
        words, _ = alerts.words_of(session, case)
        assert "三号楼楼道灯不亮" in words
        assert "是朝北那一侧的灯" in words
        for told in ("张奶奶", "5678", "11010519491231002X"):
            assert told not in words
        lines = timeline.list_lines(session, case)
        assert [line.act for line in lines if line.told is None] == [
            Act.REPORTED,
            Act.SUPPLEMENTED,
        ]
        assert "5678" not in words_in_outbox(session)
    wang.says("待办")
    wang.taps("答复")
    wang.says("灯已经换好了")
    wang.sees("已")
    with street.store.read() as session:
        assert the_case(session).status is Status.ANSWERED
    zhang.never_saw("灯已经换好了")


def test_who_was_never_told_of_it_is_told_now_without_who_said_it(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.passes(hours=13)  # half past ten at night: alerts wait for the morning
    zhang = a_reporter(street)
    wang.never_saw("楼道灯不亮")
    goes_on_without(zhang)
    street.passes(hours=10)
    street.deliver()
    shown = wang.sees("楼道灯不亮")
    assert "5678" not in shown.text
    wang.never_saw("张奶奶")
    wang.taps("签收")
    wang.sees("已签收")


def test_the_query_code_shows_where_it_stands(street: Street, wang: Person) -> None:
    zhang = a_reporter(street)
    assert wang.screen
    with street.store.read() as session:
        number = the_case(session).number
    found = re.search(r"查询码：? ?([A-Z0-9]{8})", zhang.transcript())
    assert found, zhang.transcript()
    goes_on_without(zhang)
    zhang.says(found[1])
    assert number in zhang.last.text


def test_whoever_was_asked_and_says_no_keeps_everything(street: Street, wang: Person) -> None:
    zhang = a_reporter(street)
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("不删除")
    zhang.sees("没有删除")
    wang.taps("联系")
    with street.store.read() as session:
        assert the_case(session).reporter_id is not None
        assert Act.ERASED not in [
            line.act for line in timeline.list_lines(session, the_case(session))
        ]


def test_after_a_case_was_answered_its_file_says_that_its_words_went(
    street: Street, wang: Person
) -> None:
    zhang = a_reporter(street)
    wang.taps("当场办结")
    wang.says("灯泡换好了")
    zhang.taps("解决了")
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("删除")
    zhang.sees("已经删除")
    with street.store.read() as session:
        case = the_case(session)
        assert case.status is Status.TRACKING
        lines = timeline.list_lines(session, case)
        assert timeline.is_intact(session, case)
        assert lines[-1].act is Act.ERASED
        assert lines[0].told is None
        assert {"words": "灯泡换好了"} in [line.told for line in lines]
