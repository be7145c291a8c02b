"""The query code, typed alone, shows the case: all of it to those who may see it."""

import re

import pytest

from tests.support.chat import Person, Street

WORDS = "楼道灯不亮"


def receipt(zhang: Person) -> str:
    """File a report and give its query code."""
    zhang.reports(WORDS)
    found = re.search(r"查询码 ([2-9A-Z]{8})", zhang.last.text)
    assert found is not None
    return found[1]


def wide(code: str) -> str:
    """Write a code in full width."""
    return "".join(chr(ord(each) + 0xFEE0) for each in code)


def test_its_reporter_sees_the_card_however_it_is_typed(street: Street) -> None:
    zhang = street.resident("张奶奶")
    code = receipt(zhang)
    lines = street.acts("HF-2026-000001")
    for form in (code, code.lower(), f" {code[:4]} {code[4:]} ", wide(code), f"查询码{code}"):
        zhang.says(form)
        assert WORDS in zhang.sees_now("现在：").text
    assert street.acts("HF-2026-000001") == lines


def test_staff_see_the_case(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.says(receipt(street.resident("张奶奶")))
    assert WORDS in wang.sees_now("待签收").text


def test_anyone_else_sees_only_the_step(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    code = receipt(street.resident("张奶奶"))
    qian = street.resident("钱某")
    qian.says(code)
    shown = qian.sees_now("HF-2026-000001")
    assert "受理" in shown.text
    assert "已提交" in shown.text
    assert WORDS not in shown.text
    assert "王网格" not in shown.text


def test_an_unknown_code_gets_a_plain_word(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("ABCD2345")
    zhang.sees_now("没有找到这个查询码")


@pytest.mark.parametrize("is_known", [True, False])
def test_a_code_never_becomes_words_of_a_case(street: Street, is_known: bool) -> None:
    zhang = street.resident("张奶奶")
    code = receipt(zhang) if is_known else "ABCD2345"
    if not is_known:
        zhang.reports()
    lines = street.acts("HF-2026-000001")
    zhang.taps("补充")
    zhang.says(code)
    zhang.sees_now("要补充什么")
    assert street.acts("HF-2026-000001") == lines
