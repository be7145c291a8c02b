"""Everybody reads their own language: simplified, traditional or English."""

import re

import pytest

from models.cases import Status
from tests.support.chat import Person, Street

CHINESE = re.compile("[一-鿿]")
NAMES = ("清河街道", "和风社区", "和风一网格", "荷花小区", "3号楼", "王网格")
"""Names stay as they are, whatever language is spoken around them."""


def our_words(person: Person) -> str:
    """Give all that stood on a screen, names and what people wrote left out."""
    shown = "\n".join(f"{it.text}\n{'|'.join(it.buttons)}" for it in person.screen)
    for name in (*NAMES, "灯管换好了", "简体中文", "繁體中文"):
        shown = shown.replace(name, "")
    return shown


def reader(street: Street, name: str, language: str) -> Person:
    """Give a resident who reads a language, from the first word on the screen."""
    street.resident(name).says(language)
    person = street.people[name] = Person(street, name, street.people[name].outer_id)
    return person


def number_on(person: Person, words: str) -> str:
    """Read the number of a case in a message."""
    found = re.search(r"[A-Z]{2,6}-\d{4}-\d{6}", person.sees(words).text)
    assert found is not None
    return found[0]


def test_a_report_is_made_and_solved_in_english(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    john = reader(street, "John", "English")
    john.says("The stair light on floor 3 is out")
    assert "keeps your words" in john.last.text
    john.taps("I agree")
    john.sees("Please check")
    john.taps("Submit")
    number = number_on(john, "Submitted. Your number:")
    assert "Told the grid manager of 和风一网格: 王网格." in john.last.text
    assert re.search(r"answer by \d{1,2} [A-Z][a-z]{2} \d\d:\d\d\.", john.last.text)

    wang.sees("【待签收】")
    assert "The stair light on floor 3 is out" in wang.last.text
    wang.taps("签收")
    john.sees(f"{number} is now with 王网格. You get an answer by")
    john.says("status")
    john.sees("being handled")
    wang.taps("答复")
    wang.says("灯管换好了")
    answer = john.sees(f"{number} was answered (王网格):\n灯管换好了\n\nIs it solved?")
    assert list(answer.buttons) == ["Solved", "Not solved", "Nobody contacted me"]
    john.taps("Solved")
    john.sees("Thank you. We watch")
    wang.sees("反映人确认已解决")
    assert street.case(number).status is Status.TRACKING
    assert CHINESE.findall(our_words(john)) == []
    wang.never_saw("[To be signed]")


def test_a_report_is_made_and_solved_in_traditional_characters(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    lin = reader(street, "林太太", "繁體")
    lin.says("樓道燈不亮，里面很黑")
    lin.taps("同意")
    card = lin.sees("請看一下，對的話選“提交”")
    assert "樓道燈不亮，里面很黑" in card.text
    assert "地點：和风一网格" in card.text or "荷花小区3号楼" in card.text
    lin.taps("提交")
    number = number_on(lin, "已提交，編號")
    assert "已告訴和风一网格網格員 王网格。" in lin.last.text
    wang.sees("【待签收】")
    assert "地点：" in wang.last.text
    wang.taps("签收")
    lin.sees(f"{number} 已轉王网格辦理")
    wang.taps("答复")
    wang.says("灯管换好了")
    assert list(lin.sees("請問解決了嗎？").buttons) == ["解決了", "沒解決", "沒人聯繫我"]
    lin.says("沒解決")
    again = lin.sees("重新辦理（第 2 次），編號不變")
    assert "對不起，沒辦好。" in again.text
    lin.taps("跳過")
    wang.sees("反映人说没有解决")
    wang.taps("签收")
    wang.taps("答复")
    wang.says("灯管换好了")
    lin.sees("已答覆")
    lin.taps("解決了")
    lin.sees("謝謝您")
    assert street.case(number).status is Status.TRACKING
    assert re.findall("[发办签复员开这个说过]", our_words(lin)) == []


def test_a_place_that_was_sent_is_named_in_the_language_of_its_sender(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    john = reader(street, "John", "English")
    john.shares(30.25, 120.16)
    john.says("A manhole cover is gone")
    john.taps("I agree")
    john.sees("Place: 荷花小区3号楼 (the location you sent)")
    john.taps("Submit")
    wang.sees("地图位置 30.25000,120.16000")


def test_what_is_said_in_the_same_breath_as_the_language_is_answered_in_it(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    with street.busy():
        zhang.says("English")
        zhang.shares(30.25, 120.16)
        zhang.says("A manhole cover is gone")
    zhang.sees("Place: 荷花小区3号楼 (the location you sent)")


def test_labels_are_written_instead_of_pressed_in_any_language(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    john = reader(street, "John", "English")
    john.says("The stair light on floor 3 is out")
    john.says("i agree")
    john.says("提交")
    number = number_on(john, "Submitted")
    wang.says("Sign")
    wang.sees("已签收，由您办理")
    wang.says("答復")
    wang.says("灯管换好了")
    john.sees("Is it solved?")
    john.says("not solved")
    john.sees("being handled again (round 2)")
    john.says("Skip")
    john.sees_now("All right.")
    assert street.case(number).round == 2


@pytest.mark.parametrize(
    ("asked_for", "said", "button"),
    [
        ("English", "keeps your words", "I agree"),
        ("繁體", "記錄您的原話", "不同意，打電話"),
        ("繁体中文", "記錄您的原話", "不同意，打電話"),
        ("简体", "记录您的原话", "不同意，打电话"),
        ("簡體", "记录您的原话", "不同意，打电话"),
        ("/language english", "keeps your words", "I agree"),
    ],
)
def test_a_language_is_changed_in_the_middle_of_a_question(
    street: Street, asked_for: str, said: str, button: str
) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.sees("记录您的原话")
    zhang.says(asked_for)
    assert button in zhang.sees(said).buttons
    zhang.taps(button)


def test_where_words_are_asked_for_a_language_is_words_and_the_command_a_command(
    street: Street,
) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("我的资料")
    zhang.taps("改称呼")
    zhang.says("/language en")
    zhang.sees("English from now on")
    zhang.sees("What shall we call you?")
    zhang.says("English")
    zhang.sees("Changed.")
    zhang.says("my data")
    zhang.sees("Name: English")


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("進度", "谁在办"),
        ("Status", "谁在办"),
        ("取消", "现在没有要取消的事"),
        ("CANCEL", "现在没有要取消的事"),
        ("back", "现在没有要取消的事"),
        ("help", "要找人请打"),
        ("menu", "您好"),
        ("report", "请说说是什么事"),
        ("我的網格員", "网格员："),
    ],
)
def test_plain_words_alone_are_understood_whatever_one_reads(
    street: Street, words: str, seen: str
) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says(words)
    zhang.sees_now(seen)


@pytest.mark.parametrize(
    "words",
    ["please cancel the music next door", "report the broken lamp", "we need help with the drain"],
)
def test_a_command_word_in_a_sentence_is_no_command(street: Street, words: str) -> None:
    john = reader(street, "John", "English")
    john.says(words)
    john.taps("I agree")
    assert words in john.sees("Please check").text


def test_what_is_open_is_left_and_gone_back_to_in_english(street: Street) -> None:
    john = reader(street, "John", "English")
    john.says("Report")
    assert list(john.sees("Please say what happened").buttons) == ["Cancel"]
    john.says("Cancel")
    john.sees("All right, cancelled.")
    john.sees_nothing_new()


def test_the_language_is_chosen_from_its_own_name(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("我的资料")
    zhang.taps("语言 Language")
    names = ["简体中文", "繁體中文", "English"]
    assert list(zhang.sees("请选择语言").buttons) == names
    zhang.taps("English")
    zhang.sees_now("English from now on")
    zhang.says("/language")
    assert list(zhang.sees("Please choose a language").buttons) == names
    zhang.taps("繁體中文")
    zhang.sees_now("以後這樣寫給您")
    zhang.says("简体中文")
    zhang.sees_now("以后这样写给您")


def test_a_stranger_finds_the_choice_in_the_first_message_and_in_my_data(street: Street) -> None:
    john = street.person("John")
    john.says("/start")
    john.taps("语言 Language")
    john.taps("English")
    john.says("my data")
    john.sees("Nothing about you is stored here.")
    john.taps("Language")
    john.sees("Please choose a language")


def test_who_is_erased_is_told_so_in_their_language_and_then_a_stranger(street: Street) -> None:
    john = reader(street, "John", "English")
    john.says("The stair light on floor 3 is out")
    john.taps("I agree")
    john.taps("Submit")
    john.says("my data")
    john.taps("Withdraw consent and delete")
    john.sees("not answered yet: 1.")
    john.taps("Withdraw these reports")
    john.sees("Deleted. We can no longer read")
    john.says("menu")
    john.sees("您好")


def test_what_waits_unsent_goes_out_in_the_language_that_is_read_by_then(street: Street) -> None:
    zhang = street.resident("张奶奶")
    with street.slow_delivery():
        zhang.says("您好")
        zhang.says("English")
    assert zhang.sees("Hello! Just say what is wrong.").buttons["My reports"]


def test_opening_hours_that_nobody_wrote_are_told_in_english_too(street: Street) -> None:
    john = reader(street, "John", "English")
    john.says("help")
    john.sees("on working days")
    assert CHINESE.findall(our_words(john)) == []
