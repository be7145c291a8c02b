import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Minqing


def test_an_empty_store_is_filled_once(minqing: Minqing) -> None:
    assert "演示街道已建好" in minqing("demo").err
    assert "YSHF-1" in minqing("areas", "list").out
    assert "只建在空库里" in minqing("demo", code=1).err


def test_a_store_that_somebody_began_is_left_alone(minqing: Minqing) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    assert "只建在空库里" in minqing("demo", code=1).err
    assert "YS" not in minqing("areas", "list").out


def test_the_doctor_says_that_it_is_a_demonstration(
    minqing: Minqing, home: Path, demonstration_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_SECRET_KEY")
    shutil.copytree(demonstration_folder, home, dirs_exist_ok=True)
    assert "库里是演示街道" in minqing("doctor").out


def test_the_command_explains_itself_with_an_example(minqing: Minqing) -> None:
    assert "例：minqing demo" in minqing("demo", "--help").out
