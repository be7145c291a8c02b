"""Danger words: misses are tested harder than false alarms, as they cost more."""

import re

import pytest

from handlers.understanding.meaning import Danger, understand
from services.danger.danger_words import ALWAYS, SHORT
from services.danger.dangers import DangerKind, expand, find_danger

CRIES = {
    DangerKind.FIRE: (
        "着火了 / 家里着火了快来人 / 楼下起火了 / 三号楼着大火了！！！ / 我们单元着起火来了 / "
        "隔壁失火了赶快来 / 楼道里冒烟了 / 楼下有人家冒浓烟 / 五楼窗户往外冒黑烟 / 屋里全是烟 / "
        "满屋子烟看不见了 / 电瓶车烧起来了 / 电动车自燃了，在车棚里 / 楼下电瓶车炸了 / "
        "火好大快点 / 厨房油锅烧着了 / 着 火 了 / 着\u200b火了 / 着！火！了！ / 著火了 / "
        "失火了，請快來 / 樓道冒煙 / 起火啦快来 / 着伙了 / 找火了 快来人 / 房子烧了 / "
        "配电箱冒烟了 / 电线打火花 / 变压器爆炸了 / 煤气罐着火了 / 后山火烧起来了 / "
        "有一股烧焦的味道，插座在冒火 / 闻到好大的糊味，隔壁没人 / 要不要打119，对面楼有明火 / "
        "ｚｈａｏｈｕｏ了 / 走水了走水了 / 屋里头着啦，老太婆还在里面 / 灶上火窜起来了着火了 / "
        "车棚着了火，十几辆车都烧起来了，人还没下来"
    ),
    DangerKind.GAS: (
        "煤气味好大 / 楼道里有煤气味 / 煤氣味很重 / 厨房闻到煤气味 / 一股天然气味 / "
        "燃气泄漏了 / 天然气泄露怎么办 / 煤气漏了 / 煤 气 泄 漏 / 家里漏煤气了 / "
        "漏气了，燃气灶那里嘶嘶响 / 我闻见煤气了头晕 / 液化气罐漏气 / 媒气味道大得很 / "
        "煤气中毒了两个人 / 屋里有臭鸡蛋味 / 煤气阀门忘关了人在外面 / 瓦斯味道好重 / "
        "天燃气有味道，在二单元 / 楼下饭店煤气罐在漏 / 燃气管被挖断了在漏气"
    ),
    DangerKind.MEDICAL: (
        "我妈晕倒了 / 老人昏倒在楼道 / 有人晕过去了 / 爷爷没有呼吸了 / 我爸没呼吸了 / "
        "老伴心梗了快来 / 奶奶心脏病发了 / 血流不止 / 流血不止怎么办 / 流了好多血 / "
        "头破了一地的血 / 老人摔倒起不来了 / 我摔了一跤起不来 / 我跌倒了动不了 / "
        "老头子倒在地上叫不醒 / 喊他没反应 / 爷爷不省人事了 / 喘不上气了 / 胸口疼得厉害 / "
        "小孩噎住了 / 孩子口吐白沫 / 抽搐了快来人 / 人不行了 / 叫救护车 / 快打120 / "
        "要生了羊水破了 / 小孩误食老鼠药 / 门口出车祸了 / 被车撞了 / 暈倒了 / 晕 倒 了 / "
        "有个老头躺在路上 / 我奶奶摔断腿了 / 她吐血了 / 老爷子中风了 / 娃儿烫伤了好大一片 / "
        "吃错药了 / 脸色发紫出不了气 / 被狗咬了流血 / 他昏死过去了 / 楼上掉东西砸到人了 / "
        "姑娘，我老婆子摔地上了，爬不起来 / "
        "我是三号楼的李奶奶，老伴今天早上起来说心里不舒服，刚才就倒在卫生间地上了，喊他也不答应，脸色很白，家里就我一个人，儿子电话打不通"
    ),
    DangerKind.VIOLENCE: (
        "打人了 / 有人打人 / 楼下打起来了 / 打架了快来 / 有人持刀 / 他拿刀砍人 / "
        "拿着菜刀在楼下 / 家暴 / 我老公打我 / 他又打我了 / 隔壁在打老婆 / 邻居打孩子打得好惨 / "
        "有人抢劫 / 我被打了 / 我被他打了 / 包被抢了 / 有人撬门 / 有小偷 / 家里进贼了 / "
        "有人跟踪我 / 一个男的一直尾随我 / 他要杀我 / 快报警 / 帮我报警 / 有人砸我家门 / "
        "醉汉在楼道闹得厉害踹门 / 打 人 了 / 有人在捅人 / 保安打人啦 / 有人耍流氓 / "
        "有人要强奸我 / 人贩子抢孩子 / 我被关起来了不让我走"
    ),
    DangerKind.SUICIDE: (
        "我不想活了 / 不想活了 / 活着没意思 / 活着没什么意思了 / 我想死 / 好想死 / 想自杀 / "
        "有人要跳楼 / 楼顶有人要跳下去 / 我要跳河 / 割腕了 / 我要轻生 / 有人輕生 / 跳 楼 / "
        "活不下去了 / 我妈喝农药了 / 吃了一瓶安眠药 / 她留了遗书 / 我想结束自己的生命 / "
        "死了算了 / 再不管我就死给你们看 / 我活够了 / 上吊了 / 站在楼顶上不下来 / 活着太累了 / "
        "一了百了算了 / 你们再不解决我就从楼上跳下去 / 老头子说要寻短见 / 我怕他想不开 / "
        "爬到天台上了要跳 / 我真的没有活下去的勇气了 / "
        "房子烂尾五年了，找了多少部门都没有人管，钱也没了，老婆也走了，我每天睡不着觉，身体也垮了，孩子上学还要钱，亲戚都借遍了，我写这些也不指望你们给我解决什么，反正大家都是推来推去，我就是想说我真的不想活了"
    ),
    DangerKind.RESCUE: (
        "我被困电梯了 / 困在电梯里了 / 电梯里有人出不来 / 关在电梯里半小时了 / 電梯困人了 / "
        "卡在电梯里 / 有人溺水 / 有人落水了 / 小孩掉河里了 / 孩子掉进井里了 / 掉到水里了 / "
        "有人触电 / 电到人了 / 房子塌了 / 墙倒了压着人 / 被埋在下面了 / 孩子反锁在家里 / "
        "小孩一个人锁在车里 / 有人掉下楼了 / 小孩挂在窗外 / 手被门夹住了 / 屋里进蛇了 / "
        "高压线掉下来了 / 漏电了麻手 / 水淹进家里了 / 电梯往下掉现在停在半空 / "
        "老人一个人在家被锁住了"
    ),
    DangerKind.MISSING: (
        "孩子不见了 / 孩子走丢了 / 我妈走失了 / 老人走丢了 / 小孩找不到了 / 奶奶一夜没回家 / "
        "我爸不见了，他有老年痴呆 / 联系不上我妈了"
    ),
    DangerKind.HELP: (
        "救命 / 救命啊 / 救命！！！ / 救 命 / 快救人 / 救救我 / 来人啊 / 快来人 / ｓｏｓ / "
        "要出人命了 / 救救我妈 / jiuming"
    ),
}
NEAR_MISSES = (
    "消防通道被占 / 消防通道堵了没人管 / 灭火器过期了 / 消防栓没有水 / 煤气表抄错了 / "
    "煤气费太贵 / 燃气表坏了 / 天然气什么时候通 / 打人工电话没人接 / 拨打人工服务 / "
    "墙上贴了打折的广告 / 打印店太吵 / 跳楼价甩卖的喇叭太吵 / 商场天天放跳楼大甩卖 / "
    "楼下饭店的油烟太大 / 楼下火锅店油烟大 / 火车太吵睡不着 / 火车站路口没有红绿灯 / "
    "车停着火车站那边不让走 / "
    "救命钱被健身房骗了 / 热死了，路灯也不亮 / 吵死了，广场舞天天跳 / 臭死了，垃圾没人清 / "
    "累死了还不发工资 / 急死人了，水还没来 / 气死我了，物业不管 / 想死你们了 / 自行车没气了 / "
    "轮胎没气了 / 煤气没气了怎么换 / 没水没电三天了 / 路灯不亮 / 水管爆了 / 没有地方停车 / "
    "窗户被风吹坏了 / 树枝挡住了阳台 / 楼上装修太吵 / 邻居家的狗乱叫 / 小区大门坏了 / "
    "电梯坏了三天 / 电梯太旧了，应该换了 / 电梯没有年检 / 下水道堵了 / 单元门打不开 / "
    "落水管坏了 / 楼顶漏雨 / 楼道堆杂物容易引起火灾 / 飞线充电有火灾隐患 / "
    "怕引发火灾，请清理楼道 / 请做好防火宣传 / 什么时候搞消防演练 / "
    "建议宣传预防煤气中毒的知识 / 办理健康证要什么材料 / 低保怎么申请 / 想办老年证 / "
    "孩子上学的事 / 孩子上幼儿园要什么条件 / 工资拖欠三个月 / 饭店烟囱冒黑烟 / 货车尾气冒黑烟 / "
    "路面坑洼，经常有人摔倒 / 地砖松了，容易摔倒 / 广场舞音响开得很大 / 垃圾桶满了 / "
    "二次供水什么时候改造 / 手机信号太差 / 110千伏变电站建在哪里 / M市咸嘉湖路120号信号差 / "
    "小区绑定车位销售 / 路口右拐的灯时间太短 / 捆绑销售车位 / 道德绑架业主 / "
    "一刀切的政策不合理 / 一中暑假补课 / 墙皮脱落 / 楼下有人摆摊卖菜 / 请问重阳节有活动吗 / "
    "抽风机噪音太大 / A市南楚古街的厕所坏了 / 打桩机半夜施工 / 楼道感应灯坏了 / "
    "菜市场价格太高 / 为减轻生产成本希望补贴 / 健身器材生锈 / 火星街道怎么走 / "
    "恶心的味道从下水道出来 / 快递被放错了 / 打车软件不好用 / 刀具店占道经营"
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, cry) for kind, cries in CRIES.items() for cry in cries.split(" / ")],
)
def test_a_cry_is_heard_as_its_danger(kind: DangerKind, text: str) -> None:
    assert find_danger(text) is kind


@pytest.mark.parametrize("text", NEAR_MISSES.split(" / "))
def test_an_everyday_complaint_raises_no_alarm(text: str) -> None:
    assert find_danger(text) is None


def test_there_are_enough_phrases_to_trust_the_lists() -> None:
    assert sum(len(cries.split(" / ")) for cries in CRIES.values()) >= 200
    assert len(NEAR_MISSES.split(" / ")) >= 80


@pytest.mark.parametrize(
    "text",
    [
        "你好，请问一下，我家楼上好像着火了，在往外冒烟，怎么办",
        "谢谢。另外我老伴刚才晕倒了",
        "取消 救命",
        "投诉：保安打人",
        "他妈的着火了没人管吗",
        "可能煤气泄漏了，你们来看看",
        "好像有人跳楼了",
        "HF-2026-000123 着火了",
        "/report 三号楼着火了",
        "/help 救命啊",
    ],
)
def test_danger_comes_before_everything_else_in_a_message(text: str) -> None:
    assert isinstance(understand(text), Danger)


def test_the_most_pressing_danger_is_named_first() -> None:
    assert find_danger("着火了，有人跳楼了") is DangerKind.SUICIDE
    assert find_danger("我爸晕倒了，屋里着火了") is DangerKind.FIRE
    assert find_danger("救命，他拿刀砍人") is DangerKind.VIOLENCE


FILLER = "我们小区的停车位一直不够用，物业也不肯想办法，大家意见都很大，希望社区出面协调一下。"


def test_a_long_story_with_an_old_danger_raises_no_alarm() -> None:
    story = FILLER * 2 + "听说前年隔壁小区有一家起火，烧了几件家具。" + FILLER * 2
    assert find_danger(story) is None


@pytest.mark.parametrize(
    "text",
    [
        "三号楼着火了！" + FILLER * 4,
        FILLER * 3 + "哎呀现在楼下起火了。" + FILLER,
        FILLER * 3 + "我实在不想活了。" + FILLER,
        FILLER * 3 + "救命！" + FILLER,
        "三号楼\n五楼\n着\n火了\n快来",
    ],
)
def test_danger_in_a_long_text_counts_when_it_is_first_or_now(text: str) -> None:
    assert find_danger(text) is not None


@pytest.mark.parametrize("kind", list(DangerKind))
def test_every_kind_has_words_that_count_everywhere_and_in_short_texts(kind: DangerKind) -> None:
    assert ALWAYS[kind].split()
    assert SHORT[kind].split()
    assert set(ALWAYS) == set(SHORT) == set(DangerKind)


@pytest.mark.parametrize("words", [*ALWAYS.values(), *SHORT.values()])
def test_every_danger_word_begins_with_two_plain_characters(words: str) -> None:
    written_out = [word for item in words.split() for word in expand(item)]
    assert [word for word in written_out if not re.match(r"\w\w", word)] == []
