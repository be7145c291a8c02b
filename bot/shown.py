"""What of a message was shown already, so that a text that waits brings no photo along twice."""

from collections import OrderedDict

REMEMBERED = 1000


class Shown:
    """How many steps of the last thousand messages are done.

    It is kept in memory: only after a crash in between something is shown twice.
    """

    def __init__(self) -> None:
        self._steps: OrderedDict[str, int] = OrderedDict()

    def count(self, key: str) -> int:
        """Give how many steps of a message are done."""
        return self._steps.get(key, 0)

    def remember(self, key: str, count: int) -> None:
        """Note how many steps of a message are done; one without a key is not remembered."""
        if key:
            self._steps[key] = count
            if len(self._steps) > REMEMBERED:
                self._steps.popitem(last=False)
