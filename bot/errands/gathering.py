"""Gathering: groups that our app makes are made, and follow who works there, day by day.

Several processes may do it at once: a group bears the name that we gave it, and adding or removing
somebody twice changes nothing.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from bot.doors import Adapter
from models.errors import DeliveryError, PlatformDown, Rejected, RetryAfter, Unreachable
from services.clock import Clock, today
from services.groups import group_members
from services.groups.group_members import Gathered
from services.store import Store

logger = logging.getLogger(__name__)


@runtime_checkable
class Gatherer(Protocol):
    """A door on which groups of members can be made."""

    robot: str

    async def list_gathered(self, chat: str) -> Sequence[str] | None:
        """List who is in a group of ours; None when there is no such group.

        Raises:
            DeliveryError: one of its kinds.
        """
        ...

    async def gather(self, chat: str, name: str, members: Sequence[str]) -> None:
        """Make a group under the name we chose; the first of its members owns it.

        Raises:
            DeliveryError: one of its kinds.
        """
        ...

    async def change_gathered(
        self, chat: str, added: Sequence[str], removed: Sequence[str]
    ) -> None:
        """Take members into a group, and out of it.

        Raises:
            DeliveryError: one of its kinds.
        """
        ...


class Gathering:
    """Makes what was wished for, and looks after it once a day."""

    def __init__(self, store: Store, adapters: Sequence[Adapter], clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._gatherer = next((it for it in adapters if isinstance(it, Gatherer)), None)
        self._done: dict[str, date] = {}

    async def gather_due(self) -> int:
        """Make one pass; give how many groups were made or brought up to date."""
        if self._gatherer is None:
            return 0
        count, now = 0, today(self._clock)
        for chat in await asyncio.to_thread(self._list):
            if self._done.get(chat) == now:
                continue
            group = await asyncio.to_thread(self._find, chat)
            if group is None:
                continue
            try:
                await self._look_after(self._gatherer, group)
            except (PlatformDown, RetryAfter) as error:
                logger.warning("group %s is looked after later: %s", chat, error)
                continue
            except DeliveryError as error:
                logger.warning("group %s cannot be looked after: %s", chat, error)
                await asyncio.to_thread(self._give_up, group, str(error))
            self._done[chat] = now
            count += 1
        return count

    async def _look_after(self, gatherer: Gatherer, group: Gathered) -> None:
        there = await gatherer.list_gathered(group.chat)
        if there is None and group.is_there:
            return  # its owner dissolved it: the next message there will tell
        if len(group.members) < group_members.FEWEST:
            logger.warning("group %s is unbound: too few people are left", group.chat)
            await asyncio.to_thread(self._end, group)
            return
        if there is None:
            await _make(gatherer, group)
        else:
            await self._change(gatherer, group, there)
        if not group.is_there:
            await asyncio.to_thread(self._note_made, group)

    async def _change(self, gatherer: Gatherer, group: Gathered, there: Sequence[str]) -> None:
        """Bring a group up to date; one that nobody can be taken out of is unbound."""
        added = [it for it in group.members if it not in there]
        removed = [it for it in there if it not in group.members]
        try:
            await gatherer.change_gathered(group.chat, added, removed)
        except (Rejected, Unreachable) as error:
            if not removed:
                raise
            logger.warning("group %s gets nobody new: %s", group.chat, error)
            try:
                await gatherer.change_gathered(group.chat, (), removed)
            except (Rejected, Unreachable) as worse:
                logger.warning("group %s is unbound, it keeps leavers: %s", group.chat, worse)
                await asyncio.to_thread(self._end, group)

    def _list(self) -> Sequence[str]:
        robot = "" if self._gatherer is None else self._gatherer.robot
        with self._store.read() as session:
            return group_members.list_chats(session, robot)

    def _find(self, chat: str) -> Gathered | None:
        robot = "" if self._gatherer is None else self._gatherer.robot
        with self._store.read() as session:
            return group_members.find_gathered(session, robot, chat)

    def _note_made(self, group: Gathered) -> None:
        with self._store.write() as session:
            group_members.note_made(session, group.robot, group.chat, self._clock)

    def _give_up(self, group: Gathered, why: str) -> None:
        with self._store.write() as session:
            group_members.give_up(session, group.robot, group.chat, why, self._clock)

    def _end(self, group: Gathered) -> None:
        with self._store.write() as session:
            group_members.end(session, group.robot, group.chat, self._clock)


async def _make(gatherer: Gatherer, group: Gathered) -> None:
    """Make a group; that it is there already is as good: another process was faster."""
    try:
        await gatherer.gather(group.chat, group.title, group.members)
    except Rejected:
        if await gatherer.list_gathered(group.chat) is None:
            raise
