"""What is asked when a post is opened, or changed: each question until it has an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from typing_extensions import override

from handlers.talking.asking import Given, NotTaken, Option, Taken
from handlers.talking.days import Day, MonthsOrDay
from handlers.talking.frames import Json
from handlers.talking.messages import Kind
from handlers.talking.paging import PickFrom
from handlers.talking.prompts import Number, Pick, Place, Spot, Words
from handlers.talking.talk import Talk
from models.areas import Area, Level
from models.errors import Invalid
from models.members import MemberKind
from models.shifts import CheckIn
from services.areas import areas
from services.clock import today
from services.posts import kinds, openings
from services.posts.openings import OpeningEntry
from services.texts import talk as talk_texts
from services.texts.members.members import KIND_LABELS
from services.texts.phrases import Phrase, verbatim
from services.texts.posts import opening_talk as texts
from services.texts.posts.posts import CHECK_IN_LABELS, name_post
from services.texts.refusals import refusals

OFFERED = (1, 2, 3, 5, 10)
"""Places that are offered by a press."""

OPEN = "-"
"""Leaves something open; it is not empty, for under what may be skipped no 取消 is shown."""


@dataclass(frozen=True, slots=True)
class PickPost:
    """A kind of post by a press, or by any word for it."""

    question: tuple[Phrase, ...]
    options: Sequence[Option]
    find: Callable[[str], str | None]
    takes_words: bool = True
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question and the kinds."""
        del partial
        return self.question, self.options

    def take(self, given: Given, partial: Json) -> Taken | NotTaken:
        """Take a press, or a word."""
        del partial
        code = given.value if given.is_choice else self.find(given.heard.words)
        return NotTaken(texts.POST_UNKNOWN()) if code is None else Taken(code)

    def decode(self, stored: Json) -> str:
        """Give the code of the kind, if it is still there."""
        if all(stored != option.value for option in self.options):
            raise ValueError(stored)
        return str(stored)


@dataclass(frozen=True, slots=True)
class Pin(Place):
    """A place that only a pin on the map answers."""

    @override
    def take(self, given: Given, partial: Json) -> Taken | NotTaken:
        """Take a pin."""
        if not given.is_choice and given.heard.kind is not Kind.PLACE:
            return NotTaken(texts.PIN_PLEASE())
        taken = Place.take(self, given, partial)
        return taken if isinstance(taken, Taken) else NotTaken(texts.PIN_PLEASE())


def with_more(talk: Talk, key: str, entry: OpeningEntry, what: str) -> OpeningEntry:
    """Ask for what is seldom wanted: another check-in, a qualification, a kind of member."""
    match what:
        case "skill":
            return replace(entry, asks_skill=_ask_skill(talk, key))
        case "kind":
            options = [Option(label(), str(kind)) for kind, label in KIND_LABELS.items()]
            every = Option(texts.ALL_KINDS(), OPEN)
            which = Pick[str]((texts.WHICH_KIND(),), (*options, every), has_no_out=True)
            kind = talk.ask(key, which)
            return replace(entry, asks_kind=None if kind == OPEN else MemberKind(kind))
        case "check_in":
            ways = [Option(label(), str(how)) for how, label in CHECK_IN_LABELS.items()]
            how = CheckIn(
                talk.ask(key, Pick[str]((texts.WHICH_CHECK_IN(),), ways, has_no_out=True))
            )
            entry = replace(entry, check_in=how)
            if how is CheckIn.LOCATION and entry.latitude is None:
                pin = talk.ask(f"{key}.pin", Pin((texts.SEND_PIN(),), lambda _: None))
                entry = _with_pin(entry, pin)
            return entry
        case _:
            return entry


def ask_post(talk: Talk, key: str) -> str:
    """Ask for a kind of post; give its code."""
    options = [
        Option(name_post(post.code, post.name), post.code)
        for post in kinds.list_posts(talk.session)
    ]

    def find(words: str) -> str | None:
        post = kinds.find_post(talk.session, words)
        return None if post is None else post.code

    return talk.ask(key, PickPost((texts.WHICH_POST(),), options, find))


def ask_area(talk: Talk, key: str, held: Sequence[Area]) -> Area:
    """Ask for an area: those somebody holds, and the communities or grids below them."""
    known: dict[str, Area] = {}
    for area in held:
        below = Level.COMMUNITY if area.level is Level.STREET else Level.GRID
        known.update({each.code: each for each in areas.list_below(talk.session, area, below)})
        known[area.code] = area
    options = [Option(verbatim(area.name), code) for code, area in known.items()]
    return known[talk.ask(key, PickFrom((texts.WHICH_AREA(),), options))]


def ask_places(talk: Talk, key: str, question: Phrase) -> int:
    """Ask for a number of places."""
    options = tuple(Option(verbatim(str(number)), number) for number in OFFERED)
    return talk.ask(key, Number((question,), openings.FEWEST, openings.MOST, options))


def ask_times(talk: Talk, key: str) -> str:
    """Ask for weekly times until they are clear; empty where they are agreed later."""
    extra = (Option(texts.TIMES_OPEN(), OPEN),)
    question: tuple[Phrase, ...] = (texts.WHICH_TIMES(),)
    for attempt in count():
        prompt = Words(question, extra=extra, keeps_words=False)
        try:
            said = talk.ask(f"{key}.{attempt}", prompt)
            return "" if said == OPEN else openings.tidy_times(said)
        except Invalid as refusal:
            question = (refusals.told(refusal),)
    raise AssertionError


def ask_place(talk: Talk, key: str) -> Spot:
    """Ask where one meets, in words or by a pin; it may be left open."""
    question: tuple[Phrase, ...] = (texts.WHERE_TO_MEET(),)
    for attempt in count():
        skip = (Option(talk_texts.SKIP(), None),)
        spot = talk.ask(f"{key}.{attempt}", Place(question, lambda _: None, skip))
        try:
            return replace(spot, words=openings.tidy_place(spot.words))
        except Invalid as refusal:
            question = (refusals.told(refusal),)
    raise AssertionError


def _ask_skill(talk: Talk, key: str) -> str:
    extra = (Option(texts.NO_SKILL(), OPEN),)
    question: tuple[Phrase, ...] = (texts.WHICH_SKILL(),)
    for attempt in count():
        prompt = Words(question, extra=extra, keeps_words=False)
        try:
            said = talk.ask(f"{key}.{attempt}", prompt)
            return "" if said == OPEN else openings.tidy_skill(said)
        except Invalid as refusal:
            question = (refusals.told(refusal),)
    raise AssertionError


def with_day(talk: Talk, key: str, entry: OpeningEntry, what: str) -> OpeningEntry:
    """Ask for the first or the last day."""
    first = date.fromisoformat(talk.once("today", lambda: today(talk.clock).isoformat()))
    latest = first + openings.LONGEST_TERM - timedelta(days=1)
    day = Day((), first, latest, texts.DAY_REFUSED())
    if what == "first":
        options = (Option(texts.FROM_TODAY(), 0),)
        said = talk.ask(key, MonthsOrDay((texts.WHICH_FIRST(),), options, day))
        return replace(entry, starts_on=said if isinstance(said, date) else first)
    options = (Option(texts.TO_YEARS_END(), 0),)
    said = talk.ask(key, MonthsOrDay((texts.WHICH_LAST(),), options, day))
    return replace(entry, ends_on=said if isinstance(said, date) else openings.years_end(first))


def with_place(entry: OpeningEntry, spot: Spot) -> OpeningEntry:
    """Let an opening meet at a place."""
    return _with_pin(replace(entry, place=spot.words), spot)


def _with_pin(entry: OpeningEntry, spot: Spot) -> OpeningEntry:
    if spot.latitude is None:
        return entry
    return replace(entry, latitude=spot.latitude, longitude=spot.longitude)
