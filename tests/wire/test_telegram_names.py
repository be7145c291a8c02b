import json

import pytest

from bot.platforms.telegram import reading


def name_of(first: str, last: str = "") -> str:
    update = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "from": {"id": 5, "is_bot": False, "first_name": first, "last_name": last},
            "chat": {"id": 5, "type": "private"},
            "text": "灯坏了",
        },
    }
    return reading.hear(json.dumps(update).encode()).name


@pytest.mark.parametrize(
    ("first", "seen"),
    [
        ("张\n【紧急】假的一行", "张 【紧急】假的一行"),
        ("\u202e王\u2066五\u200b\u200d\ufeff", "王五"),
        ("赵\t\r\n  六", "赵 六"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_one_line_that_hides_nothing(first: str, seen: str) -> None:
    assert name_of(first) == seen


def test_a_name_is_at_most_forty_characters_long() -> None:
    assert name_of("长" * 60) == "长" * 39 + "…"
    assert name_of("三", "张") == "三 张"
