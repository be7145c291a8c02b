"""The migrations end where the models stand, on both databases."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

import migrations
from tests import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The url of a database that no migration has seen."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield f"sqlite:///{tmp_path / 'bare.db'}"
        else:
            server = str(request.getfixturevalue("postgres_server"))
            yield stack.enter_context(databases.a_postgres_database(server))


def test_migrations_and_models_describe_the_same_tables(store_url: str) -> None:
    command.check(migrations.alembic_config(store_url))


def test_a_bare_database_stands_at_no_revision(bare_url: str) -> None:
    assert migrations.current(bare_url) is None


def test_upgrading_ends_at_the_newest_revision_and_may_be_repeated(bare_url: str) -> None:
    migrations.upgrade(bare_url)
    migrations.upgrade(bare_url)
    assert migrations.current(bare_url) == migrations.head()


def test_programs_that_upgrade_at_once_do_not_disturb_each_other(bare_url: str) -> None:
    ready = (
        "import migrations, models.tables, sys; print('ready', flush=True); sys.stdin.readline()"
    )
    with ExitStack() as stack:
        programs = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", f"{ready}; migrations.upgrade({bare_url!r})"],
                    cwd=migrations.HERE.parent,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for _ in range(2)
        ]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == b"ready\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.close()
    assert [program.returncode for program in programs] == [0] * len(programs)
    assert migrations.current(bare_url) == migrations.head()


def test_what_an_earlier_release_wrote_stays_and_the_new_columns_have_their_defaults(
    bare_url: str,
) -> None:
    command.upgrade(migrations.alembic_config(bare_url), "0001")
    engine = migrations.open_engine(bare_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO keys (id) VALUES (1)"))
        connection.execute(
            text(
                "INSERT INTO accounts (id, door, robot, outer_id, key_id, created_at)"
                " VALUES (1, 'telegram', '1', '7', 1, '2026-11-16 02:00:00')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO screens (account_id, source, is_ours, body, at)"
                " VALUES (1, 'x', true, :body, '2026-11-16 02:00:00')"
            ),
            {"body": b"sealed"},
        )
    migrations.upgrade(bare_url)
    with engine.begin() as connection:
        accounts = connection.execute(text("SELECT outer_id, is_group FROM accounts")).all()
        lines = connection.execute(text("SELECT body, revision FROM screens")).all()
    engine.dispose()
    assert [(row.outer_id, bool(row.is_group)) for row in accounts] == [("7", False)]
    assert [(bytes(row.body), row.revision) for row in lines] == [(b"sealed", 0)]
