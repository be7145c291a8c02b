"""What those hear of a case who did not report it, and what they hear once it is private."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case
from models.categories import Category
from models.errors import Conflict, NotFound
from services.casework import extensions, handling, intake, recusal, shelving
from services.casework.cases import get_case
from services.clock import local
from services.notices import notices, objections
from services.reporters import following
from services.store import Store
from services.triage import case_merging
from tests.support.offices import a_case, a_resident, a_worker, hear_all, keys_for, words_for
from tests.support.publicity import Scene
from tests.support.verbs import CLOCK

SECRET = "已与张建国先生13800138000联系，3号楼2单元501室"
PARTS = ("13800138000", "张建国", "501")


def a_followed_case(session: Session) -> tuple[Case, int, int, int]:
    """Give a case, a stranger who follows it, who was merged into it, and the grid manager."""
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, a_resident(session, "张三"), CLOCK)
    child = a_case(session, a_resident(session, "李四"), CLOCK)
    case_merging.merge_case(session, child.id, case.id, wang, CLOCK)
    stranger = a_resident(session, "孙七")
    following.join_case(session, case.id, stranger, CLOCK)
    hear_all(session)
    assert child.reporter_id is not None
    return case, stranger, child.reporter_id, wang


def answers(session: Session, case: Case, who: int) -> None:
    """Let somebody sign for a case and answer it."""
    handling.sign_case(session, case.id, who, CLOCK)
    handling.answer_case(session, case.id, who, SECRET, CLOCK)


def assert_masked(session: Session, person_id: int) -> None:
    """Check that somebody was told something, and nothing of what is personal."""
    words = words_for(session, person_id)
    assert "联系" in words
    assert not [it for it in PARTS if it in words]


def test_who_follows_reads_every_word_masked(town: Store) -> None:
    with town.write() as session:
        case, stranger, merged, wang = a_followed_case(session)
        clerk = a_worker(session, Role.CLERK, "XF", "陈社工")
        handling.sign_case(session, case.id, wang, CLOCK)
        hear_all(session)
        extensions.ask_extension(session, case.id, wang, 5, SECRET, CLOCK)
        extensions.grant_extension(session, case.id, clerk, CLOCK)
        for person_id in (stranger, merged):
            assert_masked(session, person_id)
        hear_all(session)
        review = local(CLOCK.now(), CLOCK).date() + timedelta(days=20)
        shelving.shelve_case(session, case.id, wang, SECRET, review, CLOCK)
        for person_id in (stranger, merged):
            assert_masked(session, person_id)
        hear_all(session)
        shelving.take_up_case(session, case.id, wang, CLOCK)
        handling.answer_case(session, case.id, wang, SECRET, CLOCK)
        for person_id in (stranger, merged):
            assert_masked(session, person_id)
        assert case.reporter_id is not None
        assert SECRET in words_for(session, case.reporter_id)


def test_the_answer_of_another_case_is_masked_too(town: Store) -> None:
    with town.write() as session:
        case, _, _, wang = a_followed_case(session)
        answers(session, case, wang)
        late = a_case(session, a_resident(session, "王五"), CLOCK)
        case_merging.merge_case(session, late.id, case.id, wang, CLOCK)
        assert late.reporter_id is not None
        assert_masked(session, late.reporter_id)


def test_who_objected_reads_a_masked_answer(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        zhou = a_resident(session, "周强")
        made = objections.object_to(session, scene.publish().id, zhou, "灯又灭了", scene.clock)
        hear_all(session)
        objections.answer_objection(
            session, made, scene.clerk, SECRET, scene.clock, is_upheld=False
        )
        assert_masked(session, zhou)


@pytest.mark.parametrize("category", [Category.WELFARE, Category.DISPUTE, Category.CONDUCT])
def test_once_private_a_stranger_hears_that_and_no_more(town: Store, category: Category) -> None:
    with town.write() as session:
        case, stranger, merged, wang = a_followed_case(session)
        officer = a_worker(session, Role.OFFICER, "JD", "周干部")
        triage = replace(intake.triage_of(case), category=category)
        clerk = a_worker(session, Role.CLERK, "XF", "陈社工")
        intake.accept_case(session, case.id, clerk, triage, CLOCK)
        who = officer if category is Category.CONDUCT else wang
        answers(session, case, who)
        assert keys_for(session, stranger) == ["follow.not_public_now"]
        assert list(following.list_followed(session, stranger)) == []
        assert not following.may_judge(session, case, stranger)
        assert set(keys_for(session, merged)) == {"follow.merged_step"}
        assert "联系" not in words_for(session, merged)
        assert case.number not in words_for(session, merged)
        assert following.may_judge(session, case, merged)


def test_a_notice_that_is_kept_private_ends_following(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        stranger = a_resident(session, "孙七")
        following.join_case(session, scene.case.id, stranger, scene.clock)
        notice = scene.answer()
        hear_all(session)
        notices.keep_private(session, notice.id, scene.clerk, "涉及家庭", scene.clock)
        assert keys_for(session, stranger) == ["follow.not_public_now"]
        assert list(following.list_followed(session, stranger)) == []


def test_who_is_complained_of_hears_nothing_of_what_they_followed(town: Store) -> None:
    with town.write() as session:
        case, stranger, _, wang = a_followed_case(session)
        recusal.keep_from(session, get_case(session, case.id), [stranger], CLOCK)
        answers(session, case, wang)
        assert words_for(session, stranger) == ""
        assert list(following.list_followed(session, stranger)) == []


def test_nothing_leads_from_a_public_case_to_a_private_one(town: Store) -> None:
    with town.write() as session:
        case, stranger, _, wang = a_followed_case(session)
        child = a_case(session, a_resident(session, "王五"), CLOCK)
        case_merging.merge_case(session, child.id, case.id, wang, CLOCK)
        assert following.root_for(session, child, stranger) is case
        recusal.keep_from(session, get_case(session, case.id), [stranger], CLOCK)
        assert following.root_for(session, child, stranger) is None
        with pytest.raises(NotFound):
            following.join_case(session, child.id, stranger, CLOCK)
        case.is_private = True
        session.flush()
        assert following.root_for(session, child, a_resident(session)) is None
        other = a_case(session, a_resident(session), CLOCK)
        with pytest.raises(Conflict):
            case_merging.merge_case(session, other.id, case.id, wang, CLOCK)
