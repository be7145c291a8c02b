"""Danger in English words: a foreigner in need is told whom to call, too."""

import re

import pytest

from services.danger.danger_words_english import ENGLISH
from services.danger.dangers import DangerKind, expand, find_danger


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Fire!", "fire"),
        ("FIRE in building 3", "fire"),
        ("the kitchen is on fire", "fire"),
        ("There is a fire on the fifth floor", "fire"),
        ("smoke is coming out of the flat below", "fire"),
        ("there is a strong smell of gas in the stairwell", "gas"),
        ("gas leak", "gas"),
        ("My neighbour is unconscious", "medical"),
        ("my father can't breathe", "medical"),
        ("She has collapsed on the stairs", "medical"),
        ("please call an ambulance", "medical"),
        ("two people are trapped in the elevator", "rescue"),
        ("we are stuck in the lift", "rescue"),
        ("a boy fell into the river", "rescue"),
        ("The ceiling has collapsed", "rescue"),
        ("he is beating her", "violence"),
        ("A man with a knife is at the gate", "violence"),
        ("my daughter is missing since noon", "missing"),
        ("I cannot find my son", "missing"),
        ("I want to die", "suicide"),
        ("she wants to kill herself", "suicide"),
        ("Emergency!", "help"),
        ("help me", "help"),
    ],
)
def test_danger_in_english_is_recognised(words: str, kind: str) -> None:
    assert find_danger(words) == DangerKind(kind)


@pytest.mark.parametrize(
    "words",
    [
        "The fire extinguisher is missing",
        "cars block the fire lane",
        "The fire door does not close",
        "Fireworks until two at night",
        "The emergency exit is blocked",
        "emergency light is out",
        "The gas bill is wrong",
        "the lift is broken",
        "the street lamp is out",
        "My bicycle is missing",
        "the beating of drums every morning",
        "a heating pipe leaks",
        "Where is the fire station?",
        "My husband and I live in building 3",
        "the ambulant vendor blocks the gate",
        "Noise from the construction site",
        "The tree in front of the house is dying",
    ],
)
def test_everyday_english_is_no_danger(words: str) -> None:
    assert find_danger(words) is None


def test_there_are_english_words_for_every_danger() -> None:
    assert set(ENGLISH) == set(DangerKind)


def test_every_english_word_can_be_found_and_begins_with_two_plain_letters() -> None:
    for words in ENGLISH.values():
        for item in words.split():
            for word in expand(item):
                assert re.fullmatch("[a-z]{2}", word[:2]), word
                re.compile(word)
