"""Whom a row of a table means: known by phone and name, else by name and unit, else asked back.

One who is on the roll under another phone is never added a second time in silence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.members.roll import Entry
from services.tables.member_cells import Cells
from services.wording import squeeze


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a row means; or who it may be: somebody has to say so; or who only has the name."""

    entry: Entry | None = None
    maybe: Sequence[Entry] = ()
    has_namesake: bool = False


@dataclass(slots=True)
class Roll:
    """The roll as rows are looked up in it; whom one row means, no other row does."""

    _by_phone: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    _by_name: dict[str, list[tuple[str, Entry]]] = field(
        default_factory=dict[str, list[tuple[str, Entry]]]
    )
    _taken: set[int] = field(default_factory=set[int])

    def add(self, entry: Entry, unit: str) -> None:
        """Add somebody and the name of their unit."""
        self._by_name.setdefault(squeeze(entry.name), []).append((squeeze(unit), entry))
        if entry.phone:
            self._by_phone.setdefault(entry.phone, []).append(entry)

    def has_phone(self, phone: str) -> bool:
        """Tell whether somebody of the roll has this phone."""
        return phone in self._by_phone

    def find_by_phone(self, wanted: Cells) -> Entry | None:
        """Find whom phone and name mean; no other row means them."""
        same = self._by_phone.get(wanted.phone, []) if wanted.phone else []
        name = squeeze(wanted.name)
        return self._take(next((each for each in same if squeeze(each.name) == name), None))

    def find_by_name(self, wanted: Cells) -> Found:
        """Find whom name and unit mean, once all phones were looked at."""
        unit = squeeze(wanted.unit)
        alike = self._by_name.get(squeeze(wanted.name), [])
        free = [(it, each) for it, each in alike if each.member_id not in self._taken]
        same = [each for it, each in free if it == unit]
        sure = [each for each in same if not (wanted.phone and each.phone)]
        sure = _present(sure) or sure
        if len(sure) == 1:
            return Found(self._take(sure[0]))
        here = [
            each
            for it, each in free
            if each.area_id == wanted.area_id and not (it and unit) and each not in sure
        ]
        maybe = [*sure, *here, *(each for each in same if unit and each not in (*sure, *here))]
        if maybe := _present(maybe):
            return Found(maybe=maybe)
        return Found(has_namesake=any(it == unit for it, _ in alike) and bool(unit))

    def _take(self, entry: Entry | None) -> Entry | None:
        if entry is not None:
            self._taken.add(entry.member_id)
        return entry


def _present(entries: Iterable[Entry]) -> list[Entry]:
    return [each for each in entries if each.until is None]
