import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.wechat.nudging import fields
from bot.template_fields import KINDS, read_layout
from services.clock import SHANGHAI

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=SHANGHAI)
SAID = "HF-2026-000123 已答复：张奶奶家的路灯修好了，电话 13800000001"

# What may stand in each kind of field: 订阅消息参数值内容限制说明 (developers.weixin.qq.com).
LIMITS = {
    "thing": r"\S{1,20}",
    "character_string": r"[!-~]{1,32}",
    "number": r"\d{1,32}",
    "phrase": r"[\u4e00-\u9fff]{1,5}",
    "name": r"[\u4e00-\u9fff]{1,10}",
    "const": r"\S{1,20}",
    "enum": r"\S{1,20}",
    "time": r"\d{4}年\d{1,2}月\d{1,2}日\d\d:\d\d",
    "date": r"\d{4}年\d{1,2}月\d{1,2}日\d\d:\d\d",
}


def value(layout: str, text: str = SAID) -> str:
    (found,) = fields(layout, text, NOW).values()
    return found["value"]


def test_each_field_holds_what_is_set() -> None:
    assert fields("thing1=what,character_string2=number,time3=when", SAID, NOW) == {
        "thing1": {"value": "您有新消息，点开公众号看"},
        "character_string2": {"value": "HF-2026-000123"},
        "time3": {"value": "2026年11月23日 09:05"},
    }


def test_without_a_case_there_is_a_dash() -> None:
    assert value("character_string1=number", "您好") == "-"


def test_what_only_looks_like_a_number_of_a_case_is_none() -> None:
    for words in ("aHF-2026-000123", "HF-2026-0001", "HF-20261-000123", "ABCDEFGH-2026-000123"):
        assert value("character_string1=number", words) == "-"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("holds", ["what", "number", "when"])
def test_a_kind_of_field_holds_what_fits_and_nothing_else(kind: str, holds: str) -> None:
    layout = f"{kind}7={holds}"
    if holds not in KINDS[kind]:
        with pytest.raises(ValueError, match=layout):
            fields(layout, SAID, NOW)
        return
    found = value(layout)
    assert re.fullmatch(LIMITS[kind], found.replace(" ", "")), found


@pytest.mark.parametrize(
    ("layout", "wrong"),
    [
        ("thing1", "thing1"),
        ("thing1=who", "thing1=who"),
        ("thing1=what,1=what", "1=what"),
        ("thing1=what,thing1=when", "thing1=when"),
        ("thing1=what,", ""),
    ],
)
def test_what_is_no_layout_is_refused(layout: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"^{wrong}$"):
        read_layout(layout)


def test_a_kind_that_nobody_knows_holds_anything() -> None:
    assert read_layout("keyword1=what,keyword2=when") == {"keyword1": "what", "keyword2": "when"}


@given(st.text(max_size=60))
def test_nothing_of_what_waits_is_told_but_its_number(text: str) -> None:
    for holds in ("what", "when"):
        assert value(f"thing1={holds}", text) == value(f"thing1={holds}", "")
    number = value("character_string1=number", text)
    assert number == "-" or number in text
