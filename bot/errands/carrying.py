"""Carrying: texts for groups that employees keep become tasks, and those are asked about.

The platform does not know the same task again, so none is asked for twice that may be there: after
a call without an answer, or a crash before it was noted, a person is asked to look.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from bot.doors import Adapter
from models.errors import DeliveryError, NotTaken, PlatformDown, RetryAfter
from services.clock import Clock
from services.groups import forward_tasks
from services.groups.forward_tasks import Task
from services.store import Store

logger = logging.getLogger(__name__)


@runtime_checkable
class Carrier(Protocol):
    """A door on which an employee can be given a task."""

    async def make_task(self, task: Task) -> str:
        """Make a task of a text; give the platform's id of it.

        Raises:
            DeliveryError: one of its kinds; there is no task after `NotTaken`, perhaps after
                another `PlatformDown`.
        """
        ...

    async def is_task_done(self, task: Task) -> bool:
        """Tell whether the employee has confirmed it.

        Raises:
            DeliveryError: one of its kinds.
        """
        ...


class Carrying:
    """Makes tasks of what waits, through the first of these adapters that can."""

    def __init__(self, store: Store, adapters: Sequence[Adapter], clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._carrier = next((it for it in adapters if isinstance(it, Carrier)), None)

    async def carry_due(self) -> int:
        """Make one pass; give how many tasks were made or asked about."""
        if self._carrier is None:
            return 0
        if not await asyncio.to_thread(self._is_any_due):
            return 0
        made = 0
        while made < forward_tasks.AT_A_TIME:
            task = await asyncio.to_thread(self._take_next)
            if task is None:
                break
            await self._make(self._carrier, task)
            made += 1
        asked = await asyncio.to_thread(self._take_open)
        for task in asked:
            await self._ask(self._carrier, task)
        return made + len(asked)

    async def _make(self, carrier: Carrier, task: Task) -> None:
        try:
            outer_id = await carrier.make_task(task)
        except (NotTaken, RetryAfter) as error:
            logger.warning("forward %d is no task yet: %s", task.forward_id, error)
            await asyncio.to_thread(self._let_go, task)
        except PlatformDown as error:
            logger.warning("forward %d may be a task or not: %s", task.forward_id, error)
            await asyncio.to_thread(self._carry_by_hand, task, is_unsure=True)
        except DeliveryError as error:
            logger.warning("forward %d is carried by hand: %s", task.forward_id, error)
            await asyncio.to_thread(self._carry_by_hand, task)
        else:
            await asyncio.to_thread(self._keep, task, outer_id)

    async def _ask(self, carrier: Carrier, task: Task) -> None:
        try:
            is_done = await carrier.is_task_done(task)
        except DeliveryError as error:
            logger.warning(
                "nothing is known of the task of forward %d: %s", task.forward_id, error
            )
            return
        if is_done:
            await asyncio.to_thread(self._confirm, task)

    def _is_any_due(self) -> bool:
        with self._store.read() as session:
            return forward_tasks.is_any_due(session, self._clock)

    def _take_next(self) -> Task | None:
        with self._store.write() as session:
            return forward_tasks.take_next(session, self._clock)

    def _take_open(self) -> Sequence[Task]:
        with self._store.write() as session:
            return forward_tasks.take_open(session, self._clock)

    def _let_go(self, task: Task) -> None:
        with self._store.write() as session:
            forward_tasks.let_go(session, task.forward_id)

    def _keep(self, task: Task, outer_id: str) -> None:
        with self._store.write() as session:
            forward_tasks.keep(session, task.forward_id, outer_id, self._clock)

    def _carry_by_hand(self, task: Task, *, is_unsure: bool = False) -> None:
        with self._store.write() as session:
            forward_tasks.carry_by_hand(session, task.forward_id, self._clock, is_unsure=is_unsure)

    def _confirm(self, task: Task) -> None:
        with self._store.write() as session:
            forward_tasks.confirm(session, task.forward_id, self._clock)
