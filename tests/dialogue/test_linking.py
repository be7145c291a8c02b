"""One person on several doors: codes, what both see, and signing out over there."""

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from models.people import Door, LinkCode, Person
from services.identity import people
from services.office import access
from services.store import Store
from tests.support.chat import Street
from tests.support.second_doors import a_code, a_manager, elsewhere, linked, person_of


@pytest.mark.parametrize(
    "form",
    ["关联 {}", "关联{}", "加入 {}", "/join {}", "/link {}", "{}", "{}。"],
)
def test_a_code_joins_the_account_that_says_it(street: Street, form: str) -> None:
    zhang = street.resident("张奶奶")
    number = zhang.reports()
    other = elsewhere(street, zhang, Door.BROWSER)
    other.says(form.format(a_code(zhang).lower()))
    other.sees_now("关联好了")
    other.says("进度")
    other.sees(number)
    assert person_of(street, other) == person_of(street, zhang)


def test_the_code_may_be_typed_where_one_is_asked_for(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    other = elsewhere(street, zhang, Door.BROWSER)
    other.says("加入")
    other.says(f"关联 {a_code(zhang)}")
    other.sees_now("关联好了")


def test_whoever_is_somebody_already_is_asked_before_the_two_are_one(street: Street) -> None:
    qian, zhang = street.resident("钱某"), street.resident("张奶奶")
    qian.reports()
    number = zhang.reports("下水道堵了，味道很大")
    zhang.says(f"关联 {a_code(qian)}")
    assert "“钱**”" in zhang.sees_now("合在一起").text
    zhang.taps("不是")
    zhang.sees_now("没有关联")
    qian.says(number)
    qian.sees_now("供水排水")
    qian.never_saw("味道很大")
    assert person_of(street, zhang) != person_of(street, qian)


def test_whoever_holds_a_role_is_told_what_else_they_would_give(street: Street) -> None:
    wang, qian = a_manager(street), street.resident("钱某")
    qian.reports()
    wang.says(f"关联 {a_code(qian)}")
    wang.sees_now("您在社区有职务")
    wang.taps("不是")
    with street.store.read() as session:
        person_id = person_of(street, qian)
        assert person_id is not None
        assert access.roles_of(session, person_id) == []


def test_a_code_is_of_use_once_and_for_ten_minutes(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    code = a_code(zhang)
    elsewhere(street, zhang, Door.BROWSER).says(code)
    other = elsewhere(street, zhang, Door.WECHAT)
    other.says(code)
    other.sees_now("已经用过了")
    code = a_code(zhang)
    street.passes(minutes=10)
    other.says(code)
    other.sees_now("已经过期")
    older, newer = a_code(zhang), a_code(zhang)
    other.says(older)
    other.sees_now("已经过期")
    other.says(newer)
    other.sees_now("关联好了")


def test_a_code_said_where_it_was_asked_for_gets_a_word(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    code = a_code(zhang)
    zhang.says(f"关联 {code}")
    zhang.sees_now("已经是您的账号")
    linked(street, zhang)


def test_guessing_ends_after_five_codes(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    qian = street.person("钱某")
    for guess in range(5):
        qian.says(f"关联 AAA-BBB-CC{guess + 2}")
        qian.sees_now("没有这个关联码")
    code = a_code(zhang)
    for form in ("关联 {}", "{}", "加入 {}"):
        qian.says(form.format(code))
        qian.sees_now("试的次数太多了")
    assert person_of(street, qian) is None


def test_a_code_is_not_looked_for_in_an_answer(street: Street) -> None:
    zhang, qian = street.resident("张奶奶"), street.person("钱某")
    zhang.reports()
    code = a_code(zhang)
    qian.says("我要反映")
    qian.says(code)
    assert person_of(street, qian) is None


def test_codes_are_not_given_without_end_and_not_to_strangers(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("关联")
    zhang.sees_now("还没有您的资料")
    zhang.reports()
    for _ in range(5):
        a_code(zhang)
    zhang.says("关联")
    zhang.sees_now("要得太多了")
    street.passes(minutes=61)
    a_code(zhang)
    with street.store.read() as session:
        assert len(session.exec(select(LinkCode.id)).all()) == 1
        assert session.exec(select(Person.consented_at)).one() is not None


def test_the_link_names_the_address_that_people_can_open(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("我的资料")
    zhang.taps("在电脑上打开")
    zhang.sees_now("在电脑上打开街道的网页聊天，在那里说：关联 ")
    store = street.store
    rules = replace(store.rules, public_url="https://minqing.test")
    street.store = Store(store.url, store.vault, rules)
    street.restarts()
    zhang.says("我的资料")
    zhang.taps("在电脑上打开")
    shown = zhang.sees_now("只能用一次").text
    found = re.search(
        r"^https://minqing\.test/chat/enter\?code=([2-9A-Z]{9})$", shown, re.MULTILINE
    )
    assert found is not None
    other = elsewhere(street, zhang, Door.BROWSER)
    other.says(found[1])
    other.sees_now("关联好了")


def test_nobody_agrees_for_anybody_and_the_first_word_counts(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    agreed = street.clock.now()
    street.passes(days=1)
    other = elsewhere(street, zhang, Door.BROWSER)
    other.says("/start area-HF-HH-3")
    other.reports("下水道堵了，味道很大")
    zhang.says(f"关联 {a_code(other)}")
    zhang.taps("都是我本人")
    assert "境外" in zhang.sees("关联好了").text
    with street.store.read() as session:
        person_id = person_of(street, zhang)
        assert person_id is not None
        kept = people.get_person(session, person_id)
        assert kept.consented_at == agreed
        assert len(people.selves(session, person_id)) == 2
