"""What the conversations hear and say, the same for every door."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from models.doors import WindowKind
from services.delivery.messages import Choice, Saying
from services.texts.phrases import Phrase


class Kind(StrEnum):
    """What kind of thing came in."""

    TEXT = "text"
    EDIT = "edit"  # the person changed what they had written
    PRESS = "press"  # a button
    PLACE = "place"  # a pin on the map
    PHOTO = "photo"
    VOICE = "voice"
    FILE = "file"  # a document, a film, a piece of music
    OTHER = "other"  # stickers, contacts and whatever comes next
    LEFT = "left"  # the person blocked the bot
    CAME_BACK = "came_back"  # and let it in again


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of a conversation, as an adapter read it.

    Args:
        kind: what it is.
        words: text or caption, as written.
        token: of the button pressed, as we gave it out (handlers/talking/buttons.py).
        replied_to: the platform's id of our message that this one answers.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        name: how the platform shows the sender.
        outer_id: the platform's id of this message; an edit has the id of its original.
        attachment: the platform's handle of the photo, voice or file.
        content: SHA-256 (hex) of what the door itself put into the media folder.
        size: bytes of the attachment, as the platform says; 0 when it does not.
        seconds: how long a voice is.
        album: the same for photos sent together.
        press: the platform's id of a press that waits for a word (groups only).
        chat_title: what a group is called.
        sent_at: when it was sent as the platform says, in seconds since 1970; 0 when it does not.
        is_forwarded: it is somebody else's message, or one of another chat.
        received_at: when it was stored; by the time it is thought about it may be later.
        is_command: it was pressed in a menu; its words name what is wanted, they answer nothing.
        opens: what it lets us say to them for a while, on a door that has such limits.
    """

    kind: Kind
    words: str = ""
    token: str = ""
    replied_to: str = ""
    latitude: float | None = None
    longitude: float | None = None
    name: str = ""
    outer_id: str = ""
    attachment: str = ""
    content: str = ""
    size: int = 0
    seconds: int = 0
    album: str = ""
    press: str = ""
    chat_title: str = ""
    sent_at: int = 0
    is_forwarded: bool = False
    is_command: bool = False
    received_at: datetime | None = None
    opens: WindowKind | None = None


NOTHING = Heard(Kind.OTHER)

COMES_IN_A_ROW = frozenset({Kind.PHOTO, Kind.VOICE, Kind.FILE, Kind.OTHER})
"""What people send many of in a moment."""

AT_ONCE = timedelta()

MOMENT = timedelta(seconds=1.2)
"""How long a question waits that answers a photo: the next photo's question replaces it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a dialogue says when it is over."""

    phrases: tuple[Phrase, ...]
    choices: tuple[Choice, ...] = ()
    case_id: int | None = None
    is_urgent: bool = False
    attachments: tuple[int, ...] = ()
    file_name: str = ""  # of a document among the attachments
    shown_last: Phrase | None = None  # what stands under the attachments when words go before

    def in_parts(self) -> "Sequence[Reply]":
        """Give what is said one after another: a door shows what is attached above its words."""
        if not self.phrases:
            return ()
        if self.shown_last is None or not self.attachments:
            return (self,)
        before = replace(self, choices=(), attachments=(), file_name="", shown_last=None)
        return (before, replace(self, phrases=(self.shown_last,), shown_last=None))


@dataclass(frozen=True, slots=True)
class Said:
    """One message of ours in a conversation.

    Args:
        saying: what it says.
        turn: set when it asks a question.
        wait: how long it is held back, in case another question replaces it.
    """

    saying: Saying
    turn: int | None = None
    wait: timedelta = AT_ONCE


def reply(*phrases: Phrase, choices: tuple[Choice, ...] = (), case_id: int | None = None) -> Reply:
    """Say something and leave nothing open."""
    return Reply(phrases, choices, case_id)
