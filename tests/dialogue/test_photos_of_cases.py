"""Photos for a case that is there: added by its reporter, shown by the office as evidence."""

import pytest

from handlers.talking.messages import Kind
from models.cases import Status
from models.media import MediaKind
from models.timeline import Act
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


def test_a_photo_of_whoever_waits_is_asked_about(
    street: Street, wang: Person, zhang: Person
) -> None:
    zhang.reports()
    zhang.sends_album(2)
    question = zhang.sees_now(f"照片 2 张收到了。说的是 {NUMBER} 吗？")
    assert list(question.buttons) == ["补充这件", "另报一件"]
    zhang.taps("补充这件")
    zhang.sees_now("记下了")
    assert attachments(street, NUMBER) == [PHOTO] * 2
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
    assert attachments(street, "HF-2026-000002") == [PHOTO]


def test_such_a_photo_may_be_another_matter(street: Street, zhang: Person) -> None:
    zhang.reports()
    zhang.sends(Kind.PHOTO)
    zhang.taps("另报一件")
    zhang.sees_now("照片收到了。这是什么事")
    zhang.says("单元门坏了")
    zhang.taps("提交")
    assert attachments(street, "HF-2026-000002") == [PHOTO]
    assert attachments(street, NUMBER) == []


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
    assert attachments(street, NUMBER) == [PHOTO] * 5


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
    assert attachments(street, NUMBER) == [PHOTO] * 2


def test_a_photo_answers_what_staff_asked(street: Street, wang: Person, zhang: Person) -> None:
    zhang.reports()
    wang.taps("联系居民")
    wang.says("请拍张照片")
    zhang.sends(Kind.PHOTO)
    zhang.sees_now("还要补充什么")
    zhang.taps("就这些")
    wang.sees("反映人补充")
    assert attachments(street, NUMBER) == [PHOTO]


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
    assert attachments(street, NUMBER) == [PHOTO]
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
    assert attachments(street, NUMBER) == [PHOTO]


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
    assert attachments(street, NUMBER) == [PHOTO] * 3


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
    assert attachments(street, NUMBER) == [PHOTO]


def test_a_case_is_shown_with_its_photos(wang: Person, zhang: Person) -> None:
    zhang.sends_album(2, "楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    wang.says(NUMBER)
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
    assert attachments(street, NUMBER) == []
