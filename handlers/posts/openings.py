"""A community opens a post (定岗): which, how many, when, where; a look at it, and out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from handlers.casework.handling import worker
from handlers.posts.opening_questions import (
    ask_area,
    ask_place,
    ask_places,
    ask_post,
    ask_times,
    with_day,
    with_more,
    with_place,
)
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from models.access import Action
from models.areas import Area, Level
from models.errors import NotAllowed, Refusal
from models.posts import Confirmation
from models.shifts import CheckIn
from services.clock import today
from services.delivery.messages import Choice, Command
from services.office import access
from services.posts import kinds, opening_cards, openings, placing
from services.posts.openings import OpeningEntry
from services.posts.weekly_times import read_times
from services.texts import talk as talk_texts
from services.texts.members.members import KIND_LABELS
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json, verbatim
from services.texts.posts import opening_talk as texts
from services.texts.posts.openings import say_weekly
from services.texts.posts.posts import CHECK_IN_LABELS, name_post
from services.texts.refusals import refusals


@dataclass(slots=True)
class _Draft:
    code: str
    area: Area
    entry: OpeningEntry


def to_open(talk: Talk) -> tuple[Choice, ...]:
    """Offer to open posts, and to look after them, to whoever may."""
    me = talk.caller.person_id
    if me is None or not access.areas_where(talk.session, me, Action.OPEN_POST):
        return ()
    return (
        Choice(texts.OPEN_POST(), Command("open_post", {})),
        Choice(texts.MANAGE(), Command("openings", {})),
    )


def open_post(talk: Talk) -> Reply:
    """Open a post (定岗)."""
    held = access.areas_where(talk.session, worker(talk), Action.OPEN_POST)
    if not held:
        raise NotAllowed("not_allowed")
    code = ask_post(talk, "post")
    draft = _Draft(code, _first_area(talk, held), _entry(talk, code))
    _change(talk, draft, "places", "")
    _change(talk, draft, "times", "")
    _change(talk, draft, "place", "")
    refused: tuple[Phrase, ...] = ()
    for number in count():
        card = Pick[str]((*_card(talk, draft), *refused), _ways(draft))
        chosen, refused = talk.ask(f"check{number}", card, is_card=True), ()
        match chosen:
            case "change":
                what = talk.ask(f"change{number}", Pick[str]((texts.WHAT_TO_CHANGE(),), _CHANGES))
                _change(talk, draft, what, str(number))
            case "more":
                what = talk.ask(f"more{number}", Pick[str]((texts.WHAT_MORE(),), _MORE))
                _change(talk, draft, what, str(number))
            case "confirm":
                draft.entry = replace(draft.entry, confirm=_other(draft.entry.confirm))
            case "drop":
                return reply(texts.DROPPED())
            case _:
                done = _publish(talk, draft, number)
                if isinstance(done, Reply):
                    return done
                refused = (refusals.told(done),)
    raise AssertionError


def _publish(talk: Talk, draft: _Draft, number: int) -> Reply | Refusal:
    me = worker(talk)
    post = kinds.get_post(talk.session, draft.code, with_ended=True)
    entry = replace(draft.entry, post_id=post.id, area_id=draft.area.id)

    def write() -> list[Any]:
        opening = openings.open_post(talk.session, entry, me, talk.clock)
        name = openings.name_of(talk.session, opening)
        term = say_term(opening.starts_on, opening.ends_on)
        return phrase_to_json(texts.PUBLISHED(name=name, places=opening.places, term=term))

    said = talk.attempt(f"publish{number}", write)
    if isinstance(said, Refusal):
        return said
    choices = (
        Choice(texts.ANOTHER(), Command("open_post", {})),
        Choice(texts.MANAGE(), Command("openings", {})),
    )
    return reply(phrase_from_json(said), choices=choices)


def _change(talk: Talk, draft: _Draft, what: str, key: str) -> None:
    """Ask for one thing and put it into the draft; what is unclear is asked again."""
    asked, entry = f"{what}{key}", draft.entry
    match what:
        case "post":
            draft.code = ask_post(talk, asked)
        case "area":
            held = access.areas_where(talk.session, worker(talk), Action.OPEN_POST)
            draft.area = ask_area(talk, asked, held)
        case "places":
            draft.entry = replace(entry, places=ask_places(talk, asked, texts.HOW_MANY()))
        case "times":
            draft.entry = replace(entry, times=ask_times(talk, asked))
        case "place":
            draft.entry = with_place(entry, ask_place(talk, asked))
        case "first" | "last":
            draft.entry = with_day(talk, asked, entry, what)
        case _:
            draft.entry = with_more(talk, asked, entry, what)


def _entry(talk: Talk, code: str) -> OpeningEntry:
    """Give an opening as it usually is: one place, from today to the end of the year."""
    first = date.fromisoformat(talk.once("today", lambda: today(talk.clock).isoformat()))
    post = kinds.get_post(talk.session, code, with_ended=True)
    return OpeningEntry(post.id, 0, 1, first, openings.years_end(first))


def _first_area(talk: Talk, held: Sequence[Area]) -> Area:
    """Give where it is opened: asked only of who looks after more than one community."""
    if len(held) == 1 and held[0].level is not Level.STREET:
        return held[0]
    return ask_area(talk, "area", held)


def _other(confirm: Confirmation) -> Confirmation:
    is_auto = confirm is Confirmation.AUTO
    return Confirmation.COMMUNITY if is_auto else Confirmation.AUTO


def _ways(draft: _Draft) -> tuple[Option, ...]:
    is_auto = draft.entry.confirm is Confirmation.AUTO
    return (
        Option(texts.PUBLISH(), "publish"),
        Option(texts.CHANGE(), "change"),
        Option(texts.TO_COMMUNITY() if is_auto else texts.TO_AUTO(), "confirm"),
        Option(texts.MORE(), "more"),
        Option(texts.DROP(), "drop"),
    )


def _card(talk: Talk, draft: _Draft) -> tuple[Phrase, ...]:
    entry, post = draft.entry, kinds.get_post(talk.session, draft.code, with_ended=True)
    card = texts.CARD(
        post=name_post(post.code, post.name),
        area=draft.area.name,
        places=entry.places,
        times=say_weekly(read_times(entry.times)),
        term=say_term(entry.starts_on, entry.ends_on),
        place=say_place(entry.place, has_pin=entry.latitude is not None),
        confirm=say_confirmation(entry.confirm, entry.asks_skill),
    )
    more: list[Phrase] = []
    if entry.check_in is not CheckIn.BUTTON:
        more.append(texts.CHECK_IN(how=CHECK_IN_LABELS[entry.check_in]()))
    if entry.asks_skill:
        more.append(texts.SKILL(skill=entry.asks_skill))
    if entry.asks_kind is not None:
        more.append(texts.KIND(kind=KIND_LABELS[entry.asks_kind]()))
    return (card, *more)


def say_term(first: date, last: date) -> Phrase:
    """Say from which day to which."""
    if first.year == last.year:
        return texts.TERM(
            year=first.year,
            first=opening_cards.say_day(first),
            last=opening_cards.say_day(last),
        )
    return texts.TERM_OF_YEARS(
        year=first.year,
        first=opening_cards.say_day(first),
        last_year=last.year,
        last=opening_cards.say_day(last),
    )


def say_place(place: str, *, has_pin: bool) -> Phrase:
    """Say where one meets."""
    pin = (texts.PIN(),) if has_pin else ()
    said = (verbatim(place), *pin) if place else pin
    if not said:
        return texts.NO_PLACE()
    return said[0] if len(said) == 1 else texts.PLACE_AND_PIN(place=place)


def say_confirmation(confirm: Confirmation, asks_skill: str) -> Phrase:
    """Say what becomes of a press."""
    if asks_skill:
        return texts.CONFIRM_SKILL()
    is_auto = placing.confirms_itself(confirm, asks_skill)
    return texts.CONFIRM_AUTO() if is_auto else texts.CONFIRM_COMMUNITY()


_CHANGES = (
    Option(texts.CHANGE_POST(), "post"),
    Option(texts.CHANGE_AREA(), "area"),
    Option(texts.CHANGE_PLACES(), "places"),
    Option(texts.CHANGE_TIMES(), "times"),
    Option(texts.CHANGE_FIRST(), "first"),
    Option(texts.CHANGE_LAST(), "last"),
    Option(texts.CHANGE_PLACE(), "place"),
    Option(talk_texts.BACK(), "nothing"),
)
_MORE = (
    Option(texts.MORE_CHECK_IN(), "check_in"),
    Option(texts.MORE_SKILL(), "skill"),
    Option(texts.MORE_KIND(), "kind"),
    Option(talk_texts.BACK(), "nothing"),
)
