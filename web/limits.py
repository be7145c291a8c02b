"""How much one visitor may do: buckets of tokens and gates, in the memory of this process.

They keep a flood out, they are not a budget: replicas do not share them, and a restart fills
them again.
"""

import ipaddress
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager

MOST_BUCKETS = 10_000
"""Visitors remembered; the one heard of longest ago is forgotten first."""

HOST_BITS = 64
"""Of an IPv6 address; whoever has a line chooses them."""


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

    def has(self, visitor: str) -> bool:
        """Tell whether a token is left, without taking it."""
        now = self._now()
        full_at = max(self._full_at.get(visitor, now), now)
        return full_at + self._seconds <= now + self._burst * self._seconds

    def take(self, visitor: str, count: int = 1) -> bool:
        """Take tokens, all of them or none; False when there are too few."""
        now = self._now()
        wait = count * self._seconds
        full_at = max(self._full_at.pop(visitor, now), now)
        has_tokens = full_at + wait <= now + self._burst * self._seconds
        self._full_at[visitor] = full_at + wait if has_tokens else full_at
        if len(self._full_at) > MOST_BUCKETS:
            self._full_at.popitem(last=False)
        return has_tokens


class Gate:
    """Lets so many in at once.

    Args:
        each: of one visitor.
        whole: of all together.
        spare: places beyond `whole` for those of whom nobody is inside.
    """

    def __init__(self, each: int, whole: int, spare: int = 0) -> None:
        self._each = each
        self._whole = whole
        self._spare = spare
        self._inside: Counter[str] = Counter()

    def enter(self, visitor: str) -> bool:
        """Go in; False when it is full. Who went in must leave."""
        mine = self._inside.get(visitor, 0)
        room = self._whole if mine else self._whole + self._spare
        if mine >= self._each or self._inside.total() >= room:
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


def household(host: str) -> str:
    """Give what counts as one address: of IPv6 the first 64 bits, which one line has to itself."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Address(int(address) >> HOST_BITS << HOST_BITS))
