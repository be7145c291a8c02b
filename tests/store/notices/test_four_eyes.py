"""Who composed a notice is not who approves it, by whatever door, on both databases."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from models.notices import Notice, NoticeState
from models.people import Person
from services.areas import areas
from services.clock import SetClock
from services.gate import redact
from services.identity import merging
from services.notices import composing, drafts, notice_editing, notice_words, notices, publishers
from services.notices.composing import Composed
from services.office import access
from services.store import Store
from tests.store.posts.test_claim_race import at_once
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
WORDS = Composed("清理楼道", "周六上午清理楼道。")


@pytest.fixture(autouse=True)
def _town(store: Store) -> None:
    """Make a town with nobody in it."""
    with store.write() as session:
        a_town(session)


def two(session: Session) -> tuple[int, int]:
    return a_worker(session, Role.CLERK, "XF", "孙洁"), a_worker(session, Role.OFFICER, "JD")


def composes(session: Session, who: int, code: str = "XF", words: Composed = WORDS) -> Notice:
    return composing.compose(session, who, areas.get_area(session, code).id, words, CLOCK)


def approves(session: Session, notice: Notice, who: int) -> None:
    seen = notice_words.digest_of(notice)
    notices.approve_and_publish(session, notice.id, who, CLOCK, seen)


def approving(notice_id: int, who: int, seen: str) -> Callable[[Session], int]:
    def act(session: Session) -> int:
        return notices.approve_and_publish(session, notice_id, who, CLOCK, seen).approved_by or 0

    return act


def test_of_two_who_approve_at_once_one_does(store: Store) -> None:
    with store.write() as session:
        author, *others = [a_worker(session, Role.CLERK, "XF", name) for name in "孙何周高"]
        notice = composes(session, author)
        notice_id, seen = notice.id, notice_words.digest_of(notice)
    done = at_once(store, [approving(notice_id, who, seen) for who in (author, *others)])
    refused = sorted(it.reason for it in done if isinstance(it, Refusal))
    assert refused.count("notice_up") >= len(others) - 1
    assert len([it for it in done if it in others]) == 1
    assert author not in done


def test_the_author_by_another_door_is_the_author(store: Store) -> None:
    with store.write() as session:
        sun, officer = two(session)
        other_door = a_worker(session, Role.CLERK, "XF", "孙洁")
        notice = composes(session, sun)
        merging.merge_people(session, sun, other_door, CLOCK)
        assert session.get_one(Person, sun).merged_into_id == other_door
        session.expire_all()
        with pytest.raises(NotAllowed, match="own_notice"):
            approves(session, notice, other_door)
        approves(session, notice, officer)


def test_drafts_wait_for_the_other_and_not_for_the_author(store: Store) -> None:
    with store.write() as session:
        sun, officer = two(session)
        notice = composes(session, sun)
        assert drafts.list_drafts(session, sun) == []
        assert drafts.list_left_to_others(session, sun) == [notice]
        assert drafts.list_drafts(session, officer) == [notice]
        assert len(publishers.list_to_do(session, officer)) == 1
        assert publishers.list_to_do(session, sun) == ()
        assert drafts.list_drafts(session, a_worker(session, Role.CLERK, "NS")) == []


def test_masking_what_a_colleague_composed_makes_it_ones_own(store: Store) -> None:
    with store.write() as session:
        sun, officer = two(session)
        said = Composed("联系人", "电话13800138000。")
        key = notice_words.find(session, said.words)[0]
        place = areas.get_area(session, "XF").id
        waived = [redact.digest_of(key)]
        notice = composing.compose(session, sun, place, said, CLOCK, waived=waived)
        notice_editing.mask_again(session, notice.id, officer)
        assert "13800138000" not in notice.words
        with pytest.raises(NotAllowed, match="own_notice"):
            approves(session, notice, officer)
        approves(session, notice, sun)


def test_when_all_others_left_the_author_may_and_it_is_kept(store: Store) -> None:
    with store.write() as session:
        sun, officer = two(session)
        notice = composes(session, sun)
        access.dismiss(session, officer, Role.OFFICER, areas.get_street(session), CLOCK)
        approves(session, notice, sun)
        assert notice.state is NoticeState.PUBLISHED
        assert notice.reason.startswith("拟稿人自己批准")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (Composed("", "周六清理。"), "notice_title_missing"),
        (Composed("长" * 61, "周六清理。"), "notice_title_long"),
        (Composed("清理", " "), "notice_words_missing"),
        (Composed("清理", "长" * 3001), "notice_words_long"),
    ],
)
def test_what_cannot_be_composed_is_said(store: Store, words: Composed, reason: str) -> None:
    with store.write() as session:
        sun = a_worker(session, Role.CLERK, "XF")
        with pytest.raises(Invalid, match=reason):
            composes(session, sun, words=words)


def test_nothing_personal_is_kept_and_nobody_composes_who_may_not(store: Store) -> None:
    with store.write() as session:
        sun = a_worker(session, Role.CLERK, "XF")
        with pytest.raises(Conflict, match="notice_personal"):
            composes(session, sun, words=Composed("找13800138000", "周六清理。"))
        with pytest.raises(Invalid, match="notice_area_small"):
            composes(session, sun, "YG-3")
        for who, code in ((sun, "NS"), (a_resident(session), "XF")):
            with pytest.raises(NotAllowed):
                composes(session, who, code)
        notice = composes(session, sun)
        notice.composed_by = None
        with pytest.raises(NotFound):
            composing.recompose(session, notice.id, sun, WORDS, CLOCK)
