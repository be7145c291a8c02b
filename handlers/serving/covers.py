"""Finding somebody to stand in at a shift (找人顶班), and their yes or no."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.paging import PickFrom
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.errors import NotFound
from services.serving import candidates, covers
from services.serving.candidates import Candidate
from services.serving.parts import get_own, get_part, say_shift
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json
from services.texts.posts import shift_changes as changes
from services.texts.posts import shifts as texts
from services.texts.refusals.refusals import told

BY_NAME = "name"


def find_cover(talk: Talk) -> Reply:
    """Choose who is to stand in, and ask them."""
    return find_cover_for(talk, talk.number("attendance"))


def find_cover_for(talk: Talk, attendance_id: int) -> Reply:
    """Choose who is to stand in at one's shift, and ask them."""
    me = worker(talk)
    part = get_own(talk.session, attendance_id, me)
    shift = say_shift(talk.session, part.shift, talk.clock)
    other_id = _choose(talk, attendance_id, shift)

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


def _choose(talk: Talk, attendance_id: int, shift: Phrase) -> int:
    """Offer who may and is free then; those whom the question was asked with stay offered."""
    me = worker(talk)
    options = _options(
        talk,
        "candidates",
        lambda: candidates.list_candidates(talk.session, attendance_id, me, talk.clock),
    )
    if not options:
        return _name(talk, attendance_id, (changes.NOBODY_FREE(), texts.WHICH_NAME()))
    by_name = Option(texts.WRITE_NAME(), BY_NAME)
    question = (texts.WHO_COVERS(shift=shift),)
    chosen = talk.ask("who", PickFrom(question, options, extra=(by_name,)))
    if chosen != BY_NAME:
        return int(chosen)
    return _name(talk, attendance_id, (texts.WHICH_NAME(),))


def _name(talk: Talk, attendance_id: int, question: tuple[Phrase, ...]) -> int:
    """Ask for a name until there is somebody of that name; of several ask which."""
    why: tuple[Phrase, ...] = ()
    for number in count():
        words = talk.ask(f"name{number}", Words((*why, *question), keeps_words=False))
        find = partial(_find_named, talk, attendance_id, words)
        options = _options(talk, f"named{number}", find)
        if not options:
            why, question = (told(NotFound("cover_unknown")),), (texts.WHICH_NAME(),)
            continue
        if len(options) == 1:
            return int(str(options[0].value))
        who = (changes.WHICH_OF_THEM(),)
        return int(talk.ask(f"which{number}", PickFrom(who, options)))
    raise AssertionError


def _find_named(talk: Talk, attendance_id: int, words: str) -> Sequence[Candidate]:
    try:
        return candidates.find_named(talk.session, attendance_id, worker(talk), words)
    except NotFound:
        return ()


def _options(talk: Talk, key: str, find: Callable[[], Sequence[Candidate]]) -> list[Option]:
    named = talk.once(key, lambda: [[str(it.person_id), phrase_to_json(it.name)] for it in find()])
    return [Option(phrase_from_json(label), value) for value, label in named]
