"""Groups that belong to an area, for the dialogue tests."""

from sqlmodel import col, select

from models.groups import Group as Bound
from models.groups import GroupKind
from tests.support.chat import Person, Street
from tests.support.group_chat import Group


def bound(street: Street, worker: Person, title: str, area: str, kind: str) -> Group:
    """Give a group that a worker has bound."""
    group = street.group(title)
    group.hears(worker, f"/bind {area}")
    group.presses(worker, kind)
    assert "已绑定" in group.last.text, group.transcript()
    return group


def kinds_in_force(street: Street) -> list[GroupKind]:
    """List what is bound as what."""
    with street.store.read() as session:
        found = session.exec(select(Bound).where(col(Bound.unbound_at).is_(None))).all()
        return [group.kind for group in found]
