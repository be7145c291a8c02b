"""What each address answers, as documents in the standard's names."""

from collections.abc import Sequence

from models.errors import Invalid
from services import facts
from services.open311 import catalogue, filing, requests, updates
from services.rules import rules_of
from services.wording import clean
from web.open311.asking import Asked
from web.open311.formats import Document, Value, write_moment
from web.open311.parts import ROOT

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
OUTER_NUMBERS = (
    "outer_number",
    "external_id",
    "service_request_id_ext",
    "attribute[outer_number]",
    "attribute[external_id]",
    "attribute[fixmystreet_id]",
)
"""By what names systems give the number that a request has with them."""

MOST_PAGES = 1000


def discovery(asked: Asked, *, is_demo: bool) -> Document:
    """Say where all of this is, and whom to ask for a key."""
    street = rules_of(asked.session).street_name
    contact = f"{street} {facts.office_phone(asked.session)}"
    endpoint: Value = {
        "specification": SPECIFICATION,
        "url": f"{asked.root}{ROOT}",
        "changeset": catalogue.CHANGED,
        "type": "test" if is_demo else "production",
        "formats": ["text/xml", "application/json"],
    }
    content: Value = {
        "changeset": catalogue.CHANGED,
        "contact": contact,
        "key_service": contact,
        "endpoints": [endpoint],
    }
    return Document("discovery", content)


def list_services(_asked: Asked) -> Document:
    """List what can be reported."""
    services: list[Value] = [
        {
            "service_code": it.code,
            "service_name": it.name,
            "description": it.description,
            "metadata": True,
            "type": "realtime",
            "keywords": it.keywords,
            "group": it.group,
        }
        for it in catalogue.list_services()
    ]
    return Document("services", services, "service")


def define_service(_asked: Asked, code: str) -> Document:
    """Say what is asked about a kind of trouble."""
    category = catalogue.get_category(clean(code))
    attributes: list[Value] = [
        {
            "variable": True,
            "code": it.code,
            "datatype": it.datatype,
            "required": False,
            "datatype_description": it.form,
            "order": it.order,
            "description": it.description,
            "values": [{"key": key, "name": name} for key, name in it.values],
        }
        for it in catalogue.list_attributes()
    ]
    content: Value = {"service_code": str(category), "attributes": attributes}
    return Document("service_definition", content)


def list_requests(asked: Asked) -> Document:
    """List what was reported."""
    named = asked.words("service_request_id")
    if named:
        return _requests(requests.find_requests(asked.session, named, asked.system))
    statuses = {it.lower() for it in asked.words("status")}
    if not statuses <= {requests.OPEN, requests.CLOSED}:
        raise Invalid("argument_wrong", name="status", form="open, closed")
    size = asked.number("page_size", 1, requests.MOST) or requests.MOST
    wanted = requests.Wanted(
        statuses,
        [catalogue.get_category(it) for it in asked.words("service_code")],
        asked.moment("start_date"),
        asked.moment("end_date"),
        int(asked.number("page", 1, MOST_PAGES) or 1),
        int(size),
    )
    return _requests(requests.list_requests(asked.session, wanted, asked.system, asked.clock))


def show_request(asked: Asked, number: str) -> Document:
    """Show one request."""
    return _requests([requests.get_request(asked.session, clean(number), asked.system)])


def take_request(asked: Asked) -> Document:
    """File what a system hands in."""
    assert asked.system is not None  # noqa: S101 - nothing is taken without a key
    taken = filing.file_request(asked.session, asked.system, _handed(asked), asked.clock)
    answer: dict[str, Value] = (
        {"token": taken.token} if taken.token else {"service_request_id": taken.number}
    )
    answer |= {"service_notice": taken.notice, "account_id": asked.field("account_id") or None}
    return Document("service_requests", [answer], "request")


def resolve_token(asked: Asked, token: str) -> Document:
    """Give the number that a token stands for."""
    token = clean(token)
    number = filing.resolve_token(asked.session, token)
    content: list[Value] = [{"service_request_id": number, "token": token}]
    return Document("service_requests", content, "request")


def list_updates(asked: Asked) -> Document:
    """List what was done."""
    span = (asked.moment("start_date"), asked.moment("end_date"))
    number = asked.field("service_request_id")
    found = updates.list_updates(asked.session, span, number, asked.system, asked.clock)
    content: list[Value] = [
        {
            "update_id": it.update_id,
            "service_request_id": it.number,
            "status": it.status,
            "updated_datetime": write_moment(it.at),
            "description": it.words,
            "media_url": None,
        }
        for it in found
    ]
    return Document("service_request_updates", content, "request_update")


def take_update(asked: Asked) -> Document:
    """Take what a system adds."""
    assert asked.system is not None  # noqa: S101 - nothing is taken without a key
    number = asked.field("service_request_id")
    if not number:
        raise Invalid("argument_missing", name="service_request_id")
    added = updates.Added(
        number, asked.field("description"), asked.field("update_id"), asked.field("status")
    )
    update_id = updates.add_update(asked.session, asked.system, added, asked.clock)
    return Document("service_request_updates", [{"update_id": update_id}], "request_update")


def _handed(asked: Asked) -> filing.Handed:
    code = asked.field("service_code")
    if not code:
        raise Invalid("argument_missing", name="service_code")
    latitude, longitude = asked.number("lat", -90, 90), asked.number("long", -180, 180)
    has_point = latitude is not None and longitude is not None
    if not has_point and (latitude is not None or longitude is not None):
        raise Invalid("argument_missing", name="long" if longitude is None else "lat")
    attributes = {
        code: values
        for code, values in filing.list_attributes(asked.fields).items()
        if f"attribute[{code}]" not in OUTER_NUMBERS
    }
    return filing.Handed(
        catalogue.get_category(code),
        words=asked.field("description"),
        point=(latitude, longitude) if latitude is not None and longitude is not None else None,
        address=asked.field("address_string", "address"),
        address_id=asked.field("address_id"),
        name=_name(asked.field("first_name"), asked.field("last_name")),
        phone=asked.field("phone"),
        attributes=attributes,
        media=[it for it in asked.fields.get("media_url", ()) if it],
        outer_number=asked.field(*OUTER_NUMBERS),
        wants_token=asked.field("token").lower() in {"1", "true", "yes"},
    )


def _name(first: str, last: str) -> str:
    """Put a name together, the Chinese way where it is Chinese."""
    is_plain = f"{first}{last}".isascii()
    return f"{first} {last}".strip() if is_plain else f"{last}{first}"


def _requests(found: Sequence[requests.Shown]) -> Document:
    return Document("service_requests", [_request(it) for it in found], "request")


def _request(it: requests.Shown) -> Value:
    latitude, longitude = it.centre or (None, None)
    content: dict[str, Value] = {
        "service_request_id": it.number,
        "status": it.status,
        "status_notes": it.notes,
        "service_name": requests.name_of(it.category),
        "service_code": str(it.category),
        "description": it.words or None,
        "agency_responsible": it.agency,
        "service_notice": it.notice or None,
        "requested_datetime": write_moment(it.requested_at),
        "updated_datetime": write_moment(it.updated_at),
        "expected_datetime": write_moment(it.expected_at),
        "address": it.address,
        "address_id": it.address_id,
        "zipcode": None,
        "lat": latitude,
        "long": longitude,
        "media_url": None,
    }
    if it.outer_number is not None:
        content["extended_attributes"] = {"outer_number": it.outer_number}
    return content
