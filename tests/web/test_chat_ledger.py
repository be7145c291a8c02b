"""One script, said through two doors, leaves one ledger."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from sqlmodel import col, select

from models.areas import Area
from models.cases import Case
from models.timeline import TimelineLine
from services.store import Store
from tests.support.chat import Street
from tests.support.visitors import House, Visitor
from tests.web.conftest import a_street

Script = Sequence[tuple[str, str, str]]
"""Who does what: opens the page, says a line, taps a button."""

REPORT: Script = (
    ("zhang", "says", "楼道灯不亮，晚上看不见"),
    ("zhang", "taps", "同意"),
    ("zhang", "says", "荷花小区3号楼"),
    ("zhang", "taps", "提交"),
)
SCRIPTS: dict[str, Script] = {
    "solved": (
        *REPORT,
        ("wang", "taps", "签收"),
        ("wang", "taps", "答复"),
        ("wang", "says", "灯已换好，师傅说能用两年。"),
        ("zhang", "taps", "解决了"),
        ("zhang", "taps", "满意"),
    ),
    "done again": (
        *REPORT,
        ("wang", "taps", "签收"),
        ("zhang", "taps", "催一下"),
        ("wang", "taps", "答复"),
        ("wang", "says", "灯已换好。"),
        ("zhang", "taps", "没解决"),
        ("zhang", "says", "还是不亮"),
        ("wang", "taps", "签收"),
    ),
    "settled on the spot": (
        *REPORT,
        ("zhang", "taps", "补充"),
        ("zhang", "says", "二单元的"),
        ("wang", "taps", "当场办结"),
        ("wang", "says", "当场换了灯泡。"),
    ),
    "taken back": (*REPORT, ("zhang", "taps", "撤回"), ("zhang", "taps", "撤回")),
}


@pytest.fixture
def other_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same street once more."""
    store = a_street(f"sqlite:///{tmp_path_factory.mktemp('other') / 'minqing.db'}")
    yield store
    store.close()


def ledger(store: Store) -> Sequence[Any]:
    """Read every case and every line, without what is random: keys, seals and codes."""
    with store.read() as session:
        areas = {area.id: area.code for area in session.exec(select(Area))}
        rows: list[Any] = [
            case.model_dump(exclude={"receipt_hash", "chain", "key_id", "area_id"})
            | {"area": areas[case.area_id]}
            for case in session.exec(select(Case).order_by(col(Case.id)))
        ]
        rows += [
            line.model_dump(exclude={"key_id", "body", "commitment", "digest"})
            for line in session.exec(select(TimelineLine).order_by(col(TimelineLine.id)))
        ]
        return rows


def play_elsewhere(street: Street, script: Script) -> None:
    """Play a script at the person's phone of another door."""
    street.staff("wang", "grid_manager", "HF-01")
    for who, verb, what in script:
        getattr(street.person(who), verb)(what)


async def play_here(house: House, code: str, script: Script) -> None:
    """Play a script at the chat page."""
    people: dict[str, Visitor] = {"wang": house.visitor(), "zhang": house.visitor()}
    for person in people.values():
        await person.opens()
    await people["wang"].says(f"加入 {code}")
    for who, verb, what in script:
        await people[who].opens()
        await getattr(people[who], verb)(what)
        assert people[who].status == 200


@pytest.mark.parametrize("name", SCRIPTS)
async def test_the_chat_page_leaves_the_same_rows_as_any_other_door(
    house: House, other_store: Store, name: str
) -> None:
    street = Street(other_store)
    play_elsewhere(street, SCRIPTS[name])
    await play_here(house, Street(house.store).invitation("grid_manager", "HF-01"), SCRIPTS[name])
    assert ledger(house.store) == ledger(other_store)
    assert len(ledger(house.store)) > 2
