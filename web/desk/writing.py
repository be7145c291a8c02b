"""What a form of the desk writes, in one transaction; again where the database took it back."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from services.store import Store, is_taken_back

R = TypeVar("R")

MOST = 3
"""Tries; who stands in each other's way thrice waits for somebody to look."""


def write(store: Store, act: Callable[[Session], R]) -> R:
    """Do something in a transaction of its own, and once or twice more after a deadlock.

    Only what was surely not stored is done again: never where the connection broke.
    """
    for _ in range(MOST - 1):
        try:
            with store.write() as session:
                return act(session)
        except DBAPIError as error:
            if not is_taken_back(error):
                raise
    with store.write() as session:
        return act(session)
