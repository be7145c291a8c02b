"""Many people at once whom the office knows and who came in by none of our doors."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session

from models.base import table
from models.keys import Key
from models.people import Person
from services.clock import Clock
from services.sealing import Sealer, vault_of


class Newcomer(NamedTuple):
    """Somebody to be added: a number as `people.read_phone` gives it, or none."""

    name: str
    phone: str
    area_id: int


def introduce(session: Session, newcomers: Sequence[Newcomer], clock: Clock) -> Sequence[int]:
    """Add people who have agreed to nothing yet; give their ids in the same order."""
    if not newcomers:
        return []
    vault, now, people = vault_of(session), clock.now(), table(Person)
    rows = [
        {
            "key_id": key_id,
            "name": sealer.seal(each.name),
            "phone": sealer.seal(each.phone) if each.phone else None,
            "phone_hash": vault.find_hash("phone", each.phone) if each.phone else None,
            "area_id": each.area_id,
            "created_at": now,
        }
        for each, (key_id, sealer) in zip(
            newcomers, _add_keys(session, len(newcomers)), strict=True
        )
    ]
    returning = insert(people).returning(people.c.id, sort_by_parameter_order=True)
    return list(session.connection().execute(returning, rows).scalars())


def _add_keys(session: Session, count: int) -> Sequence[tuple[int, Sealer]]:
    vault, keys = vault_of(session), table(Key)
    wrapped = [vault.wrap_new_key() for _ in range(count)]
    returning = insert(keys).returning(keys.c.id, sort_by_parameter_order=True)
    added = session.connection().execute(returning, [{"wrapped": each} for each in wrapped])
    return [
        (key_id, vault.sealer(each)) for key_id, each in zip(added.scalars(), wrapped, strict=True)
    ]
