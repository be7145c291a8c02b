"""The kind of a report, guessed from its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.categories import SENSITIVE, WITHIN_A_DAY, Category
from services.texts.casework.categories import CATEGORY_LABELS
from services.triage.triage import guess, guess_category, guess_urgency
from services.triage.triage_words import WORDS
from services.wording import squeeze

REPORTS = [
    ("我家停水两天了", Category.WATER),
    ("下水道堵了往外冒脏水", Category.WATER),
    ("厨房水管漏水，楼下都湿了", Category.WATER),
    ("整栋楼都停电了", Category.POWER),
    ("电线杆歪了，變壓器響", Category.POWER),
    ("天然气什么时候能通到我们小区", Category.GAS),
    ("暖气不热，家里只有十二度", Category.HEATING),
    ("三号楼路灯不亮", Category.STREET),
    ("樓下路燈壞了", Category.STREET),
    ("门口的井盖不见了", Category.STREET),
    ("人行道的砖坏了绊人", Category.STREET),
    ("垃圾好几天没人清，臭味很大", Category.ENVIRONMENT),
    ("楼下饭店油烟直接排到我家窗户", Category.ENVIRONMENT),
    ("楼前的树枝挡住阳台，请修剪一下", Category.GREENING),
    ("广场舞音响太吵，老人睡不着", Category.NOISE),
    ("夜间施工噪音到凌晨两点", Category.NOISE),
    ("小区门口乱停车，救护车都进不来", Category.TRAFFIC),
    ("公交车两个小时才来一班", Category.TRAFFIC),
    ("物业乱收物业费，业委会也不开会", Category.PROPERTY),
    ("楼道堆杂物，消防通道堵死了", Category.BUILDING),
    ("有人在楼顶违建", Category.BUILDING),
    ("电动车在楼道飞线充电", Category.BUILDING),
    ("小区里有人养狗不牵绳", Category.SECURITY),
    ("接到诈骗电话，被骗了三千块", Category.SECURITY),
    ("邻居天天吵架，请社区调解", Category.DISPUTE),
    ("低保怎么停了，家里困难", Category.WELFARE),
    ("卫生院打疫苗要排队一上午", Category.HEALTH),
    ("幼儿园乱收补课费", Category.EDUCATION),
    ("老板拖欠农民工工资三个月", Category.LABOUR),
    ("健身房不给退款，卷款跑了", Category.MARKET),
    ("房产证五年了还没办下来", Category.HOUSING),
    ("拆迁补偿款一直没有给", Category.HOUSING),
    ("咨询落户需要什么材料", Category.POLICY),
    ("窗口办事员态度恶劣", Category.CONDUCT),
    ("今天天气不错", Category.OTHER),
    ("", Category.OTHER),
]

URGENT = [
    "三楼爆管了，水往楼下流",
    "门口的井盖不见了",
    "电线掉下来了，就在路边",
    "整个小区停水了",
    "停电三天了没人修",
    "电表箱冒火花",
    "地下室被水淹了",
    "外墙瓷砖往下掉，快掉到人了，瓷砖掉下来砸车",
    "樹倒了擋住路，那棵树刚才倒了",
    "厨房有煤气味",
]
PATIENT = ["三号楼路灯不亮", "广场舞太吵", "咨询落户需要什么材料", "希望多种些树", "物业费太高"]


@pytest.mark.parametrize(("text", "category"), REPORTS)
def test_words_tell_the_kind(text: str, category: Category) -> None:
    assert guess_category(text) is category


@pytest.mark.parametrize("text", URGENT)
def test_what_cannot_wait_is_urgent(text: str) -> None:
    assert guess_urgency(text)


@pytest.mark.parametrize("text", PATIENT)
def test_what_can_wait_is_not_urgent(text: str) -> None:
    assert not guess_urgency(text)


def test_a_plain_report_is_more_certain_than_a_mixed_one() -> None:
    plain = guess("路灯坏了，路灯不亮，路面也坑洼")
    mixed = guess("路灯坏了，垃圾没人清，广场舞太吵，物业不管")
    assert plain.certainty > mixed.certainty > 0
    assert guess("").certainty == 0


def test_what_is_named_first_decides() -> None:
    tail = "。我们住在这里很多年了，情况就是上面说的这样，请您看看"
    assert guess_category("路灯不亮" + tail + "，还有垃圾") is Category.STREET
    assert guess_category("垃圾没人清" + tail + "，还有路灯") is Category.ENVIRONMENT


def test_every_kind_has_a_name_and_all_but_other_have_words() -> None:
    assert set(CATEGORY_LABELS) == set(Category)
    assert len({label.chinese for label in CATEGORY_LABELS.values()}) == len(Category)
    assert set(WORDS) == set(Category) - {Category.OTHER}
    assert set(Category) >= SENSITIVE | WITHIN_A_DAY


def test_every_word_of_a_kind_can_be_found() -> None:
    words = [
        word
        for by_weight in WORDS.values()
        for many in by_weight.values()
        for word in many.split()
    ]
    assert [word for word in words if len(word) < 2 or word != squeeze(word)] == []
    assert [word for word in words if guess(word).certainty == 0] == []


@given(st.text(max_size=200))
def test_any_text_gets_a_guess_and_always_the_same(text: str) -> None:
    assert guess(text) == guess(text)
    assert 0 <= guess(text).certainty <= 1
    assert isinstance(guess_urgency(text), bool)
