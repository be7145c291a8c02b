"""Merging forgets nobody: every reference to a person is moved, merged, or left on purpose."""

import importlib

from sqlmodel import SQLModel

from models.base import table
from services.identity.handing_over import LEFT, MERGED, MOVED


def test_every_reference_to_a_person_has_its_place_when_two_are_one() -> None:
    importlib.import_module("models.tables")
    named = {
        f"{rows.name}.{column.name}"
        for rows in SQLModel.metadata.sorted_tables
        for column in rows.columns
        for key in column.foreign_keys
        if key.target_fullname == "people.id"
    }
    moved = {f"{table(model).name}.{column}" for model, column in MOVED}
    assert len(moved) == len(MOVED)
    assert not moved & MERGED
    assert not (moved | MERGED) & LEFT
    assert moved | MERGED | LEFT == named
