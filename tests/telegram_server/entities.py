"""Formatted text: what is left of it after parsing, its entities, and its limits."""

import re
import unicodedata
from typing import cast

from tests.telegram_server.errors import JsonObject, bad_request
from tests.telegram_server.kinds import Field, flag, integer, record, text, utf16_length, variant
from tests.telegram_server.parse_html import parse_html
from tests.telegram_server.parse_markdown import parse_markdown

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_INPUT = 1 << 15

_CONTROL = {code: " " for code in range(32) if code not in {9, 10, 13}} | {13: None}
_BRAILLE_BLANK = "\u2800"
_SEEN_BY_THE_SERVER = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("url", re.compile(r"https?://[^\s<>]+")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}")),
    ("hashtag", re.compile(r"(?<!\w)#\w{1,256}")),
)

_PLACE = {"offset": Field(integer(), True), "length": Field(integer(), True)}
_BARE = (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline "
    "strikethrough spoiler blockquote expandable_blockquote code"
)
ENTITY = variant(
    dict.fromkeys(_BARE.split(), _PLACE)
    | {
        "pre": {**_PLACE, "language": Field(text())},
        "text_link": {**_PLACE, "url": Field(text(1), True)},
        "text_mention": {**_PLACE, "user": Field(record({"id": Field(integer(1), True)}), True)},
        "custom_emoji": {**_PLACE, "custom_emoji_id": Field(text(1), True)},
        "date_time": {
            **_PLACE,
            "unix_time": Field(integer(0), True),
            "date_time_format": Field(text()),
        },
    }
)
LINK_PREVIEW = record(
    {
        "is_disabled": Field(flag),
        "url": Field(text()),
        "prefer_small_media": Field(flag),
        "prefer_large_media": Field(flag),
        "show_above_text": Field(flag),
    }
)


def message_text(
    raw: str, parse_mode: str | None, entities: list[JsonObject] | None
) -> JsonObject:
    """Return `text` and `entities` of a message; 1-4096 characters after parsing."""
    plain, found = formatted(raw, parse_mode, entities)
    if not plain:
        raise bad_request("text must be non-empty")
    if utf16_length(plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": plain} | ({"entities": found} if found else {})


def message_caption(
    raw: str | None, parse_mode: str | None, entities: list[JsonObject] | None
) -> JsonObject:
    """Return `caption` and `caption_entities`; 0-1024 characters after parsing."""
    plain, found = formatted(raw or "", parse_mode, entities)
    if utf16_length(plain) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not plain:
        return {}
    return {"caption": plain} | ({"caption_entities": found} if found else {})


def formatted(
    raw: str, parse_mode: str | None, entities: list[JsonObject] | None
) -> tuple[str, list[JsonObject]]:
    """Return the plain text, trimmed, and its entities."""
    if len(raw.encode()) > LARGEST_INPUT:
        raise bad_request("text is too long")
    mode = (parse_mode or "none").lower()
    if mode == "html":
        plain, found = parse_html(raw)
    elif mode == "markdownv2":
        plain, found = parse_markdown(raw)
    elif mode == "none":
        plain, found = raw, list(entities or [])
        _check_places(plain, found)
    else:
        # The old "Markdown" mode is legacy; nothing new should send it.
        raise bad_request("unsupported parse_mode")
    return _trimmed(plain, found)


def entities_of_plain(plain: str) -> list[JsonObject]:
    """Return what the server itself marks in a person's text: commands, links, mentions."""
    found: list[JsonObject] = []
    for kind, pattern in _SEEN_BY_THE_SERVER:
        for match in pattern.finditer(plain):
            offset = utf16_length(plain[: match.start()])
            found.append({"type": kind, "offset": offset, "length": utf16_length(match[0])})
    return sorted(found, key=lambda entity: cast("int", entity["offset"]))


def _check_places(plain: str, entities: list[JsonObject]) -> None:
    size = utf16_length(plain)
    for entity in entities:
        start, length = cast("int", entity["offset"]), cast("int", entity["length"])
        if start < 0 or length <= 0 or start + length > size:
            raise bad_request("entity beginning or end is out of the text's bounds")


def _trimmed(plain: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    cleaned = plain.translate(_CONTROL)
    if all(_is_blank(character) for character in cleaned):
        return "", []
    body = cleaned.strip(" \n\t")
    cut = utf16_length(cleaned) - utf16_length(cleaned.lstrip(" \n\t"))
    size = utf16_length(body)
    kept: list[JsonObject] = []
    for entity in entities:
        start = max(cast("int", entity["offset"]) - cut, 0)
        end = min(cast("int", entity["offset"]) + cast("int", entity["length"]) - cut, size)
        if start < end:
            kept.append({**entity, "offset": start, "length": end - start})
    return body, kept


def _is_blank(character: str) -> bool:
    return character == _BRAILLE_BLANK or unicodedata.category(character) in {
        "Cc",
        "Cf",
        "Zl",
        "Zp",
        "Zs",
    }
