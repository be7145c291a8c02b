"""Stories of shifts: reminded, there or not, confirmed."""

from collections.abc import Iterator

from tests.support.pictures import a_photo
from tests.week.cast import Week, card_in_group, text_of
from tests.week.claim_stories import GATE


def the_sweeping(week: Week) -> Iterator[str]:
    """One comes, two do not; one of them is believed."""
    yield "11月24日 19:05"
    chen, wang, wu, he = (week[name] for name in ("陈卫国", "王网格", "吴强", "何平"))
    for each in (chen, wu, he):
        each.reads("明天您有 1 个班", "11月25日9:00–11:00")
    yield "11月25日 8:55"
    chen.sees("快到点了")
    chen.taps("签到")
    chen.sees("签到了，11月25日8:55")
    yield "11月25日 11:05"
    chen.taps("签退")
    chen.sees("小时，等网格员认定")
    yield "11月25日 11:30"
    wang.says("待办")
    for name in ("吴强", "何平"):
        wang.taps("1 个班待认定时长")
        wang.sees("1 人待认定")
        wang.taps("11月25日9:00", name, "记未到岗")
        wang.sees(f"{name}：记了未到岗")
    wang.taps("1 个班待认定时长", "11月25日9:00", "全部认定")
    chen.sees("认定 2")
    for each, words in ((wu, "我去了，手机忘在家里"), (he, "那天家里有事")):
        each.sees("记了未到岗")
        each.taps("有异议")
        each.says(words)
        each.sees("您的异议转给社区了")
    yield "11月25日 15:00"
    sun = week["孙社工"]  # who recorded it does not decide about it
    sun.says("待办")
    sun.taps("2 条未到岗异议")
    sun.reads("2 条未到岗异议", "吴强", "手机忘在家里")
    sun.taps("更正：到岗了")
    wu.sees("更正了，您到岗了")
    sun.taps("1 条未到岗异议")
    sun.reads("1 条未到岗异议", "何平", "家里有事")
    sun.taps("维持")
    he.sees("维持未到岗")
    wang.says("待办")
    wang.taps("1 个班待认定时长", "11月25日9:00", "全部认定")
    wu.sees("认定 2")
    yield "11月25日 15:30"
    assert "2 人到岗服务" in text_of(card_in_group(week, "【谢谢】11月25日"))
    assert week.in_the_group().count("【谢谢】11月25日") == 1


def the_crossing(week: Week) -> Iterator[str]:
    """One takes leave, one finds a cover, one forgets to check in."""
    yield "11月25日 19:10"
    lin, he, gao = week["林秀英"], week["何平"], week["高明"]
    gao.sees("明天您有 1 个班")
    gao.taps("请假")
    gao.says("孩子发烧")
    gao.sees("请好假了")
    week["王网格"].sees("高明请假")
    lin.sees("明天您有 2 个班")
    lin.taps("我的岗位", "请假、顶班 11月26日7:30", "找人顶班", "何同志")
    lin.sees("没答应之前，这一班还是您的")
    he.sees("林秀英想请您顶一班")
    he.taps("我来")
    he.sees("这一班是您的了")
    lin.sees("何同志答应替您")
    yield "11月26日 7:25"
    he.sees("快到点了")
    he.taps("签到")
    he.sees("签到了")
    yield "11月26日 8:35"
    he.taps("签退")
    he.sees("签退了")
    yield "11月26日 9:30"
    chen, wang = week["陈卫国"], week["王网格"]
    chen.says("签到")
    chen.sees("您没有签到。去了的话，可以补签")
    chen.taps("补签")
    chen.says("手机没电了")
    chen.sees("补签记下了")
    wang.sees("陈卫国补签")
    wang.taps("看名单")
    assert "（补签：手机没电了）" in wang.sees("2 人待认定")
    wang.taps("全部认定")
    chen.sees("认定 1")
    he.sees("认定 1")


def the_watch(week: Week) -> Iterator[str]:
    """Checking in takes a location: too far, then near."""
    yield "11月26日 18:50"
    lin, chen, sun = week["林秀英"], week["陈卫国"], week["孙社工"]
    latitude, longitude = GATE
    lin.says("签到")
    lin.sees("请发您现在的位置")
    lin.shares(latitude + 0.01, longitude)
    lin.sees("您离集合地点约 1112 米")
    lin.shares(latitude + 0.001, longitude)
    lin.sees("离集合地点约 111 米")
    chen.reads("快到点了", "再发一下位置")
    chen.taps("签到")
    chen.shares(latitude, longitude)
    chen.sees("离集合地点约 0 米")
    yield "11月26日 20:05"
    chen.taps("签退")
    yield "11月27日 9:00"
    lin.sees("您没有签退，按原定时间记了")
    sun.says("待办")
    sun.taps("1 个班待认定时长", "11月26日19:00", "全部认定")
    sun.sees("2 人的时长认定了")
    lin.sees("认定 1")


def the_leaflets(week: Week) -> Iterator[str]:
    """Checking in takes a photo, which the clerk sees."""
    yield "11月27日 14:55"
    chen, sun = week["陈卫国"], week["孙社工"]
    chen.says("签到")
    chen.sees("请发一张现场的照片")
    chen.sends_photo(a_photo("teal", "JPEG"))
    chen.sees("签到了")
    yield "11月27日 16:01"
    chen.taps("签退")
    yield "11月27日 16:30"
    sun.says("待办")
    sun.taps("1 个班待认定时长", "11月27日15:00", "全部认定")
    chen.sees("认定 1")
