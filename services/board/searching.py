"""Searching in the masked words of notices, by pairs of signs: a Chinese word often has two.

Words are cut into pairs of neighbouring signs (路灯不亮: 路灯 灯不 不亮), and all signs stand
behind them once. What is looked for is cut likewise, so any part of a word is found, in any
script. No operator of either database is ever made of what somebody typed: only letters and
digits are kept.
"""

import re
from typing import Any

from sqlalchemy import ColumnElement, column, literal_column
from sqlalchemy import table as named_table

from models.base import table
from models.board import BoardCase
from services.wording import fold

LONGEST = 80
"""Signs of what somebody looks for; the rest is left out."""

MOST_TERMS = 8

WORDS = named_table("board_words", column("rowid"), column("board_words"))
"""The FTS5 table of SQLite; each row is of the case of that id."""

_CHUNK = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"([A-Z]{2,6})-?(\d{4})-?(\d{1,9})")
_board = table(BoardCase)
_ARRAY: ColumnElement[Any] = literal_column("string_to_array(board_cases.grams, ' ')")
_HAS_GRAMS: ColumnElement[bool] = literal_column("board_cases.grams <> ''")


def grams_of(words: str) -> str:
    """Give the pairs of neighbouring signs of a text, in order, and behind them every sign."""
    chunks = _CHUNK.findall(fold(words))
    pairs = [pair for chunk in chunks for pair in _pairs(chunk)]
    return " ".join([*pairs, *dict.fromkeys("".join(chunks))])


def terms_of(words: str) -> list[str]:
    """Give what somebody looks for: for each word its pairs, or the one sign that it is."""
    chunks = _CHUNK.findall(fold(words[:LONGEST]))[:MOST_TERMS]
    return [" ".join(_pairs(chunk)) if len(chunk) > 1 else chunk for chunk in chunks]


def number_in(words: str) -> str | None:
    """Give the number of a case as it is stored, where nothing else was typed."""
    found = _NUMBER.fullmatch(fold(words[:LONGEST]).upper().replace(" ", ""))
    if found is None:
        return None
    prefix, year, serial = found.groups()
    return f"{prefix}-{year}-{int(serial):06}"


def matches_on_sqlite(terms: list[str]) -> ColumnElement[bool]:
    """Give the condition on `WORDS` that a case has all of the terms."""
    phrases = " ".join(f'"{term}"' for term in terms)
    return WORDS.c.board_words.op("MATCH", is_comparison=True)(phrases)


def matches_on_postgresql(terms: list[str]) -> list[ColumnElement[bool]]:
    """Give the conditions on the rows of the board that a case has all of the terms.

    The index knows which pairs a text has, not their order: that is looked at afterwards.
    """
    grams = sorted({gram for term in terms for gram in term.split()})
    wanted: list[ColumnElement[bool]] = [_HAS_GRAMS, _ARRAY.op("@>", is_comparison=True)(grams)]
    spaced: ColumnElement[str] = literal_column("' ' || board_cases.grams || ' '")
    return wanted + [spaced.contains(f" {term} ") for term in terms if " " in term]


def _pairs(chunk: str) -> list[str]:
    return [chunk[at : at + 2] for at in range(len(chunk) - 1)]
