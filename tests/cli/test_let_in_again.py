"""A restored backup lets nobody in who was sent away since, on both databases."""

from pathlib import Path

import pytest

from bot.cli.opening import open_store
from models.access import Role
from models.errors import Conflict
from services.clock import SystemClock
from services.identity import desk
from tests.cli.conftest import Minqing
from tests.cli.test_backups import programs
from tests.support.offices import a_worker
from tests.support.towns import a_town

pytestmark = pytest.mark.usefixtures("migrated")

CLOCK = SystemClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the commands work on either database; give which."""
    assert home.exists()
    if request.param == "postgresql":
        monkeypatch.setenv("MINQING_DATABASE_URL", str(request.getfixturevalue("postgres_url")))
        monkeypatch.setenv("PATH", str(programs()))
    return str(request.param)


@pytest.mark.usefixtures("database")
def test_nobody_sits_at_the_desk_after_a_restore(minqing: Minqing) -> None:
    with open_store() as store, store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        token = desk.sit_down(session, clerk, "Firefox", CLOCK)
        code = desk.issue_link(session, clerk, CLOCK)
    minqing("backup", "copy")
    with open_store() as store, store.write() as session:
        desk.shut(session, clerk, CLOCK)
    said = minqing("restore", "copy", "--force").err
    assert "工作台的 1 次登录都结束了" in said
    with open_store() as store, store.write() as session:
        assert desk.find_session(session, token, CLOCK) is None
        with pytest.raises(Conflict) as refused:
            desk.redeem(session, code, "Firefox", CLOCK)
        assert refused.value.reason == "desk_link_expired"
        again = desk.issue_link(session, clerk, CLOCK)
        assert desk.find_session(session, desk.redeem(session, again, "", CLOCK), CLOCK)


def test_outer_systems_whose_keys_work_again_are_named(minqing: Minqing) -> None:
    minqing("migrate")
    with open_store() as store, store.write() as session:
        a_town(session)
    minqing("backup", "before")
    minqing("systems", "add", "12345", "市 12345 热线")
    minqing("systems", "add", "forum", "社区论坛")
    minqing("systems", "end", "forum")
    minqing("backup", "copy")
    minqing("systems", "end", "12345")
    said = minqing("restore", "copy", "--force").err
    assert "外部系统 12345 的密钥" in said
    assert "minqing systems list" in said
    said = minqing("restore", "before", "--force").err
    assert "systems" not in said
    assert "登录" not in said


def test_it_is_said_that_roles_are_as_they_were(minqing: Minqing) -> None:
    minqing("migrate")
    minqing("backup", "empty")
    with open_store() as store, store.write() as session:
        a_town(session)
        a_worker(session, Role.CLERK, "XF")
    minqing("backup", "copy")
    assert "minqing staff dismiss 再免一次" in minqing("restore", "copy", "--force").err
    assert "staff" not in minqing("restore", "empty", "--force").err
