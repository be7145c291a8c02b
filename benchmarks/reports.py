"""What simulated residents write: made-up sentences of ordinary length, and where they live."""

from collections.abc import Sequence

SENTENCES: Sequence[str] = (
    "楼道里的灯坏了半个月了，晚上老人上下楼看不见台阶，请派人来修一下。",
    "小区门口的垃圾桶好几天没人清，天一热味道特别大，苍蝇到处都是。",
    "我们单元的下水道又堵了，一楼的厨房返水，用水都不敢用，麻烦尽快疏通。",
    "楼下烧烤店每天营业到凌晨两点，油烟和吵闹声让人睡不好觉，孩子第二天还要上学，希望管一管。",
    "路口的红绿灯配时太短，老人根本走不完斑马线，建议把绿灯时间加长一些。",
    "自来水这两天发黄，放了十几分钟还是黄的，不敢拿来做饭，想问问是怎么回事。",
    "电动车都停在一楼门厅里充电，线拉得到处都是，万一出事后果不敢想，请物业来处理。",
    "健身器材的螺丝松了，孩子在上面玩很危险，已经跟物业说过两次了，一直没有人来。",
    "旁边工地早上五点多就开始打桩，一直到晚上十点，家里有高考的孩子，实在受不了，请协调一下施工时间。",
    "小区的绿化树长得太高，把三楼的窗户都挡住了，白天也要开灯，能不能修剪一下。",
    "电梯三天两头坏，住十几楼的老人下不来，维修基金交了这么多年，不知道什么时候能换。",
    "社区的老年食堂什么时候开，我父母腿脚不便，每天做饭很吃力，盼着早一点办起来。",
    "快递车和外卖车在院子里开得飞快，昨天差一点碰到孩子，请在门口装减速带。",
    "雨水井的盖子翘起来了，下雨天水排不下去，门口积水有十几厘米深，出门要蹚水。",
    "停车位被人用地锁占了，外来车又随便停，消防通道堵得死死的，请来看看。",
    "办居住证要跑三个窗口，每个窗口要的材料都不一样，希望把要求一次说清楚。",
)

ESTATES = 32
"""Estates of the simulated street, two in each grid."""


def words_of(number: int) -> str:
    """Give what a resident of this number writes."""
    return SENTENCES[number % len(SENTENCES)]


def place_of(number: int) -> str:
    """Give where a resident of this number lives, in their words."""
    return f"{estate_name(number % ESTATES)}{number % 9 + 1}号楼"


def estate_name(number: int) -> str:
    """Give the name of an estate."""
    return f"{'春夏秋冬东南西北'[number % 8]}{'湖山江林'[number // 8]}小区"
