"""Stories of what goes from hand to hand, and of what nobody takes."""

from collections.abc import Iterator

from models.cases import Escalation, Status
from models.timeline import Act
from tests.month.diary import Month


def the_unit(month: Month) -> Iterator[str]:
    """A unit has it, asks for more time twice, answers; it is not solved, and done again."""
    yield "9月21日 11:00"
    hu, wang = month.resident("胡姐", "HF-HH-9"), month["王网格"]
    qian, zhou = month["钱社工"], month["周联络"]
    number = hu.reports("物业保洁总不来，垃圾堆到门口")
    qian.looks_at(number, "更多", "转办", "荷花物业")
    qian.sees("已转荷花物业公司办理")
    zhou.looks_at(number, "签收")
    zhou.sees("已签收")
    hu.sees("荷花物业公司")
    yield "9月23日 9:00"
    zhou.looks_at(number, "更多", "记进展")
    zhou.says("已约保洁公司")
    zhou.sees("进展记下了")
    yield from _more_time(month, number)
    zhou.looks_at(number, "答复")
    zhou.says("垃圾已清走，以后每天来")
    hu.sees("垃圾已清走")
    yield "9月30日 9:00"
    hu.taps("没解决")
    hu.sees("第 2 次")
    hu.says("今天又没来")
    zhou.sees("【重办】")
    zhou.never_saw("今天又没来")  # nobody's as yet
    wang.sees("【重办】", "今天又没来")
    assert (month.case(number).round, month.case(number).is_solved) == (2, None)
    yield "10月8日 9:00"
    qian.looks_at(number, "更多", "转办", "荷花物业")
    zhou.looks_at(number, "签收")
    zhou.looks_at(number, "答复")
    zhou.says("换了保洁公司，今天来过了")
    yield "10月9日 9:00"
    hu.taps("解决了")
    assert month.case(number).status is Status.TRACKING


def _more_time(month: Month, number: str) -> Iterator[str]:
    hu, qian, zhou = month["胡姐"], month["钱社工"], month["周联络"]
    yield "9月28日 9:00"
    due = month.case(number).due_at
    zhou.looks_at(number, "更多", "申请延期", "5 天")
    zhou.says("新保洁合同要等")
    zhou.sees("延期申请已送上级")
    qian.looks_at(number)
    qian.says("待办")
    qian.taps(f"批延期 {number}", "同意")
    qian.sees("已同意延期")
    hu.sees("要晚一些")
    assert month.case(number).due_at > due
    yield "9月29日 9:00"
    due = month.case(number).due_at
    zhou.looks_at(number, "更多", "申请延期", "3 天")
    zhou.says("还想再等等")
    qian.says("待办")
    qian.taps(f"批延期 {number}", "不同意")
    qian.says("先派人清走")
    zhou.sees("延期没有批")
    assert month.case(number).due_at == due


def the_letter(month: Month) -> Iterator[str]:
    """An outside body: a letter goes out, a clerk chases it, and gives its answer."""
    yield "9月22日 15:00"
    ma, sun = month.resident("马哥", "HF-HH-3", "browser"), month["孙社工"]
    number = ma.reports("路边电线杆歪了，我叫马文才，电话13911112222")
    month.keeps_secret(ma, "马文才", "13911112222")
    sun.looks_at(number, "更多", "转办", "供电公司")
    sun.says("电线杆倾斜，请派人查看")
    assert "马文才" not in sun.sees("转办函写好了")
    sun.taps("已发出")
    sun.sees("转办函已发出")
    ma.sees("供电公司（孙社工跟办）")
    yield "9月29日 9:00"
    sun.sees("请催一下供电公司")
    sun.taps("已催")
    sun.sees("已催 1 次")
    yield "9月30日 9:00"
    sun.taps("已回复")
    sun.says("供电公司已扶正电线杆")
    ma.sees("供电公司已扶正电线杆")
    ma.taps("解决了")
    assert {Act.LETTER_SENT, Act.CHASED, Act.CONFIRMED} <= set(month.acts(number))


def the_wall(month: Month) -> Iterator[str]:
    """An objection that holds: a second round, by the same hand."""
    yield "9月23日 9:30"
    ning, wang, sun = (
        month.resident("宁叔", "HF-HH-4", "browser"),
        month["王网格"],
        month["孙社工"],
    )
    number = ning.reports("围墙裂了一道大缝")
    wang.looks_at(number, "当场办结")
    wang.says("裂缝已经补好")
    sun.looks_at(number, "更多", "公示文", "公示")
    sun.sees("已公示")
    yield "9月24日 9:30"
    yu = month.resident("于姐", "HF-HH-4")
    yu.opens(month.notice_link(number))
    yu.taps("异议")
    yu.says("只抹了一层灰")
    yu.taps("同意")
    month.keeps_secret(yu, "只抹了一层灰")
    yield "9月24日 11:00"
    sun.actor.skims()
    sun.says("待办")
    sun.taps("待答复异议", "异议成立")
    sun.says("属实，重新砌")
    yu.sees("异议成立")
    ning.sees("现在重新办理（第 2 次）")
    wang.sees("【重办】")
    assert month.case(number).round == 2
    wang.looks_at(number, "签收")
    yield "9月29日 9:00"
    wang.looks_at(number, "答复")
    wang.says("围墙已经重砌")
    ning.sees("围墙已经重砌")
    ning.taps("解决了")


def the_hot_potato(month: Month) -> Iterator[str]:
    """Given back twice: it goes to the backstop by itself, who keeps it."""
    yield "9月23日 10:00"
    bai, wang, sun = month.resident("白姨", "HF-HH-5"), month["王网格"], month["孙社工"]
    zheng = month["郑中心"]
    number = bai.reports("河边的护栏少了一截")
    due = month.case(number).due_at
    wang.looks_at(number, "退回")
    wang.says("不归网格")
    sun.looks_at(number, "退回")
    sun.says("也不归社区")
    zheng.sees("已被退回两次")
    zheng.looks_at(number, "签收")
    zheng.sees("已签收")
    assert (month.case(number).returns, month.case(number).due_at) == (2, due)
    yield "9月28日 10:00"
    zheng.looks_at(number, "答复")
    zheng.says("护栏补齐了")
    bai.sees("护栏补齐了")
    bai.taps("解决了", "不满意")


def the_holiday(month: Month) -> Iterator[str]:
    """The manager is away: the stand-in has it, it comes back; a clerk hands it on."""
    yield "9月28日 8:30"
    wang, li, sun = month["王网格"], month["李网格"], month["孙社工"]
    li.actor.skims()
    li.says("我不在")
    li.taps("王网格", "三天")
    li.sees("由王网格代班")
    wang.sees("由您代班")
    kang = month.resident("康伯", "HF-GY", "browser")
    number = kang.reports("桂园的秋千绳子断了")
    wang.looks_at(number, "签收")
    li.never_saw(number)
    yield "10月1日 9:00"
    wang.sees("代班到此为止")
    yield "10月8日 9:30"
    li.looks_at(number)  # it came back by itself
    sun.looks_at(number, "更多", "改派", "钱社工")
    sun.says("李网格去培训")
    li.sees("已改派给钱社工")
    qian = month["钱社工"]
    qian.sees("改派给您办理，原因：李网格去培训")
    qian.looks_at(number, "签收")
    qian.looks_at(number, "答复")
    qian.says("秋千换了新绳")
    kang.sees("秋千换了新绳")
    kang.taps("解决了")


def the_outage(month: Month) -> Iterator[str]:
    """Many report one outage: one card, one press, one answer."""
    yield "10月15日 18:30"
    wang = month["王网格"]
    people = [month.resident(f"停水户{floor}", f"HF-HH-{floor}", "browser") for floor in (1, 2, 3)]
    numbers = [person.reports("家里停水了") for person in people]
    wang.sees("【停水 3 户】")
    wang.taps("合并")
    people.append(month.resident("停水户4", "HF-HH-4"))
    numbers.append(people[-1].reports("我家也停水了"))
    assert [month.case(each).status for each in numbers[1:]] == [Status.MERGED] * 3
    wang.looks_at(numbers[0], "签收")
    yield "10月15日 20:30"
    wang.looks_at(numbers[0], "答复")
    wang.says("水管修好了，已经来水")
    for person in people:
        person.sees("已经来水")
        person.taps("解决了")
    assert month.case(numbers[0]).status is Status.TRACKING


def it_comes_back(month: Month) -> Iterator[str]:
    """The same at the same place while it is watched: taken up again with one press."""
    yield "10月8日 10:00"
    wang = month["王网格"]
    xu, gu = month.resident("许哥", "HF-HH-8"), month.resident("顾姐", "HF-HH-8", "browser")
    number = xu.reports("下水道堵了，污水漫出来")
    wang.looks_at(number, "当场办结")
    wang.says("已经疏通了")
    xu.taps("解决了")
    yield "10月12日 10:00"
    second = gu.reports("下水道堵了")
    wang.looks_at(second, "更多", "算复发")
    wang.sees("已按复发重新办理（第 2 次）")
    gu.sees("是同一件事")
    assert month.case(number).round == 2
    assert month.acts(number)[-1] is Act.RECURRED
    wang.looks_at(number, "签收")
    wang.looks_at(number, "答复")
    wang.says("换了一段管子")
    xu.sees("换了一段管子")
    xu.taps("解决了")
    gu.taps("解决了")


def nobody(month: Month) -> Iterator[str]:
    """Nobody does anything: up the ladder, level by level; then it is answered."""
    yield "9月21日 14:00"
    long, li = month.resident("龙叔", "HF-GY", "browser"), month["李网格"]
    number = long.reports("桂园的公共厕所没人打扫")
    for when, level, who in (
        ("9月29日 15:00", Escalation.NONE, "李网格"),
        ("9月30日 15:00", Escalation.REMINDED, "李网格"),
        ("10月8日 15:00", Escalation.GRID, "孙社工"),
        ("10月9日 15:00", Escalation.STREET, "何督办"),
        ("10月15日 15:00", Escalation.CIRCULAR, "陈街道"),
    ):
        yield when
        assert month.case(number).level == level
        if level:
            assert number in month[who].actor.everything()
    li.looks_at(number, "当场办结")
    li.says("已安排每天打扫")
    long.sees("已安排每天打扫")
    assert month.case(number).escalates_at is None
    assert month.acts(number).count(Act.ESCALATED) == max(Escalation)
