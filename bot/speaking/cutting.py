"""Cutting long texts into parts that a platform takes, at sentence ends where possible."""

from collections.abc import Iterator, Sequence
from unicodedata import category

LONGEST_CLUSTER = 32
"""Characters of the longest emoji or letter that is kept whole."""

_ENDS = ("\n\n", "\n", "。", "！", "？", "!", "?", "；", ";", "，", " ")
_JOINER = "\u200d"
_EXTENDS = frozenset({"Mn", "Me", "Mc"})


def split_units(text: str, most: int) -> Sequence[str]:
    """Cut a text into parts of at most so many UTF-16 units."""
    return _split(text, most * 2, "utf-16-le")


def split_bytes(text: str, most: int) -> Sequence[str]:
    """Cut a text into parts of at most so many bytes of UTF-8."""
    return _split(text, most, "utf-8")


def count_bytes(text: str) -> int:
    """Tell how long a text is for a platform that counts bytes of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def _split(text: str, most: int, encoding: str) -> Sequence[str]:
    text = text.encode("utf-8", "replace").decode()  # half of a surrogate pair has no bytes
    return [part for piece in _pieces(text, most, encoding) if (part := piece.strip())]


def _pieces(text: str, most: int, encoding: str) -> Iterator[str]:
    while text:
        end = _cut(text, most, encoding)
        yield text[:end]
        text = text[end:]


def _cut(text: str, most_bytes: int, encoding: str) -> int:
    """Tell how many characters go into the first part."""
    fitting = text[:most_bytes].encode(encoding)[:most_bytes]
    most = max(len(fitting.decode(encoding, "ignore")), 1)
    if most >= len(text):
        return len(text)
    for end in _ENDS:
        at = text.rfind(end, most // 2, most)
        if at >= 0:
            return at + len(end)
    for at in range(most, max(most - LONGEST_CLUSTER, 0), -1):
        if not _belongs_together(text[at - 1], text[at]):
            return at
    return most


def _belongs_together(before: str, after: str) -> bool:
    """Tell whether two characters may be parts of one emoji or letter; rather too often."""
    return (
        _JOINER in (before, after)
        or category(after) in _EXTENDS
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
    )
