"""The description of the interface for programs (OpenAPI): arguments and answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.categories import Category

Schema = Mapping[str, Any]

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_MAYBE_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_NUMBER: Schema = {"type": ["number", "null"]}
_CODE: Schema = {"type": "string", "enum": [str(it) for it in Category]}
_STATUS: Schema = {"type": "string", "enum": ["open", "closed"]}


def _thing(required: Sequence[str], /, **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _several(thing: Schema) -> Schema:
    return {"type": "array", "items": thing}


SERVICE = _thing(
    ("service_code", "service_name", "metadata", "type"),
    service_code=_CODE,
    service_name=_TEXT,
    description=_MAYBE,
    metadata={"type": "boolean"},
    type={"type": "string", "enum": ["realtime", "batch", "blackbox"]},
    keywords=_MAYBE,
    group=_MAYBE,
)
DEFINITION = _thing(
    ("service_code", "attributes"),
    service_code=_CODE,
    attributes=_several(
        _thing(
            ("variable", "code", "datatype", "required"),
            variable={"type": "boolean"},
            code=_TEXT,
            datatype={"type": "string", "enum": ["string", "singlevaluelist"]},
            required={"type": "boolean"},
            datatype_description=_MAYBE,
            order={"type": "integer"},
            description=_MAYBE,
            values=_several(_thing(("key", "name"), key=_TEXT, name=_TEXT)),
        )
    ),
)
REQUEST = _thing(
    ("service_request_id", "status", "service_code", "requested_datetime"),
    service_request_id=_TEXT,
    status=_STATUS,
    status_notes=_MAYBE,
    service_name=_TEXT,
    service_code=_CODE,
    description=_MAYBE,
    agency_responsible=_MAYBE,
    service_notice=_MAYBE,
    requested_datetime=_MOMENT,
    updated_datetime=_MAYBE_MOMENT,
    expected_datetime=_MAYBE_MOMENT,
    address=_MAYBE,
    address_id=_MAYBE,
    zipcode=_MAYBE,
    lat=_NUMBER,
    long=_NUMBER,
    media_url=_MAYBE,
)
TAKEN = _thing((), service_request_id=_TEXT, token=_TEXT, service_notice=_MAYBE, account_id=_MAYBE)
RESOLVED = _thing(("service_request_id", "token"), service_request_id=_TEXT, token=_TEXT)
UPDATE = _thing(
    ("update_id", "service_request_id", "status", "updated_datetime"),
    update_id=_TEXT,
    service_request_id=_TEXT,
    status=_STATUS,
    updated_datetime=_MOMENT,
    description=_MAYBE,
    media_url=_MAYBE,
)
UPDATED = _thing(("update_id",), update_id=_TEXT)
DISCOVERY = _thing(
    ("changeset", "contact", "key_service", "endpoints"),
    changeset=_MOMENT,
    contact=_TEXT,
    key_service=_TEXT,
    endpoints=_several(
        _thing(
            ("specification", "url", "changeset", "type", "formats"),
            specification=_TEXT,
            url=_TEXT,
            changeset=_MOMENT,
            type={"type": "string", "enum": ["production", "test"]},
            formats=_several(_TEXT),
        )
    ),
)
ERRORS = _several(_thing(("code", "description"), code={"type": "integer"}, description=_TEXT))

_REPORTED: Mapping[str, Schema] = {
    "service_code": _CODE,
    "lat": {"type": "number", "minimum": -90, "maximum": 90},
    "long": {"type": "number", "minimum": -180, "maximum": 180},
    "address_string": {"type": "string", "maxLength": 400},
    "address_id": _TEXT,
    "description": {"type": "string", "maxLength": 4000},
    "attribute[place]": _TEXT,
    "attribute[building]": _TEXT,
    "attribute[since]": _TEXT,
    "attribute[danger]": {"type": "string", "enum": ["no", "yes"]},
    "first_name": _TEXT,
    "last_name": _TEXT,
    "phone": _TEXT,
    "email": _TEXT,
    "device_id": _TEXT,
    "account_id": _TEXT,
    "media_url": _TEXT,
    "outer_number": {"type": "string", "maxLength": 64},
    "token": {"type": "string", "enum": ["true", "false"]},
}
_ADDED: Mapping[str, Schema] = {
    "service_request_id": _TEXT,
    "update_id": _TEXT,
    "updated_datetime": _MOMENT,
    "status": _TEXT,
    "description": {"type": "string", "maxLength": 4000},
}


def answers(schema: Schema, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe what is answered, and with which statuses it is not."""
    good = {"application/json": {"schema": schema}, "text/xml": {"schema": {"type": "string"}}}
    bad = {"application/json": {"schema": ERRORS}, "text/xml": {"schema": {"type": "string"}}}
    described: dict[int | str, dict[str, Any]] = {200: {"description": "ok", "content": good}}
    for status in (*statuses, 400, 403, 406, 408, 413, 429, 503):
        described[status] = {"description": "errors", "content": bad}
    return described


def several(schema: Schema) -> Schema:
    """Describe a list."""
    return _several(schema)


def query(*names: str) -> dict[str, Any]:
    """Describe the arguments of an address."""
    known: Mapping[str, Schema] = {
        "start_date": _MOMENT,
        "end_date": _MOMENT,
        "page": {"type": "integer", "minimum": 1, "maximum": 1000},
        "page_size": {"type": "integer", "minimum": 1, "maximum": 1000},
    }
    named = ("jurisdiction_id", "api_key", *names)
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": known.get(name, _TEXT)}
            for name in named
        ]
    }


def form(required: Sequence[str], *, is_update: bool = False) -> dict[str, Any]:
    """Describe the arguments of a form."""
    fields = {"api_key": _TEXT, "jurisdiction_id": _TEXT} | dict(
        _ADDED if is_update else _REPORTED
    )
    schema = {"type": "object", "required": ["api_key", *required], "properties": fields}
    return {
        "requestBody": {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": schema}},
        }
    }
