"""A community opens posts in the chat (定岗), changes and closes them."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from models.posts import Confirmation, Opening
from models.shifts import CheckIn
from services.serving.shifts import list_coming
from tests.support.chat import Person, Street


def openings_of(street: Street) -> Sequence[Opening]:
    with street.store.read() as session:
        return session.exec(select(Opening).order_by(col(Opening.id))).all()


def opens(clerk: Person, times: str = "周六 9点到11点", place: str = "荷花小区东门") -> None:
    clerk.says("定岗")
    clerk.taps("环境卫生清理")
    clerk.taps("3")
    clerk.says(times)
    clerk.says(place)


def test_a_post_is_open_after_three_presses_and_two_answers(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.presses = 0
    opens(sun)
    card = sun.sees("请核对")
    for words in (
        "岗位：环境卫生清理、小区绿化",
        "地方：和风社区",
        "名额：3",
        "时间：周六 9:00–11:00",
        "期限：2026年11月23日至12月31日",
        "集合：荷花小区东门",
        "认领：要社区确认",
    ):
        assert words in card.text
    sun.taps("发布岗位")
    assert sun.presses == 3
    said = sun.sees("已发布").text
    assert "环境卫生清理、小区绿化 · 和风社区 · 周六 9:00–11:00" in said
    (opening,) = openings_of(street)
    assert (opening.places, opening.times) == (3, "Sat 09:00-11:00")
    assert (opening.starts_on, opening.ends_on) == (date(2026, 11, 23), date(2026, 12, 31))
    assert opening.confirm is Confirmation.COMMUNITY
    assert opening.opened_by is not None
    with street.store.read() as session:
        assert len(list_coming(session, opening, street.clock)) == 4


def test_the_button_stands_in_the_menu_of_who_may_and_of_nobody_else(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("菜单")
    sun.taps("岗位工作")
    assert {"定岗", "岗位管理"} <= set(sun.last.buttons)
    for name, role in (("王网格", "grid_manager"), ("陈师傅", "member")):
        other = street.staff(name, role, "HF-01")
        other.says("岗位工作")
        assert "定岗" not in other.last.buttons
        other.says("定岗")
        other.sees("不归您办")
    zhang = street.resident("张三")
    zhang.says("定岗")
    assert "开哪个岗位" not in zhang.last.text
    assert openings_of(street) == []


def test_any_word_for_a_post_answers_which(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    sun.says("定岗")
    sun.says("跳舞")
    sun.sees("没有这个岗位")
    sun.says("扫地")
    sun.sees("要几个人")
    sun.says("一百个")
    sun.sees("1")
    sun.says("12")
    sun.sees("每周什么时间")


def test_unclear_times_are_asked_again_and_may_be_left_open(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    opens(sun, times="有空就来", place="周末早上")
    sun.sees("没看懂时间“有空就来”")
    sun.sees("没看懂时间“周末早上”")
    assert {"返回", "取消"} <= set(sun.last.buttons)
    sun.taps("时间另约")
    sun.taps("跳过")
    card = sun.sees("请核对").text
    assert "时间：时间另约" in card
    assert "集合：没写" in card
    sun.taps("发布岗位")
    (opening,) = openings_of(street)
    assert (opening.times, opening.place) == ("", "")


def test_everything_on_the_card_can_be_changed(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    opens(sun)
    sun.taps("改")
    sun.taps("地方")
    sun.taps("和风二网格")
    sun.taps("改")
    sun.taps("名额")
    sun.says("20")
    sun.taps("改")
    sun.taps("时间")
    sun.says("周日下午2点到4点")
    sun.taps("改")
    sun.taps("开始")
    sun.says("12月1日")
    sun.taps("改")
    sun.taps("结束")
    sun.says("2027年6月30日")
    for what, words in (("集合地点", "桂园门口"), ("岗位", "巡逻")):
        sun.taps("改")
        sun.taps(what)
        sun.says(words)
    sun.taps("改为认领即上岗")
    sun.taps("更多")
    sun.taps("条件")
    sun.says("消防员")
    sun.taps("更多")
    sun.taps("只给某类党员")
    sun.taps("离退休党员")
    sun.taps("更多")
    sun.taps("签到方式")
    sun.taps("拍照签到")
    sun.taps("发布岗位")
    sun.sees("治安维护 · 和风二网格 · 周日 14:00–16:00")
    (opening,) = openings_of(street)
    assert (opening.places, opening.place) == (20, "桂园门口")
    assert (opening.starts_on, opening.ends_on) == (date(2026, 12, 1), date(2027, 6, 30))
    assert opening.confirm is Confirmation.AUTO
    assert (opening.asks_skill, opening.asks_kind) == ("消防员", "retired")
    assert opening.check_in is CheckIn.PHOTO


def test_checking_in_by_location_asks_for_the_pin(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    opens(sun)
    sun.taps("更多")
    sun.taps("签到方式")
    sun.taps("定位签到")
    sun.says("东门")
    sun.sees("请发定位")
    sun.shares(30.65, 104.06)
    assert "签到：定位签到" in sun.sees("请核对").text
    sun.taps("发布岗位")
    (opening,) = openings_of(street)
    assert (opening.latitude, opening.check_in) == (30.65, CheckIn.LOCATION)


def test_a_term_that_goes_backwards_comes_back_to_the_card(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    opens(sun)
    sun.taps("改")
    sun.taps("开始")
    sun.says("2027年3月1日")
    sun.taps("发布岗位")
    sun.sees("结束的日子比开始的早")
    sun.taps("改")
    sun.taps("结束")
    sun.says("2027年6月30日")
    sun.taps("发布岗位")
    sun.sees("已发布")


def test_what_is_open_already_is_named(street: Street) -> None:
    sun = street.staff("孙社工", "clerk", "HF")
    for _ in range(2):
        opens(sun)
        sun.taps("发布岗位")
    sun.sees("已发布")
    sun.sees("已发布")
    opens(sun)
    sun.taps("改")
    sun.taps("名额")
    sun.taps("5")
    sun.taps("发布岗位")
    sun.sees("同样的岗位已经开着了")
    sun.taps("不发了")
    sun.sees("没有发布")
    assert [opening.places for opening in openings_of(street)] == [3]


def test_an_officer_says_where(street: Street) -> None:
    boss = street.staff("李主任", "officer", "JD")
    boss.says("定岗")
    boss.says("政策宣传")
    boss.sees("开在哪里")
    boss.taps("柳湖社区")
    boss.taps("1")
    boss.taps("时间另约")
    boss.taps("跳过")
    boss.taps("发布岗位")
    boss.sees("政策宣传 · 柳湖社区 · 时间另约")
