"""One form for all the ways of writing the same words."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.wording import clean, clip, count_meaningful, fold, squeeze


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  我要反映。 ", "我要反映"),
        ("「菜单」！！", "菜单"),
        ("ＨＦ－２０２６－０００１２３", "hf-2026-000123"),
        ("HF—2026—000123", "hf-2026-000123"),
        ("Help", "help"),
        ("著火了", "着火了"),
        ("樓道裡有煤氣味", "楼道里有煤气味"),
        ("我的網格員", "我的网格员"),
        ("乾淨 麵條", "干净 面条"),
        ("妳佔了車位", "你占了车位"),
        ("取\u200b消", "取消"),
        ("\u202e返回\u202c", "返回"),
        ("路灯\u3000不亮\t了\n吧", "路灯 不亮 了 吧"),
        ("①②", "12"),
        ("Café cafe\u0301 c\u0327a\u0336", "cafe cafe ca"),
        ("👍", ""),
        ("。。。", ""),
        ("", ""),
    ],
)
def test_ways_of_writing_fold_into_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_squeezed_words_have_no_spaces_at_all() -> None:
    assert squeeze(" 着 火　了 ") == "着火了"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  路灯，不亮！ ", "路灯，不亮！"),
        ("路灯\u200b不亮\u202e", "路灯不亮"),
        ("路灯\u3000\u00a0 不亮", "路灯 不亮"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("第一行\n\n\n  \n第二行", "第一行\n\n第二行"),
        ("樓道ＡＢＣ", "樓道ＡＢＣ"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("\x00\x07路灯\ud800", "路灯"),
        ("\u200b \n\u2060", ""),
    ],
)
def test_what_is_kept_is_as_written_without_what_cannot_be_seen(written: str, kept: str) -> None:
    assert clean(written) == kept


@pytest.mark.parametrize(
    ("text", "count"),
    [("停水了", 3), ("👍👍👍", 0), ("？？！！", 0), ("A 1 灯", 3), ("__--", 0), ("好\u200b了", 2)],
)
def test_only_letters_digits_and_characters_mean_something(text: str, count: int) -> None:
    assert count_meaningful(text) == count


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("三号楼路灯不亮", 7, "三号楼路灯不亮"),
        ("三号楼路灯不亮", 5, "三号楼路…"),
        ("三号楼 路灯不亮", 5, "三号楼…"),
        ("路灯", 1, "…"),
        ("路灯", 0, ""),
    ],
)
def test_clipped_text_shows_that_something_is_left_out(
    text: str, limit: int, clipped: str
) -> None:
    assert clip(text, limit) == clipped


ANY_TEXT = st.text(max_size=80) | st.text(
    alphabet=st.sampled_from(
        "着火 \u200b\u202e　！，著煤氣ＨＦ１23👍\u0301e\u1100\u1161ﬁǅßİ\ud800\n"
    ),
    max_size=30,
)


@given(ANY_TEXT)
@example("A´0")
@example("\u0345\u03b1")
@example("ﾊﾞ")
@example("q\u0323\u0307")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squeeze(squeeze(text)) == squeeze(text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_never_adds(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert len(kept) <= len(text)


@given(ANY_TEXT)
def test_folded_text_holds_nothing_invisible(text: str) -> None:
    assert {unicodedata.category(char) for char in fold(text)}.isdisjoint({"Cc", "Cf", "Cs"})


@given(ANY_TEXT, st.integers(min_value=0, max_value=100))
def test_clipped_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(clip(text, limit)) <= limit
