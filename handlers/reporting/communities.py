"""Which community somebody reports to (报到): said, chosen, or known already."""

from collections.abc import Sequence
from itertools import count

from handlers.reporting.places import find_area_id
from handlers.talking.asking import Option
from handlers.talking.prompts import Place
from handlers.talking.talk import Talk
from models.areas import Area, Level
from services.areas import areas
from services.texts.members import enrolling as texts
from services.wording import fold

LISTED = 12
"""Communities offered as choices, in the order of their codes."""


def know_area(talk: Talk) -> int | None:
    """Give where somebody reports, if it is known where they are.

    The roll is not asked: whoever is spared the question would learn that they stand on it.
    """
    area_id = talk.caller.area_id
    return area_id if area_id is not None and _has_community(talk, area_id) else None


def ask_area(talk: Talk) -> int:
    """Ask where they report, until it is a place of the street."""
    listed = _list_communities(talk)
    options = tuple(
        Option(texts.COMMUNITY(number=number, name=area.name), area.id)
        for number, area in enumerate(listed, 1)
    )
    question = texts.WHICH_PLACE()
    for attempt in count():
        place = Place((question,), lambda said: _find(talk, said, listed), options)
        area_id = talk.ask(f"place{attempt}", place).area_id
        if area_id is not None:
            return area_id
        question = texts.PLACE_AGAIN()
    raise AssertionError


def _find(talk: Talk, said: str, listed: Sequence[Area]) -> int | None:
    number = fold(said).strip(" .、号")
    if number.isdecimal() and 0 < int(number) <= len(listed):
        return listed[int(number) - 1].id
    found = find_area_id(talk, said)
    if found is not None:
        return found
    area = areas.find_community(talk.session, said)
    return None if area is None else area.id


def _list_communities(talk: Talk) -> Sequence[Area]:
    found = [each for each in areas.list_areas(talk.session) if each.level is Level.COMMUNITY]
    return sorted(found, key=lambda area: area.code)[:LISTED]


def _has_community(talk: Talk, area_id: int) -> bool:
    area = areas.area_of(talk.session, area_id)
    return areas.community_of(talk.session, area) is not None
