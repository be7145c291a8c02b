"""A real browser at the real program."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

import migrations
from bot.settings import PREFIX
from tests.support.processes import a_free_port

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PATIENCE = 300_000.0
"""Milliseconds; a machine may be busy with other things."""


@dataclass
class Program:
    """The program as `make run` starts it, with nothing configured."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def origin(self) -> str:
        """Where it is opened."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it is ready."""
        given = {name: it for name, it in os.environ.items() if not name.startswith(PREFIX)}
        given |= {
            "MINQING_WEB__PORT": str(self.port),
            "PYTHONPATH": str(migrations.HERE.parent),
        }
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], cwd=self.folder, env=given, stderr=log
            )
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.origin}/readyz").is_success:
                    return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End it as Ctrl-C does, also while pages are open."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(PATIENCE / 1000) == 0
            self.process = None


@dataclass
class Window:
    """A browser window; what went wrong in it is in `faults`."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list[str])

    def panel(self, key: str) -> "Panel":
        """Give the screen of somebody."""
        return Panel(self.page, key)


@dataclass
class Panel:
    """One screen of the page."""

    page: Page
    key: str

    def says(self, words: str) -> None:
        """Write a line and send it."""
        here = self.page.locator(f"section[data-as={self.key}]")
        here.locator("textarea").fill(words)
        here.get_by_role("button", name="发送").click()

    def sees(self, words: str) -> None:
        """Wait until the newest line of ours says this."""
        self.page.locator(
            f"section[data-as={self.key}] .line:last-child.ours", has_text=words
        ).wait_for()

    def taps(self, label: str) -> None:
        """Press a button under the newest line."""
        line = self.page.locator(f"section[data-as={self.key}] .line:last-child")
        line.get_by_role("button", name=label, exact=True).click()

    def lines(self) -> list[str]:
        """Give the words of every line."""
        return self.page.locator(
            f"section[data-as={self.key}] .line[id] .bubble > p"
        ).all_inner_texts()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window; while it is open no test of another module may run."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium here: `make test` installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def program(
    tmp_path_factory: pytest.TempPathFactory, demonstration_folder: Path
) -> Iterator[Program]:
    """The program over a demonstration of its own."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(demonstration_folder, folder, dirs_exist_ok=True)
    program = Program(folder, a_free_port())
    program.start()
    yield program
    program.stop()


@pytest.fixture(params=["phone", "desktop"])
def window(request: pytest.FixtureRequest, browser: Browser, program: Program) -> Iterator[Window]:
    """A window of a phone's size, and one of a desktop's."""
    yield from a_window(browser, program, is_phone=request.param == "phone")


@pytest.fixture
def desktop(browser: Browser, program: Program) -> Iterator[Window]:
    """A window of a desktop's size."""
    yield from a_window(browser, program, is_phone=False)


def a_window(browser: Browser, program: Program, *, is_phone: bool) -> Iterator[Window]:
    """Open a window; at the end nothing may have gone wrong in it."""
    context = browser.new_context(
        base_url=program.origin,
        viewport=PHONE if is_phone else DESKTOP,
        has_touch=is_phone,
        is_mobile=is_phone,
        locale="zh-CN",
        permissions=["geolocation"],
        geolocation={"latitude": 30.25, "longitude": 120.16},
    )
    context.set_default_timeout(PATIENCE)
    window = Window(context, context.new_page())
    window.page.on("pageerror", lambda error: window.faults.append(str(error)))
    window.page.on(
        "console",
        lambda message: window.faults.append(message.text) if message.type == "error" else None,
    )
    yield window
    context.close()
    assert [it for it in window.faults if "ERR_INTERNET_DISCONNECTED" not in it] == []
