"""SQL that is compiled once for all tests: a program in use compiles each statement once, too.

Every test opens a store of its own, and each store its engine, which knows no statement yet.
Tests of how much is asked of the store count statements.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Dialect, Engine, create_engine
from sqlalchemy.util import LRUCache

from services import engines

MOST = 5000
"""Statements that are kept of each kind of engine."""


class _Known(NamedTuple):
    dialect: Dialect
    compiled: LRUCache[Any, Any]


@contextmanager
def compiled_once() -> Generator[None]:
    """Let engines of one kind share what they compiled, from when the first of them connected."""
    known: dict[tuple[str, object], _Known] = {}

    def create(url: str, **options: Any) -> Engine:  # noqa: ANN401 - as create_engine
        engine = create_engine(url, **options)
        kind = (engine.dialect.name, options.get("isolation_level"))
        shared = known.get(kind)
        if shared is None or shared.dialect.server_version_info is None:
            shared = known[kind] = _Known(engine.dialect, LRUCache(MOST))
        engine.dialect = shared.dialect
        vars(engine)["_compiled_cache"] = shared.compiled  # there is no public name
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", create)
        yield
