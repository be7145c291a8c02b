"""公示 in the chat: put up, read, objected to, and told to the groups."""

import pytest

from handlers.talking.messages import Kind
from models.timeline import Act
from scheduler import jobs
from tests.support.bound import bound
from tests.support.chat import Person, Street

ANSWER = "灯已换好，已告知李女士13800138000"


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid."""
    return street.staff("李敏", "grid_manager", "HF-01")


@pytest.fixture
def sun(street: Street) -> Person:
    """A clerk of the community, who publishes."""
    return street.staff("孙洁", "clerk", "HF")


@pytest.fixture
def wang(street: Street) -> Person:
    """A resident of the first estate."""
    return street.resident("王婶")


def answered(wang: Person, li: Person, words: str = ANSWER) -> str:
    """Let a case be reported and answered; give its number."""
    number = wang.reports("3号楼楼道灯不亮")
    li.taps("当场办结")
    li.says(words)
    return number


def evening(street: Street) -> None:
    """Run the job of the evening."""
    with street.store.write() as session:
        jobs.notice_digest(session, street.clock)
    street.deliver()


def test_one_press_puts_up_what_was_answered(li: Person, sun: Person, wang: Person) -> None:
    number = answered(wang, li)
    shown = sun.sees("【待公示】")
    assert "灯已换好，已告知一位女士138****8000" in shown.text
    assert "〔李女士·姓名〕〔13800138000·手机号〕" in shown.text
    assert list(shown.buttons) == ["公示", "改文字", "放行", "不公开"]
    sun.taps("公示")
    told = sun.sees(f"{number} 已公示，到11月30日为止").text
    assert "居民发“公示”就能看到" in told
    assert "群" not in told  # there is none
    zhou = wang.street.person("周强")
    zhou.says("公示")
    zhou.sees("【公示】荷花小区 · 灯已换好")
    zhou.never_saw("13800138000")
    assert list(zhou.last.buttons) == ["异议", "我也有这个问题"]


def test_words_are_changed_and_what_is_personal_hidden(
    li: Person, sun: Person, wang: Person
) -> None:
    answered(wang, li)
    sun.taps("改文字")
    sun.says("灯换好了，联系人：李四，电话138 0013 8000")
    sun.sees("有 2 处像是个人信息：〔李四·姓名〕〔138 0013 8000·手机号〕")
    sun.taps("遮住")
    sun.sees("灯换好了，联系人：李某，电话138****8000")
    sun.taps("公示")
    sun.sees("已公示")


def test_a_press_on_an_older_text_publishes_nothing(li: Person, sun: Person, wang: Person) -> None:
    answered(wang, li)
    before = sun.sees("【待公示】")
    sun.taps("改文字")
    sun.says("灯换好了")
    sun.sees("灯换好了")
    sun.taps("公示", on=before)
    sun.sees("文字刚改过，没有公示")


def test_what_is_no_secret_is_let_through_by_name(li: Person, sun: Person, wang: Person) -> None:
    answered(wang, li, "王书记到场，灯已换好")
    assert "一位书记到场" in sun.sees("【待公示】").text
    sun.taps("放行")
    sun.taps("放行：王书记")
    shown = sun.sees("王书记到场，灯已换好")
    assert "已具名放行 1 处" in shown.text
    sun.taps("遮住")
    sun.sees("一位书记到场")


def test_kept_private_with_a_reason(li: Person, sun: Person, wang: Person) -> None:
    number = answered(wang, li)
    sun.taps("不公开")
    sun.says("反映人不愿意")
    sun.sees(f"{number} 不公开")
    wang.says("公示")
    wang.sees("现在没有公示")


def test_what_waits_to_be_published_stands_in_the_list_of_things_to_do(
    li: Person, sun: Person, wang: Person
) -> None:
    number = answered(wang, li)
    sun.says("待办")
    sun.taps("待公示 1 件")
    sun.taps(f"看 {number}（11月23日）")
    sun.taps("公示")
    sun.sees("已公示")
    sun.says("待办")
    assert "待公示" not in str(list(sun.last.buttons))


def test_every_draft_that_waits_is_counted_and_listed_the_newest_first(
    li: Person, sun: Person, wang: Person
) -> None:
    numbers = [answered(wang, li) for _ in range(7)]
    sun.says("待办")
    sun.taps("待公示 7 件")
    first = sun.sees("等您看的公示 7 件")
    assert numbers[-1] in first.text.splitlines()[1]
    assert "11月23日答复" in first.text
    opens = [f"看 {it}（11月23日）" for it in reversed(numbers)]
    assert list(first.buttons) == [*opens[:5], "后面 2 件"]
    sun.taps("后面 2 件")
    assert list(sun.last.buttons) == opens[5:]


def test_a_reporter_finds_under_progress_that_it_is_on_notice(
    li: Person, sun: Person, wang: Person
) -> None:
    answered(wang, li)
    wang.says("进度")
    assert "公示中" not in wang.last.text
    before = len(wang.screen)
    sun.taps("公示")
    assert len(wang.screen) == before, "nothing is pushed to who reported it"
    wang.says("进度")
    wang.sees("公示中，到11月30日")
    sun.says("菜单")
    sun.taps("更多功能")
    assert "看公示" in sun.last.buttons


def test_the_board_is_headed_by_the_community_of_who_reads(
    street: Street, li: Person, sun: Person, wang: Person
) -> None:
    for _ in range(2):
        answered(wang, li)
        sun.taps("公示")
    home = street.resident("住户", "HF-HH-3")
    home.says("公示")
    home.sees("【公示】和风社区")


def test_the_notice_of_a_case_is_found_under_more_and_taken_down(
    street: Street, li: Person, sun: Person, wang: Person
) -> None:
    number = answered(wang, li)
    sun.taps("公示")
    sun.says(number)
    sun.taps("更多")
    sun.taps("公示文")
    sun.taps("撤下")
    sun.says("楼号写错了")
    sun.sees("已撤下")
    wang.says("/notices")
    wang.sees("现在没有公示")
    assert street.acts(number)[-1] is Act.NOTICE_WITHDRAWN


def test_a_resident_objects_once_and_is_answered(li: Person, sun: Person, wang: Person) -> None:
    answered(wang, li)
    sun.taps("公示")
    zhou = wang.street.resident("周强")
    zhou.says("公示")
    zhou.taps("异议")
    zhou.says("灯只亮了一天")
    zhou.taps("同意")
    zhou.sees("已收到您的异议")
    shown = sun.sees("【异议】")
    assert "灯只亮了一天" in shown.text
    assert "周强" not in shown.text
    zhou.says("公示")
    zhou.taps("异议")
    zhou.sees("不用再提")
    sun.taps("异议成立，重办")
    sun.says("属实，今天重新修")
    sun.sees("已答复")
    zhou.sees("异议成立，这件事重新办理")
    wang.sees("现在重新办理（第 2 次）")
    li.sees("【重办】")


def test_after_the_period_an_objection_gets_the_next_door(
    street: Street, li: Person, sun: Person, wang: Person
) -> None:
    answered(wang, li)
    sun.taps("公示")
    wang.says("公示")
    shown = wang.sees("【公示】")
    street.passes(days=7)
    wang.taps("异议", on=shown)
    wang.sees("公示期已过")


def test_an_objection_that_waits_is_found_in_the_list_of_things_to_do(
    li: Person, sun: Person, wang: Person
) -> None:
    answered(wang, li)
    sun.taps("公示")
    wang.says("公示")
    wang.taps("异议")
    wang.says("还是不亮")
    sun.says("待办")
    sun.taps("待答复异议 1 件")
    sun.taps("不成立")
    sun.says("昨晚看过，亮着")
    wang.sees("不成立。答复：昨晚看过，亮着")


def test_the_group_is_told_in_the_evening_and_its_link_opens_the_notice(
    street: Street, li: Person, sun: Person, wang: Person
) -> None:
    group = bound(street, li, "荷花邻里", "HF-01", "居民群")
    answered(wang, li, "灯已换好")
    sun.taps("公示")
    evening(street)
    evening(street)
    assert [it.text.count("【公示】") for it in group.screen].count(1) == 1
    assert "灯已换好" in group.last.text
    zhou = street.person("周强")
    zhou.follows(group.last, "看公示，提异议")
    zhou.sees("【公示】荷花小区 · 灯已换好")
    street.passes(days=8)
    with street.store.write() as session:
        jobs.end_notices(session, street.clock)
    street.deliver()
    assert "（公示期满）" in group.last.text
    assert "灯已换好" not in group.last.text
    assert not group.last.links


def test_the_board_is_read_page_by_page(street: Street, li: Person, sun: Person) -> None:
    for index in range(6):
        wang = street.resident(f"居民{index}")
        answered(wang, li, f"第{index}件办好了")
        sun.taps("公示")
    zhou = street.person("周强")
    zhou.says("公示栏")
    assert len([it for it in zhou.last.buttons if it.startswith("看第")]) == 5
    zhou.taps("更早的")
    zhou.taps("看第 6 件")
    assert "第0件办好了" in zhou.last.text


def test_the_reporter_is_asked_once_about_photos(li: Person, sun: Person, wang: Person) -> None:
    wang.says("3号楼楼道灯不亮")
    wang.sends(Kind.PHOTO)
    wang.taps("同意")
    wang.taps("提交")
    li.taps("当场办结")
    li.says("灯已换好")
    sun.taps("附照片")
    sun.sees("已问反映人")
    sun.taps("附照片")
    wang.taps("不可以")
    wang.sees("照片不公示")
    sun.taps("附照片")
    sun.sees("不同意公示照片")
    assert sum("可以附上这件事的照片吗" in it.text for it in wang.screen) == 1
    wang.taps("可以")
    sun.taps("公示")
    wang.says("公示")
    assert len(wang.last.attachments) == 1


def test_an_announcement_with_personal_data_warns_first(street: Street, li: Person) -> None:
    group = bound(street, li, "荷花邻里", "HF-01", "居民群")
    li.says("发通知", "请找王大爷，电话13800138000领钥匙")
    li.sees("有 2 处像是个人信息")
    assert list(li.last.buttons)[:2] == ["遮住再发", "照发，我负责"]
    li.taps("遮住再发")
    assert "请找一位大爷，电话138****8000领钥匙" in group.last.text


def test_who_sends_it_anyway_answers_for_it(
    street: Street, li: Person, caplog: pytest.LogCaptureFixture
) -> None:
    group = bound(street, li, "荷花邻里", "HF-01", "居民群")
    li.says("发通知", "请找王大爷领钥匙")
    li.taps("照发，我负责")
    assert "请找王大爷领钥匙" in group.last.text
    assert "answers for 1 findings" in caplog.text
