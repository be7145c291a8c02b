"""Multipart bodies, read by hand and strictly."""

import re
from typing import NamedTuple

_DISPOSITION = re.compile(r'(?P<key>name|filename\*?)="?(?P<value>[^";]*)"?')


class BadForm(Exception):
    """A body that is no multipart form; its text says why."""


class Upload(NamedTuple):
    """A file that came in a multipart part."""

    name: str
    mime_type: str
    content: bytes


class Parts(NamedTuple):
    """The plain values and the files of a multipart body."""

    values: dict[str, str]
    uploads: dict[str, Upload]


def read_multipart(body: bytes, content_type: str) -> Parts:
    """Return the parts of a body whose Content-Type is multipart/form-data."""
    boundary = re.search(r'boundary="?([^";]+)"?', content_type)
    if boundary is None:
        raise BadForm("boundary field not found")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode("latin-1"))
    if len(pieces) < len(("preamble", "end")) or not pieces[-1].startswith(b"--"):
        raise BadForm("can't parse multipart/form-data")
    parts = Parts({}, {})
    for piece in pieces[1:-1]:
        head, separator, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not separator:
            raise BadForm("can't parse multipart/form-data")
        _add_part(_utf8(head), content, parts)
    return parts


def _add_part(head: str, content: bytes, parts: Parts) -> None:
    fields = {
        name.lower(): rest for name, _, rest in (li.partition(":") for li in head.split("\r\n"))
    }
    found = {
        m["key"]: m["value"] for m in _DISPOSITION.finditer(fields.get("content-disposition", ""))
    }
    if "name" not in found:
        raise BadForm("can't parse multipart/form-data: a part has no name")
    if "filename" in found:
        mime_type = fields.get("content-type", "application/octet-stream").strip()
        parts.uploads[found["name"]] = Upload(found["filename"], mime_type, content)
    else:
        parts.values[found["name"]] = _utf8(content)


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise BadForm("strings must be encoded in UTF-8") from error
