"""Talk: a dialogue is run again from the top, and finds every answer where it was."""

from collections.abc import Callable
from typing import cast

import pytest
from sqlmodel import Session

from handlers.talking.asking import Given, Option
from handlers.talking.frames import Frame, Json, Question
from handlers.talking.messages import Heard, Kind
from handlers.talking.prompts import Pick, Several, Words
from handlers.talking.talk import Anew, Caller, HandedBack, Left, Suspended, Talk
from models.errors import Conflict
from models.people import Door
from services.clock import SetClock
from services.sealing import Sealer
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY

ASK = (verbatim("?"),)
WORDS = Words(ASK)
COLOUR = Pick[str](ASK, (Option(verbatim("红"), "red"), Option(verbatim("蓝"), "blue")))


class Written:
    """Counts what is written, as a savepoint would see it."""

    def __init__(self) -> None:
        self.count = 0

    def act(self, write: Callable[[], Json]) -> Json:
        self.count += 1
        return write()


@pytest.fixture
def written() -> Written:
    return Written()


def talk(frame: Frame, given: Given | None = None, written: Written | None = None) -> Talk:
    caller = Caller(1, 1, Sealer(bytes(32)), Door.TELEGRAM)
    act = (written or Written()).act
    return Talk(cast("Session", None), SetClock(MONDAY), caller, frame, given, act)


def stops(ask: Callable[[], object]) -> Suspended:
    with pytest.raises(Suspended) as suspended:
        ask()
    return suspended.value


def asked(frame: Frame, key: str) -> Frame:
    frame.question = Question(key, 1)
    return frame


def said(words: str, outer_id: str = "") -> Given:
    return Given(Heard(Kind.TEXT, words, outer_id=outer_id))


def test_the_first_time_a_question_stops_the_dialogue() -> None:
    stopped = stops(lambda: talk(Frame("x")).ask("words", WORDS))
    assert (stopped.key, stopped.hint, stopped.partial) == ("words", None, None)
    assert not issubclass(Suspended, Exception)


def test_an_answer_is_kept_and_found_again() -> None:
    frame = asked(Frame("x"), "words")
    assert talk(frame, said("灯坏了", "9")).ask("words", WORDS) == "灯坏了"
    assert frame.answers == {"words": "灯坏了"}
    assert frame.question is None
    assert (frame.spoken, frame.sources) == ("words", {"9": "灯坏了"})
    assert talk(frame).ask("words", WORDS) == "灯坏了"


def test_one_message_answers_one_question() -> None:
    frame = asked(Frame("x"), "words")
    here = talk(frame, said("红"))
    assert here.ask("words", WORDS) == "红"
    assert stops(lambda: here.ask("colour", COLOUR)).key == "colour"


def test_a_message_answers_the_question_that_was_asked_and_no_other() -> None:
    frame = asked(Frame("x"), "another")
    stops(lambda: talk(frame, said("灯坏了")).ask("words", WORDS))
    assert frame.answers == {}
    stops(lambda: talk(Frame("x"), said("灯坏了")).ask("words", WORDS))


def test_what_does_not_answer_is_asked_again_with_a_hint() -> None:
    frame = asked(Frame("x"), "words")
    stopped = stops(lambda: talk(frame, said("👍")).ask("words", WORDS))
    assert stopped.hint is not None
    assert stopped.hint.key == "talk.a_few_words_more"
    assert frame.answers == {}


def test_a_part_of_an_answer_is_kept_until_it_is_whole() -> None:
    several = Several(ASK, COLOUR.options)
    frame = asked(Frame("x"), "colours")

    def press(value: Json) -> Talk:
        return talk(frame, Given(Heard(Kind.PRESS), is_choice=True, value=value))

    assert stops(lambda: press("red").ask("colours", several)).partial == ["red"]
    assert frame.partial == {"colours": ["red"]}
    assert press(None).ask("colours", several) == ["red"]
    assert (frame.partial, frame.answers) == ({}, {"colours": ["red"]})


@pytest.mark.parametrize("stored", ["green", 3, None, ["red"]])
def test_an_answer_that_no_longer_fits_is_asked_for_again(stored: Json) -> None:
    frame = Frame("x", answers={"colour": stored})
    assert stops(lambda: talk(frame).ask("colour", COLOUR)).key == "colour"
    assert frame.answers == {}


def test_a_pin_sent_meanwhile_is_kept_and_the_dialogue_learns_of_it() -> None:
    frame = asked(Frame("x"), "words")
    pin = Given(Heard(Kind.PLACE, latitude=39.9, longitude=116.4))
    with pytest.raises(Anew):
        talk(frame, pin).ask("words", WORDS)
    assert talk(frame).pin == (39.9, 116.4)
    assert talk(Frame("x")).pin is None


def test_what_was_read_once_is_the_same_next_time() -> None:
    frame, reads = Frame("x"), iter(["first", "second"])
    assert talk(frame).once("guess", lambda: next(reads)) == "first"
    assert talk(frame).once("guess", lambda: next(reads)) == "first"
    assert talk(frame).once("other", lambda: next(reads)) == "second"


def test_what_was_written_is_written_once_and_back_does_not_cross_it(written: Written) -> None:
    frame = Frame("x", answers={"words": "灯坏了"}, spoken="words")
    for _ in range(2):
        assert talk(frame, written=written).do("file", lambda: "HF-1") == "HF-1"
    assert written.count == 1
    assert frame.acts == {"file": "HF-1"}
    assert (frame.settled, frame.words) == (1, "")
    assert not frame.take_back()


def test_a_refusal_leaves_nothing_written(written: Written) -> None:
    def refuse() -> str:
        raise Conflict("too_late", number="HF-1")

    frame = Frame("x", answers={"words": "灯坏了"}, spoken="words")
    with pytest.raises(Conflict):
        talk(frame, written=written).do("file", refuse)
    assert frame.acts == {}
    assert (frame.settled, frame.spoken) == (0, "words")


def test_a_dialogue_knows_what_was_answered_and_who_is_speaking() -> None:
    here = talk(Frame("x", about={"case": 7, "code": "A"}, answers={"words": "灯"}))
    assert (here.number("case"), here.text("code")) == (7, "A")
    assert here.has("words")
    assert not here.has("place")
    here.know(7, has_consented=True)
    assert (here.caller.person_id, here.caller.has_consented) == (7, True)


def test_a_dialogue_ends_early_in_two_ways_that_no_handler_swallows() -> None:
    with pytest.raises(HandedBack):
        talk(Frame("x")).hand_back()
    with pytest.raises(Left):
        talk(Frame("x")).leave()
    assert not issubclass(HandedBack, Exception)
    assert not issubclass(Left, Exception)


def test_photos_wait_until_they_are_handed_in_once() -> None:
    frame = Frame("report", attachments=[7, 8])
    here = talk(frame)
    assert here.attachments == (7, 8)
    assert here.take_attachments() == [7, 8]
    assert not here.attachments
    assert not frame.attachments


def test_more_is_expected_of_an_album_and_of_a_question_it_led_to() -> None:
    frame = Frame("answer")
    assert not talk(frame).expects_more("rest")
    caller = Caller(1, 1, Sealer(bytes(32)), Door.TELEGRAM)
    clock = SetClock(MONDAY)
    album = Talk(cast("Session", None), clock, caller, frame, None, lambda w: w(), is_album=True)
    assert album.expects_more("rest")
    assert talk(asked(Frame("answer"), "rest")).expects_more("rest")
    assert talk(Frame("answer", answers={"rest": ""})).expects_more("rest")
