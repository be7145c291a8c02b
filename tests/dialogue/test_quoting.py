"""Questions and reminders name the case by its own words, so that none is taken for another."""

from datetime import timedelta

from services.casework import case_clock
from tests.support.chat import Street

WORDS = "三号楼二单元的楼道灯坏了好几天，老人下楼看不见"
QUOTED = "「三号楼二单元的楼道灯坏了好几天，老人下…」"


def test_what_staff_are_asked_about_a_case_quotes_it(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    number = street.resident("张奶奶").reports(WORDS)
    wang.taps("签收")
    assert QUOTED in wang.sees("已签收").text
    wang.taps("答复")
    assert f"{QUOTED}\n{number} 办了什么" in wang.sees("办了什么").text
    wang.says("取消")
    wang.says(number)
    wang.taps("更多")
    wang.taps("申请延期")
    wang.taps("3 天")
    assert f"{number}{QUOTED}\n为什么要延期" in wang.sees("为什么要延期").text


def test_a_question_that_waited_quotes_its_own_case(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports("楼道灯不亮")
    wang.taps("退回")
    other = zhang.reports("下水道堵了")
    wang.says(other)
    assert "「楼道灯不亮」" in wang.sees_now("为什么退回").text
    assert "下水道" not in wang.last.text


def test_a_reminder_quotes_the_case(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports(WORDS)
    street.clock.move(timedelta(days=3))
    with street.store.write() as session:
        case_clock.remind_steps(session, street.clock)
    street.deliver()
    assert QUOTED in wang.sees("超时未看").text
