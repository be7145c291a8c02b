"""Two people who report one matter, for the dialogues about it."""

from tests.support.chat import Person, Street

FIRST, SECOND = "HF-2026-000001", "HF-2026-000002"


def opens(worker: Person, label: str, number: str = FIRST) -> None:
    """Open a case and press something under 更多."""
    worker.says(number)
    worker.taps("更多")
    worker.taps(label)


def two_of_one_matter(street: Street) -> tuple[Person, Person, Person]:
    """Give a worker who has merged the second report into the first, and who reported them."""
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang, zhao = street.resident("张奶奶"), street.resident("赵大爷")
    zhang.reports("三号楼楼道灯不亮")
    zhao.reports("我们楼道的灯不亮了")
    opens(wang, "合并", SECOND)
    offered = wang.sees_now("是同一件事")
    assert list(offered.buttons) == [f"{FIRST} 三号楼楼道灯不亮", "写编号"]
    wang.taps(FIRST)
    wang.sees_now(f"{SECOND} 已合并到 {FIRST}")
    return wang, zhang, zhao
