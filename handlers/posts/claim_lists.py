"""The lists of claimed posts: drawn up by who publishes, hung by the units' liaisons."""

from collections.abc import Sequence

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from models.access import Action
from models.errors import NotAllowed
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.notices import notices, publishers
from services.office import access
from services.posts import claim_lists, unit_lists
from services.texts.phrases import verbatim
from services.texts.posts import claim_lists as texts

MOST_PLACES = 20


def draw_up(talk: Talk) -> Reply:
    """Draw up the list of a community as it is now (公示认领名单).

    Raises:
        NotAllowed: not_allowed.
    """
    me = worker(talk)
    places = talk.once("places", lambda: _list_places(talk, me))
    if not places:
        raise NotAllowed("not_allowed")
    area_id = places[0] if len(places) == 1 else _ask_place(talk, places)

    def write() -> int:
        area = areas.area_of(talk.session, area_id)
        return claim_lists.draw_up(talk.session, area, me, talk.clock).id

    notice = notices.get_notice(talk.session, talk.do("draw_up", write))
    shown = publishers.show(talk.session, notice, None)
    return Reply((texts.DRAFTED(), *shown), publishers.list_choices(talk.session, notice, None))


def hung(talk: Talk) -> Reply:
    """Note that a copy hangs at the unit (已在单位公示)."""
    notice_id, me = talk.number("notice"), worker(talk)
    talk.do("hung", lambda: unit_lists.note_hung(talk.session, notice_id, me, talk.clock).id)
    return reply(texts.HUNG_THANKS())


def to_draw_up(talk: Talk) -> tuple[Choice, ...]:
    """Offer to draw up a list, to those who publish."""
    me = talk.caller.person_id
    if me is None or not access.areas_where(talk.session, me, Action.PUBLISH):
        return ()
    return (Choice(texts.DRAW_UP(), Command("claim_list", {})),)


def _list_places(talk: Talk, me: int) -> list[int]:
    """List the communities for which somebody publishes."""
    found: dict[int, None] = {}
    for scope in access.areas_where(talk.session, me, Action.PUBLISH):
        for area in (scope, *areas.list_below(talk.session, scope)):
            if areas.community_of(talk.session, area) == area:
                found[area.id] = None
    return list(found)


def _ask_place(talk: Talk, places: Sequence[int]) -> int:
    options = [
        Option(verbatim(areas.area_of(talk.session, area_id).name), area_id)
        for area_id in places[:MOST_PLACES]
    ]
    return talk.ask("where", Pick[int]((texts.WHERE(),), options, has_no_out=True))
