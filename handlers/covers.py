"""Finding somebody to stand in at a shift (找人顶班), and their yes or no."""

from handlers.asking import Option
from handlers.handling import worker
from handlers.messages import Reply, reply
from handlers.paging import PickFrom
from handlers.prompts import Words
from handlers.talk import Talk
from services.posts import candidates, covers
from services.posts.parts import get_own, get_part, say_shift
from services.texts import shifts as texts
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json

BY_NAME = "name"


def find_cover(talk: Talk) -> Reply:
    """Choose who is to stand in, and ask them."""
    me, attendance_id = worker(talk), talk.number("attendance")
    part = get_own(talk.session, attendance_id, me)
    other_id = _choose(talk, say_shift(talk.session, part.shift, talk.clock))

    def write() -> None:
        covers.ask_cover(talk.session, attendance_id, me, other_id, talk.clock)

    talk.do("ask", write)
    return reply(texts.ASKED_THEM())


def take_cover(talk: Talk) -> Reply:
    """Stand in (我来)."""
    me, attendance_id = worker(talk), talk.number("attendance")

    def write() -> None:
        covers.accept_cover(talk.session, attendance_id, me, talk.clock)

    talk.do("take", write)
    shift = get_part(talk.session, attendance_id).shift
    return reply(texts.COVER_TAKEN(shift=say_shift(talk.session, shift, talk.clock)))


def refuse_cover(talk: Talk) -> Reply:
    """Say that one cannot (不行)."""
    me, attendance_id = worker(talk), talk.number("attendance")

    def write() -> None:
        covers.refuse_cover(talk.session, attendance_id, me, talk.clock)

    talk.do("refuse", write)
    return reply(texts.COVER_REFUSED())


def _choose(talk: Talk, shift: Phrase) -> int:
    """Offer who may and is free then; those whom the question was asked with stay offered."""
    me, attendance_id = worker(talk), talk.number("attendance")
    named = talk.once(
        "candidates",
        lambda: [
            [str(it.person_id), phrase_to_json(texts.CANDIDATE(name=it.name, number=it.person_id))]
            for it in candidates.list_candidates(talk.session, attendance_id, me, talk.clock)
        ],
    )
    options = [Option(phrase_from_json(label), value) for value, label in named]
    by_name = Option(texts.WRITE_NAME(), BY_NAME)
    chosen = BY_NAME
    if options:
        question = (texts.WHO_COVERS(shift=shift),)
        chosen = talk.ask("who", PickFrom(question, options, extra=(by_name,)))
    if chosen != BY_NAME:
        return int(chosen)
    words = talk.ask("name", Words((texts.WHICH_NAME(),), keeps_words=False))
    return candidates.find_named(talk.session, attendance_id, me, words)
