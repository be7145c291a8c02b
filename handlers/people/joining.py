"""Joining (加入, 报到): with an invitation's code, or as a member who comes to report."""

import re

from handlers.members.enrolling import enrol, is_name, read_all, without_word
from handlers.people.people import CODE
from handlers.people.people import join as redeem
from handlers.talking.asking import Option
from handlers.talking.messages import Reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from services.texts.members import enrolling as texts

BY_CODE, AS_MEMBER = "code", "member"

_NAME = re.compile(
    r"(?:我是|我叫)?((?![没不我你怎什谁哪有要无为好是])(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,12}(?:·[\u4e00-\u9fff]{1,12})+))"
)
"""A name, which no code is: codes are letters and digits."""

_MEMBER = frozenset({"党员", "我是党员"})


def join(talk: Talk) -> Reply:
    """Take an invitation, or begin 报到; said alone it is asked which of them is meant."""
    said = str(talk.about.get("argument", ""))
    if not said:
        extra = (Option(texts.HAVE_CODE(), BY_CODE), Option(texts.AM_MEMBER(), AS_MEMBER))
        said = talk.ask(CODE, Words((texts.WHICH_WAY(),), extra=extra, keeps_words=False))
    if said == AS_MEMBER:
        return enrol(talk)
    return _take(talk, said) or redeem(
        talk, "" if said == BY_CODE else said, lambda words: _take(talk, words)
    )


def _take(talk: Talk, said: str) -> Reply | None:
    """Take for 报到 what is no code: that somebody is a member, their name, or all at once."""
    words = without_word(said)
    if words in _MEMBER:
        return enrol(talk)
    name = _NAME.fullmatch(words)
    if name is not None and is_name(name[1]):
        return enrol(talk, name=name[1])
    return None if read_all(said) is None else enrol(talk, said)
