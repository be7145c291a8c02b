"""New lines sent to an open page as server-sent events.

An event's id holds, for each screen of the page, the last line it has: a page that was away
names it and gets what came after, once. (Numbers of lines grow within a screen only.)
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from services import screens
from services.clock import Clock
from services.store import Store
from web.door import ChatDoor
from web.seats import Seat
from web.views import draw, find_seated, to_html

logger = logging.getLogger(__name__)

HEARTBEAT = 15.0
"""Seconds; proxies close what is silent for longer, and a line that was passed over is found."""

RETRY_MILLISECONDS = 2000
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Stream:
    """What one page is sent."""

    store: Store
    door: ChatDoor
    clock: Clock
    seats: Sequence[Seat]

    async def events(self, after: str) -> AsyncIterator[str]:
        """Give new lines as they come, until the page is closed or the door is."""
        last = read_cursors(after, len(self.seats))
        with self.door.listen([seat.chat for seat in self.seats]) as listener:
            yield f"retry: {RETRY_MILLISECONDS}\n\n"
            while not listener.is_closed:
                try:
                    found = await asyncio.to_thread(self._read, last)
                except DBAPIError:
                    logger.warning("the screens cannot be read; pages will ask again")
                    return
                for event in found:
                    yield event
                if not found and not await listener.wait(HEARTBEAT):
                    yield "event: beat\ndata:\n\n"

    def _read(self, last: list[int]) -> Sequence[str]:
        """Read what is new on each screen, and move its cursor behind it."""
        events: list[str] = []
        with self.store.read() as session:
            for index, seat in enumerate(self.seats):
                account = find_seated(session, seat)
                if account is None:
                    continue
                lines = screens.list_lines(session, account, last[index])
                for line, view in zip(lines, draw(lines, self.clock), strict=True):
                    last[index] = line.id
                    told = {
                        "as": seat.key,
                        "line": line.id,
                        "ours": line.is_ours,
                        "html": to_html(view, seat),
                    }
                    cursor = ".".join(map(str, last))
                    events.append(f"id: {cursor}\ndata: {json.dumps(told)}\n\n")
        return events


def read_cursors(after: str, count: int) -> list[int]:
    """Read the last line of each screen; what cannot be read counts as nothing seen."""
    parts = after.split(".") if after else []
    numbers = [int(part) if part.isascii() and part.isdigit() else 0 for part in parts]
    return [min(number, LARGEST_ID) for number in [*numbers, *[0] * count][:count]]
