"""How everything reads: short, plain, polite, and the office's phone once under each message."""

import re

import pytest

from tests.support.chat import Street
from tests.support.sentences import every_template

KINDS = ("report.", "danger.", "case.", "menu.", "talk.", "refusal.")
LONGEST = 130
"""Characters of one sentence of ours; the consent, whose words are given, is longer."""

JARGON = ("系统", "工单", "流程", "提示：", "用户", "操作成功", "无效", "非法", "异常", "错误")


def ours() -> dict[str, str]:
    """Give what residents and staff may read, by key."""
    return {
        key: template.chinese
        for key, template in every_template().items()
        if key.startswith(KINDS)
    }


def test_no_sentence_is_long() -> None:
    assert {key: len(it) for key, it in ours().items() if len(it) > LONGEST} == {}


def test_no_sentence_uses_the_words_of_machines() -> None:
    found = {key: it for key, it in ours().items() if any(word in it for word in JARGON)}
    assert found == {}


def test_people_are_addressed_politely() -> None:
    assert [key for key, it in ours().items() if re.search(r"你(?!们都)", it)] == []


def test_chinese_sentences_use_chinese_punctuation() -> None:
    assert [key for key, it in ours().items() if re.search(r"[一-鿿][,;!?]", it)] == []


@pytest.mark.parametrize("key", sorted(ours()))
def test_every_place_in_a_sentence_has_a_name(key: str) -> None:
    assert "{}" not in ours()[key]


def test_the_phone_stands_once_under_every_message_to_a_resident(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    for words in (
        "您好",
        "你是谁",
        "几点上班",
        "电话",
        "人工",
        "岗位",
        "/grid",
        "取消",
        "我的资料",
    ):
        zhang.says(words)
    zhang.says("荷花小区3号楼楼道灯不亮")
    zhang.taps("同意")
    for label in ("改", "改内容", "返回", "返回", "更多", "留电话", "返回", "返回", "提交"):
        zhang.taps(label)
    for label in ("催一下", "催一下", "补充"):
        zhang.taps(label)
    zhang.says("二楼的")
    wang.taps("签收")
    wang.taps("联系居民")
    wang.says("您在家吗")
    wang.taps("答复")
    wang.says("换好了")
    zhang.taps("没解决")
    zhang.taps("跳过")
    for words in ("进度", "HF-2026-000099", "着火了"):
        zhang.says(words)
    zhang.taps("已报警")
    assert [it.text for it in zhang.screen if it.text.count("12345") != 1] == []
    assert len(zhang.screen) > 30


def test_staff_are_not_shown_the_phone_under_everything(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    wang.says("待办")
    assert "12345" not in wang.last.text
