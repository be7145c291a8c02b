"""Answers as JSON or XML, from the same document."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from xml.etree import ElementTree as ET

from fastapi import Request, Response

from services.clock import SHANGHAI

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ITEMS = {
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What one of several is called in XML."""


class Format(StrEnum):
    """What an answer is written in."""

    JSON = "json"
    XML = "xml"


_FORMATS: Mapping[str, Format] = {str(it): it for it in Format}


@dataclass(frozen=True, slots=True)
class Document:
    """An answer: a list of `item`, or one thing, in XML below `root`."""

    root: str
    content: Value
    item: str = ""


def format_of(form: str | None, request: Request) -> Format | None:
    """Tell in which format an answer is wanted: by the address, else by the header Accept."""
    if form is not None:
        return _FORMATS.get(form.lower())
    accepted = request.headers.get("Accept", "*/*").lower()
    at_json, at_xml = accepted.find("json"), accepted.find("xml")
    if at_json >= 0 and (at_xml < 0 or at_json < at_xml):
        return Format.JSON
    return Format.XML if at_xml >= 0 or "*/*" in accepted or "text/*" in accepted else None


def write(
    document: Document,
    form: Format,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write an answer."""
    if form is Format.JSON:
        body = json.dumps(document.content, ensure_ascii=False, separators=(",", ":")).encode()
        media_type = "application/json; charset=utf-8"
    else:
        root = _element(document.root, document.content, document.item)
        body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        media_type = "text/xml; charset=utf-8"
    given = {"Content-Type": media_type, **(headers or {})}
    return Response(body, status, given)


def write_moment(at: datetime | None) -> str | None:
    """Write an instant with the street's offset, to the second."""
    return None if at is None else at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _element(name: str, value: Value, item: str = "") -> ET.Element:
    element = ET.Element(name)
    match value:
        case None:
            pass
        case bool():
            element.text = "true" if value else "false"
        case str() | int() | float():
            element.text = _NOT_IN_XML.sub("", str(value))
        case Mapping():
            element.extend(_element(key, each) for key, each in value.items())
        case _:
            one = item or ITEMS.get(name, "item")
            element.extend(_element(one, each) for each in value)
    return element
