"""Stories of matters that are handled, each by another hand, and of the ways in which they end."""

from collections.abc import Iterator

from models.cases import Outcome, Status
from models.timeline import Act
from tests.month.diary import Month


def the_lamp(month: Month) -> Iterator[str]:
    """Answered, on notice with a phone hidden, confirmed, watched, closed; and one thing more."""
    yield "9月21日 9:30"
    zhang, wang, sun = month.resident("张奶奶"), month["王网格"], month["孙社工"]
    number = zhang.reports("楼道灯不亮，我腿脚不好，晚上看不见")
    month.keeps_secret(zhang, "腿脚不好")
    zhang.says("进度")
    zhang.sees("最迟 10月8日")  # 中秋 and 国庆 are days off
    yield "9月21日 10:00"
    wang.looks_at(number, "签收")
    wang.sees("已签收")
    zhang.sees("已转王网格办理")
    yield "9月22日 10:00"
    wang.looks_at(number, "答复")
    wang.says("灯已换好，已告知李女士13800138000")
    wang.sees("答复已发给反映人")
    assert "请问解决了吗" in zhang.sees("灯已换好")
    yield "9月22日 11:00"
    sun.looks_at(number, "更多", "公示文")
    assert "一位女士138****8000" in sun.sees("灯已换好")
    sun.taps("公示")
    sun.sees("已公示，到9月30日")
    yield from _objected_to_in_vain(month, number)
    yield "9月24日 10:00"
    zhang.says(number)
    zhang.taps("解决了", "满意")
    zhang.sees("记下了")
    assert month.case(number).status is Status.TRACKING
    yield "10月24日 12:30"
    assert month.case(number).outcome is Outcome.SOLVED_CONFIRMED
    zhang.sees("还有别的事要反映吗")
    yield from _one_thing_more(month, number)
    assert {Act.OBJECTED, Act.OBJECTION_ANSWERED, Act.PUBLISHED} <= set(month.acts(number))


def _objected_to_in_vain(month: Month, number: str) -> Iterator[str]:
    sun = month["孙社工"]
    yield "9月23日 19:00"
    zhou = month.resident("周强", "HF-HH-8", "browser")
    zhou.opens(month.notice_link(number))
    zhou.sees("一位女士138****8000")
    zhou.taps("异议")
    zhou.says("灯只亮了一晚")
    zhou.taps("同意")
    zhou.sees("已收到您的异议")
    month.keeps_secret(zhou, "只亮了一晚")
    yield "9月24日 9:10"
    sun.actor.skims()
    sun.says("待办")
    sun.taps("待答复异议", "不成立")
    sun.says("昨晚到场看过，亮着")
    zhou.sees("不成立。答复：昨晚到场看过，亮着")


def _one_thing_more(month: Month, number: str) -> Iterator[str]:
    zhang = month["张奶奶"]
    zhang.taps("我还要反映")
    zhang.says("下水道堵了")
    zhang.taps("提交")
    zhang.sees("已提交")
    again = month.numbers()[-1]
    assert month.case(again).previous_id == month.case(number).id
    yield "10月25日 9:00"
    zhang.says(again)
    zhang.taps("撤回", "撤回")
    zhang.sees("已撤回")
    assert month.case(again).outcome is Outcome.WITHDRAWN


def on_the_spot(month: Month) -> Iterator[str]:
    """Settled at once, put on notice, and never answered by who reported it: not solved."""
    yield "9月21日 9:40"
    wu, wang, qian = month.resident("吴伯", "HF-HH-1", "browser"), month["王网格"], month["钱社工"]
    number = wu.reports("单元门的门禁坏了关不上")
    wang.looks_at(number, "当场办结")
    wang.says("门禁已经修好")
    wu.sees("门禁已经修好")
    assert month.acts(number)[:2] == [Act.REPORTED, Act.SETTLED]
    yield "9月21日 11:00"
    qian.looks_at(number, "更多", "公示文", "公示")
    qian.sees("已公示")
    yield "9月30日 10:00"
    assert month.case(number).status is Status.TRACKING
    assert Act.NOTICE_ENDED in month.acts(number)
    yield "10月30日 10:00"
    case = month.case(number)
    assert (case.outcome, case.is_solved) == (Outcome.SOLVED_UNANSWERED, None)


def the_plan(month: Month) -> Iterator[str]:
    """Put into the plan, given back on its day, answered, and said to be well."""
    yield "9月22日 9:00"
    he, wang = month.resident("贺姐", "HF-HH-2", "browser"), month["王网格"]
    number = he.reports("小区的健身器材都锈坏了，希望换新的")
    wang.looks_at(number, "签收")
    yield "9月23日 9:00"
    wang.looks_at(number, "更多", "列入计划")
    wang.says("等十月统一更换")
    wang.taps("写日期")
    wang.says("10月12日")
    wang.sees("10月12日复查")
    assert "等十月统一更换" in he.sees("已列入计划")
    due = month.case(number).due_at
    yield "10月12日 9:30"
    wang.sees(number)
    case = month.case(number)
    assert case.status is Status.HANDLING
    assert case.due_at > due
    assert month.acts(number)[-1] is Act.REVIEWED
    wang.looks_at(number, "答复")
    wang.says("器材今天换好了")
    he.sees("器材今天换好了")
    he.says("好了")
    assert month.case(number).is_solved


def no_way(month: Month) -> Iterator[str]:
    """Explained why not, kept from the public, and never answered."""
    yield "9月22日 9:20"
    cao, wang, sun = month.resident("曹叔", "HF-HH-4"), month["王网格"], month["孙社工"]
    number = cao.reports("小区里能不能多画二十个停车位")
    wang.looks_at(number, "签收")
    wang.looks_at(number, "更多", "不能解决")
    wang.says("消防通道不能画车位，附近有公共停车场")
    cao.sees("现在解决不了")
    sun.looks_at(number, "更多", "公示文", "不公开")
    sun.says("反映人不愿公开")
    sun.sees("不公开")
    yield "10月30日 10:00"
    assert month.case(number).outcome is Outcome.EXPLAINED


def taken_back(month: Month) -> Iterator[str]:
    """Hurried, and taken back."""
    yield "9月22日 14:00"
    tan, wang = month.resident("谭姨", "HF-HH-5", "browser"), month["王网格"]
    number = tan.reports("楼下饭店的油烟太大")
    wang.looks_at(number, "签收")
    tan.says("怎么还没来")
    tan.sees("已替您催了")
    wang.sees("反映人在催")
    tan.says(number)
    tan.taps("催一下")
    tan.sees("今天已经替您催过了")
    yield "9月23日 14:00"
    tan.says(number)
    tan.taps("撤回", "撤回")
    tan.sees("已撤回")
    wang.sees("反映人已撤回")
    assert month.case(number).outcome is Outcome.WITHDRAWN
