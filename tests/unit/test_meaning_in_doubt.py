"""Swearing, adverts and fragments: what is asked about before a draft begins."""

import pytest

from handlers.understanding.meaning import (
    Abuse,
    Doubt,
    Doubtful,
    Words,
    understand,
)


def lines(text: str) -> list[str]:
    """Split a table into its sentences."""
    return [each.strip() for each in text.strip().split("/")]


@pytest.mark.parametrize(
    "text",
    lines(
        "你妈的 / 你们这帮废物 / 垃圾社区 / 傻逼 / 物业都是王八蛋 / 滚 / 他妈的！！ / sb / "
        "你們這幫廢物"
    ),
)
def test_swearing_alone_is_abuse(text: str) -> None:
    assert understand(text) == Abuse()


@pytest.mark.parametrize(
    "text",
    lines("他妈的三号楼路灯坏了三天 / 物业真不要脸乱收停车费 / 傻逼邻居半夜唱歌吵得睡不着觉"),
)
def test_swearing_with_a_matter_is_a_report_as_written(text: str) -> None:
    assert understand(text) == Words(text, swearing=True)


@pytest.mark.parametrize("text", lines("垃圾没人清理很臭 / 废物回收站太吵 / 石头滚到路上了"))
def test_an_innocent_word_is_no_swearing(text: str) -> None:
    assert understand(text) == Words(text)


@pytest.mark.parametrize(
    "text",
    [
        "加微信abc12345，代开发票",
        "低息贷款，秒到账，加我微信",
        "兼职日结，加QQ123456",
        "日赚500，躺赚项目，扫码进群",
        "https://t.cn/xyz",
        "看看 www.abc.com",
        "全场5折优惠买一送一",
    ],
)
def test_adverts_and_bare_links_are_asked_about(text: str) -> None:
    assert understand(text) == Doubtful(Doubt.ADVERT, text)


@pytest.mark.parametrize(
    "text",
    [
        "有人冒充客服让我刷单被骗了三万块",
        "小区楼道里到处是贷款小广告",
        "我在三号楼看到的新闻 https://t.cn/xyz 说这里要修路，什么时候修",
    ],
)
def test_a_report_about_adverts_or_with_a_link_is_words(text: str) -> None:
    assert understand(text) == Words(text)


@pytest.mark.parametrize("text", lines("停水 / 路灯 / 坏了 / 漏水了 / 。。。 / 楼上 / ab / 不是"))
def test_under_four_characters_is_asked_once(text: str) -> None:
    assert understand(text) == Doubtful(Doubt.FRAGMENT, text)


@pytest.mark.parametrize("text", ["", "  ", "\u200b\u2060", "\n\n"])
def test_nothing_is_a_fragment(text: str) -> None:
    assert understand(text) == Doubtful(Doubt.FRAGMENT, "")
