"""Stories of how posts are opened and claimed."""

from collections.abc import Iterator

from services.tables.sheets import write_sheet
from tests.week.cast import Week, at_the_shell, card_in_group, text_of

GATE = (30.65, 104.06)


def the_openings(week: Week) -> Iterator[str]:
    """The clerk opens posts in the chat; another comes from a table, and so do the rewards."""
    yield "11月23日 8:40"
    week.binds_a_group("和风党员", "HF", "党员群")
    week.binds_a_group("和风邻里", "HF", "居民群")
    sun = week["孙社工"]
    sun.says("定岗")
    sun.taps("环境卫生清理", "3")
    sun.says("周三 9点到11点", "荷花小区东门")
    sun.taps("改", "地方", "和风一网格", "发布岗位")
    sun.sees("已发布")
    sun.says("定岗")
    sun.taps("治安维护", "2")
    sun.says("周四 19点到20点", "荷花小区西门")
    sun.taps("更多", "签到方式", "定位签到")
    sun.shares(*GATE)
    sun.taps("改为认领即上岗", "发布岗位")
    sun.sees("已发布")
    folder = week.house.folder
    headers = ("岗位", "网格", "名额", "起", "止", "时间", "确认", "地点")
    row = ("交通疏导", "HF-01", 3, "2026-11-23", "2026-12-31", "周四 7:30-8:30", "自动", "路口")
    write_sheet(folder / "posts.csv", headers, [row])
    at_the_shell(week, folder, "posts", "import", "posts.csv")
    write_sheet(folder / "rewards.csv", ("名称", "积分", "数量", "区域"), [("毛巾", 30, 5, "HF")])
    at_the_shell(week, folder, "points", "rewards", "import", "rewards.csv")
    assert "名额 3 个，还没有人认领" in text_of(card_in_group(week, "环境卫生清理"))
    yield "11月24日 8:40"
    sun.says("定岗")
    sun.taps("政策宣传", "1")
    sun.says("周五 15点到16点", "社区门口")
    sun.taps("更多", "签到方式", "拍照签到", "改为认领即上岗", "发布岗位")
    sun.sees("已发布")


def the_member(week: Week) -> Iterator[str]:
    """A member from a school comes to report at the chat page; the secretary passes it."""
    yield "11月23日 9:30"
    lin, sun = week.resident("林秀英", "HF-HH-3", "browser"), week["孙社工"]
    lin.says("报到 林秀英 市一中 6789")
    lin.taps("同意")
    lin.sees("报到已转给和风社区核对")
    sun.sees("姓名：“林秀英”\n单位：“市一中”")
    sun.taps("通过")
    sun.sees("已通过：林秀英")
    lin.sees("报到已通过")
    week.keeps_secret(lin, "6789")


def the_claims(week: Week) -> Iterator[str]:
    """Five want three places: one is declined, so the first of those who wait is asked."""
    yield "11月23日 10:30"
    lin, sun, wu = week["林秀英"], week["孙社工"], week["吴强"]
    card = card_in_group(week, "环境卫生清理")
    assert "已认领" in week.presses("陈卫国", "认领", card)
    week["陈卫国"].sees("已认领，等社区确认")
    lin.says("岗位 环境卫生")
    lin.sees("空 2 个，共 3 个名额")
    lin.taps("认领 1")
    lin.sees("等社区确认")
    week.presses("高明", "认领", card)
    for number, name in enumerate(("吴强", "何平"), 1):
        popup = week.presses(name, "认领候补", card_in_group(week, "环境卫生清理"))
        assert f"您排候补第 {number} 位" in popup
    shown = text_of(card_in_group(week, "环境卫生清理"))
    assert "3 人待确认" in shown
    assert "候补 2 人" in shown
    sun.says("待办")
    sun.taps("待确认认领 3 个", "确认 1", "待确认认领 2 个", "确认 1", "待确认认领 1 个")
    sun.taps("不同意 1")
    sun.says("高明同志已经有两个岗位")
    for name in ("陈卫国", "林秀英"):
        week[name].reads("社区已确认", "第一次上岗：11月25日9:00")
    week["高明"].reads("社区没有同意", "高明同志已经有两个岗位")
    wu.sees("空出一个名额")
    wu.taps("要这个名额")
    sun.sees("【认领待确认】吴强")
    sun.taps("确认")
    wu.sees("社区已确认")
    assert "陈同志、林同志、吴同志" in text_of(card_in_group(week, "名额 3/3"))


def the_other_posts(week: Week) -> Iterator[str]:
    """What needs no confirmation is theirs with the press."""
    yield "11月23日 14:00"
    wanted = {"交通": ("高明", "林秀英", "陈卫国"), "治安": ("林秀英", "陈卫国")}
    for post, names in wanted.items():
        for name in names:
            _claims(week, name, post)
    yield "11月23日 18:05"
    assert week.in_the_group().count("【认领公布】11月23日，4 人上岗") == 1
    yield "11月24日 8:50"
    _claims(week, "陈卫国", "政策")


def _claims(week: Week, name: str, post: str) -> None:
    """Look for a post and have it at once."""
    week[name].says(f"岗位 {post}")
    week[name].taps("认领 1")
    week[name].sees("已认领：")


def the_leaving(week: Week) -> Iterator[str]:
    """Who leaves makes room for who waits."""
    yield "11月24日 10:00"
    lin, he, sun = week["林秀英"], week["何平"], week["孙社工"]
    lin.says("岗位")
    lin.taps("退岗：环境卫生", "退岗")
    lin.sees("已退岗")
    he.sees("空出一个名额，给您留到 11月25日10:00")
    he.taps("要这个名额")
    sun.sees("林秀英（市一中） 退岗", "【认领待确认】何平")
    sun.taps("确认")
    he.sees("社区已确认")
    assert "陈同志、吴同志、何同志" in text_of(card_in_group(week, "名额 3/3"))


def the_list(week: Week) -> Iterator[str]:
    """The list of who claimed hangs in the community and at the unit; an objection is answered."""
    yield "11月25日 16:00"
    sun, zhou = week["孙社工"], week["周联络"]
    sun.says("公示")
    sun.taps("公示认领名单")
    shown = sun.sees("名单已拟好")
    assert "环境卫生清理、小区绿化（和风一网格，周三 9:00–11:00）：陈同志、吴同志、何同志" in shown
    sun.taps("公示")
    sun.sees("已公示")
    yield "11月25日 16:20"
    assert "林同志" in zhou.sees("【单位公示】")
    zhou.never_saw("陈同志")
    zhou.taps("已在单位公示")
    zhou.sees("已记下单位公示")
    yield "11月26日 14:00"
    shen = week.resident("王婶", "HF-HH-2", "browser")
    shen.says("公示")
    shen.sees("岗位认领名单")
    shen.taps("异议")
    shen.says("周三只看见一个人扫地")
    shen.taps("同意")
    week.keeps_secret(shen, "只看见一个人")
    sun.sees("只看见一个人")
    sun.taps("不成立")
    sun.says("当天两位到岗，一位记了未到岗")
    shen.sees("当天两位到岗")
    assert "岗位认领名单" in week.in_the_group()
