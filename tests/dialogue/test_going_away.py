"""Staff who go away, who stand in, and who come back; and the question after a closed case."""

from datetime import timedelta

import pytest

from models.cases import Status
from scheduler import jobs
from scheduler.timetable import run_job
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


def goes_away(person: Person, *presses: str) -> None:
    person.says("我不在")
    for label in presses:
        person.taps(label)


def test_who_goes_away_presses_three_times_and_the_stand_in_is_told(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    li = street.staff("李网格", "grid_manager", "HF-02")
    wang.says("菜单")
    wang.presses = 0
    wang.taps("我不在")
    assert list(wang.sees("谁代班").buttons) == ["李网格", "没有人代班"]
    wang.taps("李网格")
    wang.taps("三天")
    assert wang.presses == 3
    assert "11月26日" in wang.sees("由李网格代班").text
    li.sees("由您代班")
    street.resident("张奶奶").reports()
    li.sees("待签收")
    wang.never_saw("待签收")
    li.taps("签收")
    wang.says("我回来了")
    wang.sees("欢迎回来")
    li.sees("代班到此为止")
    wang.says("待办")
    wang.sees(NUMBER)
    li.says("待办")
    li.sees("现在没有等您办的事")


def test_who_forgets_to_come_back_is_back_on_the_day(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    goes_away(wang, "没有人代班", "今天")
    wang.sees("不再提醒您")
    wang.says("/start")
    assert "我回来了" in wang.last.buttons
    street.passes(hours=14)
    assert run_job(street.store, jobs.change_absences, street.clock) == 0
    street.passes(hours=14)
    assert run_job(street.store, jobs.change_absences, street.clock) == 1
    street.deliver()
    wang.sees("登记的时间到了")
    wang.says("/here_again")
    wang.sees("没有登记过")


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("12月5日", "12月6日"),
        ("12-5", "12月6日"),
        ("2026年12月5号", "12月6日"),
        ("11.23", "11月24日"),
        ("1月3日", "1月4日"),
    ],
)
def test_a_date_is_read_as_people_write_it(street: Street, written: str, until: str) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    goes_away(wang, "没有人代班", "写日期")
    wang.sees("最后一天")
    wang.says(written)
    assert until in wang.sees("记下了").text


@pytest.mark.parametrize("written", ["下周", "2月30日", "2026-11-22", "2028-01-01", "13月1日"])
def test_a_date_that_is_none_or_is_over_is_asked_for_again(street: Street, written: str) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    goes_away(wang, "没有人代班", "写日期")
    wang.says(written)
    wang.sees("一年之内")
    wang.says("12月5日")
    wang.sees("记下了")


def test_a_stand_in_who_left_meanwhile_is_refused_in_plain_words(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    li = street.staff("李网格", "grid_manager", "HF-02")
    goes_away(wang, "李网格")
    goes_away(li, "没有人代班", "一周")
    wang.taps("今天")
    wang.sees("李网格也不在")


@pytest.mark.parametrize("words", ["我不在", "代班", "我回来了"])
def test_residents_are_not_offered_what_is_for_staff(street: Street, words: str) -> None:
    zhang = street.resident("张奶奶")
    zhang.says(words)
    assert "我要反映" in zhang.sees("没看懂").buttons
    assert "我不在" not in zhang.last.buttons


def test_after_the_end_one_press_begins_a_new_case_linked_to_it(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    wang.says("已经换了灯泡")
    zhang.taps("解决了")
    street.clock.move(timedelta(days=31))
    assert run_job(street.store, jobs.end_tracking, street.clock) == 1
    street.deliver()
    zhang.sees("还有别的事要反映吗")
    zhang.taps("我还要反映")
    zhang.says("下水道堵了")
    zhang.taps("提交")
    zhang.sees("已提交")
    first, second = street.case(NUMBER), street.case("HF-2026-000002")
    assert first.status is Status.CLOSED
    assert second.previous_id == first.id
