"""Every page in a real browser: for eyes and screen readers, at a phone and at a desktop.

What axe-core calls serious or critical is not there; nothing makes a phone scroll sideways.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PATIENCE, PHONE, Program

BOARD = (
    "/",
    "/board",
    "/board/notices",
    "/board/cases",
    "/board/announcements",
    "/board/posts",
    "/board/figures",
    "/board/people",
    "/board/year",
    "/board/nothing-here",
    "/follow",
    "/console/sign-in",
)
DESK = (
    "/console",
    "/console/triage",
    "/console/meetings",
    "/console/cases",
    "/console/new",
    "/console/calls",
    "/console/notices",
    "/console/announcements",
    "/console/posts",
    "/console/members",
    "/console/posters",
    "/console/areas",
    "/console/seat",
)
STREET = ("/console/figures", "/console/briefs", "/console/staff")
GRAVE = frozenset({"serious", "critical"})


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, program: Program) -> Iterator[Page]:
    """A window; a phone's is dark."""
    is_phone = request.param == "phone"
    context = browser.new_context(
        base_url=program.origin,
        viewport=PHONE if is_phone else DESKTOP,
        color_scheme="dark" if is_phone else "light",
        has_touch=is_phone,
        is_mobile=is_phone,
        locale="zh-CN",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def sits(page: Page, key: str) -> None:
    """Sit at the desk of somebody in the demonstration."""
    page.goto("/console/sign-in")
    page.locator(f"button[value={key}]").click()
    page.locator("nav.tabs").wait_for()


def list_faults(page: Page, paths: Sequence[str]) -> list[str]:
    """Open pages one by one; give what is wrong with them."""
    faults: list[str] = []
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        if answer.status >= 500 or (answer.status >= 400 and "nothing" not in path):
            faults.append(f"{path}: {answer.status}")
        assert page.viewport_size is not None
        wide = page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]
        if wide > 0:
            faults.append(f"{path}: {wide} px too wide")
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(it => it.violations)")
        faults += [
            f"{path}: {it['id']} {node['target']} {node['html'][:120]}"
            for it in found
            if it["impact"] in GRAVE
            for node in it["nodes"][:3]
        ]
    return faults


def test_the_board_is_for_every_eye_and_ear(page: Page) -> None:
    assert list_faults(page, BOARD) == []


def test_the_desk_of_a_clerk_is_for_every_eye_and_ear(page: Page) -> None:
    sits(page, "sun")
    assert list_faults(page, DESK) == []


def test_the_desk_of_an_officer_is_for_every_eye_and_ear(page: Page) -> None:
    sits(page, "gao")
    assert list_faults(page, STREET) == []


def test_the_desk_of_an_administrator_is_for_every_eye_and_ear(page: Page) -> None:
    sits(page, "wu")
    assert list_faults(page, ("/console/system",)) == []


CUT = """[...document.querySelectorAll(
  '.way a, .narrow .door, .figure span, .tabs [aria-current]')]
  .filter(it => it.scrollWidth > it.clientWidth + 1 && it.clientWidth
    || it.getBoundingClientRect().right > 360)
  .map(it => it.textContent.trim())"""
LETTERS = """[...document.querySelectorAll('.chart')]
  .map(it => 15 * it.getBoundingClientRect().width / 720)"""


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_nothing_on_a_phone_is_cut_or_too_small_to_read(
    browser: Browser, program: Program, language: str
) -> None:
    context = browser.new_context(base_url=program.origin, viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    context.request.post("/chat/language", form={"language": language})
    for path in ("/board", "/board/figures", "/board/year", "/board/people", "/at/YSHF"):
        page.goto(path)
        assert page.evaluate(CUT) == [], path
        letters = page.evaluate(LETTERS)
        assert all(it >= 12 for it in letters), path
        assert letters or path not in {"/board/figures", "/board/year"}
    context.close()
