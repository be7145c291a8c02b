"""Many reports of one outage: one card in the manager's chat, edited in place."""

from sqlmodel import select

from models.cases import Status
from models.groups import GroupKind
from models.people import Account
from services.areas import areas
from services.groups import groups
from tests.support.chat import Person, Street

FIRST = "HF-2026-000001"
NAMES = ("张奶奶", "赵大爷", "钱某", "孙某", "李某")


def an_outage(street: Street, count: int = 3, words: str = "家里停水了") -> list[Person]:
    """Let neighbours report that the water is off."""
    people = [street.resident(name) for name in NAMES[:count]]
    for person in people:
        person.reports(words)
        street.passes(minutes=10)
    return people


def alerts_of(person: Person) -> int:
    """Count the single alerts on a screen."""
    return sum("待签收" in shown.text for shown in person.screen)


def test_the_third_report_makes_one_card_that_the_next_ones_edit(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    people = an_outage(street)
    assert "已告诉和风一网格网格员 王网格" in people[2].last.text
    card = wang.sees("【停水 3 户】荷花小区")
    assert list(card.buttons) == ["合并", "发通知", "看清单"]
    assert alerts_of(wang) == 2
    street.resident("周某").reports("停水了，什么时候来水")
    edited = wang.screen[-1]
    assert "【停水 4 户】" in edited.text
    assert edited.edits == card.outer_id
    assert alerts_of(wang) == 2


def test_the_list_of_an_outage_opens_each_report(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    an_outage(street)
    wang.taps("看清单")
    listed = wang.sees_now("荷花小区 停水：3 户")
    assert len(listed.buttons) == 3
    wang.taps("HF-2026-000003")
    wang.sees_now("待签收")


def test_one_press_merges_all_of_them_and_those_to_come(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    people = an_outage(street)
    wang.taps("合并")
    wang.sees(f"2 件已合并到 {FIRST}")
    assert any("已合并 2 件" in shown.text for shown in wang.screen)
    people[1].sees(f"和 {FIRST} 是同一件事")
    late = street.resident("周某")
    number = late.reports("我家也停水了")
    assert f"{number} 和 {FIRST} 是同一件事" in late.screen[-2].text
    assert street.case(number).status is Status.MERGED
    wang.says(FIRST)
    wang.taps("签收")
    for each in (*people, late):
        each.sees("已转王网格办理")
    wang.taps("答复")
    wang.says("水管修好了，已经来水")
    for each in (*people, late):
        each.sees("水管修好了")
    assert "停水 4 户 · 已答复" in "".join(shown.text for shown in wang.screen)
    street.resident("吴某").reports("家里又停水了")
    wang.sees("待签收")


def test_the_announcement_is_proposed(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    group = street.group("荷花小区群")
    binds(street, wang, group.outer_id)
    an_outage(street)
    wang.taps("发通知")
    wang.sees_now("荷花小区的居民：停水的情况我们已经知道")


def binds(street: Street, worker: Person, outer_id: str) -> None:
    """Bind a group as the residents' of the worker's grid."""
    with street.store.write() as session:
        group = session.exec(select(Account).where(Account.outer_id == outer_id)).one()
        who = session.exec(select(Account).where(Account.outer_id == worker.outer_id)).one()
        assert who.person_id is not None
        grid = areas.get_area(session, "HF-01")
        groups.bind(session, group.id, GroupKind.RESIDENTS, [grid], who.person_id, street.clock)


def test_what_is_dangerous_is_told_singly_all_the_same(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    an_outage(street)
    street.resident("周某").reports("水管爆裂淹到楼下了，家里停水")
    wang.sees("【紧急 · 待签收】")


def test_a_blocked_drain_is_no_part_of_an_outage(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    an_outage(street)
    street.resident("周某").reports("下水道堵了")
    assert alerts_of(wang) == 3


def test_reports_that_lie_far_apart_are_told_singly(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    for name, place in zip(NAMES, ("HF-HH-3", "HF-HH-3", "HF-GY"), strict=False):
        street.resident(name, place).reports("家里停水了")
    wang.never_saw("户】")
    street.passes(hours=7)
    street.resident("李某").reports("家里停水了")
    wang.never_saw("户】")


def test_an_outage_outlives_the_first_who_takes_their_report_back(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    people = an_outage(street)
    people[0].says(FIRST)
    people[0].taps("撤回")
    people[0].taps("撤回")
    card = [shown for shown in wang.screen if "户】" in shown.text][-1]
    assert "停水 2 户" in card.text
    wang.taps("合并", on=card)
    wang.sees("1 件已合并到 HF-2026-000002")
