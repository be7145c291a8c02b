"""Words of the posts' world that somebody writes instead of pressing: they do what buttons do."""

import pytest

from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.texts.phrases import verbatim
from tests.dialogue.test_enrolling import person_of
from tests.support.chat import Street
from tests.support.service import an_opening


@pytest.mark.parametrize("said", ["认领 1", "认领1", "認領 1"])
def test_a_member_who_writes_the_label_of_a_button_presses_it(street: Street, said: str) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    with street.store.write() as session:
        an_opening(session, code="HF-01", ends_on=street.clock.now().date().replace(month=12))
    chen.says("岗位")
    chen.sees("环境卫生")
    chen.says(said)
    chen.sees("已认领：环境卫生")


@pytest.mark.parametrize(
    ("said", "seen"),
    [("党员名册", "党员名册："), ("待联系党员", "名单是空的"), ("还没报到", "名单是空的")],
)
def test_the_secretary_may_write_what_stands_in_their_menu(
    street: Street, said: str, seen: str
) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    secretary.says(said)
    secretary.sees(seen)


def test_a_resident_who_writes_these_words_learns_nothing(street: Street) -> None:
    resident = street.resident("小夏")
    resident.reports("楼道灯不亮")
    for said in ("党员名册", "待联系党员", "还没报到"):
        resident.says(said)
        assert "不归您办" in resident.last.text
        assert "名单" not in resident.last.text
        assert "人，其中" not in resident.last.text


def test_help_names_what_members_and_staff_may_say(street: Street) -> None:
    for name, role, word in (("陈师傅", "member", "四色卡"), ("周书记", "clerk", "岗位管理")):
        somebody = street.staff(name, role, "HF")
        somebody.says("帮助")
        assert word in somebody.last.text
    resident = street.resident("小夏")
    resident.says("帮助")
    assert "四色卡" not in resident.last.text


OF_SERVICE = ["时长", "记活动", "看承诺", "待发放"]
OF_CLERKS = ["定岗", "岗位管理", "时长", "党员名册", "查四色卡", *OF_SERVICE[1:]]


@pytest.mark.parametrize(
    ("role", "area", "words"),
    [
        ("grid_manager", "HF-01", OF_SERVICE),
        ("clerk", "HF", OF_CLERKS),
        ("officer", "JD", [*OF_CLERKS, "三率"]),
        ("supervisor", "JD", ["三率"]),
    ],
)
def test_help_names_to_staff_only_what_is_not_refused_to_them(
    street: Street, role: str, area: str, words: list[str]
) -> None:
    somebody = street.staff("某某", role, area)
    somebody.says("帮助")
    said = somebody.last.text.splitlines()
    named = next(it for it in said if it.startswith("工作人员还可以发：")).split("：")[1]
    assert named.split(" · ") == ["待办", *words]
    for word in words:
        somebody.says(word)
        assert "不归您办" not in somebody.last.text, word
        assert "没看懂" not in somebody.last.text, word
        somebody.says("取消")


def test_members_agree_to_what_is_kept_of_members(street: Street) -> None:
    chen = street.resident("小陈")
    chen.says("报到 陈卫国 无 1234")
    assert "认领的岗位、时长和积分" in chen.last.text
    resident = street.resident("小夏")
    resident.says("楼道灯不亮")
    assert "认领的岗位" not in resident.last.text


@pytest.mark.parametrize(("said", "seen"), [("四色卡", "红色承诺卡"), ("签到", "没有要签到的班")])
def test_a_command_word_is_no_button_even_where_one_is_called_so(
    street: Street, said: str, seen: str
) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    with street.store.write() as session:
        posts = Saying((verbatim("x"),), (Choice(verbatim(said), Command("help", {})),))
        outbox.tell(session, person_of(street, chen), posts, street.clock)
    street.deliver()
    chen.says(said)
    assert seen in chen.last.text
    assert "有事直接说" not in chen.last.text
