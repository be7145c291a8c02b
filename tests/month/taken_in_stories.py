"""Stories of how a matter is taken in: asked about, declined, merged, called urgent at night."""

from collections.abc import Iterator

from models.cases import Outcome, Status
from models.timeline import Act
from tests.month.diary import Month


def the_question(month: Month) -> Iterator[str]:
    """Asked about, answered, and settled."""
    yield "9月21日 10:10"
    zhao, sun, wang = (
        month.resident("赵大爷", "HF-HH-1", "browser"),
        month["孙社工"],
        month["王网格"],
    )
    number = zhao.reports("小区大门的道闸坏了，车进不来")
    sun.looks_at(number, "更多", "请补充")
    sun.says("是哪个门？")
    zhao.sees("是哪个门")
    assert month.case(number).status is Status.NEEDS_INFO
    yield "9月21日 20:00"
    zhao.taps("补充")
    zhao.says("是东门，我手机尾号七七八九")
    month.keeps_secret(zhao, "七七八九")
    zhao.sees("已转给办事的人")
    assert month.case(number).status is Status.ACCEPTED
    yield "9月22日 8:40"
    wang.looks_at(number, "当场办结")
    wang.says("东门道闸已修好")
    zhao.sees("东门道闸已修好")
    zhao.taps("解决了")
    assert month.case(number).status is Status.TRACKING


def the_silence(month: Month) -> Iterator[str]:
    """Asked about, never answered: it goes on without, and is handled all the same."""
    yield "9月21日 10:20"
    qian, sun, wang = month.resident("钱大妈", "HF-HH-2"), month["孙社工"], month["王网格"]
    number = qian.reports("有人在楼道里堆杂物")
    sun.looks_at(number, "更多", "请补充")
    sun.says("是几单元？")
    qian.sees("是几单元")
    yield "9月28日 9:00"
    assert month.case(number).status is Status.ACCEPTED
    assert month.acts(number)[-1] is Act.INFO_LAPSED
    sun.looks_at(number, "更多", "转办", "王网格")
    wang.sees("孙社工转给您办理")
    wang.looks_at(number, "签收")
    yield "9月28日 16:00"
    wang.looks_at(number, "答复")
    wang.says("杂物已清走")
    qian.sees("杂物已清走")
    yield "10月30日 9:00"
    assert Act.KEPT_PRIVATE in month.acts(number)  # nobody published it in time
    assert month.case(number).status is Status.TRACKING


def the_motorway(month: Month) -> Iterator[str]:
    """Declined with the next door; disputed once; declined by the street for good."""
    yield "9月21日 10:30"
    feng, sun, chen = (
        month.resident("冯叔", "HF-HH-3", "browser"),
        month["孙社工"],
        month["陈街道"],
    )
    number = feng.reports("高速路边的隔音墙坏了，太吵")
    sun.looks_at(number, "更多", "不予受理")
    sun.says("高速路归省里管", "省高速公路公司 12122")
    feng.sees("不属本街道受理")
    yield "9月21日 15:00"
    feng.taps("不同意")
    feng.says("就在我们楼后面")
    feng.sees("已请街道重新看")
    assert month.case(number).status is Status.SUBMITTED
    chen.sees("【不同意】")
    yield "9月22日 9:00"
    chen.looks_at(number, "更多", "不予受理")
    chen.says("查过，确实归省里管", "省高速公路公司 12122")
    feng.sees("查过，确实归省里管")
    assert month.case(number).status is Status.DECLINED


def the_same_matter(month: Month) -> Iterator[str]:
    """Two who report it and one who joins; all are told, all are asked, one is not helped."""
    yield "9月22日 10:30"
    wang = month["王网格"]
    li, deng = month.resident("李奶奶", "HF-HH-6"), month.resident("邓伯", "HF-HH-6", "browser")
    first = li.reports("六号楼三单元的扶手松了，我昨天差点摔倒")
    second = deng.reports("六号楼楼梯扶手松了，我孙子也说危险")
    month.keeps_secret(li, "差点摔倒")
    month.keeps_secret(deng, "我孙子")
    yield "9月22日 11:30"
    wang.looks_at(second, "更多", "合并", "写编号")
    wang.says(first)
    wang.sees("已合并到")
    deng.sees("是同一件事")
    assert month.case(second).status is Status.MERGED
    yi = month.resident("易嫂", "HF-HH-6", "browser")
    yi.says(first)
    yi.taps("我也有这个问题", "同意")
    yi.sees("您也在等")
    yield "9月23日 10:00"
    wang.looks_at(first, "当场办结")
    wang.says("扶手已经焊牢")
    for each in (li, deng, yi):
        each.sees("扶手已经焊牢")
    yi.taps("解决了")
    li.taps("解决了", "基本满意")
    yield "9月24日 9:00"
    deng.taps("没人联系我")
    deng.sees("重新办理（第 2 次）")
    assert (month.case(second).status, month.case(second).round) == (Status.ACCEPTED, 2)
    wang.looks_at(second, "签收")
    wang.looks_at(second, "答复")
    wang.says("二楼那一段也焊牢了")
    deng.taps("解决了")
    yield "10月25日 9:00"
    assert month.case(first).outcome is Outcome.SOLVED_CONFIRMED
    assert month.case(second).outcome is Outcome.SOLVED_CONFIRMED


def the_night(month: Month) -> Iterator[str]:
    """What is ordinary waits for the morning; what is dangerous goes by the roster at once."""
    yield "10月13日 8:30"
    month.on_duty("孙社工", "HF", "10月13日 22:00", "10月14日 7:00")
    yield "10月13日 23:10"
    shi, tao = month.resident("石姐", "HF-HH-7", "browser"), month.resident("陶爷爷", "HF-HH-7")
    wang, sun = month["王网格"], month["孙社工"]
    sun.actor.skims()
    ordinary = shi.reports("草坪没人修剪")
    wang.never_saw(ordinary)
    tao.says("楼道里煤气味很大")
    tao.sees("119")
    tao.taps("已报警")
    tao.sees("已按紧急登记")
    urgent = month.numbers()[-1]
    sun.sees(urgent)
    sun.looks_at(urgent, "当场办结")
    sun.says("已到场，关了总阀，燃气公司在修")
    tao.sees("关了总阀")
    yield "10月14日 9:00"
    wang.sees(ordinary)
    tao.taps("解决了")
    wang.looks_at(ordinary, "当场办结")
    wang.says("今天修剪好了")
    shi.taps("解决了")
