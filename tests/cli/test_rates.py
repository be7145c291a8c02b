"""`minqing rates`: figures, tables and numbers at the command line."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.cases import Status
from models.figures import ExclusionState
from services.sealing import Vault
from services.store import Store
from tests.cli.conftest import KEY, Minqing
from tests.support.builders import MONDAY
from tests.support.figures import a_row, leave_out
from tests.support.offices import a_resident
from tests.support.towns import a_town

pytestmark = pytest.mark.usefixtures("migrated")

DAYS = ("--from", "2026-11-16", "--to", "2026-11-16")


@pytest.fixture
def ledger(migrated: None, home: Path, minqing: Minqing) -> Iterator[Store]:
    """A street with two answered cases, one of them left out."""
    del migrated
    minqing("migrate")
    store = Store(f"sqlite:///{home / 'data' / 'minqing.db'}", Vault(KEY))
    with store.write() as session:
        a_town(session)
        at: dict[str, Any] = {"status": Status.TRACKING, "answered_at": MONDAY}
        a_row(session, "XF-1", is_contacted=True, is_solved=True, satisfaction=2, **at)
        out = a_row(session, "NS", is_solved=False, **at)
        leave_out(session, out, a_resident(session), ExclusionState.ACCEPTED)
        a_row(session, "XF", reported_at=MONDAY + timedelta(days=1))
    yield store
    store.close()


@pytest.mark.usefixtures("ledger")
def test_the_rates_are_printed_with_their_parts(minqing: Minqing) -> None:
    out = minqing("rates", *DAYS).out
    assert "响应率 50.0%（1/2）" in out
    assert "剔除后：响应 100.0%，解决 100.0%，满意 100.0%，总分 100.0" in out
    assert "反映 2 件" in out
    assert "解决率 100.0%（1/1）" in minqing("rates", *DAYS, "--area", "XF").out


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("area", "幸福社区"),
        ("category", "其他"),
        ("unit", "没有转给单位"),
        ("channel", "网络平台"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_a_table_ends_with_the_whole(minqing: Minqing, by: str, name: str) -> None:
    lines = minqing("rates", *DAYS, "--by", by).out.splitlines()
    assert any(name in line for line in lines)
    assert "合计" in lines[-1]
    assert "50.0%" in lines[-1]


@pytest.mark.usefixtures("ledger")
def test_scripts_get_raw_and_kept_and_the_numbers_behind(minqing: Minqing) -> None:
    told = json.loads(minqing("rates", *DAYS, "--by", "area", "--json").out)
    whole = told["rows"][-1]
    assert (told["from"], told["to"]) == ("2026-11-16", "2026-11-16")
    assert (whole["raw"]["asked"], whole["kept"]["asked"]) == (2, 1)
    assert (whole["raw"]["response"], whole["kept"]["total"]) == (50.0, 100.0)
    numbers = json.loads(minqing("rates", *DAYS, "--numbers", "asked", "--json").out)
    assert [row["is_left_out"] for row in numbers] == [True, False]
    assert "XF-2026-000001 1" in minqing("rates", *DAYS, "--numbers", "solved").out


@pytest.mark.usefixtures("ledger")
def test_bad_days_and_names_get_a_clear_word(minqing: Minqing) -> None:
    assert "不是日期" in minqing("rates", "--from", "昨天", code=2).err
    assert "之前" in minqing("rates", "--from", "2026-11-02", "--to", "2026-11-01", code=1).err
    assert "没有编码" in minqing("rates", "--area", "QQ", code=1).err
    minqing("rates", "--by", "owner", code=2)
