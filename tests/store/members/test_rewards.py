"""Exchanging points: what is left is never less than nothing, of the stock and of the points."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Conflict, NotAllowed, NotFound, Refusal
from models.points import Exchange, Point, PointReason, Reward
from services.areas import areas
from services.erasing import erasure
from services.office import access
from services.points import awarding, rewards
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.counting import counted
from tests.support.offices import a_worker, hear_all, keys_for
from tests.support.service import a_member
from tests.support.towns import a_clock, a_town


def a_reward(session: Session, code: str = "XF", cost: int = 30, stock: int | None = 2) -> int:
    reward = Reward(area_id=areas.get_area(session, code).id, name="雨伞", cost=cost, stock=stock)
    session.add(reward)
    session.flush()
    return reward.id


def give(session: Session, member: int, points: int) -> None:
    awarding.add_row(session, member, PointReason.HOURS, "attendances:1", points, a_clock().now())


def left(session: Session, reward: int) -> int | None:
    return session.exec(select(Reward.stock).where(Reward.id == reward)).one()


@pytest.fixture
def town(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


def test_an_exchange_takes_points_and_stock_and_says_so(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        member, reward = a_member(session), a_reward(session)
        give(session, member, 50)
        exchange = rewards.exchange(session, reward, member, a_clock())
        assert (awarding.balance(session, member), left(session, reward)) == (20, 1)
        row = session.exec(select(Point).order_by(col(Point.id).desc())).first()
        assert row is not None
        assert (row.reason, row.record) == (PointReason.EXCHANGED, f"exchanges:{exchange}")
        assert keys_for(session, clerk) == ["reward.wanted"]
        with pytest.raises(Conflict, match="points_short"):
            rewards.exchange(session, reward, member, a_clock())
        assert (awarding.balance(session, member), left(session, reward)) == (20, 1)


def test_what_is_gone_is_not_exchanged(town: Store) -> None:
    with town.write() as session:
        member, reward = a_member(session), a_reward(session, stock=0)
        give(session, member, 50)
        with pytest.raises(Conflict, match="reward_gone"):
            rewards.exchange(session, reward, member, a_clock())
        assert awarding.balance(session, member) == 50
        assert list(rewards.list_in_stock(session, member)) == []


def test_what_has_no_stock_is_there_for_as_many_as_want_it(town: Store) -> None:
    with town.write() as session:
        member, reward = a_member(session), a_reward(session, stock=None)
        give(session, member, 90)
        pressed = [rewards.exchange(session, reward, member, a_clock()) for _ in range(3)]
        rewards.cancel(session, pressed[0], member, a_clock())
        assert (awarding.balance(session, member), left(session, reward)) == (30, None)


def test_a_member_is_offered_what_is_near_and_above_and_no_more(town: Store) -> None:
    with town.write() as session:
        near, above = a_reward(session), a_reward(session, "JD", cost=10)
        elsewhere, below = a_reward(session, "NS"), a_reward(session, "YG-3")
        member = a_member(session)
        give(session, member, 90)
        assert [it.id for it in rewards.list_in_stock(session, member)] == [above, near]
        for other in (elsewhere, below, 999):
            with pytest.raises(NotFound, match="reward_unknown"):
                rewards.exchange(session, other, member, a_clock())


def test_only_members_exchange(town: Store) -> None:
    with town.write() as session:
        clerk, reward = a_worker(session, Role.CLERK, "XF"), a_reward(session)
        give(session, clerk, 90)
        with pytest.raises(NotAllowed, match="members_only"):
            rewards.exchange(session, reward, clerk, a_clock())


def test_what_was_handed_over_is_not_taken_back(town: Store) -> None:
    with town.write() as session:
        clerk, member = a_worker(session, Role.CLERK, "XF"), a_member(session)
        reward = a_reward(session)
        give(session, member, 50)
        exchange = rewards.exchange(session, reward, member, a_clock())
        assert [it.id for it in rewards.list_to_hand_over(session, clerk)] == [exchange]
        hear_all(session)
        rewards.hand_over(session, exchange, clerk, a_clock())
        assert keys_for(session, member) == ["reward.handed_told"]
        row = session.get_one(Exchange, exchange)
        assert row.handed_by == clerk
        for act in (rewards.hand_over, rewards.cancel):
            with pytest.raises(Conflict, match="exchange_handed"):
                act(session, exchange, clerk, a_clock())
        assert list(rewards.list_to_hand_over(session, clerk)) == []


def test_what_is_cancelled_gives_points_and_stock_back_once(town: Store) -> None:
    with town.write() as session:
        clerk, member = a_worker(session, Role.CLERK, "XF"), a_member(session)
        reward = a_reward(session)
        give(session, member, 50)
        exchange = rewards.exchange(session, reward, member, a_clock())
        rewards.cancel(session, exchange, member, a_clock())
        for act, actor in ((rewards.cancel, member), (rewards.hand_over, clerk)):
            with pytest.raises(Conflict, match="exchange_cancelled"):
                act(session, exchange, actor, a_clock())
        assert (awarding.balance(session, member), left(session, reward)) == (50, 2)


def test_whose_exchange_the_office_cancels_is_told(town: Store) -> None:
    with town.write() as session:
        clerk, member = a_worker(session, Role.CLERK, "XF"), a_member(session)
        reward = a_reward(session)
        give(session, member, 50)
        exchange = rewards.exchange(session, reward, member, a_clock())
        rewards.cancel(session, exchange, clerk, a_clock())
        assert keys_for(session, member) == ["reward.cancelled_told"]
        assert awarding.balance(session, member) == 50


def test_nobody_else_hands_over_or_cancels(town: Store) -> None:
    with town.write() as session:
        member = a_member(session)
        reward = a_reward(session)
        give(session, member, 50)
        exchange = rewards.exchange(session, reward, member, a_clock())
        others = [
            a_worker(session, Role.CLERK, "NS"),
            a_worker(session, Role.SUPERVISOR, "JD"),
            a_member(session, name="李四"),
        ]
        for act in (rewards.hand_over, rewards.cancel):
            for other in others:
                with pytest.raises(NotAllowed):
                    act(session, exchange, other, a_clock())
        assert [list(rewards.list_to_hand_over(session, other)) for other in others] == [[]] * 3


def test_nobody_hands_over_to_themselves(town: Store) -> None:
    with town.write() as session:
        both = a_member(session, "XF")
        access.appoint(session, both, Role.CLERK, areas.get_area(session, "XF"), a_clock())
        reward = a_reward(session)
        give(session, both, 50)
        exchange = rewards.exchange(session, reward, both, a_clock())
        with pytest.raises(NotAllowed, match="not_your_own"):
            rewards.hand_over(session, exchange, both, a_clock())


def test_what_the_street_offers_is_handed_over_where_the_member_is(town: Store) -> None:
    with town.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk, officer = a_worker(session, Role.CLERK, "XF"), a_worker(session, Role.OFFICER, "JD")
        member, reward = a_member(session), a_reward(session, "JD")
        give(session, member, 50)
        exchange = rewards.exchange(session, reward, member, a_clock())
        assert keys_for(session, clerk) == ["reward.wanted"]
        assert keys_for(session, officer) == []
        elsewhere = a_worker(session, Role.CLERK, "NS")
        for each, seen in ((manager, 1), (clerk, 1), (officer, 1), (elsewhere, 0)):
            assert len(rewards.list_to_hand_over(session, each)) == seen
        with pytest.raises(NotAllowed):
            rewards.hand_over(session, exchange, elsewhere, a_clock())
        rewards.hand_over(session, exchange, manager, a_clock())


def test_who_is_erased_wants_nothing_any_more_and_the_stock_is_back(town: Store) -> None:
    with town.write() as session:
        clerk, member, other = (
            a_worker(session, Role.CLERK, "XF"),
            a_member(session),
            a_member(session, name="李四"),
        )
        reward = a_reward(session, stock=3)
        for each in (member, other):
            give(session, each, 70)
        handed = rewards.exchange(session, reward, member, a_clock())
        rewards.hand_over(session, handed, clerk, a_clock())
        rewards.exchange(session, reward, member, a_clock())
        kept = rewards.exchange(session, reward, other, a_clock())
        erasure.erase_absent(session, member, a_clock())
        assert left(session, reward) == 1
        assert [it.id for it in rewards.list_to_hand_over(session, clerk)] == [kept]
        assert keys_for(session, clerk) == ["reward.wanted"]
        assert awarding.balance(session, member) == 40


def test_what_is_to_be_handed_over_costs_the_same_however_much_it_is(town: Store) -> None:
    def cost(session: Session) -> int:
        with counted(session) as said:
            rewards.list_to_hand_over(session, clerk)
        return len(said)

    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        a_reward(session, "NS")
        costs: list[int] = []
        for number in range(3):
            member = a_member(session, name=f"党员{number}")
            give(session, member, 70)
            reward = Reward(
                area_id=areas.get_area(session, "XF-1").id, name=f"伞{number}", cost=30
            )
            session.add(reward)
            session.flush()
            rewards.exchange(session, reward.id, member, a_clock())
            costs.append(cost(session))
    assert costs == [costs[0]] * 3
    assert costs[0] <= 3


def press(url: str, reward: int, member: int) -> str:
    store = Store(url, Vault(SECRET))
    try:
        with store.write() as session:
            rewards.exchange(session, reward, member, a_clock())
    except Refusal as refusal:
        return refusal.reason
    else:
        return ""
    finally:
        store.close()


def press_at_once(url: str, reward: int, pressing: list[int]) -> list[str]:
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=fresh) as processes:
        return list(
            processes.map(press, [url] * len(pressing), [reward] * len(pressing), pressing)
        )


def test_of_many_who_press_at_once_as_many_get_it_as_there_are(
    town: Store, store_url: str
) -> None:
    with town.write() as session:
        reward = a_reward(session, stock=3)
        pressing = [a_member(session, name=f"党员{number}") for number in range(8)]
        for member in pressing:
            awarding.add_row(
                session, member, PointReason.HOURS, "attendances:1", 50, a_clock().now()
            )
    answers = press_at_once(store_url, reward, pressing)
    assert sorted(answers) == [""] * 3 + ["reward_gone"] * 5
    with town.read() as session:
        assert left(session, reward) == 0
        assert len(session.exec(select(Exchange)).all()) == 3
        assert sum(awarding.balance(session, it) for it in pressing) == 8 * 50 - 3 * 30


def test_of_one_who_presses_in_many_places_points_are_spent_once(
    town: Store, store_url: str
) -> None:
    with town.write() as session:
        reward, member = a_reward(session, stock=9), a_member(session)
        give(session, member, 70)
    answers = press_at_once(store_url, reward, [member] * 8)
    assert sorted(answers) == [""] * 2 + ["points_short"] * 6
    with town.read() as session:
        assert (awarding.balance(session, member), left(session, reward)) == (10, 7)
