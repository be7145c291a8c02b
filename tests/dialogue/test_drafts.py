"""A draft on its way: the card, what lies behind it, and how much it takes."""

from tests.support.chat import Person, Street


def a_card(street: Street) -> Person:
    """Give somebody with a draft card before them."""
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sees("请看一下")
    return zhang


def test_the_draft_can_be_handed_in_from_what_few_need(street: Street) -> None:
    zhang = a_card(street)
    zhang.taps("更多")
    assert next(iter(zhang.last.buttons)) == "提交"
    assert "返回" in zhang.last.buttons
    zhang.says("提交")
    zhang.sees("已提交")
    assert street.count_cases() == 1


def test_the_card_hands_in_while_a_question_about_it_is_open(street: Street) -> None:
    for opened in (("更多",), ("改",), ("改", "改内容"), ("更多", "留电话")):
        zhang = a_card(street) if "张奶奶" not in street.people else street.person("张奶奶")
        if "请看一下" not in zhang.last.text:
            zhang.says("楼道灯不亮")
        card, before = zhang.last, street.count_cases()
        for label in opened:
            zhang.taps(label)
        zhang.taps("提交", on=card)
        zhang.sees("已提交")
        assert street.count_cases() == before + 1


def test_a_card_that_was_changed_since_hands_nothing_in(street: Street) -> None:
    zhang = a_card(street)
    card = zhang.last
    zhang.taps("更多")
    zhang.taps("不对外公开")
    zhang.taps("提交", on=card)
    zhang.sees("已经过期")
    assert street.count_cases() == 0
    zhang.taps("提交")
    assert street.case("HF-2026-000001").is_private


def test_the_way_back_is_called_back(street: Street) -> None:
    zhang = a_card(street)
    for label in ("改", "更多"):
        zhang.taps(label)
        zhang.taps("返回")
        zhang.sees_now("请看一下")


def test_a_draft_takes_a_hundred_messages_and_says_when_it_is_full(street: Street) -> None:
    zhang = a_card(street)
    for line in range(99):
        zhang.says(f"第{line}处灯泡也坏掉了不亮")
    zhang.never_saw("写满了")
    zhang.says("还有一处灯泡也坏掉了不亮")
    zhang.sees("写满了")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert street.count_cases() == 1


def test_a_draft_takes_twenty_thousand_characters(street: Street) -> None:
    zhang = a_card(street)
    for _ in range(5):
        zhang.says("楼道灯不亮，" + "真的很黑" * 1000)
    zhang.sees("写满了")


def test_words_that_join_do_not_repeat_the_whole_question_of_consent(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    asked = zhang.sees("记录您的原话")
    zhang.says("已经坏了三天了，一直没人修")
    again = zhang.sees_now("记下了。请选“同意”继续")
    assert "记录您的原话" not in again.text
    assert list(again.buttons) == list(asked.buttons)
    zhang.taps("同意")
    assert "坏了三天" in zhang.sees("请看一下").text


def test_consent_is_asked_in_full_after_words_sent_together(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮", "已经坏了三天了，一直没人修")
    zhang.sees("记录您的原话")


def test_consent_that_was_never_shown_is_asked_in_full(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮", "楼下有人打人")
    zhang.taps("不是紧急")
    zhang.sees_now("记录您的原话")


def test_the_place_of_a_report_is_not_where_they_live(street: Street) -> None:
    zhang = street.person("张奶奶")
    zhang.says("桂园门口的路灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    zhang.says("下水道也堵了，水漫出来了")
    zhang.sees("哪个小区")
    zhang.says("荷花小区3号楼")
    assert "地点：荷花小区3号楼" in zhang.sees("请看一下").text


def test_who_does_not_agree_is_told_the_phone_and_its_hours(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("不同意")
    refused = zhang.sees("没有提交")
    assert "有人接听" not in refused.text
    assert "办公时间" in refused.text


def test_a_service_number_is_nobodys_phone(street: Street) -> None:
    zhang = a_card(street)
    zhang.taps("更多")
    zhang.taps("留电话")
    for number in ("12345", "400-123-4567"):
        zhang.says(number)
        zhang.sees("不像电话号码")
