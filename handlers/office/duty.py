"""Staff say that they are away, who stands in for them and until when; and that they are back."""

import re
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from handlers.casework.handling import worker
from handlers.people.short_menu import short_menu
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from services.clock import today
from services.delivery.messages import Choice, Command
from services.identity import people
from services.office import absences, duty
from services.texts import duty as texts
from services.texts import menu as menu_texts
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json, verbatim
from services.wording import clean

OFFERED = 7
"""Colleagues who are offered as stand-ins, the nearest first."""

LONGEST = timedelta(days=366)
DAYS = {"today": 1, "three": 3, "week": 7}

_DAY = re.compile(r"(?:(\d{4})[年/.-])?(\d{1,2})[月/.-](\d{1,2})[日号]?")


def to_go_or_come(talk: Talk) -> tuple[Choice, ...]:
    """Offer staff to say that they are away; that they are back, if they are."""
    if not talk.caller.is_staff or talk.caller.person_id is None:
        return ()
    if talk.caller.person_id in absences.list_away(talk.session):
        return (Choice(texts.BACK(), Command("here_again", {})),)
    return (Choice(texts.AWAY(), Command("away", {})),)


def away(talk: Talk) -> Reply:
    """Go away: who stands in, until when (我不在)."""
    if not talk.caller.is_staff:
        return reply(menu_texts.NOT_UNDERSTOOD(), choices=short_menu())
    me = worker(talk)
    stand_in = talk.ask("who", _who(talk, me))
    day = _ask_last_day(talk)

    def write() -> list[Any]:
        until = datetime.combine(day + timedelta(days=1), time(), talk.clock.zone)
        duty.go_away(talk.session, me, stand_in or None, until, talk.clock)
        if not stand_in:
            return phrase_to_json(texts.DONE_ALONE(until=until))
        name = people.contact_of(talk.session, stand_in).name
        return phrase_to_json(texts.DONE(name=name, until=until))

    back = Choice(texts.BACK(), Command("here_again", {}))
    return reply(phrase_from_json(talk.do("away", write)), choices=(back,))


def here_again(talk: Talk) -> Reply:
    """Be told again (我回来了)."""
    if not talk.caller.is_staff:
        return reply(menu_texts.NOT_UNDERSTOOD(), choices=short_menu())
    me = worker(talk)
    was_away = talk.do("back", lambda: duty.come_back(talk.session, me, talk.clock))
    to_do = Choice(texts.TO_DO(), Command("todo", {}))
    return reply(texts.WELCOME_BACK() if was_away else texts.WAS_HERE(), choices=(to_do,))


def _who(talk: Talk, me: int) -> Pick[int]:
    """Offer colleagues by name; those whom the question was asked about stay offered."""

    def find() -> list[int]:
        found = duty.list_colleagues(talk.session, me)
        return [it for it in found if people.contact_of(talk.session, it).name][:OFFERED]

    options = [
        Option(verbatim(people.contact_of(talk.session, person_id).name), person_id)
        for person_id in talk.once("colleagues", find)
    ]
    return Pick((texts.WHO_STANDS_IN(),), (*options, Option(texts.NOBODY_STANDS_IN(), 0)))


def _ask_last_day(talk: Talk) -> date:
    options = (
        Option(texts.TODAY(), "today"),
        Option(texts.THREE_DAYS(), "three"),
        Option(texts.A_WEEK(), "week"),
        Option(texts.WRITE_DATE(), "date"),
    )
    until = talk.ask("until", Pick[str]((texts.UNTIL_WHEN(),), options))
    now = today(talk.clock)
    if until in DAYS:
        return now + timedelta(days=DAYS[until] - 1)
    question: tuple[Phrase, ...] = (texts.WHICH_DATE(),)
    for attempt in count():
        said = talk.ask(f"day{attempt}", Words(question, keeps_words=False))
        day = _read_day(said, now)
        if day is not None:
            return day
        question = (texts.DATE_UNKNOWN(),)
    raise AssertionError


def _read_day(words: str, now: date) -> date | None:
    """Read a day from today on, within a year; one without a year is the next such day."""
    found = _DAY.fullmatch(clean(words).replace(" ", ""))
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        at = date(year or now.year, month, day)
        if not year and at < now:
            at = at.replace(year=at.year + 1)
    except ValueError:
        return None
    return at if now <= at <= now + LONGEST else None
