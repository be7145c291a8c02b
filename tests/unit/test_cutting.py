import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cutting import cut

ENCODINGS = ("utf-8", "utf-16-le")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_short_text_stays_whole(encoding: str) -> None:
    assert cut("路灯不亮。三号楼。", 2048, encoding) == ["路灯不亮。三号楼。"]


def test_a_long_text_is_cut_behind_a_sentence_by_its_bytes() -> None:
    sentence = "三号楼的路灯不亮。"  # 27 bytes
    parts = cut(sentence * 100, 2048, "utf-8")
    assert all(part.endswith("。") for part in parts)
    assert [len(part.encode()) for part in parts] == [2025, 675]


def test_a_family_is_not_torn_apart() -> None:
    family = "👨‍👩‍👧‍👦"
    parts = cut("x" * 90 + family, 100, "utf-8")
    assert parts == ["x" * 90, family]


def test_a_text_of_nothing_has_no_parts() -> None:
    assert cut(" \n ", 10, "utf-8") == []


def test_half_a_surrogate_pair_ends_too() -> None:
    assert cut("\ud83d", 10, "utf-8") == ["?"]


@given(st.text(max_size=200), st.sampled_from(ENCODINGS), st.integers(min_value=64, max_value=300))
def test_nothing_is_lost_and_nothing_is_too_long(text: str, encoding: str, most: int) -> None:
    parts = cut(text, most, encoding)
    assert all(0 < len(part.encode(encoding)) <= most for part in parts)
    whole = text.encode("utf-8", "replace").decode()
    assert "".join("".join(parts).split()) == "".join(whole.split())
