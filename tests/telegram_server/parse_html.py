"""Telegram's HTML: few tags, and every `<` begins one."""

import re
from typing import NamedTuple

from tests.telegram_server.errors import ApiError, JsonObject, bad_request
from tests.telegram_server.kinds import utf16_length

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s>/]*)(?P<rest>[^>]*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}


class _Open(NamedTuple):
    name: str
    entity: JsonObject | None


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """Return the text without tags and its entities."""
    plain = ""
    entities: list[JsonObject] = []
    open_tags: list[_Open] = []
    position = 0
    while (start := source.find("<", position)) >= 0:
        plain += _unescaped(source[position:start])
        at = len(source[:start].encode())
        match = _TAG.match(source, start)
        if match is None:
            raise _cannot(f"Unclosed start tag at byte offset {at}")
        if match["end"]:
            _close(match["name"].lower(), at, open_tags, utf16_length(plain))
        else:
            entity = _entity(match["name"].lower(), match["rest"], at)
            if entity is not None:
                entity["offset"] = utf16_length(plain)
                entities.append(entity)
            open_tags.append(_Open(match["name"].lower(), entity))
        position = match.end()
    if open_tags:
        raise _cannot(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].name}"')
    plain += _unescaped(source[position:])
    return plain, [entity for entity in entities if entity["length"]]


def _entity(name: str, rest: str, at: int) -> JsonObject | None:
    """Return the entity that a start tag opens; None for a link without an address."""
    attributes = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(rest)}
    if name in _SIMPLE:
        return {"type": _SIMPLE[name]}
    if name == "span" and attributes.get("class") == "tg-spoiler":
        return {"type": "spoiler"}
    if name == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
    if name == "a":
        url = _unescaped(attributes.get("href", ""))
        return {"type": "text_link", "url": url} if url else None
    if name == "tg-emoji" and attributes.get("emoji-id"):
        return {"type": "custom_emoji", "custom_emoji_id": attributes["emoji-id"]}
    raise _cannot(f'Unsupported start tag "{name}" at byte offset {at}')


def _close(name: str, at: int, open_tags: list[_Open], offset: int) -> None:
    if not open_tags:
        raise _cannot(f"Unexpected end tag at byte offset {at}")
    opened = open_tags.pop()
    if name and name != opened.name:
        raise _cannot(
            f"Unmatched end tag at byte offset {at}, "
            f'expected "</{opened.name}>", found "</{name}>"'
        )
    if opened.entity is not None:
        start: int = opened.entity["offset"]
        opened.entity["length"] = offset - start


def _unescaped(source: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1]:
            return _NAMED[match[1]]
        return chr(int(match[2]) if match[2] else int(match[3], 16))

    return _CHARACTER.sub(character, source)


def _cannot(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
