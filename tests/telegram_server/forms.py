"""The three ways to send parameters: JSON, urlencoded, multipart; and the query string."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple, cast
from urllib.parse import parse_qsl

from tests.telegram_server.errors import bad_request
from tests.telegram_server.http import Request

_DISPOSITION = re.compile(r'(?P<key>name|filename\*?)="?(?P<value>[^";]*)"?')


class Upload(NamedTuple):
    """A file that came in a multipart part."""

    name: str
    mime_type: str
    content: bytes


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
        _read_multipart(request.body, kind, values, uploads)
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


def _read_multipart(
    body: bytes, kind: str, values: dict[str, object], uploads: dict[str, Upload]
) -> None:
    boundary = re.search(r'boundary="?([^";]+)"?', kind)
    if boundary is None:
        raise bad_request("boundary field not found")
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode("latin-1"))
    if len(parts) < len(("preamble", "end")) or not parts[-1].startswith(b"--"):
        raise bad_request("can't parse multipart/form-data")
    for part in parts[1:-1]:
        head, separator, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not separator:
            raise bad_request("can't parse multipart/form-data")
        _add_part(_utf8(head), content, values, uploads)


def _add_part(
    head: str, content: bytes, values: dict[str, object], uploads: dict[str, Upload]
) -> None:
    fields = {
        name.lower(): rest for name, _, rest in (li.partition(":") for li in head.split("\r\n"))
    }
    found = {
        m["key"]: m["value"] for m in _DISPOSITION.finditer(fields.get("content-disposition", ""))
    }
    if "name" not in found:
        raise bad_request("can't parse multipart/form-data: a part has no name")
    if "filename" in found:
        mime_type = fields.get("content-type", "application/octet-stream").strip()
        uploads[found["name"]] = Upload(found["filename"], mime_type, content)
    else:
        values[found["name"]] = _utf8(content)


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
