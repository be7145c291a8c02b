"""Conversations that another release left open: nothing crashes, nothing said is lost."""

import json
from typing import Any

import pytest
from sqlmodel import select

from models.conversations import Conversation
from models.people import Account
from services.delivery.messages import Choice, Command, Saying
from services.delivery.outbox import Address, post
from services.sealing import sealer_of
from services.texts.phrases import verbatim
from tests.support.chat import Person, Street

DRAFT = {
    "dialogue": "report",
    "answers": {"words": "楼道灯不亮", "consent": True},
    "spoken": "words",
}


def left_open(street: Street, person: Person, state: object) -> None:
    """Put a state into the store as another release wrote it."""
    person.says("您好")
    person.sees("您好")
    with street.store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == person.outer_id)).one()
        conversation = session.exec(
            select(Conversation).where(Conversation.account_id == account.id)
        ).one()
        written = state if isinstance(state, str) else json.dumps(state)
        conversation.state = sealer_of(session, account.key_id).seal(written)


def asked(key: str, **more: object) -> dict[str, Any]:
    """Give an open question."""
    return {"key": key, "turn": 1, "labels": ["好"], "values": ["ok"]} | more


def test_a_release_that_asks_more_asks_it_and_keeps_the_rest(street: Street) -> None:
    zhang = street.person("张奶奶")
    frame = DRAFT | {"question": asked("check0")}
    left_open(street, zhang, {"frames": [frame], "kept": None})
    zhang.says("提交")
    zhang.sees_now("哪个小区")
    zhang.says("荷花小区3号楼")
    assert "楼道灯不亮" in zhang.sees_now("请看一下").text


def test_a_release_that_asks_less_goes_on_to_the_next_question(street: Street) -> None:
    zhang = street.resident("张奶奶")
    answers = {"mood": "angry", "words": "楼道灯不亮", "consent": True}
    frame = DRAFT | {"answers": answers, "question": asked("mood")}
    left_open(street, zhang, {"frames": [frame]})
    zhang.says("好")
    zhang.sees_now("请看一下")


def test_unknown_fields_are_passed_over(street: Street) -> None:
    zhang = street.resident("张奶奶")
    frame = DRAFT | {"colour": "red", "question": asked("check0", colour="red")}
    left_open(street, zhang, {"frames": [frame], "mood": 1})
    zhang.says("有点黑")
    zhang.sees_now("请看一下")


@pytest.mark.parametrize("answer", ["maybe", None, 7, {"a": 1}, ["x"]])
@pytest.mark.parametrize("key", ["consent", "place", "check0", "words"])
def test_an_answer_that_makes_no_sense_any_more_is_asked_again(
    street: Street, key: str, answer: object
) -> None:
    zhang = street.person("张奶奶")
    answers = {"words": "楼道灯不亮", "consent": True, "place": {"words": "桂园"}} | {key: answer}
    left_open(street, zhang, {"frames": [DRAFT | {"answers": answers}]})
    zhang.says("/grid")
    zhang.says("取消")
    assert zhang.last.buttons, zhang.transcript()
    assert "对不起，您刚才的话" not in zhang.last.text


def test_a_dialogue_that_is_gone_leaves_its_words_as_a_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    frame = DRAFT | {"dialogue": "survey", "question": asked("mood", takes_words=True)}
    left_open(street, zhang, {"frames": [frame]})
    zhang.says("晚上看不见")
    zhang.sees_now("您写的话替您留着")
    zhang.taps("接着写")
    zhang.taps("同意")
    assert "楼道灯不亮\n晚上看不见" in zhang.sees_now("请看一下").text


def test_an_answer_to_a_question_that_is_gone_is_heard_anew(street: Street) -> None:
    zhang = street.resident("张奶奶")
    frame = {"dialogue": "survey", "question": asked("mood", takes_words=True)}
    left_open(street, zhang, {"frames": [frame, frame]})
    zhang.says("下水道堵了")
    zhang.sees("已经过期")
    zhang.sees("已经过期")
    zhang.sees_now("记录您的原话")


def test_a_dialogue_that_is_gone_without_words_is_out_of_date(street: Street) -> None:
    zhang = street.resident("张奶奶")
    frame = {"dialogue": "survey", "question": asked("mood")}
    left_open(street, zhang, {"frames": [frame]})
    zhang.says("好")
    zhang.sees("已经过期")
    zhang.says("谢谢")
    zhang.sees_now("不客气")


@pytest.mark.parametrize(
    "state",
    [
        "",
        "junk",
        "[]",
        "7",
        '"report"',
        '{"frames": 7}',
        '{"frames": [7]}',
        '{"frames": [{}]}',
        '{"frames": [{"dialogue": 7}]}',
        '{"frames": [{"dialogue": "report", "answers": []}]}',
        '{"frames": [{"dialogue": "report", "answers": {"words": "灯"}, "pin": 7}]}',
        '{"frames": [{"dialogue": "report", "settled": "many"}]}',
        '{"frames": [{"dialogue": "report", "question": 7}]}',
        '{"frames": [{"dialogue": "report", "question": {}}]}',
        '{"frames": [{"dialogue": "me", "question": {"key": "a", "turn": 1, "labels": 7}}]}',
        '{"frames": [], "kept": 7}',
    ],
)
def test_a_state_that_makes_no_sense_stops_nobody(street: Street, state: str) -> None:
    zhang = street.resident("张奶奶")
    left_open(street, zhang, state)
    zhang.says("/mine")
    zhang.sees("还没有反映过")
    assert "对不起，您刚才的话" not in zhang.last.text


@pytest.mark.parametrize(
    "command",
    [
        Command("survey", {}),
        Command("urge", {}),
        Command("solved", {"case": 1}),
        Command("rate", {"case": 1, "satisfaction": "very"}),
        Command("sign", {"case": "one"}),
        Command("case", {"case": 99}),
        Command("which_case", {}),
        Command("which_case", {"wish": "dance"}),
        Command("draft_or_new", {}),
    ],
)
def test_an_offer_of_another_release_gets_a_polite_word(street: Street, command: Command) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    offer(street, zhang, command)
    zhang.taps("按钮")
    assert "对不起，您刚才的话" not in zhang.last.text
    assert zhang.last.text != "按钮在此"


def offer(street: Street, person: Person, command: Command) -> None:
    """Show a button that starts something."""
    with street.store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == person.outer_id)).one()
        address = Address(account.id, account.outer_id, sealer_of(session, account.key_id))
        saying = Saying((verbatim("按钮在此"),), (Choice(verbatim("按钮"), command),))
        post(session, address, saying, street.clock)
    street.deliver()


def test_the_state_that_is_written_is_small(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    with street.store.read() as session:
        state = session.exec(select(Conversation.state)).one()
    assert state is not None
    assert len(state) < 1000
