"""Recording an activity (记活动): what, when, whether a body met, and who took part."""

import re
from collections.abc import Mapping
from itertools import count

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.paging import PickFrom
from handlers.talking.past_days import PastDay
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.errors import NotAllowed
from services.clock import today
from services.delivery.messages import Choice, Command
from services.points import activities
from services.points.activities import ActivityEntry
from services.texts.members import activities as texts
from services.texts.members.member_cards import CHOOSE_MEMBER, MEMBER_OF
from services.texts.phrases import Phrase, verbatim

NO_BODY = ""
_BETWEEN = re.compile(r"[、,，;；/\s]+")


def record_activity(talk: Talk) -> Reply:
    """Record who took part in something.

    Raises:
        NotAllowed: not_allowed.
    """
    me = worker(talk)
    if not activities.may_record(talk.session, me):
        raise NotAllowed("not_allowed")
    title = talk.ask("title", Words((texts.WHICH_TITLE(),), least=2, keeps_words=False))
    title = title[: activities.LONGEST_TITLE]
    first_day = talk.once("today", lambda: today(talk.clock).isoformat())
    held_on = talk.ask("day", PastDay((texts.WHICH_DAY(),), first_day))
    options = (Option(texts.PARTY_LIFE(), True), Option(texts.NO_PARTY_LIFE(), False))
    is_party_life = talk.ask("life", Pick[bool]((texts.IS_PARTY_LIFE(),), options))
    body_id = _ask_body(talk, me) if is_party_life else None
    chosen = _ask_members(talk, me)
    named = "、".join(chosen.values())
    question = texts.SURE(
        title=title, month=held_on.month, day=held_on.day, count=len(chosen), names=named
    )
    yes_no = (Option(texts.YES(), True), Option(texts.NO(), False))
    if not talk.ask("sure", Pick[bool]((question,), yes_no)):
        return reply(texts.NOT_RECORDED())
    entry = ActivityEntry(title, held_on, is_party_life, body_id)

    def write() -> int:
        return activities.record(talk.session, entry, list(chosen), me, talk.clock)

    added = talk.do("record", write)
    again = Choice(texts.ANOTHER(), Command("record_activity", {}))
    if added < len(chosen):
        known = len(chosen) - added
        return reply(texts.RECORDED_SOME(count=added, known=known), choices=(again,))
    return reply(texts.RECORDED(count=added), choices=(again,))


def _ask_body(talk: Talk, me: int) -> int | None:
    """Ask which body met, where there are any."""
    near = activities.list_bodies_near(talk.session, me)
    if not near:
        return None
    options = [Option(verbatim(body.name), str(body.id)) for body in near]
    none = (Option(texts.NO_BODY(), NO_BODY),)
    said = talk.ask("body", PickFrom((texts.WHICH_BODY(),), options, extra=none))
    return int(said) if said else None


def _ask_members(talk: Talk, me: int) -> Mapping[int, str]:
    """Ask for names, several at once or one after another, until that is all."""
    chosen: dict[int, str] = {}
    question: tuple[Phrase, ...] = (texts.WHO(),)
    for attempt in count():
        done = (Option(texts.THAT_IS_ALL(), ""),) if chosen else ()
        said = talk.ask(f"who{attempt}", Words(question, extra=done, keeps_words=False))
        if not said:
            return chosen
        unknown = [
            name
            for number, name in enumerate(_BETWEEN.split(said.strip()))
            if name and not _add(talk, me, name, f"which{attempt}.{number}", chosen)
        ]
        question = (
            *((texts.UNKNOWN(names="、".join(unknown)),) if unknown else ()),
            texts.SO_FAR(count=len(chosen), names="、".join(chosen.values())),
        )
    raise AssertionError


def _add(talk: Talk, me: int, name: str, key: str, chosen: dict[int, str]) -> bool:
    """Add whoever is called so, asking which of several; False when nobody is."""
    found = activities.find_members(talk.session, me, name)
    if not found:
        return False
    who = found[0]
    if len(found) > 1:
        options = [
            Option(MEMBER_OF(name=each.name, area=each.area), str(each.person_id))
            for each in found
        ]
        picked = talk.ask(key, PickFrom((CHOOSE_MEMBER(),), options))
        who = next(each for each in found if str(each.person_id) == picked)
    chosen[who.person_id] = who.name
    return True
