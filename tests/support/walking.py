"""A walk over every page that links lead to, as a browser would open them one after another."""

import html
import re
from collections.abc import AsyncIterator
from urllib.parse import urljoin, urlsplit

from tests.support.desks import ORIGIN, Browser

NUMBER = re.compile(r"[A-Z]{2,}-\d{4}-\d+|\d+")
SUBJECTS = frozenset({"area", "place", "case", "figure", "category", "step"})
"""What tells addresses apart whose pages are alike."""

LIVE = "events"
"""An address that has no end."""


async def walk(browser: Browser, start: str, within: tuple[str, ...]) -> AsyncIterator[str]:
    """Open pages from one on, and whatever they lead to; the browser shows what was opened.

    Of pages that differ only in what they tell of, one is opened.

    Args:
        browser: of whoever walks.
        start: the first page.
        within: how the paths begin that are gone to.
    """
    waiting, known = [start], {_shape(start)}
    while waiting:
        address = waiting.pop(0)
        await browser.opens(address)
        yield address
        for link in _links(browser, address):
            shape = _shape(link)
            if shape not in known and link.startswith(within):
                known.add(shape)
                waiting.append(link)


def _links(browser: Browser, address: str) -> list[str]:
    """Give what a page links to or shows; addresses of others stay whole."""
    found = re.findall(r'\s(?:href|src)="([^"#][^"]*)"', browser.page)
    absolute = (urljoin(f"{ORIGIN}{address}", html.unescape(it)) for it in found)
    return [it.removeprefix(ORIGIN) for it in absolute if not it.endswith(LIVE)]


def _shape(address: str) -> str:
    """Give what addresses have in common whose pages differ in what they tell of only."""
    parts = urlsplit(address)
    asked = (it.partition("=") for it in parts.query.split("&"))
    query = sorted(f"{name}={value}" for name, _, value in asked if name not in SUBJECTS)
    path = re.sub("^/at/[^/]*", "/at/", parts.path)
    return NUMBER.sub("#", f"{path}?{'&'.join(query)}")
