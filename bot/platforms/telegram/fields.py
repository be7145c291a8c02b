"""Fields of whatever JSON came in: what is missing or of the wrong kind reads as absent."""

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

Json: TypeAlias = Mapping[str, Any]

NOTHING: Json = {}
_LARGEST_ID = 2**63


def object_in(holder: Json, name: str) -> Json:
    """Give an object; empty when there is none."""
    found = holder.get(name)
    return cast("Json", found) if isinstance(found, dict) else NOTHING


def objects_in(holder: Json, name: str) -> list[Json]:
    """Give the objects of a list; empty when there is none."""
    found = holder.get(name)
    if not isinstance(found, list):
        return []
    return [cast("Json", it) for it in cast("list[object]", found) if isinstance(it, dict)]


def text_in(holder: Json, name: str) -> str:
    """Give a text that every store takes; empty when there is none."""
    found = holder.get(name)
    if not isinstance(found, str):
        return ""
    if found.isascii() and "\0" not in found:
        return found
    # Half a surrogate pair cannot be stored as UTF-8, NUL not in PostgreSQL.
    return found.encode("utf-8", "replace").decode().replace("\0", "")


def id_of(value: object) -> str:
    """Give a number that is an id; empty when it is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    return str(value) if -_LARGEST_ID <= value < _LARGEST_ID else ""
