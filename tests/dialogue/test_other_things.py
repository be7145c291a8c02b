"""Files, films and stickers: a clear word, and nothing else is lost."""

import pytest

from handlers.talking.messages import Kind
from tests.support.chat import Street

NUMBER = "HF-2026-000001"


def test_a_file_gets_a_clear_word(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.FILE)
    zhang.sees_now("这种文件收不了，请拍照片")


def test_words_under_a_file_count(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.FILE, "楼道灯不亮")
    zhang.sees("这种文件收不了")
    zhang.taps("同意")
    assert "楼道灯不亮" in zhang.sees("请看一下").text


@pytest.mark.parametrize(
    ("kind", "word"), [(Kind.FILE, "这种文件收不了"), (Kind.OTHER, "请从下面选一项")]
)
def test_the_question_stands(street: Street, kind: Kind, word: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.sends(kind)
    zhang.sees(word)
    assert "请看一下" in zhang.last.text
    zhang.taps("提交")
    zhang.sees(NUMBER)


def test_stickers_in_a_row_are_one_answer(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    seen = len(zhang.screen)
    for _ in range(5):
        zhang.sends(Kind.OTHER, pause=0.1)
    zhang.waits(2)
    assert len(zhang.screen) == seen + 1


def test_a_sticker_alone_gets_a_short_word_and_the_menu(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.OTHER)
    assert "我要反映" in zhang.sees_now("有什么事，直接说就行").buttons
