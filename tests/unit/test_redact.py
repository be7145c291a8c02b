"""The gate: what it finds in a text, what it leaves alone, and what stands there instead."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.notices import FindingKind
from services.redact import digest_of, find, mask, mask_all

K = FindingKind

FOUND = {
    "13800138000": K.MOBILE,
    "１３８００１３８０００": K.MOBILE,
    "138 0013 8000": K.MOBILE,
    "138-0013-8000": K.MOBILE,
    "138.0013.8000": K.MOBILE,
    "138—0013—8000": K.MOBILE,
    "+86 138 0013 8000": K.MOBILE,
    "+86-13800138000": K.MOBILE,
    "86-13800138000": K.MOBILE,
    "008613800138000": K.MOBILE,
    "013800138000": K.MOBILE,
    "(+86)13800138000": K.MOBILE,
    "一三八零零一三八零零零": K.MOBILE,
    "幺三八零零幺三八零零零": K.MOBILE,
    "一三八 〇〇一三 八〇〇〇": K.MOBILE,
    "壹叁捌零零壹叁捌零零零": K.MOBILE,
    "138零零138000": K.MOBILE,
    "1 3 8 0 0 1 3 8 0 0 0": K.MOBILE,
    "1、3、8、0、0、1、3、8、0、0、0": K.MOBILE,
    "138、0013、8000": K.MOBILE,
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣": K.MOBILE,
    "①③⑧00138000": K.MOBILE,
    "19912345678": K.MOBILE,
    "0551-65551234": K.LANDLINE,
    "055165551234": K.LANDLINE,
    "（0551）65551234": K.LANDLINE,
    "(0551) 6555 1234": K.LANDLINE,
    "010-62345678": K.LANDLINE,
    "+86-551-65551234": K.LANDLINE,
    "0551-65551234转802": K.LANDLINE,
    "0551-65551234 分机 12": K.LANDLINE,
    "34052419800101001X": K.ID_CARD,
    "34052419800101001x": K.ID_CARD,
    "340524 19800101 001X": K.ID_CARD,
    "340524198001010010"[:17] + "Ｘ": K.ID_CARD,
    "11010519491231002X": K.ID_CARD,
    "340524800101001": K.ID_CARD,
    "6222021234567890128": K.BANK_CARD,
    "6222 0212 3456 7890 128": K.BANK_CARD,
    "4111111111111111": K.BANK_CARD,
    "皖A12345": K.PLATE,
    "皖A·12345": K.PLATE,
    "皖A 12345": K.PLATE,
    "皖AD12345": K.PLATE,
    "皖a12345": K.PLATE,
    "粤Z·1234港": K.PLATE,
    "京A1234学": K.PLATE,
    "zhang.san@qq.com": K.EMAIL,
    "zhang_3＠163．com": K.EMAIL,
    "3号楼2单元501室": K.ROOM,
    "3号楼2单元501": K.ROOM,
    "３号楼２单元５０１室": K.ROOM,
    "3号楼501室": K.ROOM,
    "3-2-501": K.ROOM,
    "三栋501": K.ROOM,
    "5幢1202": K.ROOM,
    "三栋二单元五零一室": K.ROOM,
    "A座1203室": K.ROOM,
    "3#2单元501": K.ROOM,
    "2单元501室": K.ROOM,
    "5号楼3楼东户": K.ROOM,
    "12号501室": K.ROOM,
    "张三先生": K.NAME,
    "李女士": K.NAME,
    "王大爷": K.NAME,
    "欧阳女士": K.NAME,
    "上官婉儿小姐": K.NAME,
    "王建国同志": K.NAME,
    "王书记": K.NAME,
    "李主任": K.NAME,
    "張先生": K.NAME,
    "138:0013:8000": K.MOBILE,
    "138;0013;8000": K.MOBILE,
    "138+0013+8000": K.MOBILE,
    "138*0013*8000": K.MOBILE,
    "138。0013。8000": K.MOBILE,
    "138…0013…8000": K.MOBILE,
    "138】【0013】【8000": K.MOBILE,
    "138        0013       8000": K.MOBILE,
    "l38OO138OOO": K.MOBILE,
    "138oo138ooo": K.MOBILE,
    "❶❸❽00138000": K.MOBILE,
    "腰三八洞洞腰三八洞洞洞": K.MOBILE,
    "幺三八洞洞幺拐八勾两洞": K.MOBILE,
    "65551234转802": K.LANDLINE,
    "皖A0023领": K.PLATE,
    "WJ京12345": K.PLATE,
    "使014578": K.PLATE,
    "使014·578": K.PLATE,
    "zhang(at)qq.com": K.EMAIL,
    "zhang（at）qq.com": K.EMAIL,
    "zhang@qq。com": K.EMAIL,
    "3-501户": K.ROOM,
    "3/2/501": K.ROOM,
    "3.2.501": K.ROOM,
    "501室": K.ROOM,
    "五零一室": K.ROOM,
    "三号楼二单元五〇一": K.ROOM,
    "3幢2单元5楼": K.ROOM,
    "3号楼2门501": K.ROOM,
    "12幢1203户": K.ROOM,
    "3号楼501户": K.ROOM,
    "3号楼501、502": K.ROOM,
    "3号楼501、502室和503户": K.ROOM,
    "王姐": K.NAME,
    "张总": K.NAME,
    "小王": K.NAME,
    "老李": K.NAME,
}
"""Each is found whole, alone and in a sentence."""

INSIDE = {
    "请拨打65551234": ("65551234", K.LANDLINE),
    "电话：6555-1234，白天打": ("6555-1234", K.LANDLINE),
    "微信wx_zhang88": ("wx_zhang88", K.CHAT_ID),
    "微信号：zhangsan88": ("zhangsan88", K.CHAT_ID),
    "加微 zhangsan88": ("zhangsan88", K.CHAT_ID),
    "加我微信zhangsan88": ("zhangsan88", K.CHAT_ID),
    "vx:zs_2020": ("zs_2020", K.CHAT_ID),
    "V信 zs_2020": ("zs_2020", K.CHAT_ID),
    "QQ 12345678": ("12345678", K.CHAT_ID),
    "qq号：123456789": ("123456789", K.CHAT_ID),
    "扣扣12345678": ("12345678", K.CHAT_ID),
    "我叫张三，住在这里": ("张三", K.NAME),
    "姓名：买买提·艾力": ("买买提·艾力", K.NAME),
    "联系人: 李四": ("李四", K.NAME),
    "网格员李敏已到": ("李敏", K.NAME),
    "居民王建国反映": ("王建国", K.NAME),
    "已向李女士说明": ("李女士", K.NAME),
    "和李主任一起到场": ("李主任", K.NAME),
    "方便王大爷出行": ("王大爷", K.NAME),
    "工单20261123，电话138 0013 8000。": ("138 0013 8000", K.MOBILE),
    "2026年11月23日 13800138000": ("13800138000", K.MOBILE),
    "之一13800138000": ("13800138000", K.MOBILE),
    "请打65551234": ("65551234", K.LANDLINE),
    "联系 6555 1234": ("6555 1234", K.LANDLINE),
    "身份证340524198001010011": ("340524198001010011", K.ID_CARD),
    "卡号6222021234567890127": ("6222021234567890127", K.BANK_CARD),
    "账号 6222 0212 3456 7890 127": ("6222 0212 3456 7890 127", K.BANK_CARD),
    "护照E12345678": ("E12345678", K.ID_CARD),
    "护照号：EA1234567": ("EA1234567", K.ID_CARD),
    "住3-501": ("3-501", K.ROOM),
    "王建国说": ("王建国", K.NAME),
    "王建国说明天来": ("王建国", K.NAME),
    "看过了，王强称没有": ("王强", K.NAME),
    "居民李小红表示": ("李小红", K.NAME),
    "网格员孙丽处理": ("孙丽", K.NAME),
    "其妻张丽": ("张丽", K.NAME),
    "户主名王强": ("王强", K.NAME),
    "低保户周大勇": ("周大勇", K.NAME),
    "小王说": ("小王", K.NAME),
    "老李来过": ("老李", K.NAME),
    "找王姐拿钥匙": ("王姐", K.NAME),
    "加我 V：abc12345": ("abc12345", K.CHAT_ID),
    "微信号叫做zs_2020": ("zs_2020", K.CHAT_ID),
    "企鹅123456": ("123456", K.CHAT_ID),
    "扣扣123456": ("123456", K.CHAT_ID),
    "抖音号zs123456": ("zs123456", K.CHAT_ID),
    "钉钉：zs123456": ("zs123456", K.CHAT_ID),
    "支付宝 zs123456": ("zs123456", K.CHAT_ID),
    "荷花小区3号楼2单元501室漏水": ("3号楼2单元501室", K.ROOM),
}

LEFT = (
    "3号楼",
    "3号楼楼道灯已换好",
    "3号楼120户停水",
    "5幢共1202盏灯",
    "荷花小区",
    "张庄小区",
    "李家园社区",
    "网格员",
    "网格员已到现场",
    "老人家行动不便",
    "社区书记到场",
    "小区主任说",
    "居委会主任",
    "物业经理",
    "总经理表示",
    "维修师傅已换好",
    "各位老师同志们",
    "一位大爷",
    "两位大妈",
    "楼下阿姨",
    "业主高度关注",
    "居民方便出行",
    "业主任意停车",
    "我是这里的居民",
    "对方先生",
    "400-800-1234",
    "4008001234",
    "800 820 8820",
    "拨打12345",
    "社区电话12345",
    "微信、12345热线",
    "微信公众号清河街道",
    "QQ群、微信群已通知",
    "110、119、120",
    "HF-2026-000123",
    "工单号20261123000123",
    "2026-11-23",
    "2026年11月23日 09:30-17:30",
    "11月23号1200盏灯",
    "停水时间 8:00-12:00",
    "投资3500000元，1500米",
    "340524198001010011",
    "6222021234567890127",
    "13、15、17、19、21、23号楼",
    "12800138000",
    "138****8000",
    "张某先生",
    "李某反映",
    "新路灯12盏",
    "云A座",
    "@所有人",
    "1-2-2026 开工",
    "11.23.2026",
    "电梯编号3-2-500",
    "13:30、14:30、15:30",
    "2026-11-23 13:30:00",
    "3号楼、5号楼",
    "三号楼一二三层",
    "3号楼3楼",
    "3号楼二十三户",
    "3号楼301盏灯",
    "三室一厅",
    "会议室",
    "金额3.501万元",
    "使100000人受益",
    "支付宝缴费2026年",
    "微信公众号",
    "小王子",
    "老年",
    "老师傅",
    "小区",
    "小高层",
    "老马路",
    "小康",
    "李总数",
    "曾多次反映",
    "高兴地说",
    "方向说明",
    "物业公司表示",
    "商户反映",
    "管委会表示",
    "路政处理",
    "万达回复",
    "何时处理",
    "严肃要求",
    "周大家说",
)


@pytest.mark.parametrize("words", FOUND)
def test_what_is_personal_is_found_whole(words: str) -> None:
    assert [(each.kind, each.text) for each in find(words)] == [(FOUND[words], words)]


@pytest.mark.parametrize("words", FOUND)
def test_it_is_found_in_a_sentence_too(words: str) -> None:
    found = find(f"，已与{words}；核实完毕。")
    assert (FOUND[words], words) in [(each.kind, each.text) for each in found]


@pytest.mark.parametrize("words", INSIDE)
def test_of_a_sentence_only_what_is_personal_is_found(words: str) -> None:
    said, kind = INSIDE[words]
    [found] = find(words)
    assert (found.kind, found.text) == (kind, said)
    assert words[found.start : found.end] == said


@pytest.mark.parametrize("words", LEFT)
def test_what_names_nobody_is_left_alone(words: str) -> None:
    assert list(find(words)) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("电话13800138000。", "电话138****8000。"),
        ("张三先生来电", "一位先生来电"),
        ("已请王师傅来修", "已请一位师傅来修"),
        ("张三老人家", "一位老人家"),
        ("李工到场", "李工到场"),
        ("李建国工到场", "李某工到场"),
        ("欧阳女士", "一位女士"),
        ("联系人：李四", "联系人：李某"),
        ("荷花小区3号楼2单元501室", "荷花小区3号楼某户"),
        ("家住3-2-501", "家住3号楼某户"),
        ("5幢1202", "5幢某户"),
        ("皖A12345", "皖A****5"),
        ("zhang@qq.com", "z***@qq.com"),
        ("微信zhangsan88", "微信***"),
        ("身份证34052419800101001X", "身份证340***************"),
        ("卡号6222021234567890128", "卡号****0128"),
        ("0551-65551234转802", "0551-****234"),
    ],
)
def test_what_is_masked_says_what_it_was_and_not_whose(words: str, shown: str) -> None:
    assert mask(words, find(words)) == mask_all(words) == shown
    assert list(find(shown)) == []


def test_the_phone_of_the_office_is_everybodys() -> None:
    assert [each.text for each in find("打0551-6555 1234", public=["0551-65551234"])] == []
    assert [each.text for each in find("打0551-65551235", public=["0551-65551234"])]


def test_what_somebody_answers_for_stays() -> None:
    words = "王书记，13800138000"
    kept = digest_of(find(words)[0])
    assert mask_all(words, kept=[kept]) == "王书记，138****8000"


BETWEEN = (" ", "，", "、", "1", "3", "李", "先生", "-", "\n")
PIECES = st.sampled_from([*FOUND, *INSIDE, *LEFT, *BETWEEN])


@given(st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=60))
def test_findings_stand_in_order_in_the_text_and_nothing_is_left_once_it_is_masked(
    words: str,
) -> None:
    found = find(words)
    assert all(words[each.start : each.end] == each.text != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert list(find(mask_all(words))) == []


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.sampled_from(["", " ", "-", ".", " - "]))
def test_a_mobile_number_is_found_however_it_is_parted(number: str, between: str) -> None:
    written = between.join((number[:3], number[3:7], number[7:]))
    assert [each.kind for each in find(f"请打{written}谢谢")] == [K.MOBILE]


LONG: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "1" * size,
    "digits apart": lambda size: "1 " * (size // 2),
    "digits and dashes": lambda size: "13-" * (size // 3),
    "digits and dots": lambda size: "1.1" * (size // 3),
    "Chinese digits": lambda size: "一三八" * (size // 3),
    "family names": lambda size: "张" * size,
    "forms of address": lambda size: "先生" * (size // 2),
    "cues": lambda size: "我叫" * (size // 2),
    "at signs": lambda size: "a@" * (size // 2),
    "letters": lambda size: "a" * size,
    "buildings": lambda size: "3号楼" * (size // 3),
    "plates": lambda size: "皖A" * (size // 2),
    "loose digits": lambda size: "138:" * (size // 4),
    "digits far apart": lambda size: ("1" + " " * 15) * (size // 16),
    "letters for digits": lambda size: "l3o" * (size // 3),
    "rooms": lambda size: "3号楼501、" * (size // 7),
    "parted rooms": lambda size: "3/2/501" * (size // 7),
    "speakers": lambda size: "王说" * (size // 2),
    "nicknames": lambda size: "小王" * (size // 2),
    "chats": lambda size: "微信" * (size // 2),
}


@pytest.mark.parametrize("name", LONG)
def test_a_hundred_thousand_characters_take_linear_time(name: str) -> None:
    def seconds(size: int) -> float:
        words = LONG[name](size)
        begin = time.process_time()
        find(words)
        return time.process_time() - begin

    seconds(10_000)
    assert seconds(100_000) < 0.3 + 40 * seconds(10_000)
