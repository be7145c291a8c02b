"""What can be reported, and what is asked about it: the kinds of trouble as services."""

from dataclasses import dataclass

from models.categories import Category
from models.errors import NotFound
from services.open311.requests import name_of
from services.texts.open311 import ATTRIBUTES, DANGERS, SERVICES

CHANGED = "2026-11-22T00:00:00+08:00"
"""When the kinds, or what is asked about them, were last others; to be set with every change."""


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of trouble."""

    code: str
    name: str
    description: str
    keywords: str
    group: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that is asked about a kind of trouble; `values` are those to choose from."""

    code: str
    datatype: str
    description: str
    form: str
    order: int
    values: tuple[tuple[str, str], ...] = ()


def list_services() -> list[Service]:
    """List every kind of trouble."""
    return [_service(category) for category in Category]


def get_category(code: str) -> Category:
    """Give the kind of trouble that a code names.

    Raises:
        NotFound: service_code_unknown.
    """
    try:
        return Category(code.strip().lower())
    except ValueError:
        raise NotFound("service_code_unknown", code=code[:40]) from None


def list_attributes() -> list[Attribute]:
    """List what is asked about any kind of trouble; nobody has to answer."""
    return [
        Attribute(code, datatype, question, form, order, DANGERS if code == "danger" else ())
        for order, (code, datatype, question, form) in enumerate(ATTRIBUTES, 1)
    ]


def _service(category: Category) -> Service:
    group, description, keywords = SERVICES[category]
    return Service(str(category), name_of(category), description, keywords, group)
