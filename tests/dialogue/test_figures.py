"""The three rates in the chat: figures, a picture, and the numbers behind each figure."""

from pathlib import Path

import pytest

from models.timeline import Act
from services.attachments.shelf import Shelf
from tests.support.chat import Person, Street


@pytest.fixture
def officer(street: Street) -> Person:
    return street.staff("赵主任", "officer", "JD")


def a_judged_case(street: Street, judged: str = "解决了") -> str:
    """Let a case run to what its reporter says of the answer; give its number."""
    manager = street.people.get("王网格") or street.staff("王网格", "grid_manager", "HF-01")
    resident = street.people.get("张奶奶") or street.resident("张奶奶")
    number = resident.reports()
    manager.taps("当场办结")
    manager.says("换了灯泡")
    if judged:
        resident.taps(judged)
    return number


def test_an_officer_sees_the_figures_and_opens_a_number(street: Street, officer: Person) -> None:
    number = a_judged_case(street)
    officer.says("三率")
    shown = officer.sees_now("响应率 100.0%（1/1）")
    assert "解决率 100.0%（1/1）" in shown.text
    assert "满意率 —（0/0）" in shown.text
    assert "上月：响应 —" in shown.text
    officer.taps("看编号")
    officer.sees_now("看哪个数的编号")
    officer.taps("已解决 1")
    assert number in officer.sees_now("已解决 1 件").text
    officer.taps(f"打开 {number}")
    officer.sees_now(number)


def test_the_figures_are_given_by_community_kind_and_period(
    street: Street, officer: Person
) -> None:
    a_judged_case(street)
    officer.says("数据")
    officer.taps("按社区")
    assert "2 柳湖社区：响应 —" in officer.sees_now("1 和风社区：响应 100.0%").text
    officer.taps("2 柳湖社区")
    officer.sees_now("反映 0 件")
    officer.taps("看编号")
    officer.sees_now("一件也没有")
    officer.says("简报数字")
    officer.taps("按类别")
    officer.sees_now("1 物业管理：")
    officer.taps("1 物业管理")
    officer.sees_now("清河街道、物业管理")
    officer.taps("上月")
    assert "物业管理" in officer.sees_now("【上月】").text
    officer.taps("按单位")
    officer.sees_now("这段时间没有数据")


def test_silence_stays_apart_from_solved(street: Street, officer: Person) -> None:
    a_judged_case(street, judged="")
    officer.says("三率")
    officer.sees_now("解决率 —（0/0）")
    assert "已答复 1 次，其中按时 1" in officer.last.text


def test_many_numbers_come_page_by_page(street: Street, officer: Person) -> None:
    resident = street.resident("张奶奶")
    numbers = [resident.reports(f"楼道灯不亮第{it}盏") for it in range(11)]
    officer.says("三率")
    officer.taps("看编号")
    officer.taps("反映 11")
    shown = officer.sees_now("第 1—10 件")
    assert numbers[0] not in shown.text
    officer.taps("下一页")
    assert numbers[0] in officer.sees_now("第 11—11 件").text


@pytest.mark.parametrize(
    ("name", "role", "area"),
    [
        ("钱社工", "clerk", "LH"),
        ("孙社工", "clerk", "HF"),
        ("王网格", "grid_manager", "HF-01"),
        ("李志愿", "volunteer", "HF"),
    ],
)
def test_who_may_not_see_the_figures_is_told_so_and_offered_none(
    street: Street, name: str, role: str, area: str
) -> None:
    worker = street.staff(name, role, area)
    worker.says("三率")
    worker.sees_now("不归您办")
    worker.says("菜单")
    assert "三率" not in worker.last.buttons


def test_a_resident_and_a_stranger_see_no_figures(street: Street) -> None:
    for person in (street.resident("张奶奶"), street.person("路人")):
        person.says("三率")
        person.sees_now("不归您办")


def test_a_supervisor_of_one_community_cannot_press_another_ones_figures(
    street: Street, officer: Person
) -> None:
    supervisor = street.staff("周督办", "supervisor", "HF")
    supervisor.says("菜单")
    supervisor.taps("三率")
    supervisor.sees_now("和风社区")
    officer.says("三率")
    officer.taps("按社区")
    token = officer.last.buttons["2 柳湖社区"]
    supervisor.presses_token(token)
    assert "柳湖社区" not in supervisor.last.text


def test_the_figures_come_with_a_picture(street: Street, tmp_path: Path) -> None:
    street.store.shelf = Shelf(tmp_path, street.store.vault)
    officer = street.staff("赵主任", "officer", "JD")
    officer.says("三率")
    assert officer.last.attachments == ()
    a_judged_case(street)
    officer.says("三率")
    assert len(officer.last.attachments) == 1
    assert "响应率" in officer.screen[-2].text
    assert officer.screen[-2].attachments == ()
    officer.taps("按社区")
    assert len(officer.last.attachments) == 1
    assert "和风社区：响应" in officer.screen[-2].text
    assert "蓝是响应率" in officer.last.text


def test_a_case_is_left_out_when_somebody_else_agrees(street: Street, officer: Person) -> None:
    number = a_judged_case(street, "没解决")
    street.people["张奶奶"].says("还是不亮")
    manager = street.people["王网格"]
    manager.taps("当场办结")
    manager.says("又换了一次")
    manager.says(number)
    manager.taps("更多")
    manager.taps("申请剔除")
    manager.sees_now("为什么不应该算进三率")
    manager.says("重复反映，灯是新的")
    manager.sees_now("已交给街道")
    officer.sees_now("申请剔除，理由：重复反映，灯是新的")
    officer.says("三率")
    assert "剔除后" not in officer.last.text
    officer.taps("剔除申请 1 件")
    officer.taps(f"同意剔除 {number}")
    manager.sees_now("同意剔除")
    officer.says("三率")
    assert "剔除后：响应 —" in officer.last.text
    officer.taps("看编号")
    officer.taps("重办 1")
    officer.sees_now("（已剔除）")
    assert street.acts(number)[-2:] == [Act.EXCLUDED, Act.EXCLUDED]


def test_a_no_needs_a_sentence_and_is_said_once(street: Street, officer: Person) -> None:
    number = a_judged_case(street)
    manager = street.people["王网格"]
    manager.says(number)
    manager.taps("更多")
    manager.taps("申请剔除")
    manager.says("不是我们网格的")
    officer.taps("不同意")
    officer.says("地址在本网格")
    officer.sees_now("记下了")
    manager.sees_now("不同意剔除：地址在本网格")
    officer.taps("同意剔除")
    officer.sees_now("已经有结果了")
