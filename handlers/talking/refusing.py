"""A rule's no (Refusal) as an answer: nothing that somebody wrote is lost by it."""

from handlers.posts.posts import JOIN
from handlers.talking.asking import Given
from handlers.talking.frames import Frame
from handlers.talking.messages import Reply
from models.errors import Refusal
from services.texts import talk as texts
from services.texts.refusals import refusals

_FOR_MEMBERS = frozenset({"members_only", "claim_not_member"})
"""Refusals of what somebody may have who reports to the community as a member."""


def answer_refusal(
    frame: Frame, given: Given | None, refusal: Refusal, *, is_private: bool
) -> Reply:
    """Tell a rule's no; words that it stopped are given back to whoever wrote them."""
    told, words = refusals.told(refusal), frame.words
    question = frame.question
    if given is not None and question is not None and question.takes_words:
        words = words or given.heard.words
    if not words:
        is_for_members = refusal.reason in _FOR_MEMBERS and is_private
        return Reply((told,), (JOIN,) if is_for_members else ())
    return Reply((told, texts.WORDS_NOT_SENT(words=words)))
