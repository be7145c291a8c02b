"""A resident says what troubles them: a draft card, then a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from handlers.frames import Json
from handlers.messages import Kind, Reply, reply
from handlers.prompts import Pick, Place, Spot, Words
from handlers.talk import Given, Kept, NotTaken, Option, Taken, Talk
from models.areas import Area
from models.errors import Invalid
from models.people import Door
from services import areas, cases, facts, people, triage
from services.outbox import Choice, Command
from services.rules import rules_of
from services.texts import cases as texts
from services.texts import refusals
from services.texts.categories import CATEGORY_LABELS
from services.texts.phrases import (
    Phrase,
    Template,
    phrase_from_json,
    phrase_to_json,
    put_into_words,
    verbatim,
)


@dataclass(frozen=True, slots=True)
class Check:
    """The draft card: 提交, 改, 更多. A pin sent meanwhile becomes the place."""

    card: tuple[Phrase, ...]
    takes_words: bool = False
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the card."""
        del partial
        return self.card, (
            Option(texts.SUBMIT(), "submit"),
            Option(texts.CHANGE(), "change"),
            Option(texts.MORE(), "more"),
        )

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take a press or a pin."""
        heard = given.heard
        if given.is_choice:
            return Taken(given.value)
        if heard.kind is Kind.PLACE:
            return Taken(f"pin {heard.latitude:.6f},{heard.longitude:.6f}")
        return Pick[str]((), ()).take(given, partial)

    def decode(self, stored: Json) -> str:
        """Give what was pressed, or the pin."""
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored


@dataclass(slots=True)
class Draft:
    """What a resident is about to hand in."""

    words: str
    spot: Spot
    phone: str = ""
    is_private: bool = False


def report(talk: Talk) -> Reply:
    """Take a report: words, consent once, the place if it is not known, the card."""
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),), least=2))
    if not agree(talk):
        return reply(texts.CALL_INSTEAD(phone=facts.office_phone(talk.session)))
    draft = Draft(words, _place(talk, words))
    for number in count():
        verdict = talk.ask(f"check{number}", Check(_card(talk, draft)))
        if verdict == "submit":
            return _file(talk, draft)
        if verdict == "change":
            _change(talk, draft, number)
        elif verdict == "more":
            if _more(talk, draft, number):
                return reply(texts.CALL_INSTEAD(phone=facts.office_phone(talk.session)))
        else:
            latitude, longitude = verdict.removeprefix("pin ").split(",")
            draft.spot = _with_pin(draft.spot, float(latitude), float(longitude))
    raise AssertionError


def agree(talk: Talk) -> bool:
    """Ask for consent, once for ever (product.md, Personal data)."""
    if talk.caller.has_consented:
        return True
    rules = rules_of(talk.session)
    ask = texts.CONSENT(
        street=rules.street_name,
        months=rules.months_kept,
        phone=facts.office_phone(talk.session),
    )
    abroad = (texts.CONSENT_TELEGRAM(),) if talk.caller.door is Door.TELEGRAM else ()
    yes = talk.ask(
        "consent",
        Pick[bool]((ask, *abroad), (Option(texts.AGREE(), True), Option(texts.DISAGREE(), False))),
    )
    return yes


def edited(talk: Talk) -> Reply:
    """Somebody changed a message that is filed already: offer to add it to their case."""
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),)))
    person_id = talk.caller.person_id
    own = cases.list_own_open(talk.session, person_id, 1) if person_id is not None else ()
    if not own:
        return reply()
    return _offer_to_add(own[0].number, own[0].id, words)


def confirm_report(talk: Talk) -> Reply:
    """Ask once whether an advert, a link or a fragment is meant as a report."""
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),)))
    options = (Option(texts.IT_IS(), True), Option(texts.IT_IS_NOT(), False))
    question = texts.IS_IT_A_REPORT(words=words)
    if not talk.ask("sure", Pick[bool]((question,), options)):
        return reply(texts.WHAT_HAPPENED())
    return report(talk)


def _offer_to_add(number: str, case_id: int, words: str) -> Reply:
    add = Command("add_words", {"case": case_id, "words": words, "sure": 1})
    return reply(
        texts.ADD_OR_NEW(number=number, words=words),
        choices=(Choice(texts.ADD_TO_THIS(), add),),
        case_id=case_id,
    )


def _place(talk: Talk, words: str) -> Spot:
    """Give the place: from the words, else where they live, else by asking."""
    home = _home(talk)
    known = talk.once("place", lambda: _find(talk, words))
    if known is not None:
        return Spot(area_id=known)
    if home is not None:
        return Spot(area_id=home.id)
    return talk.ask("place", Place((texts.WHICH_PLACE(),), lambda said: _find(talk, said)))


def _home(talk: Talk) -> Area | None:
    area_id = talk.caller.area_id
    return None if area_id is None else talk.session.get(Area, area_id)


def _find(talk: Talk, words: str) -> int | None:
    area = areas.find_place(talk.session, words, _home(talk))
    return None if area is None else area.id


def _change(talk: Talk, draft: Draft, number: int) -> None:
    what = talk.ask(
        f"change{number}",
        Pick[str](
            (texts.WHAT_TO_CHANGE(),),
            (
                Option(texts.CHANGE_WORDS(), "words"),
                Option(texts.CHANGE_PLACE(), "place"),
                Option(texts.NOTHING_ELSE(), "nothing"),
            ),
        ),
    )
    if what == "words":
        draft.words = talk.ask(f"words{number}", Words((texts.WORDS_ANEW(),), least=2))
    elif what == "place":
        draft.spot = talk.ask(
            f"place{number}", Place((texts.WHICH_PLACE(),), lambda said: _find(talk, said))
        )


def _more(talk: Talk, draft: Draft, number: int) -> bool:
    """Offer what few need; tell whether the draft is to be dropped."""
    publicity = texts.MAY_BE_PUBLIC() if draft.is_private else texts.KEEP_PRIVATE()
    what = talk.ask(
        f"more{number}",
        Pick[str](
            (texts.MORE_CHOICES(),),
            (
                Option(texts.LEAVE_PHONE(), "phone"),
                Option(publicity, "private"),
                Option(texts.NOTHING_ELSE(), "nothing"),
                Option(texts.DROP(), "drop"),
            ),
        ),
    )
    if what == "phone":
        draft.phone = ask_phone(talk, f"phone{number}")
    elif what == "private":
        draft.is_private = not draft.is_private
    return what == "drop"


def ask_phone(talk: Talk, key: str) -> str:
    """Ask for a phone number until it is one."""
    question: tuple[Phrase, ...] = (texts.WHICH_PHONE(),)
    for attempt in count():
        said = talk.ask(f"{key}.{attempt}", Words(question, keeps_words=False))
        try:
            return people.read_phone(said)
        except Invalid as refusal:
            question = (refusals.told(refusal), texts.WHICH_PHONE())
    raise AssertionError


def _card(talk: Talk, draft: Draft) -> tuple[Phrase, ...]:
    category = triage.guess_category(draft.words)
    phone = (texts.CARD_PHONE(phone=draft.phone),) if draft.phone else ()
    private = (texts.CARD_PRIVATE(),) if draft.is_private else ()
    card = texts.CARD(
        words=draft.words,
        place=verbatim(_place_words(talk, draft.spot)),
        category=CATEGORY_LABELS[category],
    )
    return (card, *phone, *private)


def _place_words(talk: Talk, spot: Spot) -> str:
    area = talk.session.get(Area, spot.area_id) if spot.area_id is not None else None
    words = spot.words or (area.name if area is not None else "")
    if spot.latitude is not None:
        pin = put_into_words(texts.PIN(pin=f"{spot.latitude:.5f},{spot.longitude:.5f}"))
        words = f"{words} {pin}".strip()
    return words or put_into_words(texts.PLACE_NOT_SAID())


def _with_pin(spot: Spot, latitude: float, longitude: float) -> Spot:
    return Spot(spot.words, spot.area_id, latitude, longitude)


def _file(talk: Talk, draft: Draft) -> Reply:
    def write() -> list[Json]:
        caller = talk.caller
        person_id = people.consent(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person_id, has_consented=True)
        if draft.phone:
            people.set_phone(talk.session, person_id, draft.phone)
        if draft.spot.area_id is not None:
            people.set_area(talk.session, caller.account_id, draft.spot.area_id)
        filed = file_draft(talk, person_id, draft)
        return [filed.case_id, phrase_to_json(filed_phrase(filed, texts.FILED))]

    case_id, said = talk.do("file", write)
    return Reply((phrase_from_json(said),), case_choices(case_id), case_id)


def file_draft(
    talk: Talk, person_id: int, draft: Draft, *, is_urgent: bool = False
) -> cases.Filed:
    """Hand a draft in."""
    spot = draft.spot
    report = cases.Report(
        reporter_id=person_id,
        words=draft.words,
        place="" if spot == Spot() else _place_words(talk, spot),
        area_id=spot.area_id,
        category=triage.guess_category(draft.words),
        is_urgent=is_urgent or triage.guess_urgency(draft.words),
        is_private=draft.is_private,
        latitude=spot.latitude,
        longitude=spot.longitude,
    )
    return cases.report_case(talk.session, report, talk.clock)


def filed_phrase(filed: cases.Filed, template: Template) -> Phrase:
    """Say the number, the query code, who has been told, and until when."""
    if filed.names:
        who = texts.TOLD_NAMES(area=filed.area, names="、".join(filed.names))
    elif filed.is_told:
        who = texts.TOLD_OFFICE(area=filed.area)
    else:
        who = texts.TOLD_NOBODY()
    return template(number=filed.number, receipt=filed.receipt, who=who, due=filed.due)


def case_choices(case_id: int) -> tuple[Choice, ...]:
    """Give what a reporter may do while they wait."""
    about = {"case": case_id}
    return (
        Choice(texts.SUPPLEMENT(), Command("supplement", about)),
        Choice(texts.URGE(), Command("urge", about)),
        Choice(texts.WITHDRAW(), Command("withdraw", about)),
    )
