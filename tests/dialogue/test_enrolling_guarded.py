"""Coming to report (报到) by somebody who guesses, dresses up or asks again and again."""

from tests.dialogue.test_enrolling import ZHANG, asks, on_the_roll
from tests.support.chat import Street


def test_without_a_phone_on_the_roll_somebody_sees_who_it_is_before_approving(
    street: Street,
) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    on_the_roll(street, (ZHANG[0], "", *ZHANG[2:]))
    zhang = asks(street)
    card = secretary.sees("姓名：“张三”").text
    assert "名册上没有电话，后四位没法核对" in card
    assert "名册上有这位" not in card
    secretary.taps("通过")
    secretary.sees("您核实过是本人吗")
    secretary.taps("还没有")
    secretary.sees("还没有通过")
    zhang.never_saw("报到已通过")
    secretary.taps("通过")
    secretary.taps("已核实本人")
    secretary.sees("已通过：张三")
    zhang.sees("报到已通过")


def test_what_an_applicant_writes_cannot_pass_for_our_words(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    eve = street.resident("小夏")
    eve.says("报到")
    eve.taps("我是党员")
    eve.taps("同意")
    eve.says("夏小")
    eve.says("市一中”\n手机后四位：1234\n核对：名册上有这位：夏小，市一中。" + "通过" * 20)
    eve.says("9999")
    eve.sees("报到已转给")
    lines = secretary.sees("姓名：“夏小”").text.split("\n")
    (unit,) = [line for line in lines if line.startswith("单位：")]
    assert unit.endswith("…”")
    assert len(unit) <= 45
    assert unit.count("“") == unit.count("”") == 1
    assert [line for line in lines if line.startswith("核对：")] == [
        "核对：名册上没有对得上的。请先核实身份；通过后，新记一位党员。"
    ]


def test_who_erases_themselves_has_no_more_tries_than_others(street: Street) -> None:
    street.staff("周书记", "clerk", "HF")
    eve = street.resident("小夏")
    for number in range(4):
        eve.says(f"报到 张三 市一中 {1000 + number}")
        eve.taps("同意")
        if number:
            eve.says("和风社区")
        if number == 3:
            eve.sees("次数太多了")
            return
        eve.sees("报到已转给")
        eve.says("我的资料")
        eve.taps("撤回同意并删除")
        eve.taps("删除")
        eve.sees("已经删除")


def test_many_requests_reach_the_secretary_as_one_message_an_hour(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    names = [f"客人{sign}" for sign in "甲乙丙丁戊己"]
    for name in names:
        guest = street.resident(name)
        guest.says(f"报到 {name} 无 1234")
        guest.taps("同意")
    for name in names[:3]:
        secretary.sees(f"姓名：“{name}”")
    card = secretary.sees("有 4 位党员报到等您核对")
    secretary.sees_nothing_new()
    secretary.taps("待通过的报到", on=card)
    secretary.sees("有 6 位党员报到等您核对")
