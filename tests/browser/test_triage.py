"""A clerk's morning: thirty reports sifted by keyboard in one sitting, in a real browser."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from models.access import Action
from models.cases import Case, CaseClass, Status
from models.timeline import Act
from services import demo
from services.areas import areas
from services.case_files import timeline
from services.casework import cases
from services.casework.cases import Report
from services.clock import SystemClock
from services.office import access, staff_names
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from services.triage import sifting, triage
from services.triage.sifting import Stage
from tests.browser.conftest import Program, Window
from tests.support.towns import a_person

MORNING = 30
MANAGER = "李敏"
PLACES = ("荷花小区1号楼", "荷花小区2号楼", "荷花小区3号楼", "桂园1号楼", "桂园2号楼")
MATTERS = {
    "lamp": "{place}楼道灯不亮，晚上看不见路",
    "bikes": "电动车乱停在人行道上，{place}过不去",
    "road": "{place}对面青石镇的省道坑洼，车子颠得厉害",
    "lift": "{place}想加装电梯，老人上下楼太难",
    "unclear": "那个事情什么时候能弄好，{place}",
    "cover": "{place}路口井盖没了，小孩差点掉下去",
}
"""What comes in of a morning; in each the words of one decision below."""


@pytest.fixture
def ledger(program: Program) -> Iterator[Store]:
    """The store behind the program, as the command line opens it beside the server."""
    data = program.folder / "data"
    key = (data / "secret.key").read_text("utf-8").strip()
    rules = demo.rules_for_demo(Rules())
    store = Store(f"sqlite:///{data / 'minqing.db'}", Vault(key), rules)
    yield store
    store.close()


def a_morning(store: Store) -> list[str]:
    """Let so much come in that thirty wait for the clerk; give their numbers."""
    clock = SystemClock()
    with store.write() as session:
        community = areas.get_area(session, "YSHF")
        (clerk, *_) = access.list_holders(session, Action.TRIAGE_CASE, community)
        groups = sifting.list_waiting(session, clerk, Stage.NEW).groups
        found = [row.case.number for group in groups for row in group]
        said = [words.format(place=place) for place in PLACES for words in MATTERS.values()]
        for words in said[: MORNING - len(found)]:
            place = areas.find_place(session, words, community) or community
            kind = triage.guess_category(words)
            report = Report(a_person(session), words, area_id=place.id, category=kind)
            found.append(cases.report_case(session, report, clock).number)
    return found


def type_into(page: Page, *words: str) -> None:
    """Write into the fields of what was opened, one after the other; the last one sends."""
    for each in words:
        page.keyboard.type(each)
        page.keyboard.press("Enter")


def accept(page: Page) -> None:
    """Class it and accept it."""
    page.keyboard.press("1")
    page.keyboard.press("a")


def assign(page: Page) -> None:
    """Give it to the manager of the grid, found by typing."""
    page.keyboard.press("s")
    type_into(page, MANAGER)


def decline(page: Page) -> None:
    """Say why it is not ours, and whose it is."""
    page.keyboard.press("d")
    type_into(page, "这段路归青石镇管", "青石镇政府 0000-7654321")


def shelve(page: Page) -> None:
    """Put it into the plan."""
    page.keyboard.press("l")
    type_into(page, "列入明年老旧小区改造")


def ask(page: Page) -> None:
    """Ask one question."""
    page.keyboard.press("q")
    page.keyboard.type("您说的是哪件事？")
    page.keyboard.press("Control+Enter")


def make_urgent(page: Page) -> None:
    """Make it urgent, then accept it."""
    page.keyboard.press("u")
    page.keyboard.press("a")


MORNINGS_WORK: Mapping[str, tuple[Callable[[Page], None], Status]] = {
    "楼道灯": (assign, Status.ASSIGNED),
    "省道": (decline, Status.DECLINED),
    "加装电梯": (shelve, Status.SHELVED),
    "什么时候能弄好": (ask, Status.NEEDS_INFO),
    "井盖": (make_urgent, Status.ACCEPTED),
}


def number_shown(page: Page) -> str:
    """Give the number of the case at the right."""
    return page.locator("#case-name .number").inner_text()


def sift_all(page: Page) -> dict[str, Status]:
    """Decide one case after the other until nothing is left; give what each should be now."""
    expected: dict[str, Status] = {}
    while page.locator("#case-name .number").count():
        number, words = number_shown(page), page.locator(".said-words").inner_text()
        assert number not in expected, f"{number} is shown again after {expected[number]}"
        work = (it for word, it in MORNINGS_WORK.items() if word in words)
        act, status = next(work, (accept, Status.ACCEPTED))
        act(page)
        expect(page.locator("#done")).to_contain_text(number)
        expected[number] = status
        top = page.evaluate("document.querySelector('#case-name').getBoundingClientRect().top")
        assert top > -1, "the next case is above the window"
        focused = page.evaluate("document.activeElement.closest('.pick, main') !== null")
        assert focused, "the keyboard is nowhere"
    return expected


def look_into_merging(page: Page) -> None:
    """Type a number at once; without one the list is shown, and nothing is merged yet."""
    page.keyboard.press("m")
    page.keyboard.type("18")
    expect(page.locator("#into-number")).to_have_value("18")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator("#into")).to_be_focused()
    page.keyboard.press("Escape")


def merge_the_bikes(page: Page) -> int:
    """Tick what is alike with the keys, and make one case of it; give how many went into it."""
    look_into_merging(page)
    rows = page.locator(".pick").filter(has_text="电动车乱停").locator("a")
    merged = rows.count() - 1
    for at in range(merged + 1):
        rows.nth(at).focus()
        page.keyboard.press("Enter")
        expect(rows.nth(at)).to_have_attribute("aria-current", "true")
        page.keyboard.press("Escape")
        page.keyboard.press("x")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(page.locator(".results")).to_contain_text(f"办好 {merged} 件")
    return merged


def test_a_clerk_sifts_thirty_reports_by_keyboard(desktop: Window, ledger: Store) -> None:
    numbers = a_morning(ledger)
    page = desktop.page
    page.goto("/console/sign-in")
    page.locator("button[value=sun]").click()
    page.goto("/console/triage")
    expect(page.locator(".stages [aria-current]")).to_contain_text(str(MORNING))
    assert page.locator(".pick").count() == MORNING

    page.keyboard.press("j")  # down and up again
    page.keyboard.press("k")
    first = page.locator(".pick .number").first.inner_text()
    expect(page.locator("#case-name .number")).to_have_text(first)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("z")
    expect(page.locator("#not-done")).to_contain_text("没有可撤回的")
    page.keyboard.press("s")  # in a field letters are letters, and an IME keeps its Enter
    page.keyboard.type("a")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    page.locator("#filter").evaluate(f"it => it.dispatchEvent({composing})")
    page.keyboard.press("Escape")
    assert number_shown(page) == first

    merged = merge_the_bikes(page)
    expected = sift_all(page)
    expect(page.locator(".stages [aria-current] b")).to_have_text("0")
    assert len(expected) == MORNING - merged

    with ledger.read() as session:
        found = session.exec(select(Case).where(col(Case.number).in_(numbers))).all()
        assert len(found) == MORNING
        for case in found:
            wanted = expected.get(case.number, Status.MERGED)
            assert case.status is wanted, (case.number, case.status, wanted)
            acts = Counter(line.act for line in timeline.list_lines(session, case))
            assert timeline.is_intact(session, case)
            assert set(acts.values()) == {1}, f"something was done twice: {acts}"
            if case.status is Status.ASSIGNED:
                assert staff_names.name_of(session, case.owner_id or 0) == MANAGER
            if Act.CLASSED in acts and not case.is_urgent:
                assert case.triage_class is CaseClass.SOLVABLE
        assert sum(case.status is Status.MERGED for case in found) == merged
    assert re.search(r"/console/triage\?stage=new", page.url)
