"""Conversations as straight-line code.

A dialogue is a function that asks, reads, writes and returns a reply. The first time, `ask`
leaves the function and the question goes out; at the next message the function runs again from
the top, answered questions return at once, and it comes to the next one. So it reads like the
conversation, and where it stands is a small JSON object (handlers/talking/frames.py).

    def urge(talk: Talk) -> Reply:
        number = talk.ask("which", Pick(texts.WHICH_CASE, mine))
        talk.do("urge", lambda: cases.urge_case(talk.session, number, ...))
        return reply(texts.URGED())

Everything between two questions must come out the same when it runs again: what is read from
the store and may change goes through `once`, what is written through `do`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn, TypeVar, cast

from sqlmodel import Session

from handlers.talking.asking import Given, Kept, NotTaken, Prompt, Taken
from handlers.talking.frames import Frame, Json, State
from handlers.talking.messages import Kind
from models.errors import Invalid, Refusal
from models.people import Door, Language
from services.clock import Clock
from services.identity import people
from services.sealing import Sealer
from services.texts import talk as texts
from services.texts.phrases import Phrase

T = TypeVar("T")
J = TypeVar("J", bound=Json)


@dataclass(slots=True)
class Caller:
    """Whom we are talking with.

    Args:
        account_id: the account they came in with.
        key_id: key of that account.
        sealer: its use.
        door: which way they came in.
        person_id: who they are, once they agreed to be remembered or took a role.
        has_consented: whether they agreed (product.md, Personal data).
        is_staff: whether they hold any role.
        area_id: where they are, if that is known.
        name: how the platform shows them.
        is_group: the group itself is speaking, and nobody is named.
        language: what they read.
    """

    account_id: int
    key_id: int
    sealer: Sealer
    door: Door
    person_id: int | None = None
    has_consented: bool = False
    is_staff: bool = False
    area_id: int | None = None
    name: str = ""
    is_group: bool = False
    language: Language = Language.SIMPLIFIED


class Suspended(BaseException):
    """Leaves a dialogue at its open question; not an Exception, so that none swallows it."""

    def __init__(
        self, key: str, prompt: Prompt[object], partial: Json, hint: Phrase | None
    ) -> None:
        super().__init__(key)
        self.key = key
        self.prompt = prompt
        self.partial = partial
        self.hint = hint
        self.is_card = False


class HandedBack(BaseException):
    """Ends a dialogue and gives its words to whatever lies below it."""


class Left(BaseException):
    """Ends a dialogue as 取消 does."""


class Anew(BaseException):
    """Runs a dialogue again from the top: it has learnt something that no question took."""


class Talk:
    """What a dialogue has in hand."""

    def __init__(  # noqa: PLR0913 - all that a dialogue has in hand
        self,
        session: Session,
        clock: Clock,
        caller: Caller,
        frame: Frame,
        given: Given | None,
        act: Callable[[Callable[[], Json]], Json],
        *,
        state: State | None = None,
        has_more_words: bool = False,
        is_album: bool = False,
        heard_at: datetime | None = None,
    ) -> None:
        self.session = session
        self.clock = clock
        self.caller = caller
        self.about: Mapping[str, str | int] = frame.about
        self._frame = frame
        self._given = given
        self._act = act
        self._state = state
        self._has_more_words = has_more_words
        self._is_album = is_album
        self.heard_at = heard_at

    def ask(self, key: str, prompt: Prompt[T], *, is_card: bool = False) -> T:
        """Ask a question, or give the answer it got.

        The buttons of a card count until the next card, whatever is asked about it meanwhile.
        """
        frame = self._frame
        if key in frame.answers:
            try:
                return prompt.decode(frame.answers[key])
            except (ValueError, LookupError, TypeError):
                del frame.answers[key]
        try:
            return self._hear(key, prompt)
        except Suspended as suspended:
            suspended.is_card = is_card
            raise

    def once(self, key: str, read: Callable[[], J]) -> J:
        """Read something once; the same is found when the function runs again."""
        notes = self._frame.notes
        if key not in notes:
            notes[key] = read()
        return cast("J", notes[key])

    def do(self, key: str, write: Callable[[], J]) -> J:
        """Write something once, in the transaction of this turn; back does not cross it.

        Raises:
            Refusal: a rule says no; what was written here is undone.
        """
        frame = self._frame
        if key not in frame.acts:
            frame.acts[key] = self._act(write)
            frame.settled = len(frame.answers)
            frame.spoken = None
        return cast("J", frame.acts[key])

    def attempt(self, key: str, write: Callable[[], J]) -> J | Refusal:
        """Write something as `do` does; a rule's no is given back, and kept like what is written.

        So a dialogue can go on after it: ask for another code, offer the waiting list.
        """
        frame = self._frame
        if key not in frame.refused:
            try:
                return self.do(key, write)
            except Refusal as refusal:
                frame.refused[key] = (refusal.reason, dict(refusal.fields))
                frame.settled = len(frame.answers)
        reason, fields = frame.refused[key]
        return Refusal(reason, **fields)

    def is_joined(self, key: str) -> bool:
        """Tell whether a question that was delivered is only put again because words joined."""
        question = self._frame.question
        return self._has_more_words and question is not None and question.key == key

    def has(self, key: str) -> bool:
        """Tell whether a question has its answer."""
        return key in self._frame.answers

    @property
    def attachments(self) -> Sequence[int]:
        """The photos and voices that were sent with it and are not handed in yet."""
        return tuple(self._frame.attachments)

    def take_attachments(self) -> Sequence[int]:
        """Give them to be handed in; to be called in what `do` writes."""
        taken, self._frame.attachments = self._frame.attachments, []
        return taken

    def expects_more(self, key: str) -> bool:
        """Tell whether more of an album may come, or this question was asked because of it."""
        question = self._frame.question
        is_open = question is not None and question.key == key
        return self._is_album or is_open or self.has(key)

    def number(self, key: str) -> int:
        """Give a number that this dialogue was started with.

        Raises:
            Invalid: a button of another release did not give it.
        """
        value = self.about.get(key)
        if not isinstance(value, int):
            raise Invalid("button_outdated")
        return value

    def text(self, key: str) -> str:
        """Give words that this dialogue was started with.

        Raises:
            Invalid: as for `number`.
        """
        value = self.about.get(key)
        if not isinstance(value, str):
            raise Invalid("button_outdated")
        return value

    @property
    def pin(self) -> tuple[float, float] | None:
        """The pin that was sent meanwhile: latitude and longitude in degrees."""
        pin = self._frame.pin
        return (pin[0], pin[1]) if len(pin) == 2 else None  # noqa: PLR2004 - two coordinates

    @property
    def pin_label(self) -> str:
        """What the map calls the place of that pin; it may be empty."""
        return self._frame.pin_label

    def forget(self, sealer: Sealer) -> None:
        """Note that the person was erased; what is said from now on has a new key."""
        self.caller.sealer = sealer
        self.caller.person_id = self.caller.area_id = None
        self.caller.has_consented = self.caller.is_staff = False
        self.caller.language = Language.SIMPLIFIED
        if self._state is not None:
            self._state.frames, self._state.kept = [self._frame], None

    def know(self, person_id: int, *, has_consented: bool) -> None:
        """Note who is speaking, for the rest of this turn and those behind it."""
        self.caller.person_id = person_id
        self.caller.has_consented = has_consented

    def settle_in(self, area_id: int) -> None:
        """Note where they are, for good; to be called in what `do` writes."""
        people.set_area(self.session, self.caller.account_id, area_id)
        self.caller.area_id = area_id

    def hand_back(self) -> NoReturn:
        """End here and give the words to whatever this dialogue interrupted."""
        raise HandedBack

    def leave(self) -> NoReturn:
        """End here as 取消 does: a draft is kept for a day."""
        raise Left

    def _hear(self, key: str, prompt: Prompt[T]) -> T:
        frame, given, hint = self._frame, self._given, None
        question = frame.question
        if given is not None and question is not None and question.key == key:
            self._given = None
            match prompt.take(given, frame.partial.get(key)):
                case Taken(value):
                    try:
                        decoded = prompt.decode(value)
                    except (ValueError, LookupError, TypeError):
                        hint = texts.SAY_IT_AGAIN()
                    else:
                        self._keep(key, value, prompt, given)
                        return decoded
                case Kept(partial):
                    frame.partial[key] = partial
                case NotTaken() if given.heard.kind is Kind.PLACE:
                    frame.pin = [given.heard.latitude or 0.0, given.heard.longitude or 0.0]
                    frame.pin_label = given.heard.words
                    raise Anew
                case NotTaken(hint_):
                    hint = hint_
        raise Suspended(key, prompt, frame.partial.get(key), hint)

    def _keep(self, key: str, value: Json, prompt: Prompt[object], given: Given) -> None:
        frame = self._frame
        frame.answers[key] = value
        frame.partial.pop(key, None)
        frame.question = None
        if prompt.keeps_words and isinstance(value, str):
            frame.spoken = key
            if given.heard.outer_id:
                frame.sources[given.heard.outer_id] = value
