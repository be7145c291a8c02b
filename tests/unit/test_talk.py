"""What a dialogue may rely on: what was read, written and refused is kept between messages."""

from typing import cast

import pytest
from sqlmodel import Session

from handlers.talking.frames import Frame, State
from handlers.talking.frames_json import state_from_json, state_to_json
from handlers.talking.talk import Caller, Talk
from models.errors import Conflict, Invalid, Refusal
from models.people import Door
from services.clock import SystemClock
from services.sealing import Sealer


def talk_about(frame: Frame) -> Talk:
    """Give a talk that touches no store."""
    caller = Caller(1, 1, Sealer(bytes(32)), Door.TELEGRAM)
    return Talk(cast("Session", None), SystemClock(), caller, frame, None, lambda write: write())


def again(frame: Frame) -> Frame:
    """Store a frame and read it back."""
    return state_from_json(state_to_json(State([frame]))).frames[0]


def test_what_was_read_once_is_not_read_again() -> None:
    frame = Frame("report")
    assert talk_about(frame).once("guess", lambda: 1) == 1
    assert talk_about(again(frame)).once("guess", lambda: 2) == 1


def test_what_was_written_is_not_written_again() -> None:
    frame = Frame("report")
    assert talk_about(frame).do("file", lambda: [7, "HF"]) == [7, "HF"]
    assert talk_about(again(frame)).do("file", lambda: [8, "LH"]) == [7, "HF"]


def test_a_refusal_is_kept_and_not_tried_again() -> None:
    frame = Frame("join", answers={"code0": "ABC"})

    def full() -> str:
        raise Conflict("post_full", waiting=3)

    refused = talk_about(frame).attempt("claim", full)
    assert isinstance(refused, Refusal)
    kept = talk_about(again(frame)).attempt("claim", lambda: "claimed")
    assert isinstance(kept, Refusal)
    assert (kept.reason, kept.fields) == ("post_full", {"waiting": 3})


def test_what_is_not_refused_is_written_once() -> None:
    frame = Frame("join")
    assert talk_about(frame).attempt("claim", lambda: "claimed") == "claimed"
    assert talk_about(again(frame)).attempt("claim", lambda: "twice") == "claimed"


def test_back_crosses_neither_what_was_written_nor_what_was_refused() -> None:
    def full() -> str:
        raise Conflict("post_full")

    refused = Frame("join", answers={"code0": "ABC"})
    talk_about(refused).attempt("claim", full)
    written = Frame("join", answers={"code0": "ABC"})
    talk_about(written).do("claim", lambda: 1)
    assert not again(refused).take_back()
    assert not again(written).take_back()


def test_a_dialogue_started_without_its_subject_is_out_of_date() -> None:
    talk = talk_about(Frame("urge", about={"case": "one", "words": 7}))
    for key in ("case", "round"):
        with pytest.raises(Invalid, match="button_outdated"):
            talk.number(key)
    with pytest.raises(Invalid, match="button_outdated"):
        talk.text("words")
