"""Photos: they join what is being said, alone or in albums, and are handed in with it."""

import pytest

from handlers.frames import MOST_ATTACHMENTS
from handlers.messages import Kind
from models.cases import Act, Status
from models.media import MediaKind
from tests.chat import Person, Street

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
    assert street.attachments(NUMBER) == [PHOTO]
    assert "楼道灯不亮\n照片 1 张" in wang.sees("待签收").text


def test_a_photo_alone_is_asked_about_and_kept(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO)
    zhang.sees_now("照片收到了。这是什么事，在哪里？")
    zhang.says("三号楼楼道灯不亮")
    zhang.taps("同意")
    assert "照片 1 张" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert street.attachments(NUMBER) == [PHOTO]


def test_an_album_is_one_draft_and_one_question(street: Street, zhang: Person) -> None:
    seen = len(zhang.screen)
    zhang.sends_album(5, "楼道灯不亮")
    assert len(zhang.screen) == seen + 1
    zhang.taps("同意")
    assert "照片 5 张" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert street.attachments(NUMBER) == [PHOTO] * 5


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
    assert street.attachments(NUMBER) == [PHOTO]


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
    assert street.attachments(NUMBER) == [PHOTO] * 2


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
    assert len(street.attachments(NUMBER)) == MOST_ATTACHMENTS


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
    assert len(street.attachments(NUMBER)) == MOST_ATTACHMENTS


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
    assert len(street.attachments(NUMBER)) == 2


def test_words_under_a_photo_that_is_too_large_count(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "楼道灯不亮", size=50 * 2**20)
    zhang.sees("50 MB")
    zhang.taps("同意")
    assert "照片" not in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert street.attachments(NUMBER) == []


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
    assert street.attachments(NUMBER) == [PHOTO]


def test_a_short_word_under_a_photo_is_enough(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "漏水")
    zhang.taps("同意")
    assert "漏水" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert street.attachments(NUMBER) == [PHOTO]


@pytest.mark.parametrize("caption", ["您好", "几点上班", "/mine", "3"])
def test_a_photo_whose_words_begin_nothing_is_asked_about(
    street: Street, zhang: Person, caption: str
) -> None:
    zhang.sends(Kind.PHOTO, caption)
    zhang.sees_now("照片收到了。这是什么事")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    assert street.attachments(NUMBER) == [PHOTO]


def test_danger_under_a_photo_comes_first_and_the_photo_goes_with_it(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.says("楼道灯不亮")
    zhang.sends(Kind.PHOTO, "着火了", pause=0)
    zhang.sees_now("119")
    zhang.taps("已报警")
    zhang.sees("已按紧急登记")
    assert street.attachments(NUMBER) == [PHOTO]
    assert "照片 1 张" in wang.sees("紧急").text


def test_a_photo_under_false_danger_goes_with_the_words(street: Street, zhang: Person) -> None:
    zhang.sends(Kind.PHOTO, "着火了")
    zhang.taps("不是紧急")
    zhang.taps("同意")
    assert "照片 1 张" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert street.attachments(NUMBER) == [PHOTO]


def test_a_photo_after_danger_was_filed_is_handed_in_with_it(street: Street) -> None:
    zhao = street.person("赵大爷")
    zhao.says("着火了")
    zhao.taps("已报警")
    zhao.sees("在哪里")
    zhao.sends(Kind.PHOTO)
    assert street.attachments("JD-2026-000001") == [PHOTO]
    zhao.sees_now("在哪里")


def test_a_photo_where_none_is_of_use_gets_a_hint_and_the_question(
    street: Street, zhang: Person
) -> None:
    zhang.reports()
    zhang.taps("撤回")
    zhang.sends(Kind.PHOTO)
    assert "要撤回" in zhang.sees_now("请点下面的按钮").text
    zhang.taps("不撤回")
    assert street.attachments(NUMBER) == []


def test_a_report_under_a_photo_begins_beside_any_question(street: Street, zhang: Person) -> None:
    zhang.reports()
    zhang.taps("撤回")
    zhang.sends(Kind.PHOTO, "下水道堵了")
    assert "照片 1 张" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert street.attachments("HF-2026-000002") == [PHOTO]
    assert street.attachments(NUMBER) == []


def test_a_photo_of_whoever_waits_is_asked_about(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.reports()
    zhang.sends_album(2)
    question = zhang.sees_now(f"照片 2 张收到了。说的是 {NUMBER} 吗？")
    assert list(question.buttons) == ["补充这件", "另报一件"]
    zhang.taps("补充这件")
    zhang.sees_now("记下了")
    assert street.attachments(NUMBER) == [PHOTO] * 2
    assert street.acts(NUMBER)[-1] is Act.SUPPLEMENTED
    wang.sees("反映人补充：\n（照片 2 张）")


def test_words_after_such_a_photo_join_it(street: Street, zhang: Person) -> None:
    zhang.reports()
    zhang.sends(Kind.PHOTO)
    zhang.says("单元门也坏了")
    assert "单元门也坏了" in zhang.sees_now(NUMBER).text
    zhang.taps("另报一件")
    assert "照片 1 张" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert street.attachments("HF-2026-000002") == [PHOTO]


def test_such_a_photo_may_be_another_matter(street: Street, zhang: Person) -> None:
    zhang.reports()
    zhang.sends(Kind.PHOTO)
    zhang.taps("另报一件")
    zhang.sees_now("照片收到了。这是什么事")
    zhang.says("单元门坏了")
    zhang.taps("提交")
    assert street.attachments("HF-2026-000002") == [PHOTO]
    assert street.attachments(NUMBER) == []


def test_photos_are_added_to_a_case_with_or_without_words(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.reports()
    zhang.taps("补充")
    zhang.sends(Kind.PHOTO)
    zhang.sends(Kind.PHOTO)
    zhang.sees_now("照片 2 张收到了。还要补充什么")
    zhang.taps("就这些")
    zhang.sees_now("记下了")
    wang.sees("（照片 2 张）")
    zhang.taps("补充")
    zhang.sends_album(3, "二楼也不亮")
    zhang.sees_now("照片 3 张收到了")
    zhang.taps("就这些")
    zhang.sees_now("记下了")
    wang.sees("反映人补充：\n二楼也不亮")
    assert street.attachments(NUMBER) == [PHOTO] * 5


def test_a_photo_in_reply_to_a_message_about_a_case_goes_to_it(
    street: Street, zhang: Person
) -> None:
    zhang.reports()
    first = zhang.last
    zhang.reports("单元门坏了")
    zhang.sends(Kind.PHOTO, on=first)
    zhang.sees_now("还要补充什么")
    zhang.taps("就这些")
    zhang.sees_now(NUMBER)
    zhang.sends(Kind.PHOTO, "二楼那盏灯也不亮", on=first)
    zhang.sees_now("记下了")
    assert street.attachments(NUMBER) == [PHOTO] * 2


def test_a_photo_answers_what_staff_asked(street: Street, wang: Person, zhang: Person) -> None:
    zhang.reports()
    wang.taps("联系居民")
    wang.says("请拍张照片")
    zhang.sends(Kind.PHOTO)
    zhang.sees_now("还要补充什么")
    zhang.taps("就这些")
    wang.sees("反映人补充")
    assert street.attachments(NUMBER) == [PHOTO]


def test_a_photo_of_what_is_not_solved_goes_to_the_case(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.reports()
    wang.taps("当场办结")
    wang.says("灯已换好")
    zhang.taps("没解决")
    zhang.sends(Kind.PHOTO)
    zhang.taps("就这些")
    zhang.sees_now("记下了")
    assert street.attachments(NUMBER) == [PHOTO]
    assert street.acts(NUMBER)[-1] is Act.SUPPLEMENTED


def test_staff_answer_with_photos_and_words(street: Street, wang: Person, zhang: Person) -> None:
    zhang.reports()
    wang.taps("签收")
    wang.taps("答复")
    wang.sends(Kind.PHOTO)
    wang.sees_now("照片收到，请再写一句结果")
    assert street.case(NUMBER).status is Status.HANDLING
    wang.says("灯已换好")
    wang.sees("答复已发给反映人")
    zhang.sees("灯已换好")
    assert street.attachments(NUMBER) == [PHOTO]


@pytest.mark.parametrize("button", ["当场办结", "联系居民"])
def test_an_album_of_staff_is_waited_for(
    street: Street, wang: Person, zhang: Person, button: str
) -> None:
    zhang.reports()
    wang.taps(button)
    wang.sends_album(3, "灯已换好")
    wang.sees_now("照片 3 张收到了，会一起发给反映人")
    wang.taps("就这些")
    zhang.sees("灯已换好")
    assert street.attachments(NUMBER) == [PHOTO] * 3


def test_a_photo_of_staff_in_reply_to_an_alert_asks_for_a_word(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.reports()
    alert = wang.sees("待签收")
    wang.sends(Kind.PHOTO, on=alert)
    wang.sees_now("照片收到，请再写一句结果")
    wang.says("灯已换好")
    assert "照片 1 张" in wang.sees_now("要发给反映人吗").text
    wang.taps("是，办完了")
    zhang.sees("灯已换好")
    assert street.attachments(NUMBER) == [PHOTO]


def test_a_case_is_shown_with_its_photos(wang: Person, zhang: Person) -> None:
    zhang.sends_album(2, "楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    wang.says("待办")
    wang.taps(NUMBER)
    opened = wang.last
    assert "照片 2 张" in opened.text
    assert len(opened.attachments) == 2
    zhang.says("进度")
    assert "照片 2 张" in zhang.last.text
    assert zhang.last.attachments == opened.attachments


def test_nobody_elses_case_takes_a_photo(street: Street, zhang: Person) -> None:
    zhang.reports()
    zhao = street.resident("赵大爷")
    zhao.sends(Kind.PHOTO, on=zhang.last)
    zhao.sees_now("照片收到了。这是什么事")
    assert street.attachments(NUMBER) == []
