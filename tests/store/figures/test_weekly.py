"""The weekly notice: the figures of the past week, to each once, and only what is theirs."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Status
from models.groups import Forward, Group, GroupKind
from models.outbox import MessageState, OutMessage
from scheduler.timetable import TIMETABLE, run_period
from scheduler.worklists import WorkList
from services.areas import areas
from services.clock import SetClock
from services.delivery.messages import open_body
from services.figures import weekly
from services.groups import groups
from services.store import Store
from services.texts.phrases import join_words
from tests.support.builders import MONDAY, an_account
from tests.support.figures import HOUR, a_row
from tests.support.offices import a_worker, hear_all, words_for
from tests.support.towns import a_clock

NEXT_MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""

JUDGED: dict[str, Any] = {
    "status": Status.TRACKING,
    "answered_at": MONDAY + HOUR,
    "is_contacted": True,
    "is_solved": True,
}


ENTRY = next(entry for entry in TIMETABLE if entry.name == "weekly_figures")


def run(store: Store) -> int:
    return run_period(store, ENTRY, SetClock(NEXT_MONDAY))


def a_group(
    session: Session, kind: GroupKind, code: str, by: int, *, by_hand: bool = False
) -> int:
    """Bind a group of its own; give its id."""
    account_id = None if by_hand else an_account(session, f"-{code}{kind}", is_group=True).id
    place = areas.get_area(session, code)
    return groups.bind(session, account_id, kind, [place], by, a_clock(), title=str(kind)).id


def said_in(store: Store, group_id: int) -> str:
    """Give what waits to be said in a group."""
    with store.read() as session:
        group = session.get_one(Group, group_id)
        rows = session.exec(
            select(OutMessage)
            .where(
                OutMessage.account_id == group.account_id,
                OutMessage.state == MessageState.WAITING,
            )
            .order_by(col(OutMessage.id))
        ).all()
        address = groups.address_of(session, group)
        assert address is not None
        sealer = address.sealer
        return "\n".join(join_words(open_body(sealer, row.body or b"").phrases) for row in rows)


def words(store: Store, person_id: int) -> str:
    with store.read() as session:
        return words_for(session, person_id)


def test_officers_and_groups_are_told_what_is_theirs(town: Store) -> None:
    with town.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        supervisor = a_worker(session, Role.SUPERVISOR, "NS")
        clerk = a_worker(session, Role.CLERK, "XF")
        kinds = list(GroupKind)
        bound = {kind: a_group(session, kind, "XF", clerk) for kind in kinds}
        for code in ("XF-1", "XF-1", "NS"):
            a_row(session, code, **JUDGED)
    assert run(town) == 5
    assert "解决率 100.0%（3/3）" in words(town, officer)
    assert "1 南山社区：" in words(town, officer) or "2 南山社区：" in words(town, officer)
    assert "解决率 100.0%（1/1）" in words(town, supervisor)
    assert "幸福社区" not in words(town, supervisor)
    assert words(town, clerk) == ""
    for kind in (GroupKind.OVERSIGHT, GroupKind.GRID_MANAGERS):
        assert "解决率 100.0%（2/2）" in said_in(town, bound[kind])
    assert "收到 2 件" in said_in(town, bound[GroupKind.AFFAIRS])
    for kind in (GroupKind.RESIDENTS, GroupKind.MEMBERS, GroupKind.UNITS):
        assert said_in(town, bound[kind]) == ""


@pytest.mark.parametrize(("judged", "is_told"), [(4, False), (5, True)])
def test_a_rate_is_made_public_only_when_enough_people_stand_behind_it(
    town: Store, judged: int, is_told: bool
) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        group = a_group(session, GroupKind.AFFAIRS, "XF", clerk)
        for _ in range(judged):
            a_row(session, "XF-1", **JUDGED)
    run(town)
    assert ("解决率" in said_in(town, group)) is is_told
    assert "满意率" not in said_in(town, group)


def test_a_week_is_told_once_even_after_a_crash_in_between(town: Store) -> None:
    with town.write() as session:
        officers = [a_worker(session, Role.OFFICER, "JD") for _ in range(3)]
        a_row(session, "XF", **JUDGED)
    one_at_a_time = WorkList(weekly.list_receivers, weekly.tell, at_a_time=1)
    with town.write() as session:
        clock = SetClock(NEXT_MONDAY)
        period = ENTRY.period(clock) or ""
        assert one_at_a_time.eat(session, clock, ENTRY.name, period) == (1, True)
        hear_all(session)
    assert (run(town), run(town)) == (2, 0)
    assert [words(town, it) == "" for it in officers] == [True, False, False]


def test_a_group_no_bot_can_reach_is_told_by_hand(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        a_group(session, GroupKind.AFFAIRS, "XF", clerk, by_hand=True)
        a_row(session, "XF")
    run(town)
    with town.read() as session:
        (forward,) = session.exec(select(Forward)).all()
        assert "上周民情" in forward.words


def test_a_week_without_anything_is_passed_over(town: Store) -> None:
    with town.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        group = a_group(session, GroupKind.AFFAIRS, "XF", officer)
        oversight = a_group(session, GroupKind.OVERSIGHT, "XF", officer)
    assert run(town) == 0
    assert words(town, officer) == said_in(town, group) == said_in(town, oversight) == ""


def test_what_happened_this_week_belongs_to_the_next_notice(town: Store) -> None:
    with town.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        a_row(session, "XF", reported_at=NEXT_MONDAY, due_at=NEXT_MONDAY + 100 * HOUR)
    assert run(town) == 0
    assert words(town, officer) == ""


def test_a_week_in_which_nothing_happened_is_told_while_anything_is_overdue(town: Store) -> None:
    with town.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        a_row(session, "XF", reported_at=NEXT_MONDAY)
    assert run(town) == 1
    assert "反映 0 件" in words(town, officer)
    assert "现在未答复 1 件" in words(town, officer)
