"""Pages that are open and wait for new lines on their screens."""

import asyncio
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager

from typing_extensions import override

from web.chat.door import Listener


class Page(Listener):
    """One open page."""

    def __init__(self) -> None:
        self._heard = asyncio.Event()
        self._is_closed = False

    @property
    @override
    def is_closed(self) -> bool:
        """Whether the door closes."""
        return self._is_closed

    @override
    async def wait(self, seconds: float) -> bool:
        """Wait for a line; False when none came in that time."""
        try:
            async with asyncio.timeout(seconds):
                await self._heard.wait()
        except TimeoutError:
            return False
        self._heard.clear()
        return True

    def wake(self) -> None:
        """Say that there may be something new."""
        self._heard.set()

    def close(self) -> None:
        """Say that nothing more will come."""
        self._is_closed = True
        self._heard.set()


class Pages:
    """All open pages of this process."""

    def __init__(self) -> None:
        self._by_chat: dict[str, set[Page]] = {}

    @contextmanager
    def open(self, chats: Collection[str]) -> Generator[Page]:
        """Open a page that shows these screens."""
        page = Page()
        for chat in chats:
            self._by_chat.setdefault(chat, set()).add(page)
        try:
            yield page
        finally:
            for chat in chats:
                pages = self._by_chat[chat]
                pages.discard(page)
                if not pages:
                    del self._by_chat[chat]

    def wake(self, chats: Iterable[str]) -> None:
        """Say that these screens have something new."""
        for chat in chats:
            for page in self._by_chat.get(chat, ()):
                page.wake()

    def close(self) -> None:
        """End every page's waiting."""
        for pages in self._by_chat.values():
            for page in pages:
                page.close()
