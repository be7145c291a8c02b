"""An objection nobody answers is not forgotten, and its case is not closed over it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.access import Role
from models.cases import Status
from scheduler import jobs
from services.areas import areas
from services.casework import case_clock
from services.notices import objections
from services.reporters import feedback, tracking
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker, hear_all, keys_for, words_for
from tests.support.publicity import Scene

WORDS = "灯只亮了一天又灭了"


@pytest.fixture
def scene(sqlite_store: Store) -> Iterator[Scene]:
    with sqlite_store.write() as session:
        yield Scene(session)


def objected(scene: Scene) -> int:
    """Let somebody object to what was published; give the objection."""
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    hear_all(scene.session)
    return made


def test_who_decides_is_reminded_and_then_the_street(scene: Scene) -> None:
    officer = a_worker(scene.session, Role.OFFICER, "JD", "陈街道")
    supervisor = a_worker(scene.session, Role.SUPERVISOR, "JD", "督办员")
    made = objected(scene)
    assert jobs.remind_steps(scene.session, scene.clock) == 0
    assert scene.case.step_due_at is not None
    scene.clock.move(scene.case.step_due_at - scene.clock.now())
    assert jobs.remind_steps(scene.session, scene.clock) == 1
    assert jobs.remind_steps(scene.session, scene.clock) == 0
    assert keys_for(scene.session, scene.clerk) == ["notice.objection_late"]
    assert WORDS in words_for(scene.session, scene.clerk)
    assert keys_for(scene.session, officer) == []
    scene.clock.move(timedelta(days=20))
    assert jobs.remind_steps(scene.session, scene.clock) == 1
    assert keys_for(scene.session, officer) == ["notice.objection_late"]
    assert keys_for(scene.session, supervisor) == ["notice.objection_late"]
    objections.answer_objection(
        scene.session, made, scene.clerk, "已复核", scene.clock, is_upheld=False
    )
    assert keys_for(scene.session, officer) == []
    assert case_clock.end_notice_period(scene.session, scene.clock) == 1
    assert scene.case.status is Status.TRACKING


def test_a_case_is_not_closed_over_an_objection_or_a_notice_that_is_up(scene: Scene) -> None:
    made = objected(scene)
    feedback.confirm_solved(scene.session, scene.case.id, scene.reporter, 1, scene.clock)
    scene.clock.move(timedelta(days=200))
    assert tracking.close_tracked(scene.session, scene.clock) == 0
    objections.answer_objection(
        scene.session, made, scene.clerk, "已复核", scene.clock, is_upheld=False
    )
    assert tracking.close_tracked(scene.session, scene.clock) == 0
    jobs.end_notices(scene.session, scene.clock)
    assert tracking.close_tracked(scene.session, scene.clock) == 1


def test_objections_elsewhere_do_not_hide_ones_own(scene: Scene) -> None:
    elsewhere = scene.publish()
    elsewhere.area_id = areas.get_area(scene.session, "NS").id
    for number in range(101):
        who = a_resident(scene.session, f"周{number}")
        objections.object_to(scene.session, elsewhere.id, who, WORDS, scene.clock)
    scene.case = a_case(scene.session, scene.reporter, scene.clock, "YG-3")
    made = objected(scene)
    waiting = objections.list_waiting(scene.session, scene.clerk)
    assert [it.id for it in waiting] == [made]
