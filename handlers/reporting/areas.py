"""Who is responsible here (我的网格员), and the office's phone and hours."""

from sqlmodel import Session

from handlers.reporting.places import ask_place
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from models.areas import Area
from services import facts
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.office import in_charge
from services.reporters import own_cases
from services.texts import menu as texts
from services.texts.phrases import Phrase, verbatim


def grid(talk: Talk) -> Reply:
    """Say who is responsible where this person lives; `asked` is the question they put."""
    office = texts.GRID_OFFICE(
        phone=facts.office_phone(talk.session), hours=facts.office_hours(talk.session)
    )
    asked = str(talk.about.get("asked", ""))
    instead = Choice(texts.NOT_MY_QUESTION(), Command("report", {"words": asked}))
    choices = (instead,) if asked else ()
    area_id = talk.caller.area_id
    if area_id is None:
        area_id = _ask_where(talk)
    if area_id is None:
        return reply(texts.ESTATE_UNKNOWN(), office, choices=choices)
    area = areas.area_of(talk.session, area_id)
    return reply(*describe(talk.session, area), office, choices=choices)


def describe(session: Session, area: Area) -> tuple[Phrase, Phrase]:
    """Say which area it is, and who answers for it."""
    shown = "、".join(it.name for it in in_charge.list_in_charge(session, area))
    here = texts.GRID_OF(area=areas.full_name(session, area))
    return here, texts.GRID_MANAGERS(names=shown) if shown else texts.GRID_NOBODY()


def _ask_where(talk: Talk) -> int | None:
    """Ask where they live; where they last reported something is a press."""
    last_id = talk.once("last", lambda: _last_reported(talk))
    extra: tuple[Option, ...] = ()
    if last_id is not None:
        name = areas.full_name(talk.session, areas.area_of(talk.session, last_id))
        extra = (Option(verbatim(name), last_id),)
    area_id = ask_place(talk, "place", texts.WHICH_ESTATE(), extra=extra).area_id
    if area_id is not None:
        talk.do("area", lambda: talk.settle_in(area_id))
    return area_id


def _last_reported(talk: Talk) -> int | None:
    """Give the estate or building of their newest report, if it is known."""
    me = talk.caller.person_id
    for case in () if me is None else own_cases.list_own(talk.session, me, limit=1):
        area = areas.area_of(talk.session, case.area_id)
        if areas.estate_of(talk.session, area) is not None:
            return area.id
    return None
