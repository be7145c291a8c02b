"""Cards: what fits on one, and what a press on it brings back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.doors import Button
from bot.platforms.wecom.cards import (
    card_of,
    fits,
    read_key,
    shorten,
    shows,
    split,
    split_above_buttons,
    task_of,
)

YES_AND_NO = [Button("签收", "m1.0"), Button("退回", "m1.1")]


def test_the_first_line_is_the_title_and_the_rest_stands_below() -> None:
    card = card_of("JD-2026-000001 路灯不亮\n三号楼\n\n限 3 天", YES_AND_NO)
    assert card == {
        "card_type": "button_interaction",
        "main_title": {"title": "JD-2026-000001 路灯不亮"},
        "sub_title_text": "三号楼\n\n限 3 天",
        "button_list": [
            {"text": "签收", "key": "m1.0 签收"},
            {"text": "退回", "key": "m1.1 退回"},
        ],
    }
    assert "sub_title_text" not in card_of("请核对", YES_AND_NO)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "已收到。您反映的三号楼路灯不亮一事已经转给物业公司的王师傅，他三天之内给您答复。",
            "已收到。",
        ),
        (
            "他说：“修好了。”您反映的三号楼路灯不亮一事已经转给物业公司的王师傅，请核对一下。",
            "他说：“修好了。”",
        ),
        (
            "您反映的三号楼路灯不亮一事已经转给物业公司的王师傅，他预计三天之内给您答复。",
            "请看下面",
        ),
        ("Building 3.5 is dark and the lamp in the yard is broken since Monday.", "Please read"),
    ],
)
def test_no_sentence_breaks_between_a_title_and_what_stands_below(words: str, title: str) -> None:
    card = card_of(words, YES_AND_NO)
    assert card["main_title"]["title"] == title
    assert card["sub_title_text"] == words.removeprefix(title)


def test_of_a_long_text_the_last_lines_stand_on_the_card() -> None:
    story = "\n".join(f"第{number}行，说了些什么。" for number in range(60))
    *before, last = split_above_buttons(f"{story}\n对吗？")
    assert last.endswith("第59行，说了些什么。\n对吗？")
    assert fits(last)
    assert "\n".join([*before, last]) == f"{story}\n对吗？"
    assert split_above_buttons("对吗？") == ["对吗？"]
    assert split_above_buttons(" \n ") == []


def test_of_one_endless_line_the_end_stands_on_the_card() -> None:
    *before, last = split_above_buttons("没有停顿" * 300)
    assert "".join([*before, last]) == "没有停顿" * 300
    assert fits(last)


def test_a_card_shows_no_more_than_is_read_whole() -> None:
    assert fits("长" * 160)
    assert not fits("长" * 161)
    assert not fits("标题\n" + "长" * 161)


@given(some.text(alphabet="说。，\n 啊👵🏽a", max_size=1500))
def test_no_word_is_lost_and_every_part_is_taken(text: str) -> None:
    parts = split_above_buttons(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part.encode()) <= 2048 for part in parts)
    if parts:
        card = card_of(parts[-1], YES_AND_NO)
        shown = card["main_title"]["title"], card.get("sub_title_text", "")
        assert 0 < len(shown[0]) <= 36
        assert len(shown[1]) <= 160
        said = [it for it in shown if it not in {"请看下面", "Please read"}]
        assert "".join("".join(said).split()) == "".join(parts[-1].split())


def test_a_text_alone_may_have_as_many_bytes_as_are_taken() -> None:
    assert split("好" * 682) == ["好" * 682]
    assert [len(it.encode()) for it in split("好" * 700)] == [2046, 54]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("签收", "签收"),
        ("签收 JD-2026-000123", "签收 JD-2026-000123"),
        ("不是问这个，我要反映", "不是问这个，我要反映"),
        ("我要反映别的一件什么事情", "我要反映别的一件什…"),
        (" 两\n行 ", "两 行"),
    ],
)
def test_a_button_shows_ten_characters(label: str, shown: str) -> None:
    assert shorten(label) == shown


def test_a_card_holds_six_buttons_that_differ() -> None:
    def buttons(*labels: str) -> list[Button]:
        return [Button(label, f"m1.{at}") for at, label in enumerate(labels)]

    assert shows(buttons(*"一二三四五六"))
    assert not shows(buttons(*"一二三四五六七"))
    assert not shows([])
    assert not shows(buttons("我要反映别的一件什么事情", "我要反映别的一件什么东西"))


def test_a_key_brings_back_its_token_and_what_stood_on_the_button() -> None:
    assert read_key("q1.2.3 更多 选择") == ("q1.2.3", "更多 选择")
    assert read_key("q1.2.3") == ("q1.2.3", "")
    [button] = card_of("好", [Button("私下说", "", "case_7")])["button_list"]
    assert button["key"] == "start:case_7 私下说"
    [huge] = card_of("好", [Button("私下说", "", "x" * 1010)])["button_list"]
    assert huge["key"] == "start:" + "x" * 1010


def test_a_cards_name_has_only_signs_that_are_taken() -> None:
    assert task_of("17.0.9f8e7d6c5b4a") == "17-0-9f8e7d6c5b4a"
    assert len(task_of("x" * 200)) == 128
