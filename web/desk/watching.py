"""What the open pages of the desk share: one look at the store, and how many are told at once."""

import threading
import time

from services import changes
from services.store import Store
from web.limits import Gate

EACH, WHOLE = 4, 400
"""Pages of one session, and of all, that are told at once; the others ask now and then."""


class Live:
    """What the open pages of one process share.

    Args:
        look_every: seconds between two looks at the store.
    """

    def __init__(self, look_every: float = 3.0) -> None:
        self.look_every = look_every
        self.streams = Gate(EACH, WHOLE)
        self.is_closed = False
        self._lock = threading.Lock()
        self._version = 0
        self._looked_at = float("-inf")

    def version(self, store: Store) -> int:
        """Give the number that is another after each change, as it was a moment ago."""
        with self._lock:
            if time.monotonic() - self._looked_at >= self.look_every:
                with store.read() as session:
                    self._version = changes.version_of(session)
                self._looked_at = time.monotonic()
            return self._version

    def hang_up(self) -> None:
        """End every page's waiting; a page asks again by itself."""
        self.is_closed = True
