"""What points are exchanged for (兑换): a place in the stock, and points, both or neither."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, update
from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.base import table
from models.errors import Conflict, NotAllowed, NotFound
from models.members import Member
from models.points import Exchange, PointReason, Reward
from services.areas import areas
from services.casework import reach
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members import members
from services.members.members import require_member
from services.office import access
from services.points import awarding
from services.serving.parts import full_name
from services.store import lock
from services.texts.members import rewards as texts

_rewards = table(Reward)


class Wanted(NamedTuple):
    """An exchange that was not handed over yet."""

    id: int
    reward: str
    cost: int
    person_id: int


def list_near(session: Session, person_id: int) -> Sequence[Reward]:
    """List what is offered where a member is and above, with what has run out, the cheapest first.

    Raises:
        NotAllowed: members_only.
    """
    here = areas.area_of(session, require_member(session, person_id).area_id)
    return session.exec(
        select(Reward)
        .where(col(Reward.area_id).in_(areas.ids_upward(here)), col(Reward.ended_at).is_(None))
        .order_by(col(Reward.cost), col(Reward.id))
    ).all()


def list_in_stock(session: Session, person_id: int) -> Sequence[Reward]:
    """List what a member may exchange points for.

    Raises:
        NotAllowed: members_only.
    """
    return [each for each in list_near(session, person_id) if each.stock != 0]


def exchange(
    session: Session, reward_id: int, person_id: int, clock: Clock, *, cost: int | None = None
) -> int:
    """Exchange points for something; give the id of the exchange.

    `cost` is what they were told that it takes.

    Raises:
        NotAllowed: members_only.
        NotFound: reward_unknown; there is none, or not near them.
        Conflict: reward_changed, reward_gone or points_short.
    """
    person_id = awarding.hold(session, person_id)
    here = areas.area_of(session, require_member(session, person_id).area_id)
    reward = session.get(Reward, reward_id)
    if reward is None or reward.area_id not in areas.ids_upward(here):
        raise NotFound("reward_unknown")
    if cost is not None and cost != reward.cost:
        raise Conflict("reward_changed", name=reward.name, cost=reward.cost)
    has = awarding.balance(session, person_id)
    if has < reward.cost:
        raise Conflict("points_short", name=reward.name, cost=reward.cost, balance=has)
    _take_from_stock(session, reward)
    row = Exchange(reward_id=reward.id, person_id=person_id, cost=reward.cost, at=clock.now())
    session.add(row)
    session.flush()
    reason, record = PointReason.EXCHANGED, f"exchanges:{row.id}"
    awarding.add_row(session, person_id, reason, record, -reward.cost, clock.now())
    _tell_givers(session, row, reward, clock)
    return row.id


def hand_over(session: Session, exchange_id: int, actor_id: int, clock: Clock) -> None:
    """Write down that something was handed over; the member is told.

    Raises:
        NotFound: exchange_unknown.
        NotAllowed: they may not there, or it is their own (not_your_own).
        Conflict: exchange_handed or exchange_cancelled.
    """
    row, reward = _hold(session, exchange_id)
    if actor_id == people.present(session, row.person_id):
        raise NotAllowed("not_your_own")
    access.require(session, actor_id, Action.GIVE_REWARD, _where(session, row, reward))
    _require_waiting(row)
    row.handed_at, row.handed_by = clock.now(), actor_id
    session.flush()
    outbox.cancel(session, _subject(row))
    outbox.tell(session, row.person_id, Saying((texts.HANDED_TOLD(name=reward.name),)), clock)


def cancel(session: Session, exchange_id: int, actor_id: int, clock: Clock) -> None:
    """Take an exchange back that was not handed over; points and stock are as before.

    The member may, and who hands it over; the other of the two is told.

    Raises:
        NotFound: exchange_unknown.
        NotAllowed: they may not there.
        Conflict: exchange_handed or exchange_cancelled.
    """
    row, reward = _hold(session, exchange_id)
    owner = people.present(session, row.person_id)
    if actor_id != owner:
        access.require(session, actor_id, Action.GIVE_REWARD, _where(session, row, reward))
    _require_waiting(row)
    _give_back(session, row, reward, clock)
    if actor_id != owner:
        told = texts.CANCELLED_TOLD(name=reward.name, cost=row.cost)
        outbox.tell(session, owner, Saying((told,)), clock)


def cancel_all(session: Session, person_id: int, clock: Clock) -> None:
    """Take back what somebody wanted who is erased; nobody is there to get it."""
    theirs = col(Exchange.person_id).in_(people.selves(session, person_id))
    found = session.exec(select(Exchange.id).where(theirs, _IS_WAITING).order_by(col(Exchange.id)))
    for exchange_id in found.all():
        row, reward = _hold(session, exchange_id)
        if row.handed_at is None and row.cancelled_at is None:
            _give_back(session, row, reward, clock)


def _give_back(session: Session, row: Exchange, reward: Reward, clock: Clock) -> None:
    """Cancel a locked exchange: points and stock are as before, and nobody is asked for it."""
    row.cancelled_at = clock.now()
    session.connection().execute(
        update(_rewards)
        .where(_rewards.c.id == reward.id, _rewards.c.stock.is_not(None))
        .values(stock=_rewards.c.stock + 1)
    )
    session.expire(reward)
    owner = people.present(session, row.person_id)
    reason, record = PointReason.EXCHANGED, f"exchanges:{row.id}"
    awarding.take_back(session, owner, reason, record, clock)
    outbox.cancel(session, _subject(row))


def list_own_waiting(session: Session, person_id: int) -> Sequence[Wanted]:
    """List what a member exchanged and has not got yet."""
    selves = people.selves(session, people.present(session, person_id))
    return _list_waiting(session, col(Exchange.person_id).in_(selves))


def list_to_hand_over(session: Session, actor_id: int) -> Sequence[Wanted]:
    """List what somebody may hand over to the members of their places, the oldest first."""
    places = access.areas_where(session, actor_id, Action.GIVE_REWARD)
    if not places:
        return ()
    within = or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in places))
    below = select(col(Area.id)).where(within)
    where = func.coalesce(col(Member.area_id), col(Reward.area_id))
    return _list_waiting(session, where.in_(below) & (col(Exchange.person_id) != actor_id))


def get_wanted(session: Session, exchange_id: int) -> Wanted:
    """Give an exchange, whatever became of it.

    Raises:
        NotFound: exchange_unknown.
    """
    row = session.get(Exchange, exchange_id)
    if row is None:
        raise NotFound("exchange_unknown")
    reward = session.get_one(Reward, row.reward_id)
    return Wanted(row.id, reward.name, row.cost, row.person_id)


_IS_WAITING = col(Exchange.handed_at).is_(None) & col(Exchange.cancelled_at).is_(None)


def _list_waiting(session: Session, which: ColumnElement[bool]) -> Sequence[Wanted]:
    found = session.exec(
        select(Exchange, Reward.name)
        .join(Reward, col(Reward.id) == Exchange.reward_id)
        .outerjoin(Member, col(Member.person_id) == Exchange.person_id)
        .where(_IS_WAITING, which)
        .order_by(col(Exchange.id))
    ).all()
    return [Wanted(row.id, name, row.cost, row.person_id) for row, name in found]


def _take_from_stock(session: Session, reward: Reward) -> None:
    """Take one, if there is one left: whoever comes at the same moment sees what is left then.

    Raises:
        Conflict: reward_gone.
    """
    taken = session.connection().execute(
        update(_rewards)
        .where(
            _rewards.c.id == reward.id,
            _rewards.c.ended_at.is_(None),
            or_(_rewards.c.stock.is_(None), _rewards.c.stock > 0),
        )
        .values(stock=_rewards.c.stock - 1)
    )
    name = reward.name
    session.expire(reward)
    if not taken.rowcount:
        raise Conflict("reward_gone", name=name)


def _hold(session: Session, exchange_id: int) -> tuple[Exchange, Reward]:
    """Lock whoever exchanged, and the exchange.

    Raises:
        NotFound: exchange_unknown.
    """
    found = session.get(Exchange, exchange_id)
    if found is not None:
        awarding.hold(session, found.person_id)
    row = lock(session, Exchange, exchange_id)
    if row is None:
        raise NotFound("exchange_unknown")
    return row, session.get_one(Reward, row.reward_id)


def _require_waiting(row: Exchange) -> None:
    if row.cancelled_at is not None:
        raise Conflict("exchange_cancelled")
    if row.handed_at is not None:
        raise Conflict("exchange_handed")


def _tell_givers(session: Session, row: Exchange, reward: Reward, clock: Clock) -> None:
    about = {"exchange": row.id}
    choices = (
        Choice(texts.HAND_OVER(), Command("hand_over_reward", about)),
        Choice(texts.CANCEL_OTHERS(), Command("cancel_exchange", about)),
    )
    named = texts.WANTED(name=full_name(session, row.person_id), reward=reward.name, cost=row.cost)
    saying = Saying((named,), choices, subject=_subject(row))
    here = _where(session, row, reward)
    where = areas.community_of(session, here) or here  # it is fetched at the community
    for each in reach.nearest_to_decide(session, where, Action.GIVE_REWARD, (row.person_id,)):
        outbox.tell(session, each, saying, clock)


def _subject(row: Exchange) -> str:
    return f"exchange:{row.id}"


def _where(session: Session, row: Exchange, reward: Reward) -> Area:
    """Give where something is handed over: where the member is, wherever it is offered."""
    member = members.find_member(session, row.person_id)
    return areas.area_of(session, reward.area_id if member is None else member.area_id)
