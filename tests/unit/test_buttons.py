"""Tokens on buttons: short, read back exactly, and anything else is none of ours."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from handlers.talking.buttons import (
    MessageButton,
    QuestionButton,
    message_token,
    question_token,
    read_token,
)

ROWS = some.integers(0, 2**63 - 1)
PLACES = some.integers(0, 36**3 - 1)


@given(ROWS, ROWS, PLACES)
def test_a_question_button_is_read_back(conversation_id: int, turn: int, index: int) -> None:
    token = question_token(conversation_id, turn, index)
    assert read_token(token) == QuestionButton(conversation_id, turn, index)
    assert len(token.encode()) <= 64


@given(ROWS, PLACES)
def test_a_message_button_is_read_back(message_id: int, index: int) -> None:
    token = message_token(message_id, index)
    assert read_token(token) == MessageButton(message_id, index)
    assert len(token.encode()) <= 64


@pytest.mark.parametrize(
    "token",
    [
        "", "q", "m", "q1.2", "m1", "m1.2.3", "q1.2.3.4", "x1.2", "m1.2\n", " m1.2", "M1.2",
        "mA.1", "m١.1", "m-1.2", "m1.-2", "m.1", "q..", "m" + "z" * 14 + ".1", "m1.zzzz",
    ],
)  # fmt: skip
def test_what_is_not_ours_is_not_read(token: str) -> None:
    assert read_token(token) is None


@given(some.text())
@example("q0.0.0")
def test_nothing_that_comes_back_breaks_the_reader(token: str) -> None:
    read = read_token(token)
    if isinstance(read, QuestionButton):
        written = question_token(read.conversation_id, read.turn, read.index)
        assert written == token or "0" in token
