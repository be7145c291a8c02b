"""The gate: what it finds in a text, what it leaves alone, and what stands there instead."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gate.redact import digest_of, find, mask, mask_all
from tests.support.gate_tables import FOUND, INSIDE, LEFT, NAMES, NO_NAMES, K
from tests.support.patience import comes_true


@pytest.mark.parametrize("words", FOUND)
def test_what_is_personal_is_found_whole(words: str) -> None:
    assert [(each.kind, each.text) for each in find(words)] == [(FOUND[words], words)]


@pytest.mark.parametrize("words", FOUND)
def test_it_is_found_in_a_sentence_too(words: str) -> None:
    found = find(f"，已与{words}；核实完毕。")
    assert (FOUND[words], words) in [(each.kind, each.text) for each in found]


@pytest.mark.parametrize("words", INSIDE)
def test_of_a_sentence_only_what_is_personal_is_found(words: str) -> None:
    said, kind = INSIDE[words]
    [found] = find(words)
    assert (found.kind, found.text) == (kind, said)
    assert words[found.start : found.end] == said


@pytest.mark.parametrize("words", LEFT)
def test_what_names_nobody_is_left_alone(words: str) -> None:
    assert list(find(words)) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("电话13800138000。", "电话138****8000。"),
        ("张三先生来电", "一位先生来电"),
        ("已请王师傅来修", "已请一位师傅来修"),
        ("张三老人家", "一位老人家"),
        ("李工到场", "李工到场"),
        ("李建国工到场", "李某工到场"),
        ("欧阳女士", "一位女士"),
        ("联系人：李四", "联系人：李某"),
        ("荷花小区3号楼2单元501室", "荷花小区3号楼某户"),
        ("家住3-2-501", "家住3号楼某户"),
        ("5幢1202", "5幢某户"),
        ("皖A12345", "皖A****5"),
        ("zhang@qq.com", "z***@qq.com"),
        ("微信zhangsan88", "微信***"),
        ("身份证34052419800101001X", "身份证340***************"),
        ("卡号6222021234567890128", "卡号****0128"),
        ("0551-65551234转802", "0551-****234"),
    ],
)
def test_what_is_masked_says_what_it_was_and_not_whose(words: str, shown: str) -> None:
    assert mask(words, find(words)) == mask_all(words) == shown
    assert list(find(shown)) == []


def test_the_phone_of_the_office_is_everybodys() -> None:
    assert [each.text for each in find("打0551-6555 1234", public=["0551-65551234"])] == []
    assert [each.text for each in find("打0551-65551235", public=["0551-65551234"])]


def test_what_somebody_answers_for_stays() -> None:
    words = "王书记，13800138000"
    kept = digest_of(find(words)[0])
    assert mask_all(words, kept=[kept]) == "王书记，138****8000"


BETWEEN = (" ", "，", "、", "1", "3", "李", "先生", "-", "\n")
PIECES = st.sampled_from([*FOUND, *INSIDE, *NAMES, *LEFT, *BETWEEN])


@given(st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=60))
def test_findings_stand_in_order_in_the_text_and_nothing_is_left_once_it_is_masked(
    words: str,
) -> None:
    found = find(words)
    assert all(words[each.start : each.end] == each.text != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert list(find(mask_all(words))) == []


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.sampled_from(["", " ", "-", ".", " - "]))
def test_a_mobile_number_is_found_however_it_is_parted(number: str, between: str) -> None:
    written = between.join((number[:3], number[3:7], number[7:]))
    assert [each.kind for each in find(f"请打{written}谢谢")] == [K.MOBILE]


LONG: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "1" * size,
    "digits apart": lambda size: "1 " * (size // 2),
    "digits and dashes": lambda size: "13-" * (size // 3),
    "digits and dots": lambda size: "1.1" * (size // 3),
    "Chinese digits": lambda size: "一三八" * (size // 3),
    "family names": lambda size: "张" * size,
    "forms of address": lambda size: "先生" * (size // 2),
    "cues": lambda size: "我叫" * (size // 2),
    "at signs": lambda size: "a@" * (size // 2),
    "letters": lambda size: "a" * size,
    "buildings": lambda size: "3号楼" * (size // 3),
    "plates": lambda size: "皖A" * (size // 2),
    "loose digits": lambda size: "138:" * (size // 4),
    "digits far apart": lambda size: ("1" + " " * 15) * (size // 16),
    "letters for digits": lambda size: "l3o" * (size // 3),
    "rooms": lambda size: "3号楼501、" * (size // 7),
    "parted rooms": lambda size: "3/2/501" * (size // 7),
    "speakers": lambda size: "王说" * (size // 2),
    "nicknames": lambda size: "小王" * (size // 2),
    "chats": lambda size: "微信" * (size // 2),
}


@pytest.mark.no_cover  # what is measured line by line takes its time for that
@pytest.mark.parametrize("name", LONG)
def test_a_hundred_thousand_characters_take_linear_time(name: str) -> None:
    def seconds(size: int) -> float:
        words = LONG[name](size)
        begin = time.process_time()
        find(words)
        return time.process_time() - begin

    assert comes_true(lambda: seconds(100_000) < 0.3 + 40 * seconds(10_000))


@pytest.mark.parametrize("text", NAMES)
def test_a_name_beside_a_room_or_a_phone_is_found_whole(text: str) -> None:
    assert [it.text for it in find(text) if it.kind is K.NAME] == [NAMES[text]]
    assert NAMES[text] not in mask_all(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_beside_a_room_or_a_phone_not_every_word_is_a_name(text: str) -> None:
    assert K.NAME not in {it.kind for it in find(text)}
