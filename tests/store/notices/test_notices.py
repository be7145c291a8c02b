"""Notices: drafted at every answer, put up by somebody, and what the gate lets nobody do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from models.access import Role
from models.cases import Status
from models.categories import Category
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.notices import NoticeState, Waiver
from models.timeline import Act
from scheduler import jobs
from services.areas import areas
from services.case_files import timeline
from services.casework import handling
from services.gate import redact
from services.notices import listing, notice_board, notice_editing, notice_words, notices
from services.reporters import feedback
from services.sealing import sealer_of
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, acts_of, words_for
from tests.support.publicity import MASKED, Scene


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    with store.write() as session:
        yield Scene(session)


def test_an_answer_drafts_a_notice_that_names_the_estate_and_nobody(scene: Scene) -> None:
    notice = scene.answer()
    assert notice.state is NoticeState.DRAFT
    assert notice.title == "阳光花园小区 · 灯已换好"
    assert MASKED in notice.words
    assert "三号楼楼道灯不亮" not in notice.words
    assert areas.area_of(scene.session, notice.area_id).code == "YG"


def test_who_publishes_is_shown_the_draft_with_what_was_found(scene: Scene) -> None:
    scene.answer()
    shown = words_for(scene.session, scene.clerk)
    assert "已自动遮住 3 处" in shown
    assert "〔13800138000·手机号〕" in shown
    assert "待公示" not in words_for(scene.session, scene.manager)


def test_of_a_private_case_nothing_is_drafted(scene: Scene) -> None:
    case = a_case(scene.session, scene.reporter, scene.clock, "YG-3", is_private=True)
    handling.settle_case(scene.session, case.id, scene.manager, "已办", scene.clock)
    assert notices.find_of_case(scene.session, case) is None


def test_published_it_is_on_the_board_for_five_working_days(scene: Scene) -> None:
    notice = scene.publish()
    assert notice.ends_at == MONDAY + timedelta(days=7)
    assert scene.case.step_due_at == notice.ends_at
    assert scene.on_board() == [notice.id]
    assert acts_of(scene.session, scene.case)[-1] is Act.PUBLISHED
    scene.clock.move(timedelta(days=6))
    assert jobs.end_notices(scene.session, scene.clock) == 0
    scene.clock.move(timedelta(days=1))
    assert scene.on_board() == []
    assert jobs.end_notices(scene.session, scene.clock) == 1
    assert jobs.end_notices(scene.session, scene.clock) == 0
    assert notice.state is NoticeState.ENDED
    assert acts_of(scene.session, scene.case)[-1] is Act.NOTICE_ENDED
    assert timeline.is_intact(scene.session, scene.case)


def test_it_runs_its_days_also_when_the_reporter_has_confirmed(scene: Scene) -> None:
    notice = scene.answer()
    feedback.confirm_solved(scene.session, scene.case.id, scene.reporter, 1, scene.clock)
    due = scene.case.step_due_at
    scene.approve(notice)
    assert scene.case.status is Status.TRACKING
    assert scene.case.step_due_at == due
    assert scene.on_board() == [notice.id]


def test_nothing_is_published_while_anything_in_it_is_personal(scene: Scene) -> None:
    notice = scene.answer()
    notice.words = "已告知李女士"
    with pytest.raises(Conflict) as refused:
        scene.approve(notice)
    assert refused.value.reason == "notice_personal"
    notice.words, notice.title = "已办", "张三先生家的灯"
    with pytest.raises(Conflict):
        scene.approve(notice)
    assert notice.state is NoticeState.DRAFT
    assert scene.on_board() == []


def test_words_with_personal_data_are_not_even_stored(scene: Scene) -> None:
    notice = scene.answer("已办好。")
    before = notice.words
    with pytest.raises(Conflict):
        notice_editing.edit_words(
            scene.session, notice.id, scene.clerk, "已告知李女士", scene.clock
        )
    assert notice.words == before
    kept = [redact.digest_of(each) for each in redact.find("已告知李女士")]
    notice_editing.edit_words(
        scene.session, notice.id, scene.clerk, "已告知李女士", scene.clock, waived=kept
    )
    scene.approve(notice)
    waiver = scene.session.exec(select(Waiver)).one()
    assert (waiver.finding, waiver.waived_by) == (kept[0], scene.clerk)


def test_what_somebody_answers_for_shows_again_and_may_be_hidden_again(scene: Scene) -> None:
    notice = scene.answer("王书记到场，电话13800138000。")
    hits = notice_words.list_hits(scene.session, notice, scene.case)
    name = next(redact.digest_of(hit.finding) for hit in hits if hit.finding.text == "王书记")
    notice_editing.waive(scene.session, notice.id, scene.clerk, name, scene.clock)
    assert "王书记到场，电话138****8000。" in notice.words
    with pytest.raises(NotFound):
        notice_editing.waive(scene.session, notice.id, scene.clerk, "0" * 64, scene.clock)
    notice_editing.mask_again(scene.session, notice.id, scene.clerk)
    assert "一位书记到场" in notice.words


def test_who_approves_one_text_does_not_publish_another(scene: Scene) -> None:
    notice = scene.answer()
    seen = notice_words.digest_of(notice)
    notice_editing.edit_words(scene.session, notice.id, scene.clerk, "灯已换好", scene.clock)
    with pytest.raises(Conflict) as refused:
        notices.approve_and_publish(scene.session, notice.id, scene.clerk, scene.clock, seen)
    assert refused.value.reason == "notice_changed"
    with pytest.raises(Conflict) as refused:
        notices.approve_and_publish(scene.session, notice.id, scene.clerk, scene.clock, "")
    assert refused.value.reason == "notice_changed"


def test_a_notice_whose_text_was_changed_after_approval_is_not_shown(scene: Scene) -> None:
    notice = scene.publish()
    notice.words = "别的话"
    scene.session.flush()
    assert scene.on_board() == []
    with pytest.raises(NotFound):
        notice_board.get_in_force(scene.session, notice.id, scene.clock)


def test_an_edit_takes_it_down_until_it_is_approved_again(scene: Scene) -> None:
    notice = scene.publish()
    scene.clock.move(timedelta(days=1))
    notice_editing.edit_words(scene.session, notice.id, scene.clerk, "灯已换新", scene.clock)
    assert (notice.state, notice.approved) == (NoticeState.DRAFT, "")
    assert scene.on_board() == []
    scene.approve(notice)
    assert notice.ends_at == MONDAY + timedelta(days=8)
    assert scene.on_board() == [notice.id]
    assert acts_of(scene.session, scene.case)[-3:] == [
        Act.PUBLISHED,
        Act.NOTICE_WITHDRAWN,
        Act.PUBLISHED,
    ]


def test_kept_private_it_waits_as_long_as_a_notice_would_be_up(scene: Scene) -> None:
    notice = scene.answer()
    with pytest.raises(Invalid):
        notices.keep_private(scene.session, notice.id, scene.clerk, " ", scene.clock)
    notices.keep_private(scene.session, notice.id, scene.clerk, "涉及家庭", scene.clock)
    assert scene.case.status is Status.ANSWERED
    assert scene.case.is_private
    assert scene.case.step_due_at == MONDAY + timedelta(days=7)
    assert acts_of(scene.session, scene.case)[-1] is Act.KEPT_PRIVATE
    with pytest.raises(Conflict):
        scene.approve(notice)


def test_withdrawn_it_is_gone_with_its_reason(scene: Scene) -> None:
    notice = scene.publish()
    notices.withdraw(scene.session, notice.id, scene.clerk, "地点写错了", scene.clock)
    assert scene.on_board() == []
    assert notice.reason == "地点写错了"
    assert acts_of(scene.session, scene.case)[-1] is Act.NOTICE_WITHDRAWN
    with pytest.raises(Conflict):
        notices.withdraw(scene.session, notice.id, scene.clerk, "地点写错了", scene.clock)


def test_done_again_its_notice_comes_down_at_once(scene: Scene) -> None:
    notice = scene.publish()
    feedback.reopen_case(scene.session, scene.case.id, scene.reporter, 1, "又坏了", scene.clock)
    assert notice.state is NoticeState.WITHDRAWN
    assert scene.on_board() == []
    again = scene.answer("换了新灯")
    assert (again.round, again.state) == (2, NoticeState.DRAFT)
    assert timeline.is_intact(scene.session, scene.case)


def test_a_draft_of_a_case_that_is_done_again_cannot_be_published(scene: Scene) -> None:
    notice = scene.answer()
    feedback.reopen_case(scene.session, scene.case.id, scene.reporter, 1, "没修", scene.clock)
    with pytest.raises(Conflict):
        scene.approve(notice)
    assert notices.list_waiting(scene.session, scene.clerk).total == 0


def test_only_who_may_publish_there_does_anything_with_it(scene: Scene) -> None:
    notice = scene.answer()
    stranger = a_worker(scene.session, Role.CLERK, "NS")
    for who in (scene.manager, stranger, scene.reporter):
        for attempt in (
            lambda who=who: scene.approve(notice, who),
            lambda who=who: notice_editing.edit_words(
                scene.session, notice.id, who, "改一改", scene.clock
            ),
            lambda who=who: notices.keep_private(
                scene.session, notice.id, who, "不想", scene.clock
            ),
            lambda who=who: notice_editing.mask_again(scene.session, notice.id, who),
        ):
            with pytest.raises(NotAllowed):
                attempt()
        assert notices.list_waiting(scene.session, who).total == 0
    [(waiting, case)], total = notices.list_waiting(scene.session, scene.clerk)
    assert (waiting.id, case.id, total) == (notice.id, scene.case.id, 1)


def test_photos_are_shown_only_once_the_reporter_said_yes(scene: Scene) -> None:
    notice = scene.publish()
    with pytest.raises(NotFound):
        notice_board.ask_for_photos(scene.session, notice.id, scene.clerk, scene.clock)
    assert list(notice_board.list_photos(scene.session, notice)) == []
    other = a_resident(scene.session, "李四")
    with pytest.raises(NotFound):
        notice_board.allow_photos(
            scene.session, scene.case.id, other, scene.clock, is_allowed=True
        )
    notice_board.allow_photos(
        scene.session, scene.case.id, scene.reporter, scene.clock, is_allowed=True
    )
    assert scene.case.may_show_photos


def test_the_board_of_a_place_shows_its_community_and_what_is_above(scene: Scene) -> None:
    near = scene.publish()
    far_case = a_case(scene.session, scene.reporter, scene.clock, "NS-YG-3")
    officer = a_worker(scene.session, Role.OFFICER, "JD")
    handling.settle_case(scene.session, far_case.id, officer, "已办好", scene.clock)
    far = notices.find_of_case(scene.session, far_case)
    assert far is not None
    scene.approve(far, officer)
    building = areas.get_area(scene.session, "YG-3")
    found, _ = notice_board.list_in_force(scene.session, building, scene.clock)
    assert [it.id for it in found] == [near.id]
    assert scene.on_board() == [far.id, near.id]


def test_the_words_of_a_notice_say_nothing_that_is_sealed(scene: Scene) -> None:
    notice = scene.answer()
    sealed = sealer_of(scene.session, scene.case.key_id)
    assert sealed is not None
    assert list(redact.find(notice.words)) == []


def test_a_title_says_what_was_done_and_names_nobody(scene: Scene) -> None:
    notice = scene.answer("您好，张三先生反映的灯，已更换三号楼二单元全部楼层的感应灯和开关面板。")
    assert notice.title == "阳光花园小区 · 一位先生反映的灯"
    notice_editing.edit_words(
        scene.session, notice.id, scene.clerk, "【结果】已更换感应灯，谢谢。", scene.clock
    )
    assert notice.title == "阳光花园小区 · 已更换感应灯"


def test_where_the_answer_says_nothing_the_title_names_the_kind(scene: Scene) -> None:
    assert scene.answer("好，谢谢").title == "阳光花园小区道路路灯问题的办理结果"


def test_what_never_went_up_is_listed_behind_what_did(scene: Scene) -> None:
    up = scene.publish()
    notices.withdraw(scene.session, up.id, scene.clerk, "地点写错了", scene.clock)
    later = a_case(scene.session, scene.reporter, scene.clock, "YG-3", category=Category.STREET)
    kept = scene.answer(case=later)
    notices.keep_private(scene.session, kept.id, scene.clerk, "涉及家庭", scene.clock)
    found = listing.list_of(scene.session, scene.clerk, listing.OVER).items
    assert [it.id for it in found] == [up.id, kept.id]
