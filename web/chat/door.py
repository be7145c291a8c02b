"""What the chat page needs of the browser's door; the door itself is made by the process."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from models.media import MediaKind

ROBOT = "web"
"""The one account of ours in browsers."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing a person did on the chat page: words, a press or a pin.

    Args:
        chat: whose screen.
        key: made by the page, the same when the same thing is sent once more.
        text: as typed.
        token: of the button pressed.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        kind: of what was shown: a photo or a voice; the text is what was written beside it.
        content: of the same, on the shelf.
        size: its bytes.
        seconds: how long a voice is.
        album: the same for photos sent together.
        group: the group it is said in; empty for one's own chat.
        title: what the group is called.
        speaker: how the group's screen names who says it.
    """

    chat: str
    key: str
    text: str = ""
    token: str = ""
    latitude: float | None = None
    longitude: float | None = None
    kind: MediaKind | None = None
    content: str = ""
    size: int = 0
    seconds: int = 0
    album: str = ""
    group: str = ""
    title: str = ""
    speaker: str = ""


class Listener(Protocol):
    """Waits for new lines on some screens; what came since the last wait is not missed."""

    @property
    def is_closed(self) -> bool:
        """Whether the door closes."""
        ...

    async def wait(self, seconds: float) -> bool:
        """Wait for a line; False when none came in that time."""
        ...


class ChatDoor(Protocol):
    """The browser's door."""

    async def take(self, spoken: Spoken) -> int:
        """Store what a person did and show it on their screen; once, however often it comes.

        Returns:
            The number of its line; 0 for a press in a group, which leaves none.

        Raises:
            DeliveryError: it could not be stored; send it again.
        """
        ...

    def listen(self, chats: Collection[str]) -> AbstractContextManager[Listener]:
        """Begin to listen for lines on some screens."""
        ...
