"""The one-time link to the desk (工作台), for those who have one."""

from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from models.errors import NotAllowed
from models.people import Door
from services.delivery.messages import Choice, Command
from services.identity import desk as sessions
from services.rules import rules_of
from services.texts import desk as texts

SIGN_IN = "/console/sign-in?code="


def desk(talk: Talk) -> Reply:
    """Give whoever has a desk a link that opens it once (工作台).

    Raises:
        NotAllowed: no_desk.
        TooSoon: too_many_links.
    """
    person_id = talk.caller.person_id
    if person_id is None:
        raise NotAllowed("no_desk")
    address = rules_of(talk.session).public_url
    # Who reads this on the chat page is at the address already.
    if not address and talk.caller.door is not Door.BROWSER:
        sessions.check_desk(talk.session, person_id)
        return reply(texts.NO_ADDRESS())
    code = talk.do("issue", lambda: sessions.issue_link(talk.session, person_id, talk.clock))
    return reply(texts.LINK(address=f"{address}{SIGN_IN}{code}"))


def to_desk(talk: Talk) -> tuple[Choice, ...]:
    """Offer the desk to whoever has one."""
    person_id = talk.caller.person_id
    if person_id is None or not sessions.may_enter(talk.session, person_id):
        return ()
    return (Choice(texts.TO_DESK(), Command("desk", {})),)
