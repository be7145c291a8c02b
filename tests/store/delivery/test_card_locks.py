"""Cards, messages and windows are locked in one order, by turns and by delivery (PostgreSQL)."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session, col, select

from models.access import Role
from models.groups import Card, GroupKind
from models.outbox import MessageState
from models.people import Door
from services.areas import areas
from services.casework import handling
from services.clock import SetClock
from services.delivery import private_cards
from services.delivery.budgets import UNLIMITED
from services.delivery.dispatch import Leased, Robot, lease_due
from services.delivery.messages import Choice, Saying
from services.delivery.outcomes import Hooks, Outcome, settle
from services.groups import groups
from services.identity import people
from services.reporters.held import tell_while_held
from services.store import Store, lock
from services.texts.phrases import verbatim
from tests.store.cases.test_outages import dark
from tests.support.builders import MONDAY, ROBOT, an_account
from tests.support.followers import a_follower
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
TELEGRAM = Robot(Door.TELEGRAM, ROBOT, UNLIMITED)
WECHAT = Robot(Door.WECHAT, ROBOT, UNLIMITED, has_windows=True)
HOOKS = Hooks(on_held=lambda session, row: tell_while_held(session, row, CLOCK))


def a_look(words: str, case_id: int | None = None) -> Saying:
    return Saying((verbatim(words),), (Choice(verbatim("看")),), is_urgent=True, case_id=case_id)


def a_pair(store: Store) -> tuple[list[int], list[int]]:
    """Show two people a card each that can be edited; give the people, and their cards."""
    with store.write() as session:
        pair = [a_resident(session, name) for name in ("张三", "李四")]
        private_cards.show(session, pair, "outage:1", a_look("一户"), CLOCK)
        return pair, [*list_cards(session)]


def lease(store: Store, robot: Robot) -> Sequence[Leased]:
    with store.write() as session:
        found = lease_due(session, robot, 9, MONDAY)
        return [*found.messages, *found.shut]


def settles(store: Store, robot: Robot, outcomes: Sequence[Outcome]) -> None:
    with store.write() as session:
        settle(session, robot, outcomes, MONDAY, HOOKS)


def list_cards(session: Session) -> Sequence[int]:
    return session.exec(select(Card.id).order_by(col(Card.id))).all()


def test_cards_that_went_out_are_noted_in_the_order_in_which_they_are_edited(
    postgres_store: Store,
) -> None:
    store = postgres_store
    _, (first, second) = a_pair(store)
    gone = sorted(lease(store, TELEGRAM), key=lambda it: it.card_id or 0, reverse=True)
    sent = [Outcome(it, MessageState.SENT, 1, outer_id=f"m{it.id}") for it in gone]
    assert [it.card_id for it in gone] == [second, first]
    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            lock(session, Card, first)
            settling = pool.submit(settles, store, TELEGRAM, sent)
            wait_until(lambda: settling.done() or is_anybody_waiting(store))
            private_cards.show_again(session, "outage:1", a_look("两户"), CLOCK)
        settling.result(PATIENCE)
    with store.read() as session:
        ids = session.exec(select(col(Card.outer_id)).order_by(col(Card.id))).all()
        assert ids == [f"m{it.id}" for it in reversed(gone)]


def test_people_are_shown_their_cards_in_one_order_too(postgres_store: Store) -> None:
    store = postgres_store
    pair, (first, second) = a_pair(store)

    def show_turned_round() -> list[int]:
        with store.write() as session:
            turned = pair[::-1]
            return private_cards.show(session, turned, "outage:1", a_look("两户"), CLOCK)

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            lock(session, Card, first)
            showing = pool.submit(show_turned_round)
            wait_until(lambda: showing.done() or is_anybody_waiting(store))
            lock(session, Card, second)  # whoever waits for the first has no other yet
        assert showing.result(PATIENCE) == pair[::-1]


def test_what_is_held_waits_for_no_card(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        a_town(session)
        a_worker(session, Role.CLERK, "XF")
        case_id = a_case(session, a_resident(session), CLOCK).id
        silent = people.consent(session, a_follower(session).id, "张三", CLOCK)
        private_cards.show(session, [silent], "outage:1", a_look("一户", case_id), CLOCK)
        [card_id] = list_cards(session)
    held = [Outcome(it, MessageState.HELD, 0) for it in lease(store, WECHAT)]
    assert [it.message.card_id for it in held] == [card_id]
    with ThreadPoolExecutor(1) as pool, store.write() as session:
        lock(session, Card, card_id)
        settling = pool.submit(settles, store, WECHAT, held)
        settling.result(PATIENCE)


def test_the_cards_of_a_case_are_locked_in_one_order_whatever_they_are_about(
    postgres_store: Store,
) -> None:
    store = postgres_store
    with store.write() as session:
        a_town(session)
        clerk, here = a_worker(session, Role.CLERK, "XF"), areas.get_area(session, "XF-1")
        group = an_account(session, "-100", is_group=True).id
        groups.bind(session, group, GroupKind.GRID_MANAGERS, [here], clerk, CLOCK)
        first = dark(session).id
        dark(session)
        dark(session)
        own, of_outage = list_cards(session)[0], list_cards(session)[-1]
        assert session.get_one(Card, own).case_id == first
        assert session.get_one(Card, of_outage).subject.startswith("outage:")

    def answers() -> None:
        with store.write() as session:
            handling.settle_case(session, first, clerk, "来电了", CLOCK)

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            lock(session, Card, own)
            answering = pool.submit(answers)
            wait_until(lambda: answering.done() or is_anybody_waiting(store))
            lock(session, Card, of_outage)  # whoever waits for the first has no other yet
        answering.result(PATIENCE)
