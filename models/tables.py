"""Every module that declares a table, imported once so that the schema is whole."""

from models import (
    access,
    areas,
    cases,
    conversations,
    facts,
    groups,
    inbox,
    jobs,
    keys,
    media,
    outbox,
    people,
    screens,
)

__all__ = [
    "access",
    "areas",
    "cases",
    "conversations",
    "facts",
    "groups",
    "inbox",
    "jobs",
    "keys",
    "media",
    "outbox",
    "people",
    "screens",
]
