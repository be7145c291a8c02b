"""Rounds that take turns, so that what disturbs the machine disturbs everybody alike."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Residents = Sequence[int]
Play = Callable[[Residents], float]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the rounds, in turns a second."""

    median: float
    least: float
    most: float


def race(
    contestants: Mapping[str, Play], residents: Iterator[Residents], turns: int, rounds: int
) -> Mapping[str, Result]:
    """Let each play a round after the other; the first round warms up and is not counted.

    Args:
        contestants: by name; each gives the seconds it took.
        residents: new people for each round.
        turns: of each resident.
        rounds: counted for each.
    """
    speeds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds + 1):
        for name, play in contestants.items():
            people = next(residents)
            speeds[name].append(len(people) * turns / play(people))
    return {
        name: Result(statistics.median(counted), min(counted), max(counted))
        for name, (_, *counted) in speeds.items()
    }


def crowds(size: int) -> Iterator[Residents]:
    """Give people nobody has met, so many at a time."""
    first = 10_000_001
    while True:
        yield range(first, first + size)
        first += size
