"""Whatever is written, it is understood: no error, the same each time, and at once."""

import re
from pathlib import Path
from time import thread_time

from hypothesis import given
from hypothesis import strategies as st

from handlers.understanding import vocabulary
from handlers.understanding.meaning import understand
from tests.support.patience import comes_true


@given(st.text(max_size=60))
def test_any_text_has_one_meaning_and_always_the_same(text: str) -> None:
    assert understand(text) == understand(text)


PIECES = (
    "着火 煤气 好 的 了 吗 谢谢 怎么还没 修 来 又 坏 是 不是 4 号楼 HF 2026 - / [强] 你好 "
    "他妈的 http://a.cn 加微信 收到 取消 什么时候 来电 电话 \u200b 👍 ， 。 ？ 社区 几点"
)
MIXTURES = st.lists(st.sampled_from(PIECES.split(" ")), max_size=24).map("".join)


@given(MIXTURES)
def test_any_mixture_of_set_phrases_has_a_meaning(text: str) -> None:
    assert understand(text) == understand(text)


def _tokens() -> list[str]:
    """Collect what the patterns are made of: runs of characters between their signs."""
    source = Path(vocabulary.__file__).read_text(encoding="utf-8")
    pieces = re.findall("[\u4e00-\u9fff]{1,4}", source)
    return sorted(set(pieces))


def test_no_repetition_of_a_known_word_makes_reading_slow() -> None:
    tokens = _tokens()
    assert len(tokens) > 300

    def seconds() -> float:
        started = thread_time()
        for token in tokens:
            understand((token * 40)[:40])
            understand((token * 40)[:39] + "x")
        return thread_time() - started

    assert comes_true(lambda: seconds() / len(tokens) < 0.02)
