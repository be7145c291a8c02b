"""The same done twice at once: the second begins while the first is not stored yet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlmodel import Session

from models.errors import Refusal
from services.store import Store
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until

T = TypeVar("T")


def twice_at_once(
    store: Store, act: Callable[[Session], T], again: Callable[[Session], T] | None = None
) -> tuple[T, T | Refusal]:
    """Do it, and `again` before it is stored; give both results, of the second its refusal too."""

    def second() -> T | Refusal:
        try:
            with store.write() as session:
                return (again or act)(session)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            first = act(session)
            coming = pool.submit(second)
            if not store.is_sqlite:  # there whoever writes begins when the other has ended
                wait_until(lambda: coming.done() or is_anybody_waiting(store))
        return first, coming.result(PATIENCE)
