"""Objections: one of each person, sealed, and decided by somebody else than who answered."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.cases import Status
from models.duty import Absence
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.notices import NoticeState, Objection, ObjectionState
from models.timeline import Act
from services.case_files import timeline
from services.erasing import erasure
from services.notices import objections
from services.office import absences
from services.store import Store
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from tests.support.offices import a_resident, a_worker, acts_of, hear_all, words_for
from tests.support.publicity import Scene

WORDS = "灯只亮了一天又灭了"


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    with store.write() as session:
        yield Scene(session)


def stored(session: Session, objection_id: int) -> Objection:
    """Read an objection."""
    return session.get_one(Objection, objection_id, populate_existing=True)


def test_an_objection_is_sealed_and_told_to_who_decides(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    hear_all(scene.session)
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    found = stored(scene.session, made)
    assert WORDS.encode() not in found.words
    assert objections.words_of(scene.session, found) == WORDS
    assert WORDS in words_for(scene.session, scene.clerk)
    assert "周强" not in words_for(scene.session, scene.clerk)
    assert acts_of(scene.session, scene.case)[-1] is Act.OBJECTED
    assert [it.id for it in objections.list_waiting(scene.session, scene.clerk)] == [made]


def test_each_person_objects_once(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    for _ in range(2):
        with pytest.raises(Conflict) as refused:
            objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
        assert refused.value.reason == "objected_already"
    other = a_resident(scene.session, "吴梅")
    objections.object_to(scene.session, notice.id, other, WORDS, scene.clock)
    assert len(scene.session.exec(select(Objection)).all()) == 2


def test_after_the_period_none_is_taken(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    scene.clock.move(timedelta(days=7))
    with pytest.raises(Conflict) as refused:
        objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    assert refused.value.reason == "notice_over"


def test_an_objection_says_something(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    with pytest.raises(Invalid):
        objections.object_to(scene.session, notice.id, zhou, "。", scene.clock)


def test_upheld_the_case_is_done_again_and_everybody_is_told(scene: Scene) -> None:
    notice = scene.publish()
    zhou, wu = a_resident(scene.session, "周强"), a_resident(scene.session, "吴梅")
    first = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    second = objections.object_to(scene.session, notice.id, wu, WORDS, scene.clock)
    hear_all(scene.session)
    objections.answer_objection(
        scene.session, first, scene.clerk, "属实，重新修", scene.clock, is_upheld=True
    )
    assert (scene.case.status, scene.case.round) == (Status.ACCEPTED, 2)
    assert notice.state is NoticeState.WITHDRAWN
    assert {stored(scene.session, it).state for it in (first, second)} == {ObjectionState.UPHELD}
    for person_id in (zhou, wu):
        assert "异议成立" in words_for(scene.session, person_id)
    assert "重新办理（第 2 次）" in words_for(scene.session, scene.reporter)
    assert "属实，重新修" in words_for(scene.session, scene.manager)
    assert acts_of(scene.session, scene.case)[-2:] == [
        Act.NOTICE_WITHDRAWN,
        Act.OBJECTION_ANSWERED,
    ]
    assert timeline.is_intact(scene.session, scene.case)


def test_not_upheld_the_notice_stays_and_who_objected_is_told(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    hear_all(scene.session)
    with pytest.raises(Invalid):
        objections.answer_objection(
            scene.session, made, scene.clerk, "", scene.clock, is_upheld=False
        )
    objections.answer_objection(
        scene.session, made, scene.clerk, "昨晚看过，灯亮着", scene.clock, is_upheld=False
    )
    assert scene.on_board() == [notice.id]
    assert "不成立。答复：昨晚看过，灯亮着\n☎ 社区电话 12345" in words_for(scene.session, zhou)
    assert words_for(scene.session, scene.reporter) == ""
    with pytest.raises(Conflict):
        objections.answer_objection(
            scene.session, made, scene.clerk, "再答一次", scene.clock, is_upheld=True
        )


def test_who_objects_again_reads_the_answer_and_where_else_to_turn(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    objections.answer_objection(
        scene.session, made, scene.clerk, "昨晚看过，灯亮着", scene.clock, is_upheld=False
    )
    for days in (0, 7):
        scene.clock.move(timedelta(days=days))
        with pytest.raises(Conflict) as refused:
            objections.check_open(scene.session, notice.id, zhou, scene.clock)
        said = put_into_words(refusals.told(refused.value))
        assert "已经答复：昨晚看过，灯亮着" in said
        assert "12345" in said


def test_who_answered_the_case_does_not_decide_while_anybody_else_may(scene: Scene) -> None:
    scene.manager = scene.clerk
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    officer = a_worker(scene.session, Role.OFFICER, "JD")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    assert WORDS in words_for(scene.session, officer)
    with pytest.raises(NotAllowed) as refused:
        objections.answer_objection(
            scene.session, made, scene.clerk, "没问题", scene.clock, is_upheld=False
        )
    assert refused.value.reason == "own_answer"
    assert list(objections.list_waiting(scene.session, scene.clerk)) == []
    objections.answer_objection(
        scene.session, made, officer, "去看过，没问题", scene.clock, is_upheld=False
    )


def test_who_answered_decides_where_nobody_else_is(scene: Scene) -> None:
    scene.manager = scene.clerk
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    objections.answer_objection(
        scene.session, made, scene.clerk, "去看过", scene.clock, is_upheld=False
    )
    assert stored(scene.session, made).state is ObjectionState.REJECTED


def test_nobody_decides_on_their_own_objection(scene: Scene) -> None:
    notice = scene.publish()
    made = objections.object_to(scene.session, notice.id, scene.clerk, WORDS, scene.clock)
    with pytest.raises(NotAllowed):
        objections.answer_objection(
            scene.session, made, scene.clerk, "成立", scene.clock, is_upheld=True
        )


def test_who_may_not_publish_there_answers_none(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    for who in (scene.manager, zhou, a_worker(scene.session, Role.CLERK, "NS")):
        with pytest.raises(NotAllowed):
            objections.answer_objection(
                scene.session, made, who, "不行", scene.clock, is_upheld=True
            )


def test_what_an_erased_person_objected_cannot_be_read_again(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    objections.answer_objection(
        scene.session, made, scene.clerk, "已核实", scene.clock, is_upheld=False
    )
    erasure.erase_absent(scene.session, zhou, scene.clock)
    found = stored(scene.session, made)
    assert objections.words_of(scene.session, found) == ""
    shown = objections.show(scene.session, found)
    assert WORDS not in str(shown.phrases)


def test_what_an_erased_person_objected_waits_for_nobody_any_more(scene: Scene) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    erasure.erase_absent(scene.session, zhou, scene.clock)
    assert list(objections.list_waiting(scene.session, scene.clerk)) == []
    with pytest.raises(NotFound):
        objections.answer_objection(
            scene.session, made, scene.clerk, "已核实", scene.clock, is_upheld=False
        )


def test_upheld_a_stand_in_alone_hears_it_with_the_objection_and_the_new_day(
    scene: Scene,
) -> None:
    notice, zhou = scene.publish(), a_resident(scene.session, "周强")
    stand_in = a_worker(scene.session, Role.GRID_MANAGER, "XF-1", "李强")
    now = scene.clock.now()
    away = Absence(
        person_id=scene.manager,
        stand_in_id=stand_in,
        since=now,
        until=now + timedelta(days=3),
        begun_at=now,
    )
    scene.session.add(away)
    absences.AWAY.has_changed(scene.session)
    made = objections.object_to(scene.session, notice.id, zhou, WORDS, scene.clock)
    hear_all(scene.session)
    objections.answer_objection(
        scene.session, made, scene.clerk, "属实，重新修", scene.clock, is_upheld=True
    )
    told = words_for(scene.session, stand_in)
    assert f"异议：{WORDS}" in told
    due = scene.case.due_at.astimezone(scene.clock.zone)
    assert f"{due.month}月{due.day}日" in told
    assert words_for(scene.session, scene.manager) == ""
