"""Where a conversation stands, as a small JSON object.

A frame is one dialogue under way: what was answered, read and written so far, each under a name,
and the question that is open. Frames lie on each other: a command in the middle of a report is
answered first, then the report's question is asked again. Because answers have names, a release
that asks one question more finds the others where they were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast

Json: TypeAlias = str | int | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None

MOST_TAKEN = 10
"""Buttons remembered, so that none acts twice."""

MOST_FILED = 5
"""Filed reports whose pressed buttons are remembered, so that a second press is told of it."""

MOST_FRAMES = 4
"""A person who opens more than this is begun anew from the newest."""

MOST_CHARACTERS = 20_000
MOST_MESSAGES = 100
"""Of one answer that grows by more words."""

MOST_ATTACHMENTS = 30
"""Photos and voices in one draft, or one supplement, or one answer."""

REPORT = "report"
"""The dialogue that goes on with words which another left."""

ENTER = "enter"
"""The dialogue in which staff write down what somebody else said."""

DANGER = "danger"
"""The dialogue that nothing may hold up."""


@dataclass(slots=True)
class Question:
    """The open question as it was offered; answers are checked against this alone.

    Args:
        key: name of the answer it asks for.
        turn: the conversation's turn that asked it; buttons carry it.
        since: the turn that asked it first; put again with the same choices, it is the same.
        labels: the choices in Chinese words.
        values: what each choice stands for, as JSON.
        takes_words: whether free text may answer it.
        english: the choices in English words.
        takes_numbers: a number is an answer of its own, so its choices have none.
    """

    key: str
    turn: int
    labels: list[str] = field(default_factory=list[str])
    values: list[Json] = field(default_factory=list[Json])
    takes_words: bool = False
    english: list[str] = field(default_factory=list[str])
    since: int = 0
    takes_numbers: bool = False

    def is_asked_at(self, turn: int) -> bool:
        """Tell whether a button of that turn answers it."""
        return (self.since or self.turn) <= turn <= self.turn


@dataclass(slots=True)
class Frame:
    """One dialogue under way.

    Args:
        dialogue: its name in handlers/dialogues.py.
        about: what it was started with (a case, a code).
        answers: what the person answered, in order.
        notes: what was read once.
        acts: what was written once, by name; back does not cross them.
        refused: what rules said no to, by name: the reason and its fields.
        partial: what an unfinished answer has so far.
        settled: how many answers came before the newest act.
        spoken: the answer that more words belong to, if any.
        sources: which of the person's messages stand in that answer, by the platform's id.
        pin: latitude and longitude of a pin sent meanwhile, in degrees.
        pin_label: what the map calls that place.
        attachments: rows of the photos and voices that wait to be handed in with it.
        question: the open question, if any.
        card: the newest card that was asked about; its buttons count until the next.
    """

    dialogue: str
    about: dict[str, str | int] = field(default_factory=dict[str, "str | int"])
    answers: dict[str, Json] = field(default_factory=dict[str, Json])
    notes: dict[str, Json] = field(default_factory=dict[str, Json])
    acts: dict[str, Json] = field(default_factory=dict[str, Json])
    refused: dict[str, tuple[str, dict[str, str | int]]] = field(
        default_factory=dict[str, "tuple[str, dict[str, str | int]]"]
    )
    partial: dict[str, Json] = field(default_factory=dict[str, Json])
    settled: int = 0
    spoken: str | None = None
    sources: dict[str, str] = field(default_factory=dict[str, str])
    pin: list[float] = field(default_factory=list[float])
    pin_label: str = ""
    attachments: list[int] = field(default_factory=list[int])
    question: Question | None = None
    card: Question | None = None

    @property
    def words(self) -> str:
        """What the person said here and nothing was written with yet; empty when nothing."""
        said = self.answers.get(self.spoken or "")
        return said if isinstance(said, str) else ""

    def as_draft(self) -> "Frame | None":
        """Give what is kept for a day when this is left: a report, or words for one."""
        if self.dialogue in (REPORT, ENTER) and (self.words or self.attachments):
            self.question = self.card = None
            return self
        if not self.words:
            return None
        return Frame(
            REPORT,
            answers={"words": self.words},
            spoken="words",
            sources=self.sources,
            pin=self.pin,
            pin_label=self.pin_label,
            attachments=self.attachments,
        )

    def take_back(self) -> bool:
        """Forget the newest answer that nothing was written after; tell whether there was one."""
        if len(self.answers) <= self.settled:
            return False
        key, _ = self.answers.popitem()
        self.partial.pop(key, None)
        self.notes.clear()
        if self.spoken == key:
            self.spoken = None
        self.question = None
        return True

    def take_back_to(self, key: str) -> bool:
        """Forget an answer and all after it; tell whether nothing was written since."""
        index = list(self.answers).index(key) if key in self.answers else len(self.answers)
        if index < self.settled:
            return False
        while len(self.answers) > index:
            self.take_back()
        return True

    def is_full(self, words: str) -> bool:
        """Tell whether there is no room for more words."""
        length = len(self.words) + 1 + len(words)
        return bool(self.words) and (
            length > MOST_CHARACTERS or len(self.sources) >= MOST_MESSAGES
        )

    def add_words(self, words: str, outer_id: str) -> bool:
        """Add words to the answer that they belong to; tell whether there is one with room."""
        if self._takes_first_words():
            self.answers, self.spoken = {"words": words}, "words"
            self.notes.clear()
            if outer_id:
                self.sources[outer_id] = words
            return True
        if self.spoken is None or not isinstance(self.answers.get(self.spoken), str):
            return False
        if self.is_full(words):
            return False
        self.answers[self.spoken] = f"{self.answers[self.spoken]}\n{words}"
        self.notes.clear()
        if outer_id:
            self.sources[outer_id] = words
        return True

    def _takes_first_words(self) -> bool:
        """Tell whether photos came alone, and now the words to them."""
        is_picking = self.question is not None and not self.question.takes_words
        return bool(self.attachments) and is_picking and not self.answers and not self.settled

    def join(self, attachments: Sequence[int]) -> bool:
        """Add photos and voices; tell whether there was room for all."""
        room = MOST_ATTACHMENTS - len(self.attachments)
        self.attachments.extend(attachments[:room])
        return len(attachments) <= room

    def reword(self, outer_id: str, words: str) -> bool:
        """Put an edited message in place of the original; tell whether it stands here."""
        before = self.sources.get(outer_id)
        said = self.answers.get(self.spoken or "")
        if before is None or not isinstance(said, str) or before not in said:
            return False
        self.answers[cast("str", self.spoken)] = said.replace(before, words, 1)
        self.sources[outer_id] = words
        self.notes.clear()
        return True


@dataclass(slots=True)
class State:
    """Everything open in a conversation, the newest dialogue last; `kept` is a draft left.

    `taken` is what acts once only and did so lately: buttons that carry words. `filed` are the
    questions that ended in a report, each with its first and last turn and the case.
    """

    frames: list[Frame] = field(default_factory=list[Frame])
    kept: Frame | None = None
    taken: list[str] = field(default_factory=list[str])
    filed: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])

    @property
    def question(self) -> Question | None:
        """The question that is open now."""
        return self.frames[-1].question if self.frames else None

    def take_once(self, token: str) -> bool:
        """Note that a button was pressed, or a word said; tell whether it is the first time."""
        if token in self.taken:
            return False
        self.taken = [*self.taken[1 - MOST_TAKEN :], token]
        return True

    def note_filed(self, question: Question | None, frame: Frame) -> None:
        """Remember which case was filed with the answer to a question, if one was."""
        filed = frame.acts.get("file")
        case_id = filed.get("case") if isinstance(filed, Mapping) else None
        if question is not None and isinstance(case_id, int):
            turns = (question.since or question.turn, question.turn, case_id)
            self.filed = [*self.filed[1 - MOST_FILED :], turns]

    def find_filed(self, turn: int) -> int | None:
        """Find the case that the buttons of a turn filed."""
        return next((it for first, last, it in self.filed if first <= turn <= last), None)

    def push(self, frame: Frame) -> None:
        """Lay a dialogue on top."""
        self.frames.append(frame)
        for oldest in self.frames[:-MOST_FRAMES]:
            self.drop(oldest)

    def take_same(self, frame: Frame) -> Frame | None:
        """Take out an open dialogue that is the same: a button was pressed twice."""
        for open_ in self.frames:
            is_same = open_.dialogue == frame.dialogue and open_.about == frame.about
            if is_same and not frame.answers:
                self.frames.remove(open_)
                return open_
        return None

    def drop(self, frame: Frame) -> Frame | None:
        """Take a dialogue away; give the draft that is kept of it, if any."""
        self.frames = [each for each in self.frames if each is not frame]
        draft = frame.as_draft()
        self.kept = draft or self.kept
        return draft


def asked_since(before: Question | None, key: str, turn: int, values: Sequence[Json]) -> int:
    """Give the turn since which just this has been asked: its older buttons mean the same."""
    if before is None or before.key != key or before.values != values:
        return turn
    return before.since or before.turn
