"""Whom of the roll somebody seems to be who comes to report."""

from collections.abc import Sequence

from sqlmodel import Session

from models.areas import Area
from services.members import roll, unit_names
from services.members.roll import Entry
from services.wording import squeeze


def find_match(
    session: Session,
    name: str,
    unit: str,
    last: str,
    area: Area,
    entries: Sequence[Entry] | None = None,
) -> Entry | None:
    """Find the one who fits best: name and digits, the unit too; a name alone never does.

    Args:
        session: the open transaction.
        name: as they say.
        unit: as they say.
        last: the last digits of their phone, as they say.
        area: where they report.
        entries: the whole roll, for whoever looks up several.
    """
    wanted, theirs = squeeze(name), unit_names.find_unit(session, unit)
    ranked: dict[int, list[Entry]] = {}
    for entry in roll.list_near(session, area, entries):
        if squeeze(entry.name) != wanted:
            continue
        is_units = theirs is not None and entry.unit_id == theirs.id
        if is_proved(entry) and entry.phone.endswith(last):
            ranked.setdefault(0 if is_units else 1, []).append(entry)
        elif is_units and not is_proved(entry):
            ranked.setdefault(2, []).append(entry)
    best = ranked[min(ranked)] if ranked else []
    return best[0] if len(best) == 1 else None


def is_proved(match: Entry) -> bool:
    """Tell whether there was a phone to compare the digits with; else somebody has to look."""
    return bool(match.phone)
