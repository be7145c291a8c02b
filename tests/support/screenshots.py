"""Takes the pictures in docs/pictures from the demonstration: `make pictures`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import DESKTOP, NAMES, PATIENCE, PHONE, Program
from tests.support.processes import Machine, a_free_port

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
COLOURS = 128
"""A picture of a page needs no more, and is small then."""

ALL_SEEN = (
    "[...document.images].every(it => it.complete"
    " || it.getBoundingClientRect().top > innerHeight || it.getBoundingClientRect().bottom < 0)"
)
"""Whether every picture in the window has come."""


class Shot(NamedTuple):
    """One picture.

    Args:
        name: of the file.
        path: of the page.
        size: of the window.
        is_dark: whether the machine is set so.
        who: at whose desk, by the key of the demonstration; nobody's for an empty one.
    """

    name: str
    path: str
    size: ViewportSize = DESKTOP
    is_dark: bool = False
    who: str = ""


SHOTS = (
    Shot("board", "/board"),
    Shot("board-phone", "/board", PHONE),
    Shot("board-phone-dark", "/board/notices", PHONE, is_dark=True),
    Shot("figures", "/board/figures"),
    Shot("cases", "/board/cases"),
    Shot("year", "/board/year#done"),
    Shot("people-phone", "/board/people", PHONE),
    Shot("queue", "/console", who="sun"),
    Shot("triage", "/console/triage", who="sun"),
    Shot("triage-dark", "/console/triage", is_dark=True, who="sun"),
    Shot("case-list", "/console/cases", who="sun"),
    Shot("notices", "/console/notices", who="sun"),
    Shot("desk-phone", "/console", PHONE, who="li"),
    Shot("chat-phone", "/chat", PHONE),
)


def main(arguments: Sequence[str]) -> None:
    """Take all pictures, or those that are named."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.screenshots",
        description="Takes the pictures of the pages.",
        epilog="For example: python -m tests.support.screenshots board triage",
    )
    parser.add_argument("names", nargs="*", help="which; all when none is named")
    names = parser.parse_args(arguments).names
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    FOLDER.mkdir(exist_ok=True)
    with _program() as program, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)))
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for number, shot in enumerate(wanted, 1):
            _keep(shot, _take(browser, program, shot))
            print(f"{number}/{len(wanted)} {shot.name}.png")  # noqa: T201 - progress
        browser.close()


@contextmanager
def _program() -> Generator[Program]:
    """Run a new demonstration."""
    with tempfile.TemporaryDirectory() as folder:
        made = Machine(Path(folder)).command("demo")
        if made.returncode:
            raise SystemExit(made.stderr)
        program = Program(Path(folder), a_free_port())
        program.start()
        try:
            yield program
        finally:
            program.stop()


def _take(browser: Browser, program: Program, shot: Shot) -> bytes:
    context = browser.new_context(
        base_url=program.origin,
        viewport=shot.size,
        color_scheme="dark" if shot.is_dark else "light",
        device_scale_factor=2 if shot.size is PHONE else 1,
        locale="zh-CN",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if shot.who:
        _sit(page, shot.who)
    page.goto(shot.path, wait_until="load")
    page.wait_for_function(ALL_SEEN)
    taken = page.screenshot()
    context.close()
    return taken


def _sit(page: Page, key: str) -> None:
    page.goto("/console/sign-in")
    page.locator(f"button[value={key}]").click()
    page.locator("nav.tabs").wait_for()


def _keep(shot: Shot, taken: bytes) -> None:
    with Image.open(BytesIO(taken)) as picture:
        small = picture.convert("RGB").quantize(COLOURS)
        small.save(FOLDER / f"{shot.name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
