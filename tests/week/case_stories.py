"""Stories of matters that members took on."""

from collections.abc import Iterator

from models.cases import Status
from models.timeline import Act
from tests.week.cast import Week, card_in_group, text_of

SUMMARY, ADVERTS = "垃圾桶需要清运", "墙面需要清理"


def the_bins(week: Week) -> Iterator[str]:
    """The first press has it; the community answers with what was done; it is solved."""
    yield "11月24日 9:00"
    zhang, wang, chen = week.resident("张奶奶", "HF-HH-3"), week["王网格"], week["陈卫国"]
    number = zhang.reports("我家门口垃圾满了三天没人收，我叫张桂兰13800000000")
    week.keeps_secret(zhang, "三天没人收", "张桂兰", "13800000000")
    wang.looks_at(number, "更多", "发布待认领")
    wang.says("张桂兰家门口的垃圾")
    wang.sees("会让人知道是谁反映的")
    wang.says(SUMMARY)
    wang.sees("已发布待认领，发到 1 个群")
    card = card_in_group(week, SUMMARY)
    assert "【待认领】" in text_of(card)
    assert "认领成功" in week.presses("陈卫国", "认领", card)
    assert "已由陈同志认领" in week.presses("高明", "认领", card)
    chen.reads("认领成功", "三天没人收")
    zhang.sees("已转陈同志（党员志愿者）办理")
    assert "已由陈同志认领" in text_of(card_in_group(week, SUMMARY))
    yield "11月25日 14:00"
    chen.actor.skims()
    chen.taps("办好了")
    chen.says("垃圾已清运，桶也洗了")
    chen.taps("1小时")
    chen.sees("办理结果已交给社区")
    wang.sees("陈同志办好了，用了 60 分钟")
    wang.taps("同意并答复")
    chen.sees("已按您办的答复了反映人")
    zhang.sees("垃圾已清运，桶也洗了")
    zhang.taps("解决了")
    assert week.case(number).status is Status.TRACKING
    assert "由陈同志办好，谢谢" in text_of(card_in_group(week, SUMMARY))


def the_adverts(week: Week) -> Iterator[str]:
    """What nobody works on goes back before everybody, and is done by the grid manager."""
    yield "11月24日 9:30"
    liu, wang, gao = week.resident("刘伯", "HF-HH-1", "browser"), week["王网格"], week["高明"]
    number = liu.reports("二楼的墙上贴满了小广告，看着心烦")
    week.keeps_secret(liu, "看着心烦")
    wang.looks_at(number, "更多", "发布待认领")
    wang.says(ADVERTS)
    assert "认领成功" in week.presses("高明", "认领", card_in_group(week, ADVERTS))
    gao.sees("请在 11月26日9:30 前开始办")
    yield "11月26日 9:45"
    gao.sees("过了时间没有进展，已收回")
    wang.sees("没有进展，已收回")
    assert "【待认领】" in text_of(card_in_group(week, ADVERTS))
    wang.looks_at(number, "当场办结")
    wang.says("小广告已经铲掉，墙面刷白")
    liu.sees("小广告已经铲掉")
    liu.taps("解决了")
    assert {Act.CONFIRMED} <= set(week.acts(number))
    assert ADVERTS not in week.in_the_group()
