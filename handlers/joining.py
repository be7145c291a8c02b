"""Joining (加入, 报到): with an invitation's code, or as a member who comes to report."""

from handlers.asking import Option
from handlers.enrolling import enrol, read_all
from handlers.messages import Reply
from handlers.people import CODE
from handlers.people import join as redeem
from handlers.prompts import Words
from handlers.talk import Talk
from services.texts import enrolling as texts

BY_CODE, AS_MEMBER = "code", "member"


def join(talk: Talk) -> Reply:
    """Take an invitation, or begin 报到; said alone it is asked which of them is meant."""
    said = str(talk.about.get("argument", ""))
    if not said:
        extra = (Option(texts.HAVE_CODE(), BY_CODE), Option(texts.AM_MEMBER(), AS_MEMBER))
        said = talk.ask(CODE, Words((texts.WHICH_WAY(),), extra=extra, keeps_words=False))
    if said == AS_MEMBER:
        return enrol(talk)
    if read_all(said) is not None:
        return enrol(talk, said)
    return redeem(talk, "" if said == BY_CODE else said)
