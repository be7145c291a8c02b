"""Lists of claimed posts: drawn up once, for whom they name, and without who was erased."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Conflict
from models.notices import Notice, NoticeState
from models.posts import Claim, ClaimState, ShownAs
from scheduler import jobs
from services.areas import areas
from services.clock import SetClock
from services.erasing import erasure
from services.notices import notice_editing, notice_words, notices
from services.posts import claim_lists, unit_lists
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.counting import counted
from tests.support.offices import a_worker, hear_all, keys_for, words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.unit_bodies import a_liaison, a_unit


class Scene:
    """A community in which posts are held, with a clerk who publishes."""

    def __init__(self, session: Session) -> None:
        self.session, self.clock = session, SetClock(MONDAY)
        self.clerk = a_worker(session, Role.CLERK, "XF", "孙洁")
        self.area = areas.get_area(session, "XF")
        self.opening = an_opening(session, places=20)

    def holds(
        self, name: str, shown_as: ShownAs = ShownAs.NAME, unit_id: int | None = None
    ) -> int:
        """Give a member who holds a place."""
        member = a_member(self.session, name=name, unit_id=unit_id)
        a_claim(self.session, self.opening, member, shown_as=shown_as, since=self.clock.now())
        return member

    def leaves(self, member: int) -> None:
        """Let a member give their place up."""
        claim = self.session.exec(select(Claim).where(Claim.person_id == member)).one()
        claim.state, claim.ended_at = ClaimState.RELEASED, self.clock.now()
        self.session.flush()

    def draw_up(self) -> Notice:
        """Draw the list up."""
        return claim_lists.draw_up(self.session, self.area, self.clerk, self.clock)

    def publish(self) -> Notice:
        """Draw the list up and put it on notice."""
        return self.approve(self.draw_up())

    def approve(self, notice: Notice) -> Notice:
        """Put a list on notice as it stands."""
        seen = notice_words.digest_of(notice)
        return notices.approve_and_publish(self.session, notice.id, self.clerk, self.clock, seen)

    def every_ten_minutes(self) -> int:
        """Hand units what hangs there."""
        return unit_lists.show_at_units(self.session, self.clock)

    def copies(self) -> list[Notice]:
        """Give the copies for units."""
        found = select(Notice).where(col(Notice.unit_id).is_not(None))
        return list(self.session.exec(found.order_by(col(Notice.id))))


def test_who_is_confirmed_after_the_list_went_up_is_in_no_way_of_the_others(town: Store) -> None:
    """The clerk published at ten to nine, somebody came after; another community has its list."""
    with town.write() as session:
        scene = Scene(session)
        scene.holds("陈卫国")
        scene.publish()
        scene.clock.move(timedelta(minutes=5))
        scene.holds("周兰")
        south = an_opening(session, code="NS-1")
        a_claim(session, south, a_member(session, "NS-1", "吴强"), since=scene.clock.now())
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1
        titles = session.exec(select(Notice.title).order_by(col(Notice.id))).all()
        assert [title[:4] for title in titles] == ["幸福社区", "南山社区"]
        assert jobs.draw_up_claim_lists(session, scene.clock) == 0
        scene.clock.move(timedelta(days=7))
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1


def test_each_community_has_a_transaction_of_its_own(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        scene.holds("陈卫国")
        a_claim(session, an_opening(session, code="NS-1"), a_member(session, "NS-1", "吴强"))
        done, is_left = jobs.draw_up_claim_lists.eat(session, scene.clock, "draw_up", "now")
        assert (done, is_left) == (1, True)


def test_a_draft_is_drawn_up_again_only_when_it_is_no_longer_so(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        scene.holds("陈卫国")
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1
        scene.clock.move(timedelta(minutes=1))
        zhou = scene.holds("周兰")
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1
        assert jobs.draw_up_claim_lists(session, scene.clock) == 0
        notice = session.exec(select(Notice)).one()
        assert notice.drafted_at == scene.clock.now()
        scene.leaves(zhou)
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1
        assert "周兰" not in notice.words


def test_who_chose_another_name_is_on_the_next_list_by_that(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        scene.holds("陈卫国")
        scene.publish()
        scene.clock.move(timedelta(days=7))
        assert jobs.draw_up_claim_lists(session, scene.clock) == 0
        session.exec(select(Claim)).one().shown_as = ShownAs.COMRADE
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1


def test_when_everybody_left_what_waits_to_be_published_is_taken_back(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        chen = scene.holds("陈卫国")
        notice = scene.draw_up()
        scene.leaves(chen)
        jobs.draw_up_claim_lists(session, scene.clock)
        assert notice.state is NoticeState.WITHDRAWN


def test_a_newer_draft_takes_the_place_of_the_one_nobody_published(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        scene.holds("陈卫国")
        old = scene.draw_up()
        scene.clock.move(timedelta(days=7))
        scene.holds("周兰")
        assert jobs.draw_up_claim_lists(session, scene.clock) == 1
        assert old.state is NoticeState.WITHDRAWN


def test_a_unit_shows_whom_the_list_names_and_not_who_has_a_name_like_theirs(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        first = a_unit(session, "YZ", "市一中")
        second = a_unit(session, "EZ", "市二中")
        scene.holds("张三丰", unit_id=first.id)
        scene.holds("陈卫国", ShownAs.COMRADE, unit_id=first.id)
        notice = scene.publish()
        scene.holds("张三", unit_id=second.id)
        scene.holds("陈小明", ShownAs.COMRADE, unit_id=second.id)
        assert "张三丰" in notice.words
        assert scene.every_ten_minutes() == 1
        (copy,) = scene.copies()
        assert copy.unit_id == first.id
        assert copy.words.count("\n") == 2
        assert "张三丰" in copy.words


def test_a_unit_does_not_show_whom_the_clerk_took_off_the_list(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        unit = a_unit(session, "YZ", "市一中")
        scene.holds("陈卫国", ShownAs.COMRADE, unit_id=unit.id)
        scene.holds("周兰", ShownAs.COMRADE, unit_id=unit.id)
        notice = scene.draw_up()
        words = notice.words.replace("陈同志、", "")
        notice_editing.edit_words(session, notice.id, scene.clerk, words, scene.clock)
        scene.approve(notice)
        scene.every_ten_minutes()
        (copy,) = scene.copies()
        assert "周同志" in copy.words
        assert "陈同志" not in copy.words


def test_a_list_that_was_changed_and_is_up_again_hangs_at_the_unit_again(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        unit = a_unit(session, "YZ", "市一中")
        zhou = a_liaison(session, unit)
        scene.holds("陈卫国", ShownAs.COMRADE, unit_id=unit.id)
        notice = scene.publish()
        assert scene.every_ten_minutes() == 1
        unit_lists.note_hung(session, scene.copies()[0].id, zhou, scene.clock)
        words = notice.words + "\n欢迎监督。"
        scene.clock.move(timedelta(minutes=10))
        notice_editing.edit_words(session, notice.id, scene.clerk, words, scene.clock)
        assert scene.every_ten_minutes() == 1
        assert scene.copies()[0].state is NoticeState.DRAFT
        scene.approve(notice)
        hear_all(session)
        assert scene.every_ten_minutes() == 1
        (copy,) = scene.copies()
        assert (copy.state, copy.hung_at) == (NoticeState.PUBLISHED, None)
        assert keys_for(session, zhou) == ["claim_list.at_unit"]


def test_with_nothing_to_do_the_units_cost_the_same_however_long_the_lists(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        unit = a_unit(session, "YZ", "市一中")
        for name in ("陈卫国", "周兰", "吴强", "李明", "王芳", "刘洋"):
            scene.holds(name, unit_id=unit.id)
        scene.publish()
        scene.every_ten_minutes()
        with counted(session) as said:
            assert scene.every_ten_minutes() == 0
        assert len(said) <= 1


def test_two_who_read_alike_are_told_apart_by_their_units(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        first = a_unit(session, "YZ", "市一中")
        second = a_unit(session, "EZ", "市二中")
        scene.holds("陈卫国", ShownAs.COMRADE, first.id)
        scene.holds("陈小明", ShownAs.COMRADE, second.id)
        scene.holds("周兰", ShownAs.COMRADE, first.id)
        notice = scene.publish()
        assert notice.words.endswith("：陈同志（市一中）、陈同志（市二中）、周同志")
        scene.every_ten_minutes()
        assert [it.words.count("陈同志") for it in scene.copies()] == [1, 1]


def test_an_erased_member_is_on_no_list_any_more(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        unit = a_unit(session, "YZ", "市一中")
        zhou = a_liaison(session, unit)
        zhang = scene.holds("张三", unit_id=unit.id)
        scene.holds("张三丰", unit_id=unit.id)
        scene.holds("陈卫国", ShownAs.COMRADE)
        notice = scene.publish()
        scene.every_ten_minutes()
        unit_lists.note_hung(session, scene.copies()[0].id, zhou, scene.clock)
        hear_all(session)
        erasure.erase_absent(session, zhang, scene.clock)
        session.expire_all()
        for each in (notice, *scene.copies()):
            assert "：一位党员" in each.words
            assert "张三丰" in each.words
            assert "张三" not in each.words.replace("张三丰", "")
            assert each.approved == notice_words.digest_of(each)
            assert list(notice_words.list_open(session, each)) == []
        assert scene.copies()[0].hung_at is None
        assert "一位党员" in words_for(session, zhou)


def test_an_erased_member_is_not_in_what_waits_to_be_published_or_is_over(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        chen = scene.holds("陈卫国")
        scene.holds("周兰")
        over = scene.publish()
        notices.withdraw(session, over.id, scene.clerk, "名单有误", scene.clock)
        scene.clock.move(timedelta(days=1))
        draft = scene.draw_up()
        seen = notice_words.digest_of(draft)
        erasure.erase_absent(session, chen, scene.clock)
        session.expire_all()
        assert "陈卫国" not in over.words + draft.words
        with pytest.raises(Conflict, match="notice_changed"):
            notices.approve_and_publish(session, draft.id, scene.clerk, scene.clock, seen)


def test_who_left_the_post_before_is_found_too_when_they_are_erased(town: Store) -> None:
    with town.write() as session:
        scene = Scene(session)
        chen = scene.holds("陈卫国")
        notice = scene.publish()
        scene.leaves(chen)
        erasure.erase_absent(session, chen, scene.clock)
        session.expire_all()
        assert "陈卫国" not in notice.words
