"""One conversation's turn: dialogues laid on each other, run until one asks or all are over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from handlers.casework.naming import name_case, name_left
from handlers.dialogues import DIALOGUES, TAKES_ATTACHMENTS
from handlers.talking.asking import (
    BACK,
    CANCEL,
    Given,
    choices_of,
    hint_for,
    put_question,
    ways_out,
)
from handlers.talking.frames import DANGER, REPORT, Frame, Json, State
from handlers.talking.messages import (
    AT_ONCE,
    COMES_IN_A_ROW,
    MOMENT,
    NOTHING,
    Heard,
    Kind,
    Reply,
    Said,
)
from handlers.talking.refusing import answer_refusal
from handlers.talking.talk import Anew, Caller, HandedBack, Left, Suspended, Talk
from models.errors import Refusal
from services import facts
from services.casework import enclosures
from services.clock import Clock
from services.delivery.messages import Choice, Command, Saying
from services.texts import talk as texts
from services.texts.phrases import Phrase, put_into_words


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
        chat: where it is held, as the platform names it.
        topic: forum topic, empty in most chats.
        is_private: whether nobody else reads it.
        heard: what is heard now.
        brought: rows of photos and voices that came with the words being heard; the dialogue
            that takes the words takes them.
    """

    session: Session
    clock: Clock
    caller: Caller
    conversation_id: int
    turn: int
    state: State
    act: Callable[[Callable[[], Json]], Json]
    chat: str = ""
    topic: str = ""
    is_private: bool = True
    said: list[Said] = field(default_factory=list[Said])
    brought: list[int] = field(default_factory=list[int])
    heard: Heard = NOTHING

    def start(
        self,
        dialogue: str,
        about: Mapping[str, str | int] | None = None,
        words: str | None = None,
        outer_id: str = "",
    ) -> Heard | None:
        """Begin a dialogue on top of what is open; `words` (or `about` them) are its first answer.

        Returns:
            Words that the dialogue handed back, for the router.
        """
        given = {name: value for name, value in (about or {}).items() if value != ""}
        words = str(given.pop("words", "")) or words
        kept = self.state.kept
        is_bare = words is None and not given and not self.brought
        if dialogue == REPORT and kept is not None and is_bare:
            return self.start("draft_or_new", {"kept": kept.words or self._describe(kept)})
        if dialogue != "case":  # to look is no deed
            self._leave_about(given.get("case"))
        frame = Frame(dialogue, given)
        if words is not None:
            frame.answers["words"] = words
            frame.spoken = "words"
            if outer_id:
                frame.sources[outer_id] = words
        frame = self.state.take_same(frame) or frame
        self.state.push(frame)
        if dialogue in TAKES_ATTACHMENTS:
            frame.join(self.brought)
            self.brought = []
        return self.run(None)

    def _leave_about(self, case_id: str | int | None) -> None:
        """Leave what is still asked after a deed about a case: another is done with it now."""
        for frame in tuple(self.state.frames):
            is_same = case_id is not None and frame.about.get("case") == case_id
            if is_same and frame.acts and not frame.words:
                self.state.drop(frame)

    def start_at(self, latitude: float, longitude: float, label: str) -> Heard | None:
        """Begin a report with a pin; what happened there is asked."""
        self.state.push(Frame(REPORT, pin=[latitude, longitude], pin_label=label))
        return self.run(None)

    def run(self, given: Given | None, *, has_more_words: bool = False) -> Heard | None:
        """Run what lies on top until it asks, and what lies below once it is over.

        Args:
            given: the answer to the open question, if one was given.
            has_more_words: words joined an earlier answer; the open question was delivered.
        """
        question = self.state.question
        is_newest = question is not None and question.turn == self.turn
        has_more_words = has_more_words and is_newest  # else it may never have been delivered
        while self.state.frames:
            frame = self.state.frames[-1]
            dialogue = DIALOGUES.get(frame.dialogue)
            if dialogue is None:
                return self._lost(frame, given)
            try:
                reply = dialogue(self._talk(frame, given, has_more_words=has_more_words))
            except Suspended as suspended:
                self._put(frame, suspended)
                return None
            except Anew:
                given = None
                continue
            except HandedBack:
                self.state.frames.pop()
                self.brought += frame.attachments
                return _spoken(frame)
            except Left:
                return self.leave()
            except Refusal as refusal:
                reply = answer_refusal(frame, given, refusal, is_private=self.is_private)
            self.state.frames.pop()
            self.state.note_filed(question, frame)
            self.reply(reply)
            given, question, has_more_words = None, None, False
        return None

    def answer(self, index: int, heard: Heard) -> Heard | None:
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

    def answer_card(self, index: int, heard: Heard) -> Heard | None:
        """Answer the newest card of what lies on top, whatever is asked about it meanwhile."""
        frame = self.state.frames[-1]
        if frame.card is None or not frame.take_back_to(frame.card.key):
            self.say(texts.OLD_BUTTON())
            return None
        frame.question = frame.card
        return self.answer(index, heard)

    def back(self) -> Heard | None:
        """Ask the question before this one again."""
        if not self.state.frames[-1].take_back():
            self.say(texts.NOTHING_BEFORE())
        return self.run(None)

    def leave(self) -> Heard | None:
        """Leave the dialogue on top; a draft is kept for a day."""
        frame = self.state.frames[-1]
        left = name_left(self.session, self.caller, frame) if self.is_private else ()
        said = (texts.LEFT_HALFWAY() if frame.acts else texts.LEFT(), *left)
        self.say(*(said if self.state.drop(frame) is None else (texts.LEFT_DRAFT(),)))
        return self.run(None)

    def leave_above(self, depth: int) -> None:
        """Leave what lies above a dialogue that the person goes back to."""
        for frame in self.state.frames[:depth:-1]:
            self.state.drop(frame)

    def take_up(self) -> Heard | None:
        """Go on with a draft that was left; without one, ask the open question again."""
        if self.state.kept is not None:
            kept, self.state.kept = self.state.kept, None
            self.state.push(kept)
        if not self.state.frames:
            self.say(texts.DRAFT_GONE())
        return self.run(None)

    def say(self, *phrases: Phrase, choices: tuple[Choice, ...] = ()) -> None:
        """Say something and leave what is open open."""
        self.reply(Reply(phrases, choices))

    def whisper(self, press: str, phrase: Phrase) -> None:
        """Answer a press in a group, so that only who pressed sees it."""
        self.said.append(Said(Saying((phrase,), answers=press)))

    def reply(self, reply: Reply) -> None:
        """Say what a dialogue ended with; in a group the same, said again, replaces it."""
        for part in reply.in_parts():
            subject = f"in:{self.conversation_id}:{part.phrases[0].key}"
            saying = Saying(
                self._with_phone(part.phrases),
                part.choices,
                is_urgent=part.is_urgent,
                subject=None if self.is_private else subject,
                case_id=part.case_id,
                attachments=part.attachments,
                file_name=part.file_name,
            )
            self.said.append(Said(saying))

    def _talk(self, frame: Frame, given: Given | None, *, has_more_words: bool) -> Talk:
        return Talk(
            self.session,
            self.clock,
            self.caller,
            frame,
            given,
            self.act,
            state=self.state,
            has_more_words=has_more_words,
            is_album=bool(self.heard.album),
            heard_at=self.heard.received_at,
        )

    def _put(self, frame: Frame, open_: Suspended) -> None:
        self.turn += 1
        put, options = open_.prompt.put(open_.partial)
        offered = [
            *options,
            *ways_out(open_.prompt, options, can_go_back=len(frame.answers) > frame.settled),
        ]
        is_theirs = self.caller.is_staff and frame.dialogue != REPORT
        phrases = (*hint_for(open_.hint, is_staff=is_theirs), *put)
        if self.is_private:
            phrases = name_case(self.session, self.caller, frame.about, phrases)
        frame.question = put_question(open_.key, open_.prompt, offered, self.turn, frame.question)
        if open_.is_card:
            frame.card = frame.question
        self.said = [said for said in self.said if said.turn is None]
        choices = choices_of(offered, frame.question)
        is_urgent = frame.dialogue == DANGER
        saying = Saying(self._with_phone(phrases), choices, is_urgent=is_urgent)
        may_wait = self.heard.kind in COMES_IN_A_ROW and not is_urgent
        self.said.append(Said(saying, self.turn, MOMENT if may_wait else AT_ONCE))

    def _describe(self, frame: Frame) -> str:
        what = enclosures.describe(self.session, frame.attachments)
        return "" if what is None else put_into_words(what, language=self.caller.language)

    def _with_phone(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Put the office's phone under a message to a resident, unless it stands there."""
        phone = facts.office_phone(self.session)
        said = (value for phrase in phrases for value in phrase.arguments.values())
        if self.caller.is_staff or phone in said:
            return phrases
        return (*phrases, texts.PHONE_BELOW(phone=phone))

    def _lost(self, frame: Frame, given: Given | None) -> Heard | None:
        """Leave a dialogue of another release; what was said in it is kept, or heard anew."""
        self.state.drop(frame)
        if frame.words:
            go_on = Choice(texts.TAKE_UP(), Command("take_up", {}))
            self.say(texts.STEP_GONE(), choices=(go_on,))
        else:
            self.say(texts.OLD_BUTTON())
        if given is not None and given.heard.kind is Kind.TEXT and not given.is_choice:
            return given.heard
        return self.run(None)


def _spoken(frame: Frame) -> Heard:
    """Give what was said in a frame as if it were said now."""
    outer_id = next(iter(frame.sources)) if len(frame.sources) == 1 else ""
    return Heard(Kind.TEXT, frame.words, outer_id=outer_id)
