"""How much one visitor may do: buckets of tokens and gates, in the memory of this process.

They keep a flood out, they are not a budget: replicas do not share them, and a restart fills
them again.
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager

MOST_BUCKETS = 10_000
"""Visitors remembered; the one heard of longest ago is forgotten first."""


class Buckets:
    """A bucket for each visitor.

    Args:
        burst: tokens in a full bucket.
        seconds: until a taken token is back.
        now: tells seconds since any moment.
    """

    def __init__(
        self, burst: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._seconds = seconds
        self._now = now
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def take(self, visitor: str) -> bool:
        """Take a token; False when there is none."""
        now = self._now()
        full_at = max(self._full_at.pop(visitor, now), now)
        has_token = full_at + self._seconds <= now + self._burst * self._seconds
        self._full_at[visitor] = full_at + self._seconds if has_token else full_at
        if len(self._full_at) > MOST_BUCKETS:
            self._full_at.popitem(last=False)
        return has_token


class Gate:
    """Lets so many in at once.

    Args:
        each: of one visitor.
        whole: of all together.
    """

    def __init__(self, each: int, whole: int) -> None:
        self._each = each
        self._whole = whole
        self._inside: Counter[str] = Counter()

    def enter(self, visitor: str) -> bool:
        """Go in; False when it is full. Who went in must leave."""
        if self._inside[visitor] >= self._each or self._inside.total() >= self._whole:
            return False
        self._inside[visitor] += 1
        return True

    def leave(self, visitor: str) -> None:
        """Go out again."""
        self._inside[visitor] -= 1
        if self._inside[visitor] <= 0:
            del self._inside[visitor]

    @contextmanager
    def passing(self, visitor: str) -> Generator[bool]:
        """Go in for a while, if there is room."""
        is_inside = self.enter(visitor)
        try:
            yield is_inside
        finally:
            if is_inside:
                self.leave(visitor)
