"""Readers of a call's fields: strict about names, types and lengths."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias, cast

from tests.servers.errors import JsonObject, WeixinError
from tests.wecom_server.errors import INVALID_PARAMETER, TOO_LONG, refusal

Reader: TypeAlias = Callable[[object, str], object]
"""Takes a value and where it stands; gives it back, or refuses it."""


class Field(NamedTuple):
    """How a field is read, and whether it must be there."""

    read: Reader
    is_required: bool = False


Fields: TypeAlias = Mapping[str, Field]


def wrong(where: str, why: str) -> WeixinError:
    """Return the refusal of a field."""
    return refusal(INVALID_PARAMETER, f"{where}: {why}")


def text(most: int = 0, *, least: int = 1, shape: str = "", too_long: int = TOO_LONG) -> Reader:
    """Read a string of so many bytes of UTF-8, of this shape."""

    def read(value: object, where: str) -> object:
        if not isinstance(value, str):
            raise wrong(where, "must be a string")
        size = len(value.encode())
        if size < least:
            raise wrong(where, "must not be empty")
        if most and size > most:
            raise refusal(too_long, f"{where}: {size} bytes, at most {most}")
        if shape and re.fullmatch(shape, value) is None:
            raise wrong(where, f"must be like {shape}")
        return value

    return read


def integer(least: int = 0, most: int = 2**63 - 1) -> Reader:
    """Read a whole number in these limits."""

    def read(value: object, where: str) -> object:
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong(where, "must be a number")
        if not least <= value <= most:
            raise wrong(where, f"must be from {least} to {most}")
        return value

    return read


def boolean(value: object, where: str) -> object:
    """Read true or false."""
    if not isinstance(value, bool):
        raise wrong(where, "must be true or false")
    return value


def one_of(*values: str | int) -> Reader:
    """Read one of these."""

    def read(value: object, where: str) -> object:
        if isinstance(value, bool) or value not in values:
            raise wrong(where, f"must be one of {values}")
        return value

    return read


def array(item: Reader, least: int = 0, most: int = 1000, code: int = INVALID_PARAMETER) -> Reader:
    """Read a list of so many items."""

    def read(value: object, where: str) -> object:
        if not isinstance(value, list):
            raise wrong(where, "must be a list")
        items = cast("list[object]", value)
        if not least <= len(items) <= most:
            raise refusal(code, f"{where}: {len(items)} items, from {least} to {most}")
        return [item(it, f"{where}[{number}]") for number, it in enumerate(items)]

    return read


def record(fields: Fields) -> Reader:
    """Read an object with these fields and no others."""

    def read(value: object, where: str) -> object:
        if not isinstance(value, dict):
            raise wrong(where, "must be an object")
        return read_object(fields, cast("JsonObject", value), where)

    return read


def read_object(fields: Fields, given: JsonObject, where: str = "") -> JsonObject:
    """Return the object, or refuse it for an unknown, missing or wrong field."""
    prefix = f"{where}." if where else ""
    for name in given:
        if name not in fields:
            raise wrong(prefix + name, "is not a field of this call")
    for name, field in fields.items():
        if name in given:
            field.read(given[name], prefix + name)
        elif field.is_required:
            raise wrong(prefix + name, "is missing")
    return given
