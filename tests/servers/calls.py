"""The record of calls, and the trouble a test can order for them."""

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.servers.errors import JsonObject


class Call(NamedTuple):
    """One call the program made, as it was read."""

    path: str
    query: dict[str, str]
    body: JsonObject
    time: float
    """Seconds since 1970."""


class Refused(NamedTuple):
    """A call that was answered with an error."""

    call: Call
    code: int
    reason: str


class Fault(NamedTuple):
    """What to do to a call instead of just obeying it."""

    errcode: int = 0
    errmsg: str = ""
    status: int = 200
    """With an HTTP status other than 200 nothing is obeyed."""
    garbage: bytes = b""
    """Answered as it is, and nothing is obeyed."""
    delay: float = 0.0
    """Seconds by which the answer is late."""
    is_dropped: bool = False
    """Obey, then close the connection without an answer."""


@dataclass
class Faults:
    """Faults that wait for their call, and those that stay until they are healed."""

    _waiting: dict[str, deque[Fault]] = field(default_factory=dict[str, deque[Fault]])
    _lasting: dict[str, Fault] = field(default_factory=dict[str, Fault])

    def add(self, path: str, fault: Fault, times: int | None) -> None:
        """Order a fault for the next calls of a path, or for all ("" is any path)."""
        if times is None:
            self._lasting[path] = fault
        else:
            self._waiting.setdefault(path, deque()).extend([fault] * times)

    def heal(self) -> None:
        """Forget all faults."""
        self._waiting.clear()
        self._lasting.clear()

    def next_for(self, path: str) -> Fault:
        """Take the fault that is due for this call; an empty one where there is none."""
        for key in (path, ""):
            waiting = self._waiting.get(key)
            if waiting:
                return waiting.popleft()
        return self._lasting.get(path) or self._lasting.get("") or Fault()
