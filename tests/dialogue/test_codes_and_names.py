"""While a code or a name is asked for: links and commands are neither."""

import pytest

from tests.support.chat import Person, Street


@pytest.fixture
def zhao(street: Street) -> Person:
    """A stranger, who is asked for a code."""
    person = street.person("小赵")
    person.says("/join")
    person.sees_now("有邀请码的，请发邀请码")
    return person


@pytest.mark.parametrize("before", ["", "AAAAA-BBBB2"])
def test_the_link_of_a_poster_is_no_code(street: Street, zhao: Person, before: str) -> None:
    if before:
        zhao.says(before)
        zhao.sees_now("没有这个邀请码")
    zhao.says("/start area-HF-HH-3")
    zhao.sees("您在荷花小区3号楼")
    zhao.never_saw("关联码")
    zhao.says(street.invitation("grid_manager", "HF-01"))
    zhao.sees("已加入")


@pytest.mark.parametrize(
    ("link", "seen"),
    [
        ("area-NOPE", "您好"),
        ("notices", "现在没有"),
        ("case-99", "没有找到"),
        ("do-me", "没有存您的资料"),
    ],
)
def test_no_other_link_is_one_either(zhao: Person, link: str, seen: str) -> None:
    zhao.says(f"/start {link}")
    zhao.sees(seen)
    zhao.never_saw("没有这个邀请码")


def test_the_link_of_an_invitation_still_is(street: Street, zhao: Person) -> None:
    zhao.says("/start join-NOPE")
    zhao.sees_now("没有这个邀请码")
    zhao.says(f"/start join-{street.invitation('grid_manager', 'HF-01')}")
    zhao.sees("已加入")


def test_a_command_is_no_code_and_is_done_in_between(zhao: Person) -> None:
    zhao.says("我的资料")
    zhao.sees("这里没有存您的资料")
    zhao.sees("请发邀请码")
    zhao.never_saw("没有这个邀请码")


@pytest.mark.parametrize(
    "said", ["报到 赵明 区城管局 5678", "报到赵明，区城管局，5678", "報到 赵明 区城管局 5678"]
)
def test_the_word_before_the_name_is_no_name(street: Street, zhao: Person, said: str) -> None:
    clerk = street.staff("周书记", "clerk", "HF")
    zhao.says(said)
    zhao.taps("同意")
    zhao.says("和风社区")
    clerk.sees("姓名：“赵明”\n单位：“区城管局”\n手机后四位：5678")


@pytest.mark.parametrize("said", ["报到", "报到 赵明", "我是党员"])
def test_what_is_left_out_is_asked_for(street: Street, zhao: Person, said: str) -> None:
    clerk = street.staff("周书记", "clerk", "HF")
    zhao.says(said)
    if said == "报到":
        zhao.taps("我是党员")
    zhao.taps("同意")
    if "赵明" not in said:
        zhao.sees_now("请发您的姓名")
        for command in ("报到", "我的资料"):
            zhao.says(command)
            zhao.sees("请发您的姓名")
        zhao.says("报到 赵明")
    zhao.says("区城管局")
    zhao.says("5678")
    zhao.says("和风社区")
    clerk.sees("姓名：“赵明”\n单位：“区城管局”")


def test_who_agreed_as_a_resident_is_shown_what_is_kept_of_members(street: Street) -> None:
    clerk = street.staff("周书记", "clerk", "HF")
    liu = street.resident("刘强")
    liu.reports()
    liu.says("报到 刘强 区城管局 5678")
    assert "认领的岗位、时长和积分" in liu.sees_now("").text
    liu.taps("不同意")
    assert "12345" in liu.last.text
    clerk.never_saw("姓名：“刘强”")
    liu.says("报到 刘强 区城管局 5678")
    liu.taps("同意")
    liu.sees("报到已转给和风社区")
    liu.reports("下水道堵了")


@pytest.mark.parametrize("said", ["HF 1", "hf-1", "HF - 000001", "HF—1"])
def test_a_short_number_is_read_under_a_question_too(street: Street, said: str) -> None:
    zhang = street.resident("张奶奶")
    for words in ("楼道灯不亮", "门口堆了垃圾"):
        zhang.reports(words)
    zhang.says("没人管")
    zhang.sees_now("您这句话说的是 HF-2026-000002 吗")
    zhang.says(said)
    assert "楼道灯不亮" in zhang.sees("HF-2026-000001").text
    assert said not in zhang.last.text


@pytest.mark.parametrize("said", ["HF 7", "LH 2", "wifi 5"])
def test_what_is_no_case_of_theirs_stays_words(street: Street, said: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("在二楼")
    zhang.sees_now("您这句话说的是")
    zhang.says(said)
    assert said in zhang.last.text
