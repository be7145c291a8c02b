"""What people say about a case that is under way (product.md, rules 4 and 7)."""

from collections.abc import Sequence

from handlers.conversation import Conversation
from handlers.messages import Heard
from handlers.sayings import (
    Doubt,
    Doubtful,
    FollowUp,
    LoneDigit,
    Meaning,
    Phone,
    Received,
    SmallTalk,
    Wish,
    Words,
)
from handlers.sayings import Talk as Small
from models.cases import UNANSWERED, Act, Case, Status
from models.categories import Category
from services import cases, timeline, triage

SHORT_ANSWERS = (Phone, LoneDigit, Received, Doubtful)
"""What answers a question that staff put, and begins nothing by itself."""


def follow_up(conversation: Conversation, heard: Heard, meaning: FollowUp) -> bool:
    """Do what the reporter of an open case means by few words; False: they have none."""
    own = _candidates(_own_open(conversation), meaning.wish)
    if len(own) > 1 and meaning.wish is not Wish.CORRECTION:
        dialogue, about, words = _what(own[0], meaning.wish, heard)
        given = {"wish": dialogue, "said": words or ""}
        conversation.start("which_case", given | {k: v for k, v in about.items() if k == "well"})
    elif own:
        dialogue, about, words = _what(own[0], meaning.wish, heard)
        conversation.start(dialogue, about, words=words)
    return bool(own)
