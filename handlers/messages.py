"""What the conversations hear and say, the same for every door."""

from dataclasses import dataclass
from enum import StrEnum

from services.outbox import Choice
from services.texts.phrases import Phrase


class Kind(StrEnum):
    """What kind of thing came in."""

    TEXT = "text"
    EDIT = "edit"  # the person changed what they had written
    PRESS = "press"  # a button
    PLACE = "place"  # a pin on the map
    PHOTO = "photo"
    VOICE = "voice"
    OTHER = "other"  # stickers, documents, contacts and whatever comes next
    LEFT = "left"  # the person blocked the bot
    CAME_BACK = "came_back"  # and let it in again


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of a conversation, as an adapter read it.

    Args:
        kind: what it is.
        words: text or caption, as written.
        token: of the button pressed, as we gave it out (handlers/buttons.py).
        replied_to: the platform's id of our message that this one answers.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        name: how the platform shows the sender.
        outer_id: the platform's id of this message; an edit has the id of its original.
        attachment: the platform's handle of the photo, voice or file.
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


@dataclass(frozen=True, slots=True)
class Reply:
    """What a dialogue says when it is over."""

    phrases: tuple[Phrase, ...]
    choices: tuple[Choice, ...] = ()
    case_id: int | None = None
    is_urgent: bool = False


def reply(*phrases: Phrase, choices: tuple[Choice, ...] = (), case_id: int | None = None) -> Reply:
    """Say something and leave nothing open."""
    return Reply(phrases, choices, case_id)
