"""Posters (海报) of areas: what each says, for whoever keeps the areas (张贴海报)."""

from collections.abc import Sequence
from urllib.parse import quote

from sqlmodel import Session

from models.access import Action
from models.areas import Area, Level
from models.errors import Invalid, NotFound
from models.people import Language
from services import facts
from services.areas import areas
from services.drawing.poster import Poster, Step
from services.office import access, in_charge
from services.rules import rules_of
from services.texts.pages import posters as texts
from services.texts.phrases import Template, put_into_words

LEVELS = (Level.COMMUNITY, Level.GRID, Level.ESTATE, Level.BUILDING)
MOST = 500
"""Posters in one file."""

AT = "/at/"


def list_places(session: Session, area: Area, level: Level | None) -> Sequence[Area]:
    """List the areas that get a poster: one, or everything of a level below it.

    Raises:
        NotFound: posters_none.
        Invalid: posters_many.
    """
    found = [area] if level is None else areas.list_below(session, area, level)
    if not found:
        raise NotFound("posters_none", area=area.name)
    if len(found) > MOST:
        raise Invalid("posters_many", count=len(found), most=MOST)
    return found


def gather_for(
    session: Session, person_id: int, area: Area, level: Level | None
) -> Sequence[Poster]:
    """Give the posters below an area to whoever keeps it.

    Raises:
        NotAllowed: not_allowed.
        NotFound: posters_none.
        Invalid: posters_many, posters_no_address.
    """
    access.require(session, person_id, Action.KEEP_AREAS, area)
    return [gather(session, it) for it in list_places(session, area, level)]


def gather(session: Session, area: Area) -> Poster:
    """Give the poster of an area.

    Raises:
        Invalid: posters_no_address; nothing would open when it is scanned.
    """
    names = [it.name for it in in_charge.list_in_charge(session, area)]
    calls = [(_say(texts.MANAGER), "、".join(names))] if names else []
    calls += [
        (_say(texts.OFFICE), facts.office_phone(session)),
        (_say(texts.HOURS), put_into_words(facts.office_hours(session))),
    ]
    return Poster(
        street=rules_of(session).street_name,
        headline=_say(texts.HEADLINE),
        area=areas.full_name(session, area),
        link=link_to(session, area),
        below_code=_say(texts.BELOW_CODE),
        steps=[Step(icon, _say(words)) for icon, words in texts.STEPS],
        calls=calls,
        small=_say(texts.SMALL),
    )


def link_to(session: Session, area: Area) -> str:
    """Give what the code of an area opens.

    Raises:
        Invalid: posters_no_address.
    """
    public_url = rules_of(session).public_url.rstrip("/")
    if not public_url:
        raise Invalid("posters_no_address")
    return f"{public_url}{AT}{quote(area.code, safe='')}"


def _say(template: Template) -> str:
    return put_into_words(template(), language=Language.SIMPLIFIED)
