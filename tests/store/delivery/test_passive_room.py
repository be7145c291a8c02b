"""What has room in one answer, in which order, and where the rest goes."""

import pytest

from models.conversations import Conversation
from models.outbox import OutMessage
from services.clock import SetClock
from services.delivery.messages import Choice, Command, Saying, seal_body
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, a_conversation
from tests.support.calls import (
    A_SECOND,
    BEFORE,
    a_reply,
    account_of,
    asks,
    heard,
    replies,
    said,
    text_for,
)
from tests.support.followers import Narrow, a_follower, deliver, opens
from tests.support.mouths import rows, states


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def talk(store: Store) -> int:
    """Give the conversation of a follower."""
    with store.write() as session:
        account = a_follower(session)
        opens(session, account)
        return a_conversation(session, account).id


async def test_what_does_not_fit_goes_after_it_in_its_order(
    store: Store, clock: SetClock, talk: int
) -> None:
    long = "长" * 300
    a_reply(store, talk, f"一{long}", f"二{long}", f"三{long}", "四")
    answer = await asks(replies(store, clock))
    assert answer is not None
    assert answer.text == f"一{long}\n\n二{long}"
    assert len(answer.text.encode()) <= 2048
    door = Narrow()
    delivery = deliver(store, door, clock)
    await delivery.deliver_due()
    assert door.said == []
    await answer.done()
    for _ in range(2):
        await delivery.deliver_due()
    assert door.said == [f"三{long}", "四"]


@pytest.mark.parametrize(("longest", "text"), [(8, "一\n\n二"), (7, "一")])
async def test_a_text_fills_the_bytes_it_may_have(
    store: Store, clock: SetClock, talk: int, longest: int, text: str
) -> None:
    a_reply(store, talk, "一", "二")
    assert await text_for(replies(store, clock, longest)) == text


async def test_what_fits_at_all_not_takes_its_other_road_at_once(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "很长")
    assert await text_for(replies(store, clock, 5)) is None
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert door.said == ["很长"]


async def test_what_was_held_is_said_first_and_the_reply_has_the_room(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        said(session, event_id, "先前的一", created_at=BEFORE)
        said(session, event_id, "先前的二", created_at=BEFORE)
        said(session, event_id, "您好")
    answer = await asks(replies(store, clock, 22))
    assert answer is not None
    assert answer.text == "先前的一\n\n您好"
    await answer.done()
    door = Narrow()
    await deliver(store, door, clock).deliver_due()
    assert door.said == ["先前的二"]


async def test_numbers_in_one_text_mean_one_thing_each(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        conversation = session.get_one(Conversation, talk)
        conversation.turn, conversation.state, conversation.choices_open = 1, b"x", 2
        solved = Choice(verbatim("解决了"), Command("solved", {"case": 1}))
        said(session, event_id, "修好了吗？", solved, created_at=BEFORE)
        said(
            session, event_id, "核对一下", Choice(verbatim("提交")), Choice(verbatim("改")), turn=1
        )
    text = await text_for(replies(store, clock))
    assert text == "修好了吗？\n\n3 解决了\n\n核对一下\n\n1 提交\n2 改"
    assert [it.first_number for it in rows(store)] == [3, 1]


async def test_a_picture_and_what_comes_after_it_takes_the_other_road(
    store: Store, clock: SetClock, talk: int
) -> None:
    a_reply(store, talk, "一", "看图", "三")
    with store.write() as session:
        sealer = sealer_of(session, account_of(session).key_id)
        body = seal_body(sealer, Saying((verbatim("看图"),), attachments=(7,)))
        session.get_one(OutMessage, 2).body = body
    assert await text_for(replies(store, clock)) == "一"
    assert states(store) == ["sending", "waiting", "waiting"]


async def test_what_has_expired_or_was_purged_is_not_said(
    store: Store, clock: SetClock, talk: int
) -> None:
    with store.write() as session:
        event_id = heard(session, talk)
        said(session, event_id, "过时", expires_at=MONDAY)
        said(session, event_id, "现在", expires_at=MONDAY + A_SECOND)
    assert await text_for(replies(store, clock)) == "现在"
    assert states(store) == ["cancelled", "sending"]
