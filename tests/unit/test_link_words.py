"""Links as people write them."""

import pytest

from services.link_words import read, spell


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("case-12", "工单12"),
        ("notices-2", "公示2"),
        ("notices", "公示"),  # a command
        ("do-posts", "do-posts"),
        ("case-", "case-"),
    ],
)
def test_a_link_is_a_word_and_a_number(link: str, words: str) -> None:
    assert spell(link) == words


@pytest.mark.parametrize("words", ["工单12", "工单 12", "工单-12", "“工单１２”", " 工单12。"])
def test_it_is_read_as_people_write_it(words: str) -> None:
    assert read(words) == "case-12"


@pytest.mark.parametrize("words", ["工单", "公示", "工单12怎么样了", "12", "公示 第2条"])
def test_other_words_are_no_link(words: str) -> None:
    assert read(words) is None
