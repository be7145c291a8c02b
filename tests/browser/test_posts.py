"""A member and the posts, at a phone's width in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.conftest import Program, Window, a_window

IS_DRAWN = "image => image.complete && image.naturalWidth > 0"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def phone(browser: Browser, program: Program) -> Iterator[Window]:
    """A window of a phone's size."""
    yield from a_window(browser, program, is_phone=True)


def newest(window: Window) -> Locator:
    """Give the newest line of the member's screen."""
    return window.page.locator("section[data-as=chen] .line:last-child")


def test_a_member_claims_a_post_and_sees_it_and_their_cards(phone: Window) -> None:
    phone.page.goto("/chat?as=chen")
    chen = phone.panel("chen")
    chen.says("岗位")
    chen.sees("可以认领的岗位")
    shown = newest(phone).locator(".bubble > p").first.inner_text()
    name = re.search(r"1\. (\S+) · ", shown)
    assert name is not None, shown
    chen.taps("认领 1")
    chen.sees("已认领")
    chen.taps("我的岗位")
    chen.sees("您的岗位：")
    assert name[1] in newest(phone).inner_text()
    chen.says("四色卡")
    image = phone.page.locator("section[data-as=chen] .line.ours[id] .photo img").last
    image.wait_for()
    phone.page.wait_for_function(IS_DRAWN, arg=image.element_handle())
    assert phone.page.evaluate(FITS)
