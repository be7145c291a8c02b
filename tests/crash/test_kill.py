"""The program is killed at random moments under load: nothing is lost, nothing is there twice."""

import pytest

from benchmarks.replay.run import Plan, replay
from benchmarks.replay.town import Kills, Matter
from benchmarks.reports import words_of

MATTERS = [
    Matter(f"{words_of(number)}（第{number}件）", "已派人处理好了。" if number % 4 == 0 else None)
    for number in range(40)
]


def test_a_program_that_is_killed_twice_ends_with_the_same_ledger(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # who is killed tells nothing
    kills = Kills(2, seed=20261122)
    outcome = replay(Plan(MATTERS, store_url, at_once=40, kills=kills))
    assert outcome.killed == 2
    assert outcome.findings.wrong == {}
    assert outcome.filed == 40
    assert outcome.answered == 10
    assert outcome.refused == 0
