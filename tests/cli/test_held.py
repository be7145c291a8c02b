"""What waits for its receivers to write is counted for the operator."""

from collections.abc import Callable

from models.outbox import MessageState
from services.store import Store
from tests.builders import a_message
from tests.cli.conftest import Minqing
from tests.followers import a_follower

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
