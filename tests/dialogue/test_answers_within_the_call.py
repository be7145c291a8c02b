"""A follower on WeChat: what they say is answered within the call that brought it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.doors import Passive
from bot.speaking.passive import PassiveReplies
from handlers.talking.messages import Heard, Kind
from models.doors import ReplyWindow, WindowKind
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.delivery import outbox
from services.delivery.messages import Saying
from services.reception import inbox
from services.texts.phrases import verbatim
from tests.support.chat import ROBOT, Street
from tests.support.envelopes import wrap
from tests.support.followers import Narrow, deliver
from tests.support.shelves import until

NAME = "李奶奶"
TEXT = Heard(Kind.TEXT, name=NAME, opens=WindowKind.MESSAGE)
FOLLOWED = Heard(Kind.OTHER, name=NAME, opens=WindowKind.GESTURE)


@dataclass
class Follower:
    """Somebody whose words come in by calls."""

    street: Street
    door: Narrow = field(default_factory=lambda: Narrow(robot=ROBOT))
    chat: str = "o1"

    def __post_init__(self) -> None:
        self.passive = PassiveReplies(self.street.store, self.street.clock, self.door)

    async def does(self, *heard: Heard) -> Sequence[Passive | None]:
        """Let the platform call for each of these; give the answers."""
        envelopes = [wrap(self.street.keys, each, self.chat) for each in heard]
        with self.street.store.write() as session:
            inbox.receive(session, Door.WECHAT, ROBOT, envelopes, self.street.clock)
        now = asyncio.get_running_loop().time()
        calls = [asyncio.create_task(self.passive.wait(it.event_key, now)) for it in envelopes]
        await asyncio.to_thread(self.street.think)
        self.passive.wake()
        return await asyncio.gather(*calls)

    async def says(self, words: str) -> str:
        """Say something; give what is answered."""
        [answer] = await self.does(replace(TEXT, words=words))
        if answer is None:
            return ""
        await answer.done()
        return answer.text

    async def passes(self, **by: float) -> Sequence[str]:
        """Let time pass; give what is pushed meanwhile."""
        self.street.clock.move(timedelta(**by))
        before = len(self.door.said)
        for _ in range(9):
            await deliver(self.street.store, self.door, self.street.clock).deliver_due()
        return self.door.said[before:]


@pytest.fixture
def li(street: Street) -> Follower:
    return Follower(street)


async def test_a_report_is_made_within_the_calls_alone(street: Street, li: Follower) -> None:
    await li.says("/start area-HF-HH-3")
    question = await li.says("楼道灯不亮")
    assert "1 同意" in question
    card = await li.says("同意")
    assert "1 提交" in card
    assert "已提交" in await li.says("提交")
    assert await li.passes(minutes=1) == []
    with street.store.read() as session:
        states = {it.state for it in session.exec(select(OutMessage))}
        [window] = session.exec(select(ReplyWindow).where(ReplyWindow.left > 0)).all()
    assert states == {MessageState.SENT}
    assert (window.kind, window.left) == (WindowKind.MESSAGE, 5)


async def test_of_several_lines_the_last_call_is_answered_and_the_others_at_once(
    li: Follower,
) -> None:
    await li.says("/start area-HF-HH-3")
    lines = [replace(TEXT, words=words) for words in ("楼道灯", "不亮", "三天了")]
    *before, last = await li.does(*lines)
    assert before == [None, None]
    assert last is not None
    assert "三天了" in last.text or "同意" in last.text


async def test_an_answer_that_nobody_fetched_is_pushed(li: Follower) -> None:
    [answer] = await li.does(replace(TEXT, words="/start area-HF-HH-3"))
    assert answer is not None
    assert await li.passes(seconds=19) == []
    [pushed] = await li.passes(seconds=2)
    assert pushed == answer.text


def is_told(street: Street, chat: str, words: str) -> None:
    with street.store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == chat)).one()
        assert account.person_id is not None
        outbox.tell(session, account.person_id, Saying((verbatim(words),)), street.clock)


async def test_what_could_not_be_pushed_is_read_when_they_come_back(
    street: Street, li: Follower
) -> None:
    await li.says("/start area-HF-HH-3")
    await li.says("楼道灯不亮")
    await li.says("同意")
    await li.says("提交")
    await li.passes(hours=72)
    is_told(street, li.chat, "路灯已修好")
    assert await li.passes(seconds=1) == []
    assert [it.text for it in li.door.nudges] == ["路灯已修好"]
    answer = await li.says("你好")
    assert answer.startswith("路灯已修好\n\n")
    assert await li.passes(minutes=1) == []


async def test_what_is_no_words_brings_what_was_held_too(street: Street, li: Follower) -> None:
    await li.says("/start area-HF-HH-3")
    await li.says("楼道灯不亮")
    await li.says("同意")
    await li.says("提交")
    await li.passes(hours=72)
    is_told(street, li.chat, "路灯已修好")
    await li.passes(seconds=1)
    [answer] = await li.does(FOLLOWED)
    assert answer is not None
    assert answer.text.startswith("路灯已修好")


async def test_the_question_of_a_photo_waits_for_the_next_photo(
    street: Street, li: Follower
) -> None:
    await li.says("/start area-HF-HH-3")
    await li.says("楼道灯不亮")
    await li.says("同意")
    photos = [
        Heard(Kind.PHOTO, name=NAME, attachment=it, size=9, opens=WindowKind.MESSAGE)
        for it in "12"
    ]
    waiting = [asyncio.create_task(li.does(each)) for each in photos]
    await until(lambda: len(waits(street)) == 1)
    street.clock.move(timedelta(seconds=2))
    (first,), (second,) = await asyncio.gather(*waiting)
    assert first is None
    assert second is not None
    assert "2" in second.text
    assert "提交" in second.text


def waits(street: Street) -> Sequence[OutMessage]:
    """Give what is kept for a call, once both photos were thought about."""
    with street.store.read() as session:
        if session.exec(select(Event).where(Event.state == EventState.WAITING)).first():
            return ()
        return session.exec(
            select(OutMessage).where(OutMessage.state == MessageState.WAITING)
        ).all()


async def test_in_a_group_nothing_is_kept_for_a_call(street: Street) -> None:
    keys = street.keys
    with street.store.write() as session:
        envelope = wrap(keys, replace(TEXT, words="你好"), "o2", "-7")
        inbox.receive(session, Door.WECHAT, ROBOT, [envelope], street.clock)
    street.think()
    with street.store.read() as session:
        assert {it.event_id for it in session.exec(select(OutMessage))} <= {None}
        assert session.exec(select(ReplyWindow)).all() == []
