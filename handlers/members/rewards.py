"""Exchanging points (换东西): chosen and taken by the member, handed over by the office."""

from handlers.casework.handling import worker
from handlers.members.member_cards import somebody
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from models.errors import NotFound
from models.points import Reward
from services.delivery.messages import Choice, Command
from services.points import awarding, rewards
from services.serving.parts import full_name
from services.texts.members import rewards as texts
from services.texts.phrases import Phrase, verbatim

SHOWN = 10


def rewards_(talk: Talk) -> Reply:
    """Show what a member may have for their points, and what waits for them."""
    me = somebody(talk)
    offered = rewards.list_in_stock(talk.session, me)[:SHOWN]
    has = awarding.balance(talk.session, me)
    waiting = rewards.list_own_waiting(talk.session, me)
    said = [texts.OFFERED(balance=has) if offered else texts.NOTHING(balance=has)]
    said += [_line(number, each) for number, each in enumerate(offered, 1)]
    said += [texts.WAITING(name=each.reward, cost=each.cost) for each in waiting]
    choices = [
        Choice(texts.EXCHANGE(name=each.name), Command("exchange", {"reward": each.id}))
        for each in offered
        if each.cost <= has
    ]
    choices += [
        Choice(
            texts.CANCEL_NAMED(name=each.reward), Command("cancel_exchange", {"exchange": each.id})
        )
        for each in waiting
    ]
    return Reply(tuple(said), tuple(choices))


def exchange(talk: Talk) -> Reply:
    """Exchange points for something, once the member is sure."""
    me, reward_id = worker(talk), talk.number("reward")
    reward = _find(talk, me, reward_id)
    cost = talk.once("cost", lambda: reward.cost)
    question = texts.SURE(cost=cost, name=reward.name)
    options = (Option(texts.YES(), True), Option(texts.NO(), False))
    if not talk.ask("sure", Pick[bool]((question,), options)):
        return reply(texts.NOT_EXCHANGED())

    def take() -> int:
        return rewards.exchange(talk.session, reward_id, me, talk.clock, cost=cost)

    exchange_id = talk.do("exchange", take)
    wanted = rewards.get_wanted(talk.session, exchange_id)
    left = awarding.balance(talk.session, me)
    cancel = Choice(texts.CANCEL(), Command("cancel_exchange", {"exchange": exchange_id}))
    said = texts.EXCHANGED(name=wanted.reward, cost=wanted.cost, balance=left)
    return reply(said, choices=(cancel,))


def cancel_exchange(talk: Talk) -> Reply:
    """Take an exchange back that was not handed over (取消兑换)."""
    me, exchange_id = worker(talk), talk.number("exchange")
    talk.do("cancel", lambda: rewards.cancel(talk.session, exchange_id, me, talk.clock))
    return reply(texts.CANCELLED(cost=rewards.get_wanted(talk.session, exchange_id).cost))


def to_hand_over(talk: Talk) -> Reply:
    """List what waits to be handed over by whoever asks (待发放)."""
    waiting = rewards.list_to_hand_over(talk.session, worker(talk))
    if not waiting:
        return reply(texts.NOTHING_TO_HAND_OVER())
    said = [texts.TO_HAND_OVER(count=len(waiting))]
    said += [
        texts.OF_MEMBER(
            number=number,
            member=full_name(talk.session, each.person_id),
            name=each.reward,
            cost=each.cost,
        )
        for number, each in enumerate(waiting[:SHOWN], 1)
    ]
    choices = tuple(
        Choice(
            texts.HAND_OVER_NUMBER(number=number),
            Command("hand_over_reward", {"exchange": each.id}),
        )
        for number, each in enumerate(waiting[:SHOWN], 1)
    )
    return Reply(tuple(said), choices)


def hand_over_reward(talk: Talk) -> Reply:
    """Note that something was handed over (已发放)."""
    me, exchange_id = worker(talk), talk.number("exchange")
    talk.do("hand_over", lambda: rewards.hand_over(talk.session, exchange_id, me, talk.clock))
    wanted = rewards.get_wanted(talk.session, exchange_id)
    member = full_name(talk.session, wanted.person_id)
    return reply(texts.HANDED(member=member, name=wanted.reward))


def _find(talk: Talk, me: int, reward_id: int) -> Reward:
    """Give what a button offered; what was exchanged meanwhile says so when it is taken."""
    near = {each.id: each for each in rewards.list_near(talk.session, me)}
    if reward_id not in near:
        raise NotFound("reward_unknown")
    return near[reward_id]


def _line(number: int, reward: Reward) -> Phrase:
    left: Phrase = verbatim("")
    if reward.stock is not None:
        left = texts.LEFT(count=reward.stock)
    return texts.LINE(number=number, name=reward.name, cost=reward.cost, stock=left)
