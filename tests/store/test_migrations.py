"""The migrations end where the models stand, on both databases."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import DateTime, bindparam, inspect, select, text

import migrations
from models.base import table
from models.cases import Case
from models.conversations import MovedChat
from services.clock import SystemClock
from tests.support import databases


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


OPEN = ("submitted", "needs_info", "accepted", "assigned", "handling")
STATES = (*OPEN, "shelved", "declined", "merged", "answered", "tracking", "closed")
LONG_AGO, FAR_AHEAD = datetime(2026, 1, 5, tzinfo=UTC), datetime(2126, 1, 5, tzinfo=UTC)
OLD_CASE = """
INSERT INTO cases (id, number, prefix, year, serial, receipt_hash, key_id, status, round, channel,
 category, area_id, is_urgent, is_private, reported_at, due_at, answered_at, tracked_until,
 returns, line_count, chain)
VALUES (:id, :number, 'XF', 2026, :id, :number, 1, :status, 1, 'online', 'street', 1, false, false,
 :at, :due, :at, :until, 0, 0, :chain)
"""


def _store_of_0002(url: str) -> None:
    """Make a store as an earlier build did: a case in each state, overdue, and one that is not."""
    command.upgrade(migrations.alembic_config(url), "0002")
    engine = migrations.open_engine(url)
    statement = text(OLD_CASE).bindparams(
        *(bindparam(name, type_=DateTime(timezone=True)) for name in ("at", "due", "until"))
    )
    with engine.begin() as connection:
        assert not inspect(connection).has_table("moved_chats")
        connection.execute(text("INSERT INTO keys (id) VALUES (1)"))
        area = (
            "INSERT INTO areas (id, code, name, level, path) VALUES (1, 'J', 'J', 'street', '/')"
        )
        connection.execute(text(area))
        for number, status in enumerate((*STATES, "handling"), 1):
            row = {"id": number, "number": f"N{number}", "status": status, "chain": b""}
            due = FAR_AHEAD if number > len(STATES) else LONG_AGO
            until = FAR_AHEAD if status == "tracking" else None
            row |= {"at": LONG_AGO, "due": due, "until": until}
            connection.execute(statement, row)
    engine.dispose()


@pytest.mark.parametrize("has_moved_chats", [False, True])
def test_cases_of_an_earlier_build_go_on_and_nobody_is_told_of_them_at_once(
    bare_url: str, *, has_moved_chats: bool
) -> None:
    _store_of_0002(bare_url)
    engine = migrations.open_engine(bare_url)
    if has_moved_chats:
        with engine.begin() as connection:
            table(MovedChat).create(connection)
    before = SystemClock().now()
    migrations.upgrade(bare_url)
    command.check(migrations.alembic_config(bare_url))
    cases = table(Case)
    with engine.begin() as connection:
        assert inspect(connection).has_table("moved_chats")
        found = {row.id: row for row in connection.execute(select(cases)).all()}
    engine.dispose()
    at = {status: found[number] for number, status in enumerate(STATES, 1)}
    soon, later = before + timedelta(hours=23), before + timedelta(days=8)
    for status in OPEN:
        assert soon < _aware(at[status].escalates_at) < later, status
    for status in {*OPEN, "shelved", "answered"} - {"handling"}:
        assert soon < _aware(at[status].step_due_at) < later, status
    assert _aware(at["tracking"].step_due_at) == FAR_AHEAD
    assert _aware(found[len(STATES) + 1].escalates_at) == FAR_AHEAD
    for status in ("declined", "merged", "closed"):
        assert at[status].step_due_at is at[status].escalates_at is None, status
    assert {_aware(row.began_at) for row in found.values()} == {LONG_AGO}


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
