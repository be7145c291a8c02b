"""Stories of what is counted: activities, cards, points, pictures, the calendar, certificates."""

import re
from collections.abc import Iterator

import httpx

from tests.support.prints import read_lines
from tests.week.cast import Week, at_the_shell, phone_of


def the_records(week: Week) -> Iterator[str]:
    """A pledge is kept, an activity recorded."""
    yield "11月23日 15:00"
    chen, sun = week["陈卫国"], week["孙社工"]
    chen.says("承诺")
    chen.taps("写承诺")
    chen.says("每周扫一次楼道")
    yield "11月28日 10:00"
    sun.says("看承诺")
    sun.taps("确认兑现 1")
    chen.sees("20 分")
    sun.says("记活动")
    sun.says("主题党日", "11月27日")
    sun.taps("不是")
    sun.says("陈卫国、何平")
    sun.taps("就这些", "记下")
    sun.sees("记好了，2 人")


def the_cards(week: Week) -> Iterator[str]:
    """Four cards, each point with its record, and something in exchange."""
    yield "11月29日 10:00"
    chen, sun = week["陈卫国"], week["孙社工"]
    chen.actor.skims()
    chen.says("四色卡")
    shown = phone_of(week, "陈卫国").person.unread()
    words = "\n".join(each.text for each in shown)
    for each in ("红色", "黄色", "粉色", "绿色", "每周扫一次楼道", "办成民情 1 件", "主题党日"):
        assert each in words, words
    assert [each for each in shown if "photo" in each.message.raw]
    chen.actor.skims()
    chen.taps("积分明细")
    rows = chen.sees("您有 ")
    for each in ("服务时长", "办成民情", "主题党日", "每周扫一次楼道"):
        assert each in rows, rows
    chen.taps("换东西")
    chen.sees("毛巾 30 分，还有 5 份")
    chen.taps("换 毛巾", "换")
    chen.sees("换好了")
    sun.sees("陈卫国 用 30 分换“毛巾”")
    sun.taps("已发放")
    chen.sees("已经发放")


def the_calendar(week: Week) -> Iterator[str]:
    """A week as a picture, and as a feed for whoever has the link."""
    yield "11月29日 11:00"
    chen = week["陈卫国"]
    chen.actor.skims()
    chen.says("我的岗位")
    sums = re.search(r"今年 (\S+) 小时", chen.sees("已认定"))
    assert sums is not None
    assert f"今年服务 {sums[1]} 小时" in chen.actor.everything()  # as the cards said
    chen.taps("我的一周")
    shown = phone_of(week, "陈卫国").person.unread()
    assert "您有 4 班" in "\n".join(each.text for each in shown)
    assert [each for each in shown if "photo" in each.message.raw]
    chen.taps("订阅日历")
    found = re.search(r"http://\S+\.ics", chen.sees("日历链接"))
    assert found is not None
    answer = httpx.get(found[0])
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.count("BEGIN:VEVENT") >= 4, answer.text
    assert httpx.get(found[0].replace("calendar/", "calendar/x")).status_code == 404


def the_certificate(week: Week) -> Iterator[str]:
    """The year of a member, on paper."""
    yield "11月29日 12:00"
    folder = week.house.folder
    at_the_shell(week, folder, "certificates", "--unit", "市一中", "--out", "鉴定")
    at_the_shell(week, folder, "certificates", "--all", "--out", "全部")
    (of_lin,) = (folder / "鉴定").glob("*.pdf")
    lines = "".join(line.words for line in read_lines(of_lin.read_bytes()))
    assert "林秀英" in lines
    assert "市一中" in lines
    (of_chen,) = (folder / "全部").glob("*陈卫国.pdf")
    lines = "".join(line.words for line in read_lines(of_chen.read_bytes()))
    assert "认领并办成居民反映的事 1 件" in lines
