"""What every door can do; the rest of the process knows adapters only by this."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from handlers.talking.messages import Heard
from models.errors import Rejected
from models.media import MediaKind
from models.people import Door
from services.reception.inbox import Envelope
from web.callbacks import Callbacks

__all__ = [
    "Adapter",
    "AnswersInCall",
    "Button",
    "Envelope",
    "FindsReplies",
    "Outgoing",
    "Passive",
    "Picture",
    "Receive",
]


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message; without buttons a door writes `1 label`.

    Args:
        label: what stands on it.
        token: what a press sends.
        link: instead of that, it opens the private chat with /start LINK.
        is_way_out: 返回 or 取消; it has no number, its word is written.
        is_by_word: nor has this, for a number would be an answer by itself.
    """

    label: str
    token: str
    link: str = ""
    is_way_out: bool = False
    is_by_word: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, voice or document on its way out; `data` are its bytes, `name` is a document's."""

    kind: MediaKind
    mime: str
    data: bytes
    content: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One part of a message, in words, ready for a platform.

    Args:
        chat: where it goes.
        topic: forum topic, empty in most chats.
        text: at most as long as the door's parts are.
        buttons: under the last part only; where they are numbered lines they are in the text.
        key: the same when the same part is said once more; for doors that can tell.
        pictures: shown before the text; at most ten.
        edits: the platform's id of the message whose place this takes; a door that cannot edit, or
            no longer finds it, sends anew.
        answers: the press that this answers: only who pressed sees it; too late, nobody does.
        first_number: of the first button, where choices are shown as numbered lines.
        to: the platform's id of the account that it is for; the chat's own where nobody asked.
    """

    chat: str
    topic: str
    text: str
    buttons: Sequence[Button] = field(default_factory=tuple[Button, ...])
    key: str = ""
    pictures: Sequence[Picture] = ()
    edits: str = ""
    answers: str = ""
    first_number: int = 1
    to: str = ""


Receive = Callable[[Sequence[Envelope]], Awaitable[None]]
"""Stores events; when it returns they are committed and the platform may be told so."""


class Adapter(Protocol):
    """One door, opened with one account of ours (`robot`).

    `is_numbered`: it has no buttons for everything; choices have numbers that may be written.
    `has_windows`: people can be written to for a while after they did something, and so often.
    `shows_apart`: each photo is a message of its own and counts like one; it comes with no text.
    """

    door: Door
    robot: str
    is_numbered: bool = False
    has_windows: bool = False
    shows_apart: bool = False

    @property
    def is_polling(self) -> bool:
        """Whether it asks for events, so that only one process may have it open."""
        ...

    async def open(self, receive: Receive) -> None:
        """Start taking events in; returns once the door is open.

        Raises:
            DeliveryError: the platform does not let us in; the process tries again later.
        """
        ...

    async def close(self) -> None:
        """Stop taking events in, and let go of connections."""
        ...

    def hear(self, payload: bytes) -> Heard:
        """Read a stored event of a known sender."""
        ...

    def split(self, text: str) -> Sequence[str]:
        """Cut a text into parts that the platform takes, at sentence ends where possible."""
        ...

    def split_above_buttons(self, text: str) -> Sequence[str]:
        """Cut a text whose last part has buttons under it."""
        return self.split(text)

    def shows_buttons(self, text: str, buttons: Sequence[Button]) -> bool:
        """Tell whether a message goes out with buttons; else they are numbered lines below it."""
        del text, buttons
        return not self.is_numbered

    async def send(self, outgoing: Outgoing) -> str:
        """Send one part; give the platform's id of the message.

        Raises:
            DeliveryError: one of its kinds (models/errors.py); nothing else.
        """
        ...

    async def fetch(self, handle: str, most: int) -> bytes:
        """Fetch an attachment by the platform's handle.

        Raises:
            Rejected: there is no such thing any more, or it is larger than `most` bytes.
            DeliveryError: one of its other kinds: try again.
        """
        del handle, most
        raise Rejected("this door keeps no files")

    async def nudge(self, outgoing: Outgoing) -> bool:
        """Let somebody know who cannot be written to that something waits for them.

        Returns:
            Whether the door has a way to do so.

        Raises:
            DeliveryError: one of its kinds.
        """
        del outgoing
        return False

    @property
    def callbacks(self) -> Mapping[str, Callbacks]:
        """Where its platform calls us, by the path of the address."""
        return {}

    @property
    def fault(self) -> str | None:
        """Say in one line why the door does not work now; None when it does."""
        ...


@dataclass(frozen=True, slots=True)
class Passive:
    """What to answer a platform's call with; `done` is awaited after it went out."""

    text: str
    done: Callable[[], Coroutine[Any, Any, None]]


class FindsReplies(Protocol):
    """Finds what is to be said within a platform's call."""

    async def wait(self, event_key: str, arrived: float) -> Passive | None:
        """Wait for what is said about an event; None when there is nothing, or not in time."""
        ...


@runtime_checkable
class AnswersInCall(Adapter, Protocol):
    """An adapter that can answer within the platform's call.

    `longest_passive`: bytes of UTF-8 that such an answer may have.
    """

    longest_passive: int

    def answer_through(self, passive: FindsReplies) -> None:
        """Take what finds the answers."""
        ...
