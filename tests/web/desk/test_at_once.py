"""Two presses that arrive at the same moment, on PostgreSQL, where several write at once."""

import asyncio
from collections.abc import Awaitable, Iterator, Sequence

import pytest
from sqlmodel import Session, func, select

from models.cases import Case
from models.timeline import Act
from services.case_files import timeline
from services.store import Store, lock
from tests.support.builders import a_store
from tests.support.desk_cases import files, of, signs
from tests.support.desks import Browser, Office
from tests.support.patience import count_waiting, wait_until
from tests.support.towns import a_town


@pytest.fixture
def busy_office(postgres_url: str) -> Iterator[Office]:
    """The pages of a street on PostgreSQL."""
    store = a_store(postgres_url)
    with store.write() as session:
        a_town(session)
    yield Office(store)
    store.close()


async def press_behind(store: Store, case_ids: Sequence[int], *presses: Awaitable[None]) -> None:
    """Let presses arrive while somebody has a case; all of them wait before it is free.

    Whoever has it takes the other cases too, then: none of those who wait may have one of them.
    """
    with store.write() as session:
        first, *others = sorted(case_ids)
        lock(session, Case, first)
        coming = [asyncio.ensure_future(it) for it in presses]

        def stand_in_line() -> bool:
            done = sum(it.done() for it in coming)
            return done + count_waiting(store) >= len(coming)

        await asyncio.to_thread(wait_until, stand_in_line)
        for each in others:
            lock(session, Case, each)
    await asyncio.gather(*coming)


def count_acts(session: Session, case_id: int, act: Act) -> int:
    case = session.get_one(Case, case_id)
    return [it.act for it in timeline.list_lines(session, case)].count(act)


async def test_of_two_presses_on_one_case_file_the_later_one_is_told(busy_office: Office) -> None:
    office, store = busy_office, busy_office.store
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    case_id, phone = of(office, number), office.sits(manager.person_id, "192.0.2.2")
    screens: tuple[Browser, ...] = (manager, phone)
    for each in screens:
        await each.opens(f"/console/cases/{number}")
    presses = (each.presses("记进展", words="灯到了") for each in screens)
    await press_behind(store, [case_id], *presses)
    assert sorted(each.status for each in screens) == [200, 409]
    with store.read() as session:
        assert count_acts(session, case_id, Act.PROGRESSED) == 1


async def test_two_who_merge_two_cases_each_into_the_other_stand_in_no_ones_way(
    busy_office: Office,
) -> None:
    office, store = busy_office, busy_office.store
    numbers = files(office), files(office)
    clerks = await office.a_clerk(), await office.a_clerk(name="何芳")
    for each, number in zip(clerks, numbers, strict=True):
        await each.opens(f"/console/cases/{number}")
    presses = (
        each.presses("合并", into=into)
        for each, into in zip(clerks, reversed(numbers), strict=True)
    )
    await press_behind(store, [of(office, it) for it in numbers], *presses)
    assert sorted(each.status for each in clerks) == [200, 409]


async def test_a_call_whose_form_arrives_twice_at_once_is_one_case(busy_office: Office) -> None:
    office = busy_office
    clerk = await office.a_clerk()
    other = office.sits(clerk.person_id, "192.0.2.2")
    await clerk.opens("/console/new")
    await other.opens("/console/new")
    pressed = (
        it.submits("/console/new", channel="hotline", words="路灯不亮", key="k1")
        for it in (clerk, other)
    )
    await asyncio.gather(*pressed)
    assert clerk.path == other.path
    with office.store.read() as session:
        assert session.exec(select(func.count()).select_from(Case)).one() == 1
