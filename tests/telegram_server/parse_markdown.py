"""Telegram's MarkdownV2: nested marks, and reserved characters that must be escaped."""

import re
from typing import NamedTuple

from tests.telegram_server.errors import ApiError, JsonObject, bad_request
from tests.telegram_server.kinds import utf16_length

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "[": "text_link",
}
_CODE = re.compile(
    r"```(?:(?P<language>[^\s`]+)\n)?(?P<block>.*?)```|`(?P<line>(?:\\.|[^`\\])*)`", re.DOTALL
)
_ADDRESS = re.compile(r"\]\((?P<url>(?:\\.|[^)\\])*)\)")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


class _Open(NamedTuple):
    mark: str
    entity: JsonObject
    at: int


class _Reading:
    """One pass over a MarkdownV2 source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.plain = ""
        self.entities: list[JsonObject] = []
        self.open_marks: list[_Open] = []

    def run(self) -> None:
        """Read to the end."""
        position = 0
        while position < len(self.source):
            position = self._step(position)
        if self.open_marks:
            last = self.open_marks[-1]
            raise _cannot(
                f"Can't find end of {last.entity['type']} entity at byte offset {last.at}"
            )

    def _step(self, position: int) -> int:
        """Read what stands at `position`; return where to go on."""
        here = self.source[position]
        if here == "\\" and _ESCAPED.match(self.source, position):
            self.plain += self.source[position + 1]
            return position + 2
        if here == "`":
            return self._code(position)
        if here == "]" and self.open_marks and self.open_marks[-1].mark == "[":
            return self._link_end(position)
        mark = self._mark(position)
        if mark is not None:
            self._toggle(mark, self._at(position))
            return position + len(mark)
        if here in _RESERVED:
            raise _cannot(
                f"Character '{here}' is reserved and must be escaped with the preceding '\\'"
            )
        self.plain += here
        return position + 1

    def _mark(self, position: int) -> str | None:
        double = self.source[position : position + 2]
        if double in _MARKS:
            return double
        return double[0] if double[0] in _MARKS else None

    def _toggle(self, mark: str, at: int) -> None:
        if self.open_marks and self.open_marks[-1].mark == mark:
            self._finish(self.open_marks.pop().entity)
        else:
            entity = {"type": _MARKS[mark], "offset": utf16_length(self.plain)}
            self.entities.append(entity)
            self.open_marks.append(_Open(mark, entity, at))

    def _code(self, position: int) -> int:
        match = _CODE.match(self.source, position)
        if match is None:
            raise _cannot(f"Can't find end of code entity at byte offset {self._at(position)}")
        entity: JsonObject = {"type": "code" if match["line"] is not None else "pre"}
        if match["language"]:
            entity["language"] = match["language"]
        entity["offset"] = utf16_length(self.plain)
        self.plain += _ESCAPED.sub(r"\1", match["line"] or match["block"] or "")
        self.entities.append(entity)
        self._finish(entity)
        return match.end()

    def _link_end(self, position: int) -> int:
        match = _ADDRESS.match(self.source, position)
        if match is None:
            raise _cannot(f"Can't find end of a URL at byte offset {self._at(position)}")
        entity = self.open_marks.pop().entity
        entity["url"] = _ESCAPED.sub(r"\1", match["url"])
        self._finish(entity)
        return match.end()

    def _finish(self, entity: JsonObject) -> None:
        start: int = entity["offset"]
        entity["length"] = utf16_length(self.plain) - start

    def _at(self, position: int) -> int:
        return len(self.source[:position].encode())


def parse_markdown(source: str) -> tuple[str, list[JsonObject]]:
    """Return the text without marks and its entities."""
    reading = _Reading(source)
    reading.run()
    return reading.plain, [entity for entity in reading.entities if entity["length"]]


def _cannot(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
