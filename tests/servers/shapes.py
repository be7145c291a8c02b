"""What a JSON body may hold: every field by name and kind, and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from tests.servers.errors import BAD_FORMAT, BAD_PARAMETER, JsonObject, WeixinError

Shape: TypeAlias = Mapping[str, "Field"]


@dataclass(frozen=True)
class Field:
    """One field: its kind, whether it must be there, and the code where it is not."""

    kind: type = str
    is_required: bool = True
    missing: int = BAD_PARAMETER
    shape: Shape | None = None
    """For a dict: its fields (None is any). For a list: the fields of each item."""
    most_bytes: int = 0
    too_long: int = BAD_PARAMETER


def may(kind: type = str, shape: Shape | None = None, *, most_bytes: int = 0) -> Field:
    """Return a field that may be left out."""
    return Field(kind, is_required=False, shape=shape, most_bytes=most_bytes)


def read_json(body: bytes) -> JsonObject:
    """Return the JSON object that a body holds."""
    try:
        value: object = json.loads(body.decode())
    except ValueError as error:
        raise WeixinError(BAD_FORMAT, "data format error") from error
    if not isinstance(value, dict):
        raise WeixinError(BAD_FORMAT, "data format error")
    return cast("JsonObject", value)


def check(value: object, shape: Shape, where: str = "") -> None:
    """Refuse an object with an unknown, missing, wrongly typed or overlong field."""
    if not isinstance(value, dict):
        raise WeixinError(BAD_FORMAT, f"data format error: {where or 'body'} is no object")
    fields = cast("JsonObject", value)
    for name in fields:
        if name not in shape:
            raise WeixinError(BAD_PARAMETER, f"invalid parameter: unknown {where}{name}")
    for name, field in shape.items():
        if name in fields:
            _check_field(fields[name], field, f"{where}{name}")
        elif field.is_required:
            raise WeixinError(field.missing, f"missing parameter: {where}{name}")


def _check_field(value: object, field: Field, where: str) -> None:
    is_bool = isinstance(value, bool)
    if not isinstance(value, field.kind) or (is_bool and field.kind is not bool):
        raise WeixinError(BAD_FORMAT, f"data format error: {where} is no {field.kind.__name__}")
    if field.most_bytes and len(str(value).encode()) > field.most_bytes:
        raise WeixinError(field.too_long, f"{where} is over {field.most_bytes} bytes")
    if field.shape is None:
        return
    if isinstance(value, list):
        for number, item in enumerate(cast("list[object]", value)):
            check(item, field.shape, f"{where}[{number}].")
    else:
        check(value, field.shape, f"{where}.")
