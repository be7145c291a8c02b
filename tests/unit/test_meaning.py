"""What a message means: the rules of "Talking with people", one table each."""

import pytest

from handlers.understanding.meaning import (
    Abuse,
    Back,
    CaseNumber,
    Command,
    CommandName,
    Doubt,
    Doubtful,
    Human,
    Leave,
    LoneDigit,
    Meaning,
    Phone,
    Received,
    SmallTalk,
    Stop,
    Talk,
    WhoAreYou,
    Words,
    read_as_report,
    understand,
)


def lines(text: str) -> list[str]:
    """Split a table into its sentences."""
    return [each.strip() for each in text.strip().split("/")]


COMMANDS = {
    CommandName.START: "菜单 / 开始 / 「菜单」 / 菜單 / 菜 单 / menu",
    CommandName.REPORT: (
        "我要反映 / 报民情 / 民情 / 反映 / 报修 / 投诉 / 投诉！ / 報修 / 我要反映。 / 投 诉"
    ),
    CommandName.MINE: "我反映的事 / 我的民情 / 进度 / 進度？ / 我 反 映 的 事",
    CommandName.POSTS: "岗位 / 认领 / 崗位 / 認領",
    CommandName.DUTY: "签到 / 签退 / 我的岗位 / 簽到",
    CommandName.CARDS: "四色卡 / 积分 / 積分",
    CommandName.POINTS: "积分明细",
    CommandName.REWARDS: "换东西 / 換東西",
    CommandName.PLEDGES: "写承诺 / 我的承诺",
    CommandName.RECORD_ACTIVITY: "记活动 / 記活動",
    CommandName.TO_DO: "待办 / 待辦",
    CommandName.NOTICES: "公示 / 公示！！",
    CommandName.GRID: "我的网格员 / 电话 / 電話 / 我的網格員",
    CommandName.JOIN: "报到 / 報到 / 加入",
    CommandName.BIND: "绑定",
    CommandName.ME: "我的资料 / 我的数据 / 我的資料",
    CommandName.HELP: "帮助 / 幫助 / 帮助？ / help",
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, table in COMMANDS.items() for text in lines(table)]
)
def test_a_command_word_alone_is_a_command(name: CommandName, text: str) -> None:
    told = {"签到": "签到", "簽到": "签到", "签退": "签退"}
    assert understand(text) == Command(name, told.get(text, ""))


@pytest.mark.parametrize("name", list(CommandName))
def test_every_slash_command_is_understood(name: CommandName) -> None:
    assert understand(f"/{name}") == Command(name)
    assert understand(f"/{name.upper()}@MinqingBot") == Command(name)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("/start AbC_12-x", Command(CommandName.START, "AbC_12-x")),
        ("/report@Bot 三号楼路灯不亮", Command(CommandName.REPORT, "三号楼路灯不亮")),
        ("／join AbC12", Command(CommandName.JOIN, "AbC12")),
        ("/nonsense", Command(CommandName.HELP)),
        ("/cancel", Leave()),
        ("/back", Back()),
        ("加入 AbC-12", Command(CommandName.JOIN, "AbC-12")),
        ("加入AbC12。", Command(CommandName.JOIN, "AbC12")),
        ("绑定 和风社区", Command(CommandName.BIND, "和风社区")),
        ("绑定HF01", Command(CommandName.BIND, "HF01")),
        ("绑定：HF01", Words("绑定：HF01")),
    ],
)
def test_commands_take_what_follows_as_it_was_written(text: str, meaning: Meaning) -> None:
    assert understand(text) == meaning


@pytest.mark.parametrize("text", lines("取消 / 取消。 / 取 消 / 「取消」 / 取\u200b消"))
def test_exactly_the_word_leaves(text: str) -> None:
    assert understand(text) == Leave()


@pytest.mark.parametrize("text", lines("返回 / 返回！ / 返 回 / ＂返回＂"))
def test_exactly_the_word_goes_back(text: str) -> None:
    assert understand(text) == Back()


@pytest.mark.parametrize(
    "text",
    lines(
        "投诉物业乱收费 / 反映一下三号楼的路灯 / 报修三楼的水管 / 取消停车收费吧 / "
        "公示的内容不对 / 为什么没人管路灯 / 加入小区群要交钱不合理 / 岗位补贴没有发 / "
        "电话打不通没人接 / 三号楼路灯不亮 / 我家水管爆了 / "
        "三号楼的水管又爆了，楼道里都是水，没人来 / 物业太差了 / 电梯坏了三天 / 楼上装修太吵了 / "
        "小区门口垃圾没人清 / 你好，三号楼的路灯不亮 / "
        "谢谢你们，不过楼道的灯还是暗得很，老人都看不清楚台阶 / 能不能在小区装个健身器材 / "
        "物业不作为怎么办 / 希望增加一个红绿灯 / 建议小区门口装减速带 / 三号楼二单元501 / "
        "在吗三号楼停电了没人修 / 你是谁管路灯的都没有人 / 收到的快递被偷了 / 人工湖的水很臭 / "
        "退订不了宽带被乱扣费 / 早上六点就开始施工 / 我13812345678的号码被骗了钱 / "
        "有人在小区发贷款小广告 / 物业强制加微信群收费 / 2号楼下水道堵了 / 社区电话一直没人接"
    ),
)
def test_a_matter_is_words_whatever_it_begins_with(text: str) -> None:
    assert understand(text) == Words(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("HF-2026-000123", CaseNumber("HF", 2026, 123)),
        ("HF2026000123", CaseNumber("HF", 2026, 123)),
        ("hf2026000123", CaseNumber("HF", 2026, 123)),
        ("ｈｆ－２０２６－０００１２３", CaseNumber("HF", 2026, 123)),
        ("HF—2026—000123。", CaseNumber("HF", 2026, 123)),
        ("HF 2026 000123", CaseNumber("HF", 2026, 123)),
        ("「HF-2026-000123」", CaseNumber("HF", 2026, 123)),
        ("JD-2027-1", CaseNumber("JD", 2027, 1)),
        ("查一下HF-2026-000123", CaseNumber("HF", 2026, 123)),
        ("HF-2026-000123怎么样了？", CaseNumber("HF", 2026, 123)),
        ("编号：HF-2026-000123", CaseNumber("HF", 2026, 123)),
        ("2026-000123", CaseNumber(None, 2026, 123)),
        ("123", CaseNumber(None, None, 123)),
        ("#123", CaseNumber(None, None, 123)),
        ("０００１２３", CaseNumber(None, None, 123)),
    ],
)
def test_a_case_number_is_read_in_every_form(text: str, number: CaseNumber) -> None:
    assert understand(text) == number


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("5", LoneDigit(5)),
        ("０", LoneDigit(0)),
        ("3。", LoneDigit(3)),
        ("五", LoneDigit(5)),
        ("13812345678", Phone("13812345678")),
        ("138 1234 5678", Phone("13812345678")),
        ("138-1234-5678", Phone("13812345678")),
        ("１３８１２３４５６７８", Phone("13812345678")),
        ("0551-61234567", Phone("055161234567")),
        ("61234567", Phone("61234567")),
        ("我的电话13812345678", Phone("13812345678")),
        ("电话：13812345678", Phone("13812345678")),
        ("+86 13812345678", Phone("8613812345678")),
    ],
)
def test_a_lone_digit_and_a_phone_number_are_no_report(text: str, meaning: Meaning) -> None:
    assert understand(text) == meaning


SMALL_TALK = {
    Talk.GREETING: (
        "你好 / 您好！ / 您好啊 / 大家好 / 早上好 / 喂 / hello / Hi / 你好呀 / 社区的同志你好 / "
        "再见 / 新年好 / 请问 / 網格員你好 / 喂，您好"
    ),
    Talk.THANKS: (
        "谢谢 / 谢谢你们！ / 好的谢谢 / 非常感谢 / 謝謝 / 辛苦了 / 谢谢社区 / 麻烦你们了 / "
        "多谢多谢 / 嗯嗯，谢谢啊 / 谢谢网格员同志 / 知道了，谢谢您 / thanks / 谢谢🙏 / "
        "太好了，谢谢"
    ),
    Talk.PRESENCE: (
        "在吗 / 在吗？ / 在不在 / 有人吗 / 你好，在吗 / 请问有人在吗 / 人呢 / ？？？ / ? / "
        "喂，在吗 / 说话 / 怎么没人回 / 收到吗 / 收到了吗？"
    ),
    Talk.OKAY: (
        "好的 / 嗯 / 嗯嗯 / 哦 / 行 / ok / OK！ / 知道了 / 明白 / 好的好的 / 没事了 / 好吧 / "
        "好 / 可以"
    ),
    Talk.EMOJI: "👍 / 👍👍👍 / 🙏 / ❤️ / [强] / [微笑][微笑] / 😂😂",
}


@pytest.mark.parametrize(
    ("talk", "text"), [(talk, text) for talk, table in SMALL_TALK.items() for text in lines(table)]
)
def test_small_talk_is_never_a_case(talk: Talk, text: str) -> None:
    assert understand(text) == SmallTalk(talk)


def test_the_names_of_wechat_emoji_are_emoji() -> None:
    assert understand("/:strong") == SmallTalk(Talk.EMOJI)
    assert understand("谢谢[玫瑰]") == SmallTalk(Talk.THANKS)


@pytest.mark.parametrize(
    "text",
    lines(
        "你是谁 / 你是谁啊？ / 你是机器人吗 / 是真人吗 / 你是哪位 / 你叫什么名字 / 你們是誰 / "
        "您是哪位 / 你是人吗"
    ),
)
def test_who_are_you_is_asked_in_many_ways(text: str) -> None:
    assert understand(text) == WhoAreYou()


@pytest.mark.parametrize(
    "text",
    lines(
        "人工 / 人工！ / 转人工 / 人工客服 / 我要人工 / 轉人工 / 打电话 / 给我回电话 / "
        "请社区回电 / 回个电话吧 / 我不会打字 / 看不懂 / 不会用手机 / 找个人 / 真人客服 / "
        "请打电话给我"
    ),
)
def test_a_person_is_asked_for_in_many_ways(text: str) -> None:
    assert understand(text) == Human()


@pytest.mark.parametrize(
    "text",
    lines(
        "别发了 / 退订 / 退訂 / TD / 不要再发了 / 不要再给我发消息了 / 别烦我 / 取消订阅 / "
        "stop / 请不要发了"
    ),
)
def test_enough_is_enough_in_many_ways(text: str) -> None:
    assert understand(text) == Stop()


@pytest.mark.parametrize(
    "text", lines("收到 / 收到！ / 收到，谢谢 / 好的，收到 / 已收到 / 收到了 / 收悉 / 明白，收到")
)
def test_staff_say_received(text: str) -> None:
    assert understand(text) == Received()


def test_words_are_kept_as_written() -> None:
    written = " 三號樓  路燈不亮，\u200b請來修！ "
    assert understand(written) == Words("三號樓 路燈不亮，請來修！")


def test_a_long_text_with_set_phrases_in_it_is_words() -> None:
    text = "你好，在吗？谢谢你们上次来修，已经好了。不过又有一件事：三号楼的灯不亮了，收到请回"
    assert understand(text) == Words(text)


@pytest.mark.parametrize(
    "text", ["谢谢" * 21, "我是三号楼新搬来的住户，想知道你们的上班时间，顺便给孩子把户口迁过来"]
)
def test_what_is_long_is_no_set_phrase_and_no_question(text: str) -> None:
    assert understand(text) == Words(text)


def test_a_follow_up_without_a_case_is_read_again_as_a_report() -> None:
    assert read_as_report("路灯怎么还没修好") == Words("路灯怎么还没修好")
    assert read_as_report("停水了") == Doubtful(Doubt.FRAGMENT, "停水了")
    assert read_as_report("滚") == Abuse()
