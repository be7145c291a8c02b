"""What waits for its receivers to write is counted for the operator."""

from collections.abc import Callable

import pytest

from models.outbox import MessageState
from services.clock import SetClock
from services.delivery import windows
from services.store import Store
from tests.cli.conftest import Minqing
from tests.support.builders import MONDAY, a_message
from tests.support.followers import a_follower
from tests.support.offices import a_case, a_resident
from tests.support.towns import a_town

pytestmark = pytest.mark.usefixtures("migrated")

OpenStore = Callable[[], Store]


def test_the_doctor_counts_what_is_held(minqing: Minqing, store: OpenStore) -> None:
    minqing("areas", "list")
    assert "推不到" not in minqing("doctor", code=1).out
    opened = store()
    with opened.write() as session:
        account = a_follower(session)
        for state in (MessageState.HELD, MessageState.HELD, MessageState.SENT):
            a_message(session, account, "您好", state=state)
    opened.close()
    assert "有 2 条消息暂时推不到本人" in minqing("doctor", code=1).out


def test_what_is_held_is_listed_with_its_case_and_without_its_words(
    minqing: Minqing, store: OpenStore
) -> None:
    minqing("areas", "list")
    assert minqing("outbox", "list", "--held").err.startswith("没有")
    opened = store()
    with opened.write() as session:
        a_town(session)
        account = a_follower(session)
        case = a_case(session, a_resident(session), SetClock(MONDAY))
        a_message(session, account, "您好", state=MessageState.HELD, case_id=case.id)
        windows.note_nudge(session, account.id, MONDAY)
        number = case.number
    opened.close()
    listed = minqing("outbox", "list", "--held").out
    assert "您好" not in listed
    assert all(it in listed for it in (number, "wechat", "2026-11-16 10:00"))
    assert minqing("outbox", "list").out == ""
