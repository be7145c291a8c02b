"""What a message says and offers, before it is addressed and as it is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from services.sealing import Sealer, canonical, digest
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json


@dataclass(frozen=True, slots=True)
class Command:
    """What pressing a button starts: a dialogue by name, with what it is about."""

    dialogue: str
    about: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button or a numbered line. Without a command it answers the question it stands under.

    With a `link` it opens the private chat and starts there with that (/start LINK). A way out
    (返回, 取消) has no number where others have: its word is what is written. Nor has what stands
    under a question that a number answers by itself (`is_by_word`).
    """

    label: Phrase
    command: Command | None = None
    link: str = ""
    is_way_out: bool = False
    is_by_word: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """One message before it is addressed.

    Args:
        phrases: what it says, one below the other.
        choices: what is offered under it.
        is_urgent: it goes before everything else, at night too.
        subject: what it is about, to be taken back by.
        case_id: the case it is about.
        attachments: photos and voices shown with it (models/media.py).
        answers: the press that it answers: only who pressed sees it, for a moment.
        file_name: what a document among the attachments is called.
    """

    phrases: tuple[Phrase, ...]
    choices: tuple[Choice, ...] = ()
    is_urgent: bool = False
    subject: str | None = None
    case_id: int | None = None
    attachments: tuple[int, ...] = ()
    answers: str = ""
    file_name: str = ""


def seal_body(sealer: Sealer, saying: Saying) -> bytes:
    """Write and seal what a message says and offers."""
    body: dict[str, Any] = {
        "say": [phrase_to_json(phrase) for phrase in saying.phrases],
        "offer": [_choice_to_json(choice) for choice in saying.choices],
    }
    if saying.attachments:
        body["media"] = list(saying.attachments)
    if saying.answers:
        body["answers"] = saying.answers
    if saying.file_name:
        body["file"] = saying.file_name
    return sealer.seal(json.dumps(body, ensure_ascii=False, separators=(",", ":")))


def open_body(sealer: Sealer, sealed: bytes) -> Saying:
    """Open and read what `seal_body` wrote."""
    body = json.loads(sealer.open(sealed))
    return Saying(
        phrases=tuple(phrase_from_json(stored) for stored in body["say"]),
        choices=tuple(_choice_from_json(stored) for stored in body["offer"]),
        attachments=tuple(body.get("media", ())),
        answers=body.get("answers", ""),
        file_name=body.get("file", ""),
    )


def digest_of(saying: Saying) -> str:
    """Give what tells one look of a message from another."""
    said = [phrase_to_json(phrase) for phrase in saying.phrases]
    return digest(canonical([*said, *map(_choice_to_json, saying.choices)])).hex()


def _choice_to_json(choice: Choice) -> Sequence[Any]:
    label = phrase_to_json(choice.label)
    if choice.is_way_out or choice.is_by_word:
        return [label, choice.is_way_out]
    if choice.link:
        return [label, choice.link]
    if choice.command is None:
        return [label]
    return [label, choice.command.dialogue, dict(choice.command.about)]


def _choice_from_json(stored: Sequence[Any]) -> Choice:
    label = phrase_from_json(stored[0])
    if len(stored) == 1:
        return Choice(label)
    if isinstance(stored[1], bool):
        return Choice(label, is_way_out=stored[1], is_by_word=not stored[1])
    if len(stored) == 2:  # noqa: PLR2004 - a label and a link
        return Choice(label, link=stored[1])
    return Choice(label, Command(stored[1], cast("dict[str, str | int]", stored[2])))
