"""Where an answer in a group may go: its address comes with a call, and may hold anything."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from models.errors import Rejected

PATH = "/cgi-bin/aibot/response"
"""The only call that answers (developer.work.weixin.qq.com/document/path/101138)."""

_OFFICIAL = re.compile(r"https://(?:[a-z0-9-]+\.)+weixin\.qq\.com(?::443)?", re.IGNORECASE)


class Link(NamedTuple):
    """Where one answer goes; its path is PATH."""

    origin: str
    query: Mapping[str, str]


def read_link(url: str, ours: str) -> Link:
    """Read where an answer may go: the platform's call for that, and nowhere else.

    Args:
        url: as it came.
        ours: the origin of the platform's server that we call.

    Raises:
        Rejected: it is another address, or none.
    """
    try:
        address = urlsplit(url)
        query = dict(parse_qsl(address.query))
    except ValueError as error:
        raise Rejected("the address for an answer is none") from error
    origin = f"{address.scheme}://{address.netloc}"
    is_theirs = origin == ours or _OFFICIAL.fullmatch(origin) is not None
    if not is_theirs or address.path != PATH:
        raise Rejected("an answer is wanted somewhere else")
    return Link(origin, query)
