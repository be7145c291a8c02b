"""One conversation's turn: dialogues laid on each other, run until one asks or all are over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from handlers.dialogues import DIALOGUES, DRAFTS
from handlers.frames import Frame, Json, Question, State
from handlers.messages import Heard, Reply
from handlers.talk import Caller, Given, HandedBack, Option, Suspended, Talk
from models.errors import Refusal
from services import facts
from services.clock import Clock
from services.outbox import Choice, Saying
from services.texts import refusals
from services.texts import talk as texts
from services.texts.phrases import Phrase, put_into_words

BACK = "\x00back"
CANCEL = "\x00cancel"


@dataclass(frozen=True, slots=True)
class Said:
    """One message of ours in this conversation; `turn` is set when it asks a question."""

    saying: Saying
    turn: int | None = None


@dataclass(slots=True)
class Conversation:
    """What a turn has in hand.

    Args:
        session: the turn's transaction.
        clock: tells the time.
        caller: whom we are talking with.
        conversation_id: its row.
        turn: counts the questions asked so far.
        state: what is open.
        act: runs a write under a savepoint.
    """

    session: Session
    clock: Clock
    caller: Caller
    conversation_id: int
    turn: int
    state: State
    act: Callable[[Callable[[], Json]], Json]
    said: list[Said] = field(default_factory=list[Said])

    def start(
        self,
        dialogue: str,
        about: Mapping[str, str | int] | None = None,
        words: str | None = None,
        outer_id: str = "",
    ) -> str | None:
        """Begin a dialogue on top of what is open; `words` (or `about` them) are its first answer.

        Returns:
            Words that the dialogue handed back, for the router.
        """
        frame = Frame(dialogue, dict(about or {}))
        words = str(frame.about.pop("words", "")) or words
        if words is not None:
            frame.answers["words"] = words
            frame.spoken = "words"
            if outer_id:
                frame.sources[outer_id] = words
        self.state.push(frame)
        return self.run(None)

    def run(self, given: Given | None) -> str | None:
        """Run what lies on top until it asks, and what lies below once it is over."""
        while self.state.frames:
            frame = self.state.frames[-1]
            try:
                reply = DIALOGUES[frame.dialogue](self._talk(frame, given))
            except Suspended as suspended:
                self._put(frame, suspended)
                return None
            except HandedBack as handed:
                self.state.frames.remove(frame)
                return handed.words
            except Refusal as refusal:
                reply = Reply((refusals.told(refusal),))
            self.state.frames.remove(frame)
            self.reply(reply)
            given = None
        return None

    def answer(self, index: int, heard: Heard) -> str | None:
        """Answer the open question with one of its choices."""
        question = self.state.question
        if question is None:
            return None
        value = question.values[index]
        if value == BACK:
            return self.back()
        if value == CANCEL:
            return self.leave()
        return self.run(Given(heard, is_choice=True, value=value))

    def back(self) -> str | None:
        """Ask the question before this one again."""
        frame = self.state.frames[-1]
        if not frame.take_back():
            self.say(texts.NOTHING_BEFORE())
        return self.run(None)

    def leave(self) -> str | None:
        """Leave the dialogue on top; a draft is kept for a day."""
        frame = self.state.frames.pop()
        frame.question = None
        if frame.dialogue in DRAFTS and frame.answers:
            self.state.kept = frame
            self.say(texts.LEFT_DRAFT())
        else:
            self.say(texts.LEFT())
        return self.run(None)

    def take_up(self) -> str | None:
        """Go on with a draft that was left; without one, ask the open question again."""
        if self.state.kept is not None:
            self.state.push(self.state.kept)
            self.state.kept = None
        return self.run(None)

    def say(self, *phrases: Phrase, choices: tuple[Choice, ...] = ()) -> None:
        """Say something and leave what is open open."""
        self.reply(Reply(phrases, choices))

    def reply(self, reply: Reply) -> None:
        """Say what a dialogue ended with."""
        if reply.phrases:
            self.said.append(
                Said(
                    Saying(
                        (*reply.phrases, *self._footer()),
                        reply.choices,
                        is_urgent=reply.is_urgent,
                        case_id=reply.case_id,
                    )
                )
            )

    def _talk(self, frame: Frame, given: Given | None) -> Talk:
        return Talk(self.session, self.clock, self.caller, frame, given, self.act)

    def _put(self, frame: Frame, open_: Suspended) -> None:
        self.turn += 1
        phrases, options = open_.prompt.put(open_.partial)
        offered = [*options, *_ways_out(frame, open_)]
        hint = () if open_.hint is None else (open_.hint,)
        frame.question = Question(
            key=open_.key,
            turn=self.turn,
            labels=[put_into_words(option.label) for option in offered],
            values=[option.value for option in offered],
            takes_words=open_.prompt.takes_words,
        )
        self.said = [said for said in self.said if said.turn is None]
        saying = Saying(
            (*hint, *phrases, *self._footer()), tuple(Choice(it.label) for it in offered)
        )
        self.said.append(Said(saying, self.turn))

    def _footer(self) -> tuple[Phrase, ...]:
        """Give the office's phone, which stands under every message to a resident."""
        if self.caller.is_staff:
            return ()
        return (texts.PHONE_BELOW(phone=facts.office_phone(self.session)),)


def _ways_out(frame: Frame, open_: Suspended) -> list[Option]:
    """Give 返回 and 取消 under a question that takes free text."""
    if not open_.prompt.takes_words:
        return []
    back = [Option(texts.BACK(), BACK)] if len(frame.answers) > frame.settled else []
    return [*back, Option(texts.CANCEL(), CANCEL)]
