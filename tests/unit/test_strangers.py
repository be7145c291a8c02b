"""What strangers leave in the log."""

import logging
from datetime import timedelta

import pytest

from bot.platforms.tencent.callbacks import Callbacks, Refused
from services.clock import SetClock
from tests.support.builders import MONDAY
from web.strangers import EVERY, Strangers

logger = logging.getLogger(__name__)


def test_a_thousand_strangers_leave_a_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    seconds = 0.0
    strangers = Strangers(logger, "wechat", lambda: seconds)
    for _ in range(1000):
        strangers.turn_away("no signature")
    assert caplog.messages == ["wechat: calls are turned away: no signature (1)"]
    seconds = EVERY
    strangers.turn_away("no timestamp")
    assert caplog.messages[1:] == [
        "wechat: calls are turned away: no signature (999), no timestamp (1)"
    ]
    seconds += EVERY
    strangers.turn_away("no signature")
    assert caplog.messages[2:] == ["wechat: calls are turned away: no signature (1)"]


@pytest.mark.parametrize("stamp", ["9" * 128, "9" * 20, "1234567890", "-1", "x", ""])
def test_nothing_that_was_sent_is_said(stamp: str) -> None:
    clock = SetClock(MONDAY + timedelta(days=1))
    callbacks = Callbacks("token", "", "wx1", clock.now, signs_query=True)
    with pytest.raises(Refused) as refused:
        callbacks.admit({"timestamp": stamp})
    assert not any(it.isdigit() for it in str(refused.value))
