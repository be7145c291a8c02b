"""Which community somebody reports to (报到): said, chosen, or known from the roll."""

from collections.abc import Sequence
from itertools import count

from handlers.asking import Option
from handlers.frames import Json
from handlers.places import find_area_id
from handlers.prompts import Place
from handlers.talk import Talk
from models.areas import Area, Level
from models.errors import TooSoon
from services import areas
from services.identity import invitations
from services.members import matching
from services.members.enrolling import Told
from services.texts import enrolling as texts
from services.wording import fold

LISTED = 12
"""Communities offered as choices, in the order of their codes."""


def know_area(talk: Talk, told: Told) -> int | None:
    """Give where somebody reports who need not be asked: it is known, or stands on the roll."""
    area_id = talk.caller.area_id
    if area_id is not None and _has_community(talk, area_id):
        return area_id

    def look() -> Json:
        # Whoever is not asked learns that all three fit: so wrong ones are counted, like codes.
        session, account_id = talk.session, talk.caller.account_id
        try:
            invitations.check_guesses(session, account_id, talk.clock)
        except TooSoon:
            return None
        entry = matching.find_proved(session, *told)
        if entry is None:
            invitations.note_wrong_guess(session, account_id, talk.clock)
            return None
        return entry.area_id if _has_community(talk, entry.area_id) else None

    found = talk.do("roll", look)
    return found if isinstance(found, int) else None


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
