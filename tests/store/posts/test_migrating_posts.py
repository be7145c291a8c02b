"""A store of the third release goes on with posts: its notices stay, its members are members."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, inspect, select

import migrations
from models.base import table
from models.members import Member
from models.notices import Notice, Objection, Waiver
from models.points import PointRule
from models.posts import Post, PostCategory
from tests.support import databases

THEN = datetime(2026, 1, 5, tzinfo=UTC)
LATER = datetime(2026, 2, 5, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url_of_0003(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The url of a store as the third release left it, with rows in it."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / 'third.db'}"
        else:
            server = str(request.getfixturevalue("postgres_server"))
            url = stack.enter_context(databases.a_postgres_database(server))
        command.upgrade(migrations.alembic_config(url), "0003")
        engine = migrations.open_engine(url)
        with engine.begin() as connection:
            _fill(connection)
        engine.dispose()
        yield url


def _fill(connection: Connection) -> None:
    known = MetaData()
    known.reflect(connection)
    rows: dict[str, list[dict[str, Any]]] = {
        "keys": [{"id": 1}],
        "areas": [
            {"id": 1, "code": "JD", "name": "街道", "level": "street", "path": "/1/"},
            {"id": 2, "code": "ZX", "name": "社区", "level": "community", "path": "/1/2/"},
        ],
        "people": [{"id": each, "key_id": 1, "created_at": THEN} for each in (1, 2, 3, 4)],
        "units": [{"id": 1, "code": "GD", "name": "供电公司", "kind": "partner", "phone": "",
                   "is_backstop": False, "created_at": THEN}],
        "appointments": [
            _post(1, "member", 1, THEN, until=LATER),
            _post(1, "member", 2, LATER, unit_id=1),
            _post(1, "member", 1, LATER),
            _post(2, "member", 1, THEN, until=LATER),
            _post(3, "grid_manager", 2, THEN),
            _post(4, "grid_manager", 2, THEN),
            _post(4, "member", 2, LATER),
        ],
        "notices": [
            {"id": each, "area_id": 2, "round": 1, "title": f"公示{each}", "words": "修好了",
             "state": state, "approved": "a" * 64, "approved_by": 3, "drafted_at": THEN,
             "reason": ""}
            for each, state in ((1, "published"), (2, "draft"))
        ],
        "waivers": [{"id": 1, "notice_id": 1, "finding": "b" * 64, "waived_by": 3,
                     "waived_at": THEN}],
        "objections": [{"id": 1, "notice_id": 1, "person_id": 1, "key_id": 1, "words": b"sealed",
                        "state": "open", "made_at": THEN, "answer": ""}],
    }  # fmt: skip
    for name, told in rows.items():
        for row in told:
            connection.execute(known.tables[name].insert().values(row))


def _post(person_id: int, role: str, area_id: int, since: datetime, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "person_id": person_id, "role": role, "area_id": area_id, "title": "", "since": since,
        **more,
    }  # fmt: skip


def test_notices_of_the_third_release_stay_with_what_hangs_on_them(url_of_0003: str) -> None:
    migrations.upgrade(url_of_0003)
    command.check(migrations.alembic_config(url_of_0003))
    notices, waivers, objections = table(Notice), table(Waiver), table(Objection)
    engine = migrations.open_engine(url_of_0003)
    with engine.begin() as connection:
        found = connection.execute(select(notices).order_by(notices.c.id)).all()
        assert [(row.title, row.state, row.approved_by, row.about) for row in found] == [
            ("公示1", "published", 3, None),
            ("公示2", "draft", 3, None),
        ]
        assert connection.execute(select(waivers.c.notice_id)).scalars().all() == [1]
        kept = connection.execute(select(objections.c.notice_id, objections.c.words)).all()
        assert [(row.notice_id, bytes(row.words)) for row in kept] == [(1, b"sealed")]
        keys = inspect(connection).get_foreign_keys("objections")
        assert "notices" in {each["referred_table"] for each in keys}
    engine.dispose()


def test_whoever_held_the_role_of_a_member_has_one_row_as_one(url_of_0003: str) -> None:
    migrations.upgrade(url_of_0003)
    members = table(Member)
    engine = migrations.open_engine(url_of_0003)
    with engine.begin() as connection:
        found = connection.execute(select(members).order_by(members.c.person_id)).all()
    engine.dispose()
    assert [(row.person_id, row.area_id, row.unit_id, row.until) for row in found] == [
        (1, 2, 1, None),
        (4, 2, None, None),
    ]
    assert {row.since.replace(tzinfo=UTC) for row in found} == {LATER}
    assert {(row.skills, row.interests, row.free_times) for row in found} == {("", "", "")}


def test_the_ten_posts_and_the_rules_of_points_are_there_at_once(url_of_0003: str) -> None:
    migrations.upgrade(url_of_0003)
    posts, fits, rules = table(Post), table(PostCategory), table(PointRule)
    engine = migrations.open_engine(url_of_0003)
    with engine.begin() as connection:
        assert len(connection.execute(select(posts.c.id)).all()) == 10
        assert connection.execute(select(fits.c.id)).first() is not None
        assert len(connection.execute(select(rules.c.id)).all()) == 6
    engine.dispose()
