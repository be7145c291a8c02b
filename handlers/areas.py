"""Who is responsible here (我的网格员), and the office's phone and hours."""

from handlers.messages import Reply, reply
from handlers.prompts import Place
from handlers.talk import Talk
from models.access import Action
from models.areas import Area
from services import access, alerts, areas, facts, people
from services.texts import menu as texts
from services.texts.phrases import Phrase


def grid(talk: Talk) -> Reply:
    """Say who is responsible where this person lives."""
    office = texts.GRID_OFFICE(
        phone=facts.office_phone(talk.session), hours=facts.office_hours(talk.session)
    )
    area = _here(talk)
    if area is None:
        return reply(texts.ESTATE_UNKNOWN(), office)
    return reply(texts.GRID_OF(area=area.name), _managers(talk, area), office)


def _here(talk: Talk) -> Area | None:
    session = talk.session
    if talk.caller.area_id is not None:
        return session.get(Area, talk.caller.area_id)

    def find(words: str) -> int | None:
        found = areas.find_place(session, words, None)
        return None if found is None else found.id

    area_id = talk.ask("place", Place((texts.WHICH_ESTATE(),), find)).area_id
    if area_id is None:
        return None
    talk.do("area", lambda: people.set_area(session, talk.caller.account_id, area_id))
    return session.get(Area, area_id)


def _managers(talk: Talk, area: Area) -> Phrase:
    found = access.find_responsible(talk.session, area, Action.RECEIVE_ALERTS)
    names = [alerts.staff_name(talk.session, person_id) for person_id in found]
    shown = "、".join(name for name in names if name)
    return texts.GRID_MANAGERS(names=shown) if shown else texts.GRID_NOBODY()
