"""What opens a private chat about something, as a person writes it where no link does: 工单4."""

import re
from unicodedata import normalize

from services.delivery.cards import CASE_LINK
from services.notices.notice_cards import NOTICE_LINK

_WORDS = {CASE_LINK.rstrip("-"): "工单", NOTICE_LINK: "公示"}
_KINDS = {word: kind for kind, word in _WORDS.items()}
_SPELT = re.compile(rf"[“\"'「]?({'|'.join(_KINDS)}) ?[-—–_]? ?(\d{{1,18}})[”\"'」。.!]?")


def spell(link: str) -> str:
    """Give a link as people write it; one without a word of its own stays as it is."""
    kind, _, rest = link.partition("-")
    is_known = kind in _WORDS and (rest.isdecimal() or link == NOTICE_LINK)
    return f"{_WORDS[kind]}{rest}" if is_known else link


def read(words: str) -> str | None:
    """Read a link as people write it; None for other words."""
    found = _SPELT.fullmatch(normalize("NFKC", words).strip())
    return None if found is None else f"{_KINDS[found[1]]}-{found[2]}"
