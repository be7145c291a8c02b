"""Questions to the office, and what a reporter says about the own case."""

import pytest

from handlers.understanding.meaning import (
    FollowUp,
    Question,
    Topic,
    Wish,
    understand,
)


def lines(text: str) -> list[str]:
    """Split a table into its sentences."""
    return [each.strip() for each in text.strip().split("/")]


QUESTIONS = {
    Topic.HOURS: (
        "几点上班 / 社区几点上班？ / 你们周六上班吗 / 下午几点下班 / 居委会上班时间 / "
        "國慶節上班嗎 / 中午有人吗 / 什么时候开门 / 今天有人值班吗 / 你们中午休息吗"
    ),
    Topic.WHERE: (
        "在哪办 / 居住证在哪里办？ / 老年证去哪办 / 社区在哪儿 / 居委会怎么走 / 去哪里盖章 / "
        "在哪里交医保"
    ),
    Topic.GRID: (
        "谁是我的网格员 / 我家网格员是谁 / 三号楼的网格员是哪位 / 我属于哪个社区 / "
        "誰是我的網格員 / 我们楼长是谁 / 网格员电话是多少"
    ),
    Topic.OUTAGE: (
        "什么时候来电 / 什么时候来水 / 几点来电啊 / 停水了什么时候来水 / 今天停电吗 / "
        "怎么停水了？ / 是不是停电了 / 停水到几点 / 什么时候供暖 / 何時來電 / 多久能恢复供电"
    ),
    Topic.PHONE: (
        "电话多少 / 社区电话多少 / 物业电话是多少？ / 居委会电话 / 怎么联系你们 / 派出所的电话 / "
        "打什么电话 / 社区联系方式有吗"
    ),
}


@pytest.mark.parametrize(
    ("topic", "text"),
    [(topic, text) for topic, table in QUESTIONS.items() for text in lines(table)],
)
def test_a_question_of_the_office_has_a_topic(topic: Topic, text: str) -> None:
    assert understand(text) == Question(topic, text)


@pytest.mark.parametrize(
    "text",
    lines(
        "请问新生儿医保怎么办理 / 办老年证需要什么材料 / 低保怎么申请 / 如何申请公租房 / "
        "医保怎么交 / 落户需要哪些手续 / 请问路灯归谁管 / 可以代办吗 / 有没有养老政策"
    ),
)
def test_other_questions_have_no_topic(text: str) -> None:
    assert understand(text) == Question(None, text)


@pytest.mark.parametrize(
    "text",
    lines(
        "停水三天了什么时候来水没人管 / 物业电话没人接 / 天天停电怎么回事 / "
        "居委会上班时间总是没人 / 为什么路灯一直不亮 / 楼道太脏了什么时候打扫 / "
        "晚上几点以后不能施工啊太吵了"
    ),
)
def test_a_complaint_with_a_question_in_it_is_no_question(text: str) -> None:
    assert not isinstance(understand(text), Question)


WISHES = {
    Wish.URGE: (
        "怎么还没来 / 怎么还没人来？ / 催一下 / 还要多久 / 几天了没人管 / 好几天了还没人来 / "
        "怎么还没来人 / 到底什么时候能修好 / 处理得怎么样了 / 有结果了吗 / 还没修好 / "
        "怎麼還沒來 / "
        "什么时候来修 / 等了三天了 / 快点来修 / 帮我催一下 / 怎么还没人来修啊 / 修好了吗 / "
        "什么时候能解决 / 到哪一步了 / 都一个星期了还没人管 / 没消息了"
    ),
    Wish.GOOD: (
        "好了 / 修好了 / 已经好了 / 解决了 / 已经修好了，谢谢 / 路灯亮了 / 来水了 / 水来了 / "
        "不漏了 / 搞定了 / 已經好了 / 不用来了 / 问题解决了 / 已经有人来修了 / "
        "都弄好了谢谢你们 / 恢复正常了 / 垃圾清走了"
    ),
    Wish.AGAIN: (
        "又坏了 / 又来了 / 还是没好 / 没解决 / 没修好 / 还是不亮 / 又漏水了 / 又停水了 / "
        "还是老样子 / 没有解决 / 根本没修 / 還是沒好 / 没人联系我 / 修了又坏 / 不满意"
    ),
    Wish.CORRECTION: (
        "是4号楼 / 不是3号楼是4号楼 / 不是3号楼，是4号楼 / 说错了 / 我写错了，是4号楼 / "
        "应该是二单元 / 地址错了 / 是和平小区 / 打错了 / 更正一下，是五栋 / 是４號樓 / "
        "电话写错了"
    ),
    Wish.SUPPLEMENT: "补充 / 我要补充 / 补充一下 / 補充說明 / 补充。",
}


@pytest.mark.parametrize(
    ("wish", "text"), [(wish, text) for wish, table in WISHES.items() for text in lines(table)]
)
def test_the_reporter_speaks_of_the_own_case(wish: Wish, text: str) -> None:
    meaning = understand(text)
    assert isinstance(meaning, FollowUp)
    assert meaning.wish is wish
    assert meaning.text == text


@pytest.mark.parametrize(
    ("text", "has_matter"),
    [
        ("怎么还没来", False),
        ("几天了没人管", False),
        ("又坏了", False),
        ("还是没好", False),
        ("什么时候能解决", False),
        ("路灯怎么还没修好", True),
        ("又停水了", True),
        ("电梯又坏了", True),
        ("路灯已经修好了", False),
        ("是4号楼", False),
    ],
)
def test_a_follow_up_tells_whether_it_could_be_a_report(text: str, has_matter: bool) -> None:
    meaning = understand(text)
    assert isinstance(meaning, FollowUp)
    assert meaning.has_matter is has_matter
