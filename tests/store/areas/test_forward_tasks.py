"""Texts that become tasks of an employee, on both kinds of store."""

from datetime import timedelta

from sqlmodel import Session, select

from models.access import Role
from models.groups import Forward, GroupKind
from services.areas import areas
from services.clock import SetClock
from services.erasing import erasure
from services.groups import forward_tasks, forwards
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.towns import a_town
from tests.support.wecom_corp import account_named, only_group

KNOWN = forward_tasks.Outside("ww1:1", "wr1", "邻里群", "liu")


def only_forward(session: Session) -> Forward:
    return session.exec(select(Forward)).one()


def test_a_text_is_taken_let_go_taken_again_and_asked_about(store: Store) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        places = [areas.get_area(session, "XF-1")]
        group = forward_tasks.bind_outside(
            session, KNOWN, GroupKind.RESIDENTS, places, wang, clock
        )
        forwards.ask(session, group, "明天停水", clock)
    with store.write() as session:
        assert forward_tasks.is_any_due(session, clock)
        task = forward_tasks.take_next(session, clock)
        assert task is not None
        assert forward_tasks.take_next(session, clock) is None
        forward_tasks.let_go(session, task.forward_id)
        assert not forward_tasks.is_any_due(session, clock)
    clock.move(timedelta(minutes=5))
    with store.write() as session:
        assert forward_tasks.take_next(session, clock) == task
        forward_tasks.keep(session, task.forward_id, "msg1", clock)
        assert forward_tasks.take_open(session, clock) == []
    clock.move(timedelta(hours=1))
    with store.write() as session:
        assert forward_tasks.is_any_due(session, clock)
        assert [it.outer_id for it in forward_tasks.take_open(session, clock)] == ["msg1"]
        erasure.forget_account(session, account_named(session, "liu").id, clock)
        assert only_group(session).employee is None
    clock.move(timedelta(hours=1))
    with store.write() as session:
        assert not forward_tasks.is_any_due(session, clock)
        assert only_forward(session).asked_at is None
