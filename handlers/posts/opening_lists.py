"""What is open in one's area (岗位管理): places changed, a shift cancelled, a post closed."""

from typing import Any

from handlers.casework.handling import worker
from handlers.posts.claim_lists import to_draw_up
from handlers.posts.opening_questions import ask_place, ask_places
from handlers.posts.openings import say_confirmation, say_place, say_term
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.paging import PickFrom
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.posts import Opening
from services.clock import local
from services.delivery.messages import Choice, Command
from services.posts import changing, claim_messages, claim_rows, claims, closing, kept, openings
from services.posts.changing import OpeningChange
from services.serving import cancelling, shifts
from services.texts.casework import steps
from services.texts.phrases import (
    Phrase,
    phrase_from_json,
    phrase_to_json,
    put_into_words,
    verbatim,
)
from services.texts.posts import opening_talk as texts

PAGE = 8
"""Openings at once: each is a button."""


def list_openings(talk: Talk) -> Reply:
    """List what is open where one opens posts, a button each; no question stays open."""
    me = worker(talk)
    shown = kept.list_kept(talk.session, me, talk.clock)
    if not shown:
        return reply(texts.NONE_OPEN(), choices=(_to_open(),))
    after = int(talk.about.get("after", 0))
    choices = [_to_look(talk, each) for each in shown[after : after + PAGE]]
    if (left := len(shown) - after - PAGE) > 0:
        onward = Command("openings", {"after": after + PAGE})
        choices.append(Choice(steps.NEXT_PAGE(count=left), onward))
    return reply(texts.WHICH_OPENING(), choices=(*choices, _to_open()))


def opening(talk: Talk) -> Reply:
    """Show one opening, with what can be done with it."""
    return _show(talk, _own(talk))


def change_places(talk: Talk) -> Reply:
    """Give an opening more or fewer places (改名额)."""
    here = _own(talk)
    question = talk.once(
        "question",
        lambda: phrase_to_json(texts.HOW_MANY_NOW(taken=here.taken, places=here.places)),
    )
    places = ask_places(talk, "places", phrase_from_json(question))
    _change(talk, here, OpeningChange(places=places))
    name = openings.name_of(talk.session, here)
    return reply(texts.PLACES_ARE(places=places, name=name), choices=_ways(here))


def change_meeting_place(talk: Talk) -> Reply:
    """Let an opening meet elsewhere (改集合地点)."""
    here = _own(talk)
    spot = ask_place(talk, "place")
    pin = (
        None
        if spot.latitude is None or spot.longitude is None
        else (spot.latitude, spot.longitude)
    )
    _change(talk, here, OpeningChange(place=spot.words, pin=pin))
    return reply(texts.PLACE_IS(place=spot.words), choices=_ways(here))


def close_post(talk: Talk) -> Reply:
    """Close an opening with a reason (撤岗)."""
    here = _own(talk)
    if here.closed_at is not None and not talk.has("why"):
        return reply(texts.CLOSED_BEFORE(), choices=(_to_list(),))
    name = openings.name_of(talk.session, here)
    question = talk.once(
        "question", lambda: phrase_to_json(texts.CLOSE_WHY(name=name, taken=here.taken))
    )
    why = talk.ask("why", Words((phrase_from_json(question),), least=2, keeps_words=False))

    def write() -> bool:
        closing.close_opening(talk.session, here.id, worker(talk), why, talk.clock)
        return True

    talk.do("close", write)
    return reply(texts.CLOSED(), choices=(_to_list(), _to_open()))


def cancel_shift(talk: Talk) -> Reply:
    """Cancel one shift with a reason (取消一班)."""
    here = _own(talk)
    options = _shifts(talk, here)
    if not options:
        return reply(texts.NO_SHIFTS(), choices=_ways(here))
    shift_id = int(talk.ask("shift", PickFrom((texts.WHICH_SHIFT(),), options)))
    extra = tuple(
        Option(label, put_into_words(label)) for label in (texts.RAIN(), texts.HOLIDAY())
    )
    question = Words((texts.CANCEL_WHY(),), least=2, extra=extra, keeps_words=False)
    why = talk.ask("why", question)

    def write() -> list[Any]:
        shift = cancelling.cancel_shift(talk.session, shift_id, worker(talk), why, talk.clock)
        count = len(cancelling.list_expected(talk.session, shift))
        return phrase_to_json(texts.CANCELLED(at=shift.starts_at, count=count))

    said = talk.do("cancel", write)
    return reply(phrase_from_json(said), choices=_ways(here))


def _own(talk: Talk) -> Opening:
    """Give the opening that a button is about, to whoever opens posts there."""
    return kept.get_kept(talk.session, talk.number("opening"), worker(talk))


def _change(talk: Talk, here: Opening, change: OpeningChange) -> None:
    def write() -> bool:
        changing.change_opening(talk.session, here.id, change, worker(talk), talk.clock)
        return True

    talk.do("change", write)


def _shifts(talk: Talk, here: Opening) -> list[Option]:
    """Give the coming shifts; the same ones as long as it is talked about them."""

    def find() -> list[Any]:
        return [
            [each.id, f"{local(each.starts_at, talk.clock):%Y-%m-%d %H:%M}"]
            for each in shifts.list_coming(talk.session, here, talk.clock)
        ]

    found = talk.once("shifts", find)
    return [Option(texts.SHIFT_LINE(at=str(at)), str(shift_id)) for shift_id, at in found]


def _show(talk: Talk, here: Opening) -> Reply:
    waiting = claim_rows.count_waiting(talk.session, here.id)
    said: Phrase = texts.OPENING(
        name=openings.name_of(talk.session, here),
        taken=here.taken,
        places=here.places,
        waiting=waiting,
        holders=_say_holders(talk, here),
        term=say_term(here.starts_on, here.ends_on),
        place=say_place(here.place, has_pin=here.latitude is not None),
        confirm=say_confirmation(here.confirm, here.asks_skill),
    )
    return reply(said, choices=(*_ways(here), *to_draw_up(talk)))


def _say_holders(talk: Talk, here: Opening) -> Phrase:
    """Name those who hold it, in full: who reads this opens posts here."""
    names = [
        claim_messages.real_name(talk.session, claim.person_id)
        for claim in claims.list_holders(talk.session, here)
    ]
    return verbatim("、".join(names)) if names else texts.NO_HOLDERS()


def _ways(here: Opening) -> tuple[Choice, ...]:
    if here.closed_at is not None:
        return (_to_list(), _to_open())
    about = {"opening": here.id}
    return (
        Choice(texts.TO_PLACES(), Command("change_places", about)),
        Choice(texts.TO_CANCEL(), Command("cancel_shift", about)),
        Choice(texts.TO_PLACE(), Command("change_meeting_place", about)),
        Choice(texts.TO_CLOSE(), Command("close_post", about)),
        _to_list(),
    )


def _to_look(talk: Talk, each: Opening) -> Choice:
    name = openings.name_of(talk.session, each)
    label = texts.OPENING_LINE(name=name, taken=each.taken, places=each.places)
    return Choice(label, Command("opening", {"opening": each.id}))


def _to_list() -> Choice:
    return Choice(texts.MANAGE(), Command("openings", {}))


def _to_open() -> Choice:
    return Choice(texts.OPEN_POST(), Command("open_post", {}))
