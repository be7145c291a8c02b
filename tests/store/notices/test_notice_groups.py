"""Notices in the groups: told once in the evening, and edited as they end."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from models.groups import Card, Forward, GroupKind
from models.outbox import MessageState, OutMessage
from scheduler import jobs
from services.areas import areas
from services.groups import groups
from services.notices import notices
from services.store import Store
from tests.support.offices import a_case, hear_all
from tests.support.publicity import Scene, said_in


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    with store.write() as session:
        yield Scene(session)


def test_in_the_evening_the_groups_are_told_once(scene: Scene) -> None:
    account_id = scene.group()
    notice = scene.publish("灯已换好。")
    hear_all(scene.session)
    assert jobs.notice_digest(scene.session, scene.clock) == 1
    assert jobs.notice_digest(scene.session, scene.clock) == 0
    [said] = said_in(scene.session, account_id)
    assert "灯已换好。" in said
    assert notice.pushed_at == scene.clock.now()
    assert len(scene.session.exec(select(Card)).all()) >= 1


def test_many_are_a_digest_of_titles(scene: Scene) -> None:
    account_id = scene.group()
    scene.publish("第一件办好了")
    for number in range(2):
        case = a_case(scene.session, scene.reporter, scene.clock, "YG-3")
        scene.publish(f"又一件办好了{number}", case)
    hear_all(scene.session)
    assert jobs.notice_digest(scene.session, scene.clock) == 3
    [said] = said_in(scene.session, account_id)
    assert said.startswith("【公示】今天 3 件：\n1. 阳光花园小区")
    assert "又一件办好了1" in said
    assert "【结果】" not in said


def test_withdrawn_or_ended_it_is_edited_in_the_groups(scene: Scene) -> None:
    account_id = scene.group()
    notice = scene.publish("灯已换好。")
    jobs.notice_digest(scene.session, scene.clock)
    hear_all(scene.session)
    card = scene.session.exec(select(Card).where(Card.case_id == None)).one()  # noqa: E711
    card.outer_id = "77"
    notices.withdraw(scene.session, notice.id, scene.clerk, "写错了", scene.clock)
    [said] = said_in(scene.session, account_id)
    assert said == "【公示】阳光花园小区（已撤下）"


def test_a_group_of_those_who_work_is_told_nothing(scene: Scene) -> None:
    account_id = scene.group(GroupKind.MEMBERS)
    scene.publish()
    hear_all(scene.session)
    jobs.notice_digest(scene.session, scene.clock)
    assert said_in(scene.session, account_id) == []


def test_at_night_the_groups_are_not_woken(scene: Scene) -> None:
    account_id = scene.group()
    scene.publish()
    hear_all(scene.session)
    scene.clock.move(timedelta(hours=13))
    jobs.notice_digest(scene.session, scene.clock)
    row = scene.session.exec(
        select(OutMessage).where(
            OutMessage.account_id == account_id, OutMessage.state == MessageState.WAITING
        )
    ).one()
    assert row.due_at > scene.clock.now() + timedelta(hours=7)


def test_what_was_withdrawn_before_it_was_posted_is_never_posted(scene: Scene) -> None:
    account_id = scene.group()
    notice = scene.publish()
    hear_all(scene.session)
    scene.clock.move(timedelta(hours=13))
    jobs.notice_digest(scene.session, scene.clock)
    notices.withdraw(scene.session, notice.id, scene.clerk, "写错了", scene.clock)
    assert said_in(scene.session, account_id) == []


def test_what_is_just_being_posted_is_edited_when_it_was_withdrawn(scene: Scene) -> None:
    account_id = scene.group()
    notice = scene.publish()
    hear_all(scene.session)
    jobs.notice_digest(scene.session, scene.clock)
    is_theirs = OutMessage.account_id == account_id
    row = scene.session.exec(select(OutMessage).where(is_theirs, OutMessage.card_id != None)).all()  # noqa: E711
    row[-1].state = MessageState.SENDING
    notices.withdraw(scene.session, notice.id, scene.clerk, "写错了", scene.clock)
    [said] = said_in(scene.session, account_id)
    assert "已撤下" in said


def test_where_no_bot_can_write_a_worker_is_asked_to_carry_it(scene: Scene) -> None:
    place = areas.get_area(scene.session, "XF-1")
    groups.bind(
        scene.session,
        None,
        GroupKind.RESIDENTS,
        [place],
        scene.manager,
        scene.clock,
        title="阳光微信群",
    )
    scene.publish("灯已换好。")
    jobs.notice_digest(scene.session, scene.clock)
    jobs.notice_digest(scene.session, scene.clock)
    forward = scene.session.exec(select(Forward)).one()
    assert "灯已换好。" in forward.words
