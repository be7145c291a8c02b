"""Groups, forwards and announcements: who may, and where it goes."""

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Conflict, NotAllowed
from models.groups import Content, Forward, Group, GroupKind
from models.outbox import OutMessage
from models.people import Account
from services.announcements import announcements
from services.areas import areas
from services.clock import SetClock
from services.groups import forwards, groups
from services.store import Store
from tests.support.builders import MONDAY, an_account
from tests.support.offices import a_resident, a_worker
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)


@pytest.fixture
def store(store: Store) -> Store:
    """A store with a town."""
    with store.write() as session:
        a_town(session)
    return store


def a_group(session: Session, chat: str = "-100") -> Account:
    """Give a group as its door knows it."""
    return an_account(session, chat, is_group=True)


def bound(session: Session, code: str, kind: GroupKind, chat: str = "-100") -> tuple[Group, int]:
    """Give a group bound by a manager of its area, and the manager."""
    worker = a_worker(session, Role.GRID_MANAGER, code)
    account, place = a_group(session, chat), areas.get_area(session, code)
    return groups.bind(session, account.id, kind, [place], worker, CLOCK), worker


def carried(session: Session, code: str) -> tuple[Forward, int]:
    """Give something to be carried into a group without a bot, and who answers for it."""
    worker, place = a_worker(session, Role.GRID_MANAGER, code), areas.get_area(session, code)
    group = groups.bind(session, None, GroupKind.RESIDENTS, [place], worker, CLOCK, title="群")
    forwards.ask(session, group, "明天停水", CLOCK)
    return session.exec(select(Forward)).one(), worker


@pytest.mark.parametrize(("role", "code"), [(Role.GRID_MANAGER, "XF-2"), (Role.MEMBER, "XF-1")])
def test_who_may_not_bind_here_neither_binds_nor_ends_it(
    store: Store, role: Role, code: str
) -> None:
    with store.write() as session:
        group, _ = bound(session, "XF-1", GroupKind.RESIDENTS)
        other, here = a_worker(session, role, code), areas.get_area(session, "XF-1")
        with pytest.raises(NotAllowed):
            groups.bind(session, group.account_id, GroupKind.MEMBERS, [here], other, CLOCK)
        with pytest.raises(NotAllowed):
            groups.unbind(session, group.id, other, CLOCK)
        assert (group.kind, group.unbound_at) == (GroupKind.RESIDENTS, None)


def test_who_manages_another_grid_may_add_it_and_not_take_the_group_over(store: Store) -> None:
    with store.write() as session:
        group, _ = bound(session, "XF-1", GroupKind.GRID_MANAGERS)
        other, there = (
            a_worker(session, Role.GRID_MANAGER, "XF-2"),
            areas.get_area(session, "XF-2"),
        )
        with pytest.raises(NotAllowed):
            groups.bind(session, group.account_id, group.kind, [there], other, CLOCK)
        groups.add_areas(session, group.id, [there], other)
        assert [area.code for area in groups.areas_of(session, group.id)] == ["XF-1", "XF-2"]


def test_a_group_is_unbound_once(store: Store) -> None:
    with store.write() as session:
        group, worker = bound(session, "XF-1", GroupKind.RESIDENTS)
        groups.unbind(session, group.id, worker, CLOCK)
        with pytest.raises(Conflict):
            groups.unbind(session, group.id, worker, CLOCK)


def test_a_topic_bound_by_itself_leaves_the_whole_group_bound(store: Store) -> None:
    with store.write() as session:
        group, worker = bound(session, "XF-1", GroupKind.RESIDENTS)
        here = [areas.get_area(session, "XF-1")]
        topic = groups.bind(
            session, group.account_id, GroupKind.MEMBERS, here, worker, CLOCK, topic="5"
        )
        assert group.unbound_at is None
        assert group.account_id is not None
        assert groups.find_bound(session, group.account_id, "5") == topic
        assert groups.find_bound(session, group.account_id, "6") == group


def test_what_is_said_to_a_grid_never_reaches_the_groups_above(store: Store) -> None:
    with store.write() as session:
        clerk, community = a_worker(session, Role.CLERK, "XF"), areas.get_area(session, "XF")
        account = a_group(session)
        groups.bind(session, account.id, GroupKind.AFFAIRS, [community], clerk, CLOCK)
        manager, grid = (
            a_worker(session, Role.GRID_MANAGER, "XF-1"),
            areas.get_area(session, "XF-1"),
        )
        assert not groups.list_within(session, grid, Content.ANNOUNCEMENTS)
        assert announcements.announce(session, grid, "明天上午停水", manager, CLOCK) == (0, 0)
        assert not session.exec(select(OutMessage).where(OutMessage.chat == "-100")).all()


def test_an_announcement_to_a_community_reaches_the_groups_of_its_grids(store: Store) -> None:
    with store.write() as session:
        group, _ = bound(session, "XF-1", GroupKind.RESIDENTS)
        clerk, community = a_worker(session, Role.CLERK, "XF"), areas.get_area(session, "XF")
        assert announcements.announce(session, community, "明天上午停水", clerk, CLOCK) == (1, 0)
        said = session.exec(select(OutMessage).where(OutMessage.chat == "-100")).all()
        assert [row.account_id for row in said] == [group.account_id]


def test_a_group_that_threw_us_out_receives_nothing(store: Store) -> None:
    with store.write() as session:
        group, _ = bound(session, "XF-1", GroupKind.RESIDENTS)
        session.get_one(Account, group.account_id).unreachable_since = MONDAY
        session.flush()
        place = areas.get_area(session, "XF-1")
        assert not groups.list_within(session, place, Content.ANNOUNCEMENTS)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SUPERVISOR])
def test_who_may_not_announce_says_nothing(store: Store, role: Role) -> None:
    with store.write() as session:
        bound(session, "XF-1", GroupKind.RESIDENTS)
        other, place = a_worker(session, role, "XF-1"), areas.get_area(session, "XF-1")
        with pytest.raises(NotAllowed):
            announcements.announce(session, place, "明天上午停水", other, CLOCK)


def test_only_who_answers_for_a_group_reads_and_confirms_what_is_carried_there(
    store: Store,
) -> None:
    with store.write() as session:
        forward, worker = carried(session, "XF-1")
        for other in (a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-2")):
            with pytest.raises(NotAllowed):
                forwards.get_words(session, forward.id, other)
            with pytest.raises(NotAllowed):
                forwards.confirm(session, forward.id, other, CLOCK)
        assert forwards.confirm(session, forward.id, worker, CLOCK) == ("群", 1)


def test_members_groups_and_the_like_are_found_by_what_they_carry(store: Store) -> None:
    with store.write() as session:
        for number, kind in enumerate(GroupKind):
            bound(session, "XF-1", kind, f"-{number + 1}")
        place = areas.get_area(session, "XF-1")
        found = groups.list_around(session, place, Content.WORK_CARDS)
        assert [group.kind for group in found] == [GroupKind.GRID_MANAGERS]
        receipts = groups.list_around(session, place, Content.RECEIPTS)
        assert [group.kind for group in receipts] == [GroupKind.RESIDENTS]
        every = session.exec(select(Group.id).order_by(col(Group.id))).all()
        assert len(every) == len(GroupKind)
