"""What was typed alone: a query code (查询码), a code that links an account (关联码), a link."""

import re
from dataclasses import replace
from unicodedata import normalize

from handlers.groups.binding import AREA_LINK
from handlers.groups.handovers import DO_LINK, GO_LINK
from handlers.people.linking import LINK_LINK
from handlers.people.people import JOIN_LINK
from handlers.reporting.receipts import show_by_receipt
from handlers.talking.conversation import Conversation
from handlers.talking.messages import Heard
from handlers.talking.numbers import is_numbered
from services import link_words
from services.case_offers.offer_cards import OFFER_LINK
from services.casework import cases
from services.delivery.cards import CASE_LINK
from services.identity.links import is_link_code
from services.notices.notice_cards import NOTICE_LINK
from services.posts.opening_cards import POST_LINK

_LINKS = frozenset(
    link.rstrip("-")
    for link in (
        *(AREA_LINK, CASE_LINK, DO_LINK, GO_LINK, JOIN_LINK),
        *(LINK_LINK, NOTICE_LINK, OFFER_LINK, POST_LINK),
    )
)
_LINK = re.compile(r"[“\"'「]?([A-Za-z]+)(?: ?[-—–_] ?([A-Za-z0-9_-]{1,60}))?[”\"'」。.!]?")


_SHORT = re.compile(r"([A-Za-z]{2,6})(?: ?[-—–] ?| )(\d{1,6})[。.!]?")
"""A case number without year and zeros: HF 2, hf-2."""


def take_bare_code(conversation: Conversation, words: str) -> bool:
    """Do what a code stands for; False: these words are none, or answer a question."""
    if conversation.state.question is None and is_link_code(words):
        conversation.start("link", {"argument": words})
        return True
    return show_by_receipt(conversation, words)


def spell_out(conversation: Conversation, heard: Heard) -> Heard:
    """Give `工单12` or `case-12` as `/start case-12`, where no link opens a chat with it.

    The short number of a case that they may see is given whole.
    """
    if (number := _spell_number(conversation, heard.words)) is not None:
        return replace(heard, words=number)
    if not is_numbered(conversation):
        return heard
    if (spelt := link_words.read(heard.words)) is not None:
        return replace(heard, words=f"/start {spelt}")
    found = _LINK.fullmatch(normalize("NFKC", heard.words))
    kind = "" if found is None else found[1].lower()
    if found is None or kind not in _LINKS or not (found[2] or kind == NOTICE_LINK):
        return heard
    link = f"{kind}-{found[2]}" if found[2] else kind
    return replace(heard, words=f"/start {link}")


def _spell_number(conversation: Conversation, words: str) -> str | None:
    found = _SHORT.fullmatch(normalize("NFKC", words).strip())
    if found is None:
        return None
    person_id = conversation.caller.person_id
    prefix, serial = found[1].upper(), int(found[2])
    case = cases.find_case(conversation.session, person_id, serial, prefix, None)
    return None if case is None else case.number
