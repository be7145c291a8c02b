"""A voice that staff put into words (转写)."""

from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.access import Action
from models.errors import NotAllowed
from services.areas import areas
from services.casework import cases, handling, offers
from services.office import access
from services.texts import attachments as texts


def type_out(talk: Talk) -> Reply:
    """Write down what a voice says; its reporter sees it in the file."""
    case_id, me = talk.number("case"), talk.caller.person_id
    if me is None:
        raise NotAllowed("not_allowed")
    case = cases.get_visible_case(talk.session, case_id, me)
    area = areas.area_of(talk.session, case.area_id)
    talk.once("checked", lambda: access.require(talk.session, me, Action.ANSWER_CASE, area))
    words = talk.ask("words", Words((texts.TYPE_WHAT(number=case.number),)))
    talk.do(
        "type",
        lambda: handling.transcribe_case(talk.session, case_id, me, words, talk.clock),
    )
    offered = offers.list_first(talk.session, case)
    return reply(texts.TYPED(number=case.number), choices=offered, case_id=case_id)
