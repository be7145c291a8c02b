"""Groups no bot can write to: a worker carries the words, and what was carried is counted."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from models.media import Attachment
from scheduler import jobs
from services.attachments.shelf import Shelf
from tests.support.chat import Person, Street
from tests.support.group_chat import Group


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid, who has listed a WeChat group."""
    li = street.staff("李敏", "grid_manager", "HF-01")
    li.says("/bind")
    li.taps("登记人工转发")
    li.says("荷花微信群")
    li.taps("和风一网格")
    li.taps("居民群")
    assert "已登记：荷花微信群，和风一网格，居民群" in li.last.text
    return li


def remind(street: Street) -> int:
    """Run the job that reminds."""
    with street.store.write() as session:
        count = jobs.remind_forwards(session, street.clock)
    street.deliver()
    return count


def test_the_grid_manager_is_given_the_introduction_to_carry(li: Person) -> None:
    shown = li.sees("请把下面这段话转到“荷花微信群”")
    assert list(shown.buttons) == ["复制文字", "已转发到群"]


def test_the_text_alone_is_given_to_copy(li: Person) -> None:
    li.taps("复制文字")
    assert li.last.text.startswith("【清河街道民情直通车】")
    assert "复制" not in li.last.text


def test_what_was_carried_is_counted_once(li: Person) -> None:
    li.taps("已转发到群")
    li.sees("第 1 次")
    li.taps("已转发到群")
    li.sees("已经有人记过")


def test_one_reminder_and_no_more(street: Street, li: Person) -> None:
    li.sees("请把下面这段话")
    street.passes(hours=4)
    assert remind(street) == 1
    li.sees("提醒一次")
    street.passes(hours=4)
    assert remind(street) == 0
    li.sees_nothing_new()


def test_no_reminder_of_what_was_carried(street: Street, li: Person) -> None:
    li.taps("已转发到群")
    street.passes(hours=4)
    assert remind(street) == 0


def test_nobody_else_is_shown_or_counts_it(street: Street, li: Person) -> None:
    stranger = street.staff("周强", "grid_manager", "LH-01")
    token = next(it for it in li.screen if "复制文字" in it.buttons).buttons["复制文字"]
    stranger.presses_token(token)
    stranger.never_saw("民情直通车】有什么事")


def test_a_resident_lists_no_group(street: Street) -> None:
    wang = street.resident("王婶")
    wang.says("/bind")
    wang.sees("只有本社区")


def test_an_announcement_goes_to_every_group_of_the_area_and_by_hand_where_no_bot_is(
    street: Street, li: Person
) -> None:
    group = bound(street, li)
    li.says("发通知")
    li.says("明天上午9点到12点停水，请提前接水")
    assert "荷花邻里（自动发）" in li.last.text
    assert "荷花微信群（人工转发）" in li.last.text
    li.taps("发出")
    li.sees("1 个群由我发，1 个群请网格员转发")
    assert "【通知】明天上午9点到12点停水" in group.last.text


def test_an_announcement_is_carried_by_the_grid_manager(street: Street, li: Person) -> None:
    sun = street.staff("孙洁", "clerk", "HF")
    sun.says("发通知", "明天上午停水，请提前接水")
    sun.taps("和风一网格")
    sun.taps("发出")
    assert "明天上午停水" in li.last.text
    li.taps("已转发到群")
    li.sees("荷花微信群")


def test_who_works_elsewhere_announces_nothing_here(street: Street, li: Person) -> None:
    stranger = street.staff("周强", "grid_manager", "LH-01")
    stranger.says("发通知", "明天上午停水，请提前接水")
    stranger.sees("还没有能收通知的群")
    stranger.taps("发出")
    stranger.sees("挂到公示栏了")
    li.never_saw("明天上午停水")


def test_a_resident_announces_nothing(street: Street) -> None:
    wang = street.resident("王婶")
    wang.says("发通知")
    wang.sees("不归您办")


def test_at_night_nothing_is_posted(street: Street, li: Person) -> None:
    group = bound(street, li)
    street.passes(hours=13)
    li.says("发通知", "明天上午停水，请提前接水")
    li.taps("发出")
    assert "停水" not in group.last.text
    street.passes(hours=10)
    street.deliver()
    assert "停水" in group.last.text


def bound(street: Street, worker: Person) -> Group:
    """Give a residents' group that a worker has bound."""
    group = street.group("荷花邻里")
    group.hears(worker, "/bind HF-01")
    group.presses(worker, "居民群")
    return group


def test_the_code_to_scan_goes_with_the_introduction(street: Street, tmp_path: Path) -> None:
    street.store.rules = replace(street.store.rules, public_url="https://street.example")
    street.store.shelf = Shelf(tmp_path, street.store.vault)
    zhou = street.staff("周强", "grid_manager", "HF-02")
    zhou.says("/bind")
    zhou.taps("登记人工转发")
    zhou.says("桂园微信群")
    zhou.taps("和风二网格")
    zhou.taps("居民群")
    shown = zhou.sees("https://street.example/chat?start=area-HF-02")
    assert len(shown.attachments) == 1
    with street.store.read() as session:
        stored = session.get_one(Attachment, shown.attachments[0])
    picture = Image.open(BytesIO(street.store.shelf.get(stored.content or "")))
    assert picture.format == "JPEG"
    assert picture.width > 200
