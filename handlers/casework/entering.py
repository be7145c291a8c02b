"""Staff write down what came by phone, letter, counter, visit or forum (代录)."""

from dataclasses import dataclass
from itertools import count
from typing import Any, cast

from handlers.casework.handling import worker
from handlers.reporting.cases import SHOWN, filed_phrase
from handlers.reporting.places import ask_place, find_said, place_for_staff, with_pin
from handlers.talking.asking import Option
from handlers.talking.attachments import describe
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Spot, Words
from handlers.talking.talk import Talk
from models.cases import Channel
from models.errors import Invalid
from services.casework import cases, entering
from services.delivery.messages import Choice, Command
from services.identity.people import Contact
from services.reporters import reporters
from services.texts import talk as talk_texts
from services.texts.casework import entering as texts
from services.texts.casework import reporting
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json
from services.texts.refusals import refusals
from services.triage import triage
from services.wording import clip

MINE = "="
"""Says instead of a name and number that an informant reports of their own."""


@dataclass(slots=True)
class Draft:
    """What is about to be filed for somebody."""

    channel: Channel
    words: str
    spot: Spot
    contact: Contact = entering.NOBODY
    same_as: int | None = None
    is_own: bool = False
    is_private: bool = False


def enter(talk: Talk) -> Reply:
    """Take what somebody said to a worker: the way it came, words, place, who said it, a look."""
    channel = _channel(talk, worker(talk))
    words = talk.ask("words", Words((texts.WHAT_WAS_SAID(),), least=2))
    draft = Draft(channel, words, _place(talk, words))
    _ask_who(talk, draft, 0)
    for number in count():
        match talk.ask(f"check{number}", _look(talk, draft), is_card=True):
            case "change":
                _change(talk, draft, number)
            case "private":
                draft.is_private = not draft.is_private
            case _:
                return _file(talk, draft)
    raise AssertionError


def _channel(talk: Talk, me: int) -> Channel:
    possible = entering.list_channels(talk.session, me)
    if len(possible) == 1:
        return possible[0]
    options = tuple(Option(_CHANNELS[each](), str(each)) for each in possible)
    return Channel(talk.ask("channel", Pick[str]((texts.WHICH_CHANNEL(),), options)))


def _place(talk: Talk, words: str) -> Spot:
    """Give the place: as the words say, else by asking; where the writer lives tells nothing."""
    area_id = find_said(talk, words)
    spot = Spot(area_id=area_id)
    if area_id is None:
        spot = ask_place(talk, "where", texts.WHICH_PLACE(), words=words)
    return with_pin(talk, spot)


def _ask_who(talk: Talk, draft: Draft, number: int) -> None:
    """Ask who said it, whether they agree to be kept, and whether they are somebody known."""
    draft.contact, draft.same_as, draft.is_own = entering.NOBODY, None, False
    contact = _contact(talk, draft.channel, number)
    if contact is None:
        draft.is_own = True
        return
    if contact == entering.NOBODY or not _is_agreed(talk, contact, number):
        return
    draft.contact = contact
    draft.same_as = _same_as(talk, contact, number)


def _contact(talk: Talk, channel: Channel, number: int) -> Contact | None:
    """Ask for name and phone until they can be read; None: it is the writer's own."""
    extra: tuple[Option, ...] = (Option(texts.NO_CONTACT(), ""),)
    if channel is Channel.INFORMANT:
        extra = (Option(texts.MY_OWN(), MINE), *extra)
    question: tuple[Phrase, ...] = (texts.WHO_SAID_IT(),)
    for attempt in count():
        key = f"who{number}.{attempt}"
        said = talk.ask(key, Words(question, extra=extra, keeps_words=False))
        if said == MINE:
            return None
        try:
            return reporters.read_contact(said)
        except Invalid as refusal:
            question = (refusals.told(refusal), texts.WHO_SAID_IT())
    raise AssertionError


def _is_agreed(talk: Talk, contact: Contact, number: int) -> bool:
    options = (Option(texts.AGREED(), True), Option(texts.NO_CONTACT(), False))
    question = texts.IS_AGREED(who=_named(contact))
    return talk.ask(f"agreed{number}", Pick[bool]((question,), options))


def _same_as(talk: Talk, contact: Contact, number: int) -> int | None:
    """Ask whether the number's owner online is who said it; a number alone proves nothing."""

    def find() -> list[int | str]:
        same = entering.find_same(talk.session, contact.phone, worker(talk))
        return [] if same is None else list(same)

    same = talk.once(f"same{number}.found", find)
    if not same:
        return None
    options = (Option(texts.SAME(), True), Option(texts.NOT_SAME(), False))
    question = texts.IS_SAME(name=str(same[1]))
    is_same = talk.ask(f"same{number}", Pick[bool]((question,), options))
    return int(same[0]) if is_same else None


def _change(talk: Talk, draft: Draft, number: int) -> None:
    what = talk.ask(f"change{number}", Pick[str]((reporting.WHAT_TO_CHANGE(),), _TO_CHANGE))
    if what == "words":
        draft.words = talk.ask(f"words{number}", Words((reporting.WORDS_ANEW(),), least=2))
    elif what == "place":
        draft.spot = ask_place(talk, f"where{number}", texts.WHICH_PLACE(), words=draft.words)
    elif what == "who":
        _ask_who(talk, draft, number + 1)


def _look(talk: Talk, draft: Draft) -> Pick[str]:
    """Give the card with what can be done with it."""
    publicity = reporting.MAY_BE_PUBLIC() if draft.is_private else reporting.KEEP_PRIVATE()
    options = (
        Option(reporting.SUBMIT(), "submit"),
        Option(reporting.CHANGE(), "change"),
        Option(publicity, "private"),
    )
    return Pick(_card(talk, draft), options)


def _card(talk: Talk, draft: Draft) -> tuple[Phrase, ...]:
    who = texts.YOURSELF() if draft.is_own else _named(draft.contact) or texts.NOBODY()
    card = texts.CARD(
        words=clip(draft.words, SHOWN),
        place=place_for_staff(talk, draft.spot) or reporting.PLACE_NOT_SAID(),
        channel=CHANNEL_LABELS[draft.channel](),
        who=who,
    )
    is_private = (reporting.CARD_PRIVATE(),) if draft.is_private else ()
    return (card, *describe(talk), *is_private)


def _file(talk: Talk, draft: Draft) -> Reply:
    me = worker(talk)

    def write() -> Json:
        report = cases.Report(
            reporter_id=None,
            words=draft.words,
            place=place_for_staff(talk, draft.spot),
            area_id=draft.spot.area_id,
            category=triage.guess_category(draft.words),
            is_urgent=triage.guess_urgency(draft.words),
            is_private=draft.is_private,
            latitude=draft.spot.latitude,
            longitude=draft.spot.longitude,
            channel=draft.channel,
            attachments=talk.take_attachments(),
        )
        entry = entering.Entry(report, draft.contact, draft.same_as, draft.is_own)
        filed = entering.enter_case(talk.session, entry, me, talk.clock)
        return {"said": phrase_to_json(filed_phrase(filed, texts.ENTERED))}

    done = cast("dict[str, Any]", talk.do("file", write))
    said = phrase_from_json(done["said"])
    return reply(said, choices=(Choice(texts.ENTER(), Command("enter", {})),))


def _named(contact: Contact) -> str:
    return " ".join(each for each in contact if each)


_CHANNELS = {
    Channel.HOTLINE: texts.BY_PHONE,
    Channel.VISIT_LETTER: texts.BY_LETTER,
    Channel.WINDOW: texts.AT_COUNTER,
    Channel.FORUM: texts.AT_FORUM,
    Channel.INFORMANT: texts.AS_INFORMANT,
}
_TO_CHANGE = (
    Option(reporting.CHANGE_WORDS(), "words"),
    Option(reporting.CHANGE_PLACE(), "place"),
    Option(texts.CHANGE_CONTACT(), "who"),
    Option(talk_texts.BACK(), "nothing"),
)
