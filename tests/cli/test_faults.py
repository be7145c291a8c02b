"""Bad arguments: one plain line and exit code 2; groups of commands explain themselves."""

import pytest

from tests.cli.conftest import Minqing


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("dance", "没有“dance”这个命令（用法见 minqing --help）"),
        ("posts lst", "没有“lst”这个命令，是不是 list（用法见 minqing posts --help）"),
        ("members list --foo", "没有 --foo 这个选项（用法见 minqing members list --help）"),
        ("members list --are X", "没有 --are 这个选项，是不是 --area"),
        ("members import", "没有写 file（用法见 minqing members import --help）"),
        ("members list --area", "--area 后面要写一个值"),
        ("members list --double=1", "--double 后面不写值"),
        ("members list X Y", "多写了：X Y"),
        ("members remove x", "number 应是整数"),
        ("certificates --year x", "--year 应是整数"),
        ("certificates", "没有写 "),
        ("invite clerk --count 0", "--count"),
        ("invite king", "不认识的身份“king”"),
    ],
)
def test_bad_arguments_are_one_line_in_chinese(
    minqing: Minqing, arguments: str, said: str
) -> None:
    done = minqing(*arguments.split(), code=2)
    assert done.out == ""
    assert done.err.startswith("minqing: ")
    assert done.err.count("\n") == 1
    assert said in done.err
    assert not any(word in done.err for word in ("Invalid", "Usage", "Error", "参数不对"))


@pytest.mark.parametrize(
    "group", ["posts", "members", "bodies", "points", "points rewards", "activities"]
)
def test_a_group_of_commands_shows_an_example(minqing: Minqing, group: str) -> None:
    assert f"例：minqing {group} " in minqing(*group.split(), "--help").out
    assert f"例：minqing {group} " in minqing(*group.split(), code=2).err
