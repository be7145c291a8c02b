"""What staff do about posts (岗位工作): one button of their menu, and what is behind it."""

from handlers.casework.handling import worker
from handlers.members.roll import to_roll
from handlers.posts.claim_lists import to_draw_up
from handlers.posts.openings import to_open
from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from models.access import Action
from models.errors import NotAllowed
from services.delivery.messages import Choice, Command
from services.office import access
from services.texts.phrases import Template
from services.texts.posts import post_work as texts

_BY_ACTION: tuple[tuple[Action, Template, str], ...] = (
    (Action.CONFIRM_SERVICE, texts.HOURS, "hours"),
    (Action.GIVE_REWARD, texts.TO_HAND_OVER, "to_hand_over"),
    (Action.ADMIT_MEMBER, texts.CARDS_OF, "cards_of"),
    (Action.CONFIRM_SERVICE, texts.RECORD_ACTIVITY, "record_activity"),
)
"""What is offered to whoever may do something, and what it starts."""


def post_work(talk: Talk) -> Reply:
    """Offer what somebody may do about posts (岗位工作).

    Raises:
        NotAllowed: not_allowed; there is nothing.
    """
    worker(talk)
    offered = list_post_work(talk)
    if not offered:
        raise NotAllowed("not_allowed")
    return reply(texts.WHICH(), choices=offered)


def to_post_work(talk: Talk) -> tuple[Choice, ...]:
    """Give the one button of the menu, to those for whom there is something behind it."""
    if not list_post_work(talk):
        return ()
    return (Choice(texts.POST_WORK(), Command("post_work", {})),)


def list_post_work(talk: Talk) -> tuple[Choice, ...]:
    """Give what somebody may do about posts, a button each."""
    me = talk.caller.person_id
    if me is None:
        return ()
    may = {
        action: bool(access.areas_where(talk.session, me, action))
        for action in {action for action, _, _ in _BY_ACTION}
    }
    others = [
        Choice(label(), Command(name, {})) for action, label, name in _BY_ACTION if may[action]
    ]
    return (*to_open(talk), *others, *to_roll(talk), *to_draw_up(talk))
