import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speaking.cutting import split_bytes, split_units

WAYS = {"utf-8": (split_bytes, 1), "utf-16-le": (split_units, 2)}


@pytest.mark.parametrize("encoding", WAYS)
def test_a_short_text_stays_whole(encoding: str) -> None:
    split, _ = WAYS[encoding]
    assert split("路灯不亮。三号楼。", 2048) == ["路灯不亮。三号楼。"]


def test_a_long_text_is_cut_behind_a_sentence_by_its_bytes() -> None:
    sentence = "三号楼的路灯不亮。"  # 27 bytes
    parts = split_bytes(sentence * 100, 2048)
    assert all(part.endswith("。") for part in parts)
    assert [len(part.encode()) for part in parts] == [2025, 675]


def test_a_family_is_not_torn_apart() -> None:
    family = "👨‍👩‍👧‍👦"
    parts = split_bytes("x" * 90 + family, 100)
    assert parts == ["x" * 90, family]


def test_a_text_of_nothing_has_no_parts() -> None:
    assert split_bytes(" \n ", 10) == []


def test_half_a_surrogate_pair_ends_too() -> None:
    assert split_bytes("\ud83d", 10) == ["?"]


@given(
    st.text(max_size=200), st.sampled_from(list(WAYS)), st.integers(min_value=64, max_value=300)
)
def test_nothing_is_lost_and_nothing_is_too_long(text: str, encoding: str, most: int) -> None:
    split, size = WAYS[encoding]
    parts = split(text, most)
    assert all(0 < len(part.encode(encoding)) <= most * size for part in parts)
    whole = text.encode("utf-8", "replace").decode()
    assert "".join("".join(parts).split()) == "".join(whole.split())
