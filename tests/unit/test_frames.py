"""Frames: where a conversation stands survives being written down, whatever wrote it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handlers.talking.frames import MOST_ATTACHMENTS, MOST_FRAMES, Frame, Question, State
from handlers.talking.frames_json import state_from_json, state_to_json

KEYS = some.text(max_size=8)
JSON: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)
QUESTIONS = some.builds(
    Question,
    KEYS,
    some.integers(0, 99),
    some.just(["提交", "改"]),
    some.lists(JSON, min_size=2, max_size=2),
    some.booleans(),
    some.sampled_from([[], ["Submit", "Change"]]),
)
FRAMES = some.builds(
    Frame,
    some.sampled_from(["report", "mine"]),
    some.dictionaries(KEYS, some.text() | some.integers(), max_size=2),
    answers=some.dictionaries(KEYS, JSON, max_size=3),
    notes=some.dictionaries(KEYS, JSON, max_size=2),
    acts=some.dictionaries(KEYS, JSON, max_size=2),
    partial=some.dictionaries(KEYS, JSON, max_size=2),
    settled=some.integers(0, 5),
    spoken=some.none() | some.text(min_size=1),
    sources=some.dictionaries(KEYS, some.text(), max_size=2),
    pin=some.lists(some.floats(-90, 90), max_size=2),
    attachments=some.lists(some.integers(1, 99), max_size=3),
    question=some.none() | QUESTIONS,
)


@settings(max_examples=50)
@given(some.lists(FRAMES, max_size=2), some.none() | FRAMES)
def test_a_state_reads_back_as_it_was_written(frames: list[Frame], kept: Frame | None) -> None:
    state = State(frames, kept)
    assert state_from_json(state_to_json(state)) == state


def test_nothing_open_is_nothing_written() -> None:
    assert state_to_json(State()) is None
    assert state_from_json(None) == State()
    assert State().question is None


@pytest.mark.parametrize(
    "stored",
    ["", "null", "[]", "3", "{", "\x00", '{"frames": 3}', '{"frames": [[]], "kept": 7}',
     '{"frames": [{}]}', '{"frames": [{"dialogue": 3}]}',
     '{"frames": [{"dialogue": "report", "answers": "灯坏了"}]}',
     '{"frames": [{"dialogue": "report", "settled": "2"}]}',
     '{"frames": [{"dialogue": "report", "attachments": 7}]}'],
)  # fmt: skip
def test_what_makes_no_sense_leaves_nothing_open(stored: str) -> None:
    assert state_from_json(stored) == State()


@given(JSON)
def test_no_stored_json_stops_a_conversation(value: object) -> None:
    for stored in (value, {"frames": value}, {"frames": [value], "kept": value}):
        assert isinstance(state_from_json(json.dumps(stored)), State)


def test_fields_of_another_release_are_passed_over() -> None:
    question: dict[str, object] = {
        "key": "which",
        "turn": 3,
        "labels": [],
        "values": [],
        "colour": "red",
    }
    frame: dict[str, object] = {
        "dialogue": "report",
        "answers": {"words": "灯"},
        "mood": 1,
        "question": question,
    }
    state = state_from_json(json.dumps({"frames": [frame, 7], "theme": "dark"}))
    assert state == State(
        [Frame("report", answers={"words": "灯"}, question=Question("which", 3))]
    )


@pytest.mark.parametrize(
    "question",
    [3, {}, {"key": "which"}, {"key": "a", "turn": 1, "labels": ["提交"], "values": []}],
)
def test_a_question_that_makes_no_sense_is_asked_again(question: object) -> None:
    frame = {"dialogue": "report", "question": question}
    assert state_from_json(json.dumps({"frames": [frame]})) == State([Frame("report")])


def test_the_newest_dialogue_lies_on_top() -> None:
    state = State()
    state.push(Frame("report", question=Question("words", 1)))
    assert state.question == Question("words", 1)
    state.push(Frame("mine"))
    assert state.question is None


def test_who_opens_too_many_dialogues_keeps_the_newest_and_the_draft() -> None:
    draft = Frame("report", answers={"words": "灯坏了"}, spoken="words")
    state = State()
    state.push(draft)
    for number in range(MOST_FRAMES):
        state.push(Frame(str(number)))
    assert [frame.dialogue for frame in state.frames] == ["0", "1", "2", "3"]
    assert state.kept is draft


def test_words_for_a_report_are_kept_when_a_dialogue_is_left() -> None:
    said = Frame(
        "ask",
        answers={"what": "灯坏了"},
        spoken="what",
        sources={"9": "灯坏了"},
        pin=[1, 2],
        attachments=[7],
    )
    state = State([said], kept=Frame("report"))
    assert (
        state.drop(said)
        == state.kept
        == Frame(
            "report",
            answers={"words": "灯坏了"},
            spoken="words",
            sources={"9": "灯坏了"},
            pin=[1, 2],
            attachments=[7],
        )
    )
    assert state.frames == []


@pytest.mark.parametrize(
    "frame",
    [
        Frame("report"),
        Frame("report", answers={"words": ""}, spoken="words"),
        Frame("mine", answers={"which": "灯坏了"}),
    ],
)
def test_what_holds_no_words_is_no_draft(frame: Frame) -> None:
    kept = Frame("report", answers={"words": "早的"}, spoken="words")
    state = State([frame], kept)
    assert state.drop(frame) is None
    assert state.kept is kept


def a_frame() -> Frame:
    return Frame(
        "report",
        answers={"words": "灯坏了", "place": "3号楼"},
        notes={"guess": 1},
        spoken="words",
        sources={"9": "灯坏了"},
        question=Question("card", 4),
    )


def test_going_back_forgets_the_newest_answer_and_what_was_read_after_it() -> None:
    frame = a_frame()
    assert frame.take_back()
    assert (frame.answers, frame.notes, frame.question) == ({"words": "灯坏了"}, {}, None)
    assert frame.spoken == "words"
    assert frame.take_back()
    assert frame.answers == {}
    assert not frame.words
    assert not frame.take_back()


def test_going_back_does_not_cross_what_was_written() -> None:
    frame = a_frame()
    frame.settled = 2
    assert not frame.take_back()
    assert len(frame.answers) == 2
    frame.settled = 1
    assert frame.take_back()
    assert not frame.take_back()


def test_more_words_join_those_they_belong_to() -> None:
    frame = a_frame()
    assert frame.add_words("三楼的", "10")
    assert frame.words == "灯坏了\n三楼的"
    assert frame.sources == {"9": "灯坏了", "10": "三楼的"}
    assert frame.notes == {}
    assert frame.add_words("快点", "")
    assert len(frame.sources) == 2
    frame.spoken = None
    assert not frame.add_words("再说", "11")
    assert frame.words == ""


def test_an_edited_message_changes_its_own_words_only() -> None:
    frame = a_frame()
    frame.add_words("灯坏了", "10")
    assert frame.reword("10", "四楼的")
    assert frame.words in ("灯坏了\n四楼的", "四楼的\n灯坏了")
    assert not frame.reword("77", "别的")
    frame.answers["words"] = "换了"
    assert not frame.reword("9", "别的")
    assert frame.words == "换了"


def test_a_draft_may_be_photos_alone_but_nothing_else_is_kept_for_them() -> None:
    report = Frame("report", attachments=[7], question=Question("words", 1, takes_words=True))
    assert report.as_draft() is report
    assert report.question is None
    assert Frame("supplement", attachments=[7]).as_draft() is None


def test_photos_join_until_there_is_no_more_room() -> None:
    frame = Frame("report", attachments=[1])
    assert frame.join([2, 3])
    assert not frame.join(range(10, 10 + MOST_ATTACHMENTS))
    assert len(frame.attachments) == MOST_ATTACHMENTS
    assert frame.attachments[:4] == [1, 2, 3, 10]
    assert not frame.join([99])
    assert 99 not in frame.attachments


def test_words_after_photos_are_the_first_words() -> None:
    picking = Question("which", 1, ["补充这件", "另报一件"], [True, False])
    frame = Frame("add_words", attachments=[7], question=picking)
    assert frame.add_words("灯坏了", "9")
    assert (frame.words, frame.sources) == ("灯坏了", {"9": "灯坏了"})
    assert frame.add_words("三楼的", "10")
    assert frame.words == "灯坏了\n三楼的"


@pytest.mark.parametrize(
    "frame",
    [
        Frame("add_words", question=Question("which", 1)),
        Frame("report", attachments=[7], question=Question("words", 1, takes_words=True)),
        Frame("danger", attachments=[7], question=Question("called", 1), settled=1),
    ],
)
def test_words_where_none_belong_to_photos_join_nothing(frame: Frame) -> None:
    assert not frame.add_words("灯坏了", "9")
    assert frame.answers == {}
