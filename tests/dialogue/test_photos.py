"""Photos: they join what is being said, alone or in albums, and are handed in with it."""

import pytest

from handlers.talking.frames import MOST_ATTACHMENTS
from handlers.talking.messages import Kind
from models.media import MediaKind
from tests.support.chat import Person, Street
from tests.support.enclosed import attachments

NUMBER = "HF-2026-000001"
PHOTO = MediaKind.PHOTO


@pytest.fixture
def zhang(street: Street) -> Person:
    """A resident whose home is known."""
    return street.resident("张奶奶")


@pytest.fixture
def wang(street: Street) -> Person:
    """The manager of the grid."""
    return street.staff("王网格", "grid_manager", "HF-01")


def test_a_photo_with_words_is_a_report(street: Street, wang: Person, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "楼道灯不亮")
    zhang.taps("同意")
    card = zhang.sees("请看一下")
    assert "楼道灯不亮" in card.text
    assert "照片 1 张" in card.text
    zhang.taps("提交")
    zhang.sees("已提交")
    assert attachments(street, NUMBER) == [PHOTO]
    assert "楼道灯不亮\n照片 1 张" in wang.sees("待签收").text


def test_a_photo_alone_is_asked_about_and_kept(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO)
    zhang.sees_now("照片收到了。这是什么事，在哪里？")
    zhang.says("三号楼楼道灯不亮")
    zhang.taps("同意")
    assert "照片 1 张" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO]


def test_an_album_is_one_draft_and_one_question(street: Street, zhang: Person) -> None:
    seen = len(zhang.screen)
    zhang.sends_album(5, "楼道灯不亮")
    assert len(zhang.screen) == seen + 1
    zhang.taps("同意")
    assert "照片 5 张" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO] * 5


def test_words_may_follow_the_photo_before_the_question_is_shown(
    street: Street, zhang: Person
) -> None:
    seen = len(zhang.screen)
    zhang.sends(Kind.PHOTO, pause=0.5)
    zhang.says("楼道灯不亮")
    assert len(zhang.screen) == seen + 1
    zhang.sees_now("同意")
    zhang.taps("同意")
    assert "楼道灯不亮" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO]


@pytest.mark.parametrize("presses", [(), ("改",), ("改", "改内容"), ("改", "改地点"), ("更多",)])
def test_a_photo_joins_the_draft_whatever_is_asked(
    street: Street, zhang: Person, presses: tuple[str, ...]
) -> None:
    zhang.says("楼道灯不亮")
    zhang.sends(Kind.PHOTO)
    assert "同意" in zhang.last.buttons
    zhang.taps("同意")
    for label in presses:
        zhang.taps(label)
    question = zhang.last
    zhang.sends(Kind.PHOTO)
    assert list(zhang.last.buttons) == list(question.buttons)
    for _ in presses:
        zhang.says("返回")
    assert "照片 2 张" in zhang.last.text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO] * 2


@pytest.mark.parametrize("pause", [0.0, 0.9])
def test_thirty_photos_in_a_row_are_one_card(street: Street, zhang: Person, pause: float) -> None:
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    seen = len(zhang.screen)
    for _ in range(MOST_ATTACHMENTS):
        zhang.sends(Kind.PHOTO, pause=pause)
    zhang.waits(2)
    assert len(zhang.screen) == seen + 1
    assert "照片 30 张" in zhang.last.text
    zhang.taps("提交")
    assert len(attachments(street, NUMBER)) == MOST_ATTACHMENTS


def test_what_is_more_than_thirty_is_said_once_and_the_rest_kept(
    street: Street, zhang: Person
) -> None:
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sends_album(MOST_ATTACHMENTS)
    seen = len(zhang.screen)
    zhang.sends_album(2)
    zhang.sends(Kind.PHOTO, "二楼的也不亮")
    zhang.sends(Kind.PHOTO)
    assert "最多 30 张" in zhang.screen[seen].text
    card = zhang.screen[seen + 1]
    assert "楼道灯不亮\n二楼的也不亮" in card.text
    assert len(zhang.screen) == seen + 2
    zhang.taps("提交")
    assert len(attachments(street, NUMBER)) == MOST_ATTACHMENTS


def test_one_that_is_too_large_is_told_and_the_others_are_kept(
    street: Street, zhang: Person
) -> None:
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sends(Kind.PHOTO, pause=0.1)
    zhang.sends(Kind.PHOTO, size=50 * 2**20, pause=0.1)
    zhang.sends(Kind.PHOTO)
    told = zhang.sees("50 MB").text
    assert "20 MB" in told
    assert "照片 2 张" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert len(attachments(street, NUMBER)) == 2


def test_words_under_a_photo_that_is_too_large_count(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "楼道灯不亮", size=50 * 2**20)
    zhang.sees("50 MB")
    zhang.taps("同意")
    assert "照片" not in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == []


def test_a_photo_too_large_begins_nothing(zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, size=50 * 2**20)
    zhang.sees_now("50 MB")
    zhang.says("取消")
    zhang.sees_now("现在没有要取消的事")


def test_photos_survive_a_restart_and_a_draft_that_is_left(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO)
    zhang.says("取消")
    zhang.sees("替您留一天")
    street.restarts()
    zhang.says("我要反映")
    assert "照片 1 张" in zhang.sees_now("没提交的事").text
    zhang.taps("接着写")
    zhang.sees_now("照片收到了")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO]


def test_a_short_word_under_a_photo_is_enough(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "漏水")
    zhang.taps("同意")
    assert "漏水" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO]


@pytest.mark.parametrize("caption", ["您好", "几点上班", "/mine", "3"])
def test_a_photo_whose_words_begin_nothing_is_asked_about(
    street: Street, zhang: Person, caption: str
) -> None:
    zhang.sends(Kind.PHOTO, caption)
    zhang.sees_now("照片收到了。这是什么事")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO]


def test_danger_under_a_photo_comes_first_and_the_photo_goes_with_it(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.says("楼道灯不亮")
    zhang.sends(Kind.PHOTO, "着火了", pause=0)
    zhang.sees_now("119")
    zhang.taps("已报警")
    zhang.sees("已按紧急登记")
    assert attachments(street, NUMBER) == [PHOTO]
    assert "照片 1 张" in wang.sees("紧急").text


def test_a_photo_under_false_danger_goes_with_the_words(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "着火了")
    zhang.taps("不是紧急")
    zhang.taps("同意")
    assert "照片 1 张" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [PHOTO]


def test_a_photo_after_danger_was_filed_is_handed_in_with_it(street: Street) -> None:
    zhao = street.person("赵大爷")
    zhao.says("着火了")
    zhao.taps("已报警")
    zhao.sees("在哪里")
    zhao.sends(Kind.PHOTO)
    assert attachments(street, "JD-2026-000001") == [PHOTO]
    zhao.sees_now("在哪里")


def test_a_photo_where_none_is_of_use_gets_a_hint_and_the_question(
    street: Street, zhang: Person
) -> None:
    zhang.reports()
    zhang.taps("撤回")
    zhang.sends(Kind.PHOTO)
    assert "要撤回" in zhang.sees_now("请从下面选一项").text
    zhang.taps("不撤回")
    assert attachments(street, NUMBER) == []


def test_a_report_under_a_photo_begins_beside_any_question(street: Street, zhang: Person) -> None:
    zhang.reports()
    zhang.taps("撤回")
    zhang.sends(Kind.PHOTO, "下水道堵了")
    assert "照片 1 张" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert attachments(street, "HF-2026-000002") == [PHOTO]
    assert attachments(street, NUMBER) == []
