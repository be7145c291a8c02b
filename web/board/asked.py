"""What the addresses of the board ask for: a page, a community; and the ways into the chat."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sqlmodel import Session

from models.areas import Area, Level
from models.errors import NotFound
from services.areas import areas
from web.board.parts import Board
from web.board.showing import Look

MOST_PAGES = 200
LONGEST_NUMBER = 18


class Door(NamedTuple):
    """A way into the chat: its name, empty for the chat in the browser, and where it leads."""

    name: str
    href: str


def number_of(said: str) -> int:
    """Give a part of an address as a number; 0 for what is none."""
    is_number = said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER
    return int(said) if is_number else 0


def page_of(look: Look) -> int:
    """Give which page is asked for; the first is 0."""
    return min(MOST_PAGES, max(0, number_of(look.query.get("page", "")) - 1))


def list_communities(session: Session) -> Sequence[Area]:
    """List the communities of the street in the order of their codes."""
    tree = areas.TREE.get(session)
    found = [it for it in tree.by_id.values() if it.level is Level.COMMUNITY]
    return sorted(found, key=lambda it: it.code)


def community_of(look: Look) -> Area | None:
    """Give the community that is asked for; None is the whole street."""
    code = look.query.get("area", "")
    if not code:
        return None
    with suppress(NotFound):
        return areas.community_of(look.session, areas.get_area(look.session, code[:40]))
    return None


def sifted(look: Look, path: str, *, has_more: bool) -> Mapping[str, Any]:
    """Give what the filter by community and the pager of a page show."""
    here, page = community_of(look), page_of(look)
    begin = f"{path}{'&' if '?' in path else '?'}"
    begin = begin if here is None else f"{begin}area={here.code}&"
    return {
        "communities": list_communities(look.session),
        "community": here,
        "path": path,
        "newer": f"{begin}page={page}" if page else "",
        "older": f"{begin}page={page + 2}" if has_more else "",
    }


def doors_to(board: Board, link: str) -> Sequence[Door]:
    """Give the ways into the chat that open what a link names, the browser's first."""
    others = (
        Door(name, f"{address}?start={link}")
        for name, address in board.doors().items()
        if address.startswith("https://t.me/")
    )
    return (Door("", f"/chat?start={link}"), *others)
