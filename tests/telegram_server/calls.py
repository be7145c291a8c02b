"""The record of calls, and the trouble a test can order for them."""

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.telegram_server.errors import ApiError, JsonObject, too_many_requests
from tests.telegram_server.methods import Params

MINUTE = 60.0


class Call(NamedTuple):
    """One call the bot made, with its parameters as they were read."""

    method: str
    params: Params
    time: float
    """Seconds since 1970."""


class Refused(NamedTuple):
    """A call that was answered with an error."""

    call: Call
    code: int
    reason: str


class Fault(NamedTuple):
    """What to do to the next call of a method instead of obeying."""

    error: ApiError | None
    """None: obey, then close the connection without an answer."""


@dataclass
class Limits:
    """How much the bot may send before it hears 429; 0 is no limit."""

    per_second: int = 0
    """To all chats together (the real one: about 30)."""
    per_chat_second: int = 0
    """To one chat (the real one: about 1, with some patience)."""
    per_group_minute: int = 0
    """To one group (the real one: 20)."""
    _sent: dict[tuple[str, int | str], deque[float]] = field(
        default_factory=dict[tuple[str, int | str], deque[float]]
    )

    def spend(self, chat_id: int | str, now: float) -> None:
        """Count one message at this time, or refuse it."""
        is_group = isinstance(chat_id, str) or chat_id < 0
        budgets = [
            (("all", 0), self.per_second, 1.0),
            (("chat", chat_id), self.per_chat_second, 1.0),
            (("group", chat_id), self.per_group_minute if is_group else 0, MINUTE),
        ]
        in_force = [
            (self._sent.setdefault(key, deque()), most, span)
            for key, most, span in budgets
            if most
        ]
        for sent, most, span in in_force:
            while sent and sent[0] <= now - span:
                sent.popleft()
            if len(sent) >= most:
                raise too_many_requests(max(1, int(sent[0] + span - now) + 1))
        for sent, _, _ in in_force:
            sent.append(now)


class Faults:
    """Faults that wait for their call."""

    def __init__(self) -> None:
        """Start without any."""
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Order a fault for the next calls of a method."""
        self._waiting.setdefault(method.lower(), deque()).extend([fault] * times)

    def next_for(self, method: str) -> Fault | None:
        """Take the fault that is due for this call."""
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None


def fault_error(code: int, description: str, parameters: JsonObject) -> ApiError:
    """Return the ordered error, without the parameters that were not given."""
    given = {name: value for name, value in parameters.items() if value is not None}
    return ApiError(code, description, given or None)
