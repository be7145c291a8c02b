"""Points row by row (积分明细), and the ranking where the street wants one."""

from handlers.members.member_cards import say_balance, somebody
from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from services.clock import local
from services.delivery.messages import Choice, Command
from services.members.members import require_member
from services.points import ranking, statements
from services.points.statements import Entry
from services.texts.members import member_cards as card_texts
from services.texts.members import point_statements as texts
from services.texts.members.points import REASON_LABELS
from services.texts.phrases import Phrase

PAGE = 10


def points(talk: Talk) -> Reply:
    """Show somebody what each of their points is for, the newest first.

    Raises:
        NotAllowed: members_only.
    """
    me = somebody(talk)
    require_member(talk.session, me)
    first = max(int(talk.about.get("from", 0)), 0)
    found = statements.list_points(talk.session, me, limit=PAGE + 1, offset=first)
    lines = [_line(talk, each) for each in found[:PAGE]] or [texts.NONE()]
    older = Choice(texts.NEXT(), Command("points", {"from": first + PAGE}))
    onward = (older,) if len(found) > PAGE else ()
    to_rewards = Choice(card_texts.SEE_REWARDS(), Command("rewards", {}))
    head = () if first else (say_balance(talk, me), *_month(talk, me))
    return Reply((*head, *lines), (*onward, to_rewards))


def ranking_(talk: Talk) -> Reply:
    """Show the first of the community and one's own rank; only where it is switched on."""
    found = ranking.rank(talk.session, somebody(talk), talk.clock)
    own = texts.NO_OWN_RANK()
    if found.own is not None:
        own = texts.OWN_RANK(points=found.own.points, rank=found.own.rank)
    if not found.top:
        return reply(own)
    head = texts.RANKING(area=found.area.name, count=len(found.top))
    lines = [
        texts.RANK_LINE(rank=each.rank, name=each.name, points=each.points) for each in found.top
    ]
    return reply(head, *lines, own)


def _line(talk: Talk, entry: Entry) -> Phrase:
    at = local(entry.at, talk.clock)
    given: str | Phrase = f"{entry.points:+d}" if entry.points else texts.NOT_COUNTED()
    about: dict[str, str | Phrase] = {
        "day": texts.DAY(month=at.month, day=at.day),
        "points": given,
        "reason": REASON_LABELS[entry.reason](),
    }
    if entry.record is None:
        return texts.BARE_LINE(**about)
    return texts.LINE(**about, record=entry.record)


def _month(talk: Talk, me: int) -> tuple[Phrase, ...]:
    """Say where the most of this month was reached."""
    return tuple(
        texts.MONTH(reason=REASON_LABELS[each.reason](), points=each.points, most=each.most)
        for each in statements.list_month(talk.session, me, talk.clock)
        if each.points >= each.most
    )
