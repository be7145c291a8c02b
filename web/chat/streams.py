"""New lines sent to an open page as server-sent events.

An event's id holds, for each screen of the page, the last line it has and the last new look of a
line (`line~look`): a page that was away names it and gets what came after, once. (Numbers of lines
and looks grow within a screen only.)
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from models.people import Language
from services.clock import Clock
from services.delivery import screens
from services.store import Store
from web.chat.door import ChatDoor
from web.chat.seats import Seat
from web.chat.views import draw, find_seated, tell

logger = logging.getLogger(__name__)

HEARTBEAT = 15.0
"""Seconds; proxies close what is silent for longer, and a line that was passed over is found."""

RETRY_MILLISECONDS = 2000
LARGEST_ID = 2**63 - 1


@dataclass(slots=True)
class Cursor:
    """How far a page has seen a screen.

    Args:
        line: number of the last line.
        look: number of the last new look of a line.
    """

    line: int = 0
    look: int = 0

    @override
    def __str__(self) -> str:
        """Write it as it stands in an event's id."""
        return f"{self.line}~{self.look}" if self.look else str(self.line)


@dataclass(frozen=True, slots=True)
class News:
    """A line that is new, or looks new; `cursor` is how far the page is with it."""

    cursor: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stream:
    """What one page is sent."""

    store: Store
    door: ChatDoor
    clock: Clock
    seats: Sequence[Seat]
    speaker: Seat
    language: Language

    async def events(self, after: str) -> AsyncIterator[str]:
        """Give new lines as they come, until the page is closed or the door is."""
        seen = read_cursors(after, len(self.seats))
        with self.door.listen([seat.chat for seat in self.seats]) as listener:
            yield f"retry: {RETRY_MILLISECONDS}\n\n"
            while not listener.is_closed:
                try:
                    found = await asyncio.to_thread(self._read, seen)
                except DBAPIError:
                    logger.warning("the screens cannot be read; pages will ask again")
                    return
                for news in found:
                    yield f"id: {news.cursor}\ndata: {json.dumps(news.told)}\n\n"
                if not found and not await listener.wait(HEARTBEAT):
                    yield "event: beat\ndata:\n\n"

    def read(self, after: str) -> Sequence[News]:
        """Give what is new, once."""
        return self._read(read_cursors(after, len(self.seats)))

    def _read(self, seen: list[Cursor]) -> Sequence[News]:
        """Read what is new on each screen, and move its cursor behind it."""
        news: list[News] = []
        with self.store.read() as session:
            for seat, cursor in zip(self.seats, seen, strict=True):
                account = find_seated(session, seat)
                if account is None:
                    continue
                replaced = screens.list_replaced(session, account, cursor.look, cursor.line)
                lines = screens.list_lines(session, account, cursor.line)
                views = [
                    *draw(replaced, self.clock, self.language),
                    *draw(lines, self.clock, self.language),
                ]
                for number, view in enumerate(views):
                    if number < len(replaced):
                        cursor.look = view.revision
                    else:
                        cursor.line = view.id
                    at = ".".join(map(str, seen))
                    news.append(News(at, tell(view, seat, self.speaker, self.language)))
        return news


def read_cursors(after: str, count: int) -> list[Cursor]:
    """Read how far a page is; what cannot be read counts as nothing seen."""
    parts = after.split(".")[:count] if after else []
    cursors = [Cursor(*map(_number, part.split("~")[:2])) for part in parts]
    return [*cursors, *(Cursor() for _ in range(count - len(cursors)))]


def _number(part: str) -> int:
    return min(int(part), LARGEST_ID) if part.isascii() and part.isdigit() else 0
