"""Readers of parameter values: each takes what came and returns it typed, or refuses.

Where the real server guesses (a word for a number counts as 0) these refuse: a bot that
passes here passes there.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias, cast

from tests.telegram_server.errors import ApiError, JsonObject, bad_request

Reader: TypeAlias = Callable[[object], object]

_INTEGER = re.compile(r"-?[0-9]{1,19}")
_USERNAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}")


class Field(NamedTuple):
    """How a parameter, or a field of an object, is read."""

    read: Reader
    is_required: bool = False


Fields: TypeAlias = Mapping[str, Field]


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, which is what Telegram counts in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def integer(low: int = -(2**52), high: int = 2**52) -> Reader:
    """Read a whole number; a string of digits will do, as in a form."""

    def read(value: object) -> int:
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise bad_request("must be an Integer")
        if not low <= value <= high:
            raise bad_request(f"must be between {low} and {high}")
        return value

    return read


def number(low: float, high: float) -> Reader:
    """Read a Float; a string will do, as in a form."""

    def read(value: object) -> float:
        try:
            result = float(value) if isinstance(value, str | int | float) else None
        except ValueError:
            result = None
        if result is None or isinstance(value, bool):
            raise bad_request("must be a Float")
        if not low <= result <= high:
            raise bad_request(f"must be between {low} and {high}")
        return result

    return read


def text(low: int = 0, high: int = 1 << 15) -> Reader:
    """Read a String of `low` to `high` characters."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise bad_request("must be of type String")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
        if not low <= len(value) <= high:
            raise bad_request(f"must be {low} to {high} characters long")
        return value

    return read


def boolean(value: object) -> bool:
    """Read a Boolean; forms spell it as a word."""
    if isinstance(value, str) and value.lower() in {"true", "false", "yes", "no", "1", "0"}:
        return value.lower() in {"true", "yes", "1"}
    return flag(value)


def flag(value: object) -> bool:
    """Read a Boolean inside an object, where only true and false will do."""
    if not isinstance(value, bool):
        raise bad_request("must be of type Boolean")
    return value


def one_of(*words: str) -> Reader:
    """Read one of a few words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise bad_request(f"must be one of {', '.join(words)}")
        return value

    return read


def chat_id(value: object) -> int | str:
    """Read a chat's number or @username."""
    if isinstance(value, str) and _USERNAME.fullmatch(value):
        return value
    try:
        return cast("int", integer()(value))
    except ApiError as error:
        raise bad_request("chat not found") from error


def array(read_item: Reader, low: int = 0, high: int = 100) -> Reader:
    """Read an Array of `low` to `high` items."""

    def read(value: object) -> list[object]:
        if not isinstance(value, list):
            raise bad_request("must be an Array")
        items = cast("list[object]", value)
        if not low <= len(items) <= high:
            raise bad_request(f"must have {low} to {high} items")
        return [read_item(item) for item in items]

    return read


def record(fields: Fields) -> Reader:
    """Read an object with these fields; unknown ones pass unread, as with the real server."""

    def read(value: object) -> JsonObject:
        if not isinstance(value, dict):
            raise bad_request("Object expected")
        return read_fields(cast("JsonObject", value), fields)

    return read


def variant(kinds: Mapping[str, Fields], tag: str = "type") -> Reader:
    """Read an object whose `tag` field says which fields it has."""

    def read(value: object) -> JsonObject:
        given = cast("JsonObject", value) if isinstance(value, dict) else {}
        kind = given.get(tag)
        if not isinstance(kind, str) or kind not in kinds:
            raise bad_request(f"unsupported {tag} specified")
        return {tag: kind} | read_fields(given, kinds[kind])

    return read


def serialized(read: Reader, name: str) -> Reader:
    """Read a value that a form carries as JSON text."""

    def read_text(value: object) -> object:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError as error:
                raise bad_request(f"can't parse {name} JSON object") from error
        return read(value)

    return read_text


def read_fields(given: Mapping[str, object], fields: Fields) -> JsonObject:
    """Return the known fields of `given`, read; refuse where a required one is missing."""
    result: JsonObject = {}
    for name, field in fields.items():
        value = given.get(name)
        if value is None:
            if field.is_required:
                raise bad_request(f'field "{name}" is required')
            continue
        result[name] = named(name, field.read, value)
    return result


def named(name: str, read: Reader, value: object) -> object:
    """Read a value; say its name where the reader's refusal does not."""
    try:
        return read(value)
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        if reason.startswith("must "):
            raise bad_request(f'parameter "{name}" {reason}') from error
        raise
