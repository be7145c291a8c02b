"""What alembic runs: all steps in one transaction, one program at a time."""

import importlib
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator, text
from sqlmodel import SQLModel

from migrations import open_engine

LOCK = 0x6D696E71
"""Any number that nothing else in a PostgreSQL database locks ("minq")."""


def run() -> None:
    """Bring the database of the configuration to the revision asked for."""
    importlib.import_module("models.tables")  # fills the metadata
    with open_engine(context.config.attributes["url"]).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            render_item=render_item,
            include_name=is_ours,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Pass over the index of words, which is a table on SQLite: no model describes it."""
    return name is None or not name.startswith("board_words")


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones below them: revisions outlive the models."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


run()
