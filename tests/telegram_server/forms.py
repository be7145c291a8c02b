"""The three ways to send parameters: JSON, urlencoded, multipart; and the query string."""

import json
from collections.abc import Mapping
from typing import NamedTuple, cast
from urllib.parse import parse_qsl

from tests.servers.forms import BadForm, Upload, read_multipart
from tests.servers.http import Request
from tests.telegram_server.errors import bad_request


class Form(NamedTuple):
    """Raw parameters and uploaded files of one call."""

    values: Mapping[str, object]
    uploads: Mapping[str, Upload]


def read_form(request: Request) -> Form:
    """Return what the call carries, whatever the encoding."""
    values: dict[str, object] = dict(_urlencoded(request.query))
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        try:
            parts = read_multipart(request.body, kind)
        except BadForm as error:
            raise bad_request(str(error)) from error
        values |= parts.values
        uploads |= parts.uploads
    elif kind.startswith("application/json"):
        values |= _read_json(request.body)
    elif request.body:
        values |= _urlencoded(_utf8(request.body))
    return Form(values, uploads)


def _urlencoded(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _read_json(body: bytes) -> dict[str, object]:
    try:
        value: object = json.loads(_utf8(body) or "{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return cast("dict[str, object]", value)


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
