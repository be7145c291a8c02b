"""A resident says what troubles them: a draft card, then a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, cast

from handlers.people.people import agree, ask_phone, call_instead
from handlers.reporting.places import (
    ask_place,
    id_of_group_area,
    know_place,
    place_for_reporter,
    place_for_staff,
    with_pin,
)
from handlers.talking.asking import Given, Kept, NotTaken, Option, Taken
from handlers.talking.attachments import describe, note
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Spot, Words
from handlers.talking.talk import Talk
from handlers.understanding.meaning import read_as_report
from handlers.understanding.sayings import Doubtful
from models.categories import Category
from models.errors import Invalid
from services.casework import cases, entering, offers
from services.delivery.messages import Choice, Command
from services.identity import people
from services.reporters import own_cases
from services.texts import attachments as attachment_texts
from services.texts import talk as talk_texts
from services.texts.casework import cases as case_texts
from services.texts.casework import intake as intake_texts
from services.texts.casework import reporting as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import (
    Phrase,
    Template,
    phrase_from_json,
    phrase_to_json,
    verbatim,
)
from services.triage import triage
from services.wording import clip

SHOWN = 500
"""Characters of a report on its card; the whole of it is filed."""

PHONE = "phone "  # begins the verdict of a card that was answered with a phone number


@dataclass(frozen=True, slots=True)
class Check:
    """The draft card: 提交, 改, 更多. A phone number written under it is where to call back."""

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
        """Take a press or a phone number."""
        del partial
        if given.is_choice:
            return Taken(given.value)
        try:
            return Taken(PHONE + people.read_phone(given.heard.words))
        except Invalid:
            return NotTaken(talk_texts.CHOOSE_ONE())

    def decode(self, stored: Json) -> str:
        """Give what was pressed, or the phone number."""
        verdict = str(stored)
        if verdict not in ("submit", "change", "more") and not verdict.startswith(PHONE):
            raise ValueError(stored)
        return verdict


@dataclass(slots=True)
class Draft:
    """What a resident is about to hand in."""

    words: str
    spot: Spot
    phone: str = ""
    is_private: bool = False
    is_anonymous: bool = False
    asks_call: bool = False


def report(talk: Talk) -> Reply:
    """Take a report: words, consent once, the place if it is not known, the card."""
    question: tuple[Phrase, ...] = (texts.WHAT_HAPPENED(),)
    if attached := note(talk, attachment_texts.WHAT_IS_IT):
        question = attached
    if talk.pin is not None:
        question = (talk_texts.PIN_KEPT(), *question)
    words = talk.ask("words", Words(question, least=2))
    if not agree(talk):
        return call_instead(talk)
    draft = Draft(words, _place(talk, words))
    for number in count():
        verdict = talk.ask(f"check{number}", Check(_card(talk, draft)), is_card=True)
        if verdict == "change":
            _change(talk, draft, number)
        elif verdict == "submit" or (verdict == "more" and _more(talk, draft, number)):
            return _file(talk, draft)
        elif verdict.startswith(PHONE):
            draft.phone = verdict.removeprefix(PHONE)
    raise AssertionError


def edited(talk: Talk) -> Reply:
    """Somebody changed a message that is done with: offer to add it to their case."""
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),)))
    person_id = talk.caller.person_id
    own = own_cases.list_own_open(talk.session, person_id, 1) if person_id is not None else ()
    if not own:
        return reply(talk_texts.TOO_LATE_TO_EDIT())
    add = Command("add_words", {"case": own[0].id, "words": words, "sure": 1})
    return reply(
        case_texts.ADD_OR_NEW(number=own[0].number, words=clip(words, SHOWN)),
        choices=(Choice(case_texts.ADD_TO_THIS(), add),),
        case_id=own[0].id,
    )


def confirm_report(talk: Talk) -> Reply:
    """Ask once whether an advert, a link or a fragment is meant as a report."""
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),)))
    if talk.has("sure") or isinstance(read_as_report(words), Doubtful):
        options = (Option(texts.IT_IS(), True), Option(texts.IT_IS_NOT(), False))
        question = texts.IS_IT_A_REPORT(words=clip(words, SHOWN))
        if not talk.ask("sure", Pick[bool]((question,), options)):
            return reply(texts.WHAT_THEN())
    return report(talk)


def draft_or_new(talk: Talk) -> Reply:
    """Somebody who left a draft wants to report: go on with it, or begin another."""
    anew = Command("report", {"anew": 1})
    return reply(
        texts.GO_ON_OR_NEW(words=clip(talk.text("kept"), SHOWN)),
        choices=(
            Choice(texts.GO_ON(), Command("take_up", {})),
            Choice(texts.BEGIN_ANEW(), anew),
        ),
    )


def _place(talk: Talk, words: str) -> Spot:
    """Give the place: as they said it, else as it is known, else by asking."""
    known = None if talk.has("place") else know_place(talk, words)
    if known is not None:
        return known
    return with_pin(talk, ask_place(talk, "place", texts.WHICH_PLACE(), words=words))


def _change(talk: Talk, draft: Draft, number: int) -> None:
    what = talk.ask(
        f"change{number}",
        Pick[str](
            (texts.WHAT_TO_CHANGE(),),
            (
                Option(texts.CHANGE_WORDS(), "words"),
                Option(texts.CHANGE_PLACE(), "place"),
                Option(talk_texts.BACK(), "nothing"),
            ),
        ),
    )
    if what == "words":
        draft.words = talk.ask(f"words{number}", Words((texts.WORDS_ANEW(),), least=2))
    elif what == "place":
        draft.spot = ask_place(talk, f"place{number}", texts.WHICH_PLACE(), words=draft.words)


def _more(talk: Talk, draft: Draft, number: int) -> bool:
    """Offer what few need; tell whether the draft is to be handed in now."""
    publicity = texts.MAY_BE_PUBLIC() if draft.is_private else texts.KEEP_PRIVATE()
    anonymity = intake_texts.SHOW_ME() if draft.is_anonymous else intake_texts.HIDE_ME()
    what = talk.ask(
        f"more{number}",
        Pick[str](
            (texts.MORE_CHOICES(),),
            (
                Option(texts.SUBMIT(), "submit"),
                Option(texts.LEAVE_PHONE(), "phone"),
                Option(publicity, "private"),
                Option(anonymity, "anonymous"),
                Option(talk_texts.BACK(), "nothing"),
                Option(texts.DROP(), "drop"),
            ),
        ),
    )
    if what == "phone":
        draft.phone = ask_phone(talk, f"phone{number}")
    elif what == "private":
        draft.is_private = not draft.is_private
    elif what == "anonymous":
        draft.is_anonymous = not draft.is_anonymous
    elif what == "drop":
        talk.leave()
    return what == "submit"


def _card(talk: Talk, draft: Draft) -> tuple[Phrase, ...]:
    card = texts.CARD(
        words=clip(draft.words, SHOWN),
        place=verbatim(place_for_reporter(talk, draft.spot)),
    )
    category = triage.guess_category(draft.words)
    lines: list[Phrase] = [card]
    if category is not Category.OTHER:
        lines.append(texts.CARD_KIND(category=CATEGORY_LABELS[category]()))
    lines.extend(describe(talk))
    if draft.phone:
        lines.append(texts.CARD_PHONE(phone=draft.phone))
    if draft.is_private:
        lines.append(texts.CARD_PRIVATE())
    if draft.is_anonymous:
        lines.append(intake_texts.CARD_ANONYMOUS())
    return tuple(lines)


def _file(talk: Talk, draft: Draft) -> Reply:
    def write() -> Json:
        caller = talk.caller
        person_id = people.consent(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person_id, has_consented=True)
        if draft.phone:
            people.set_phone(talk.session, person_id, draft.phone)
        filed = file_draft(talk, person_id, draft)
        return {"case": filed.case_id, "said": phrase_to_json(filed_phrase(filed, texts.FILED))}

    return reply_filed(talk.do("file", write), with_choices=True)


def reply_filed(done: Json, *, with_choices: bool) -> Reply:
    """Say what filing wrote down; `done` is as the `do` that filed gave it."""
    written = cast("dict[str, Any]", done)
    case_id = int(written["case"])
    choices = offers.reporter_choices(case_id) if with_choices else ()
    return Reply((phrase_from_json(written["said"]),), choices, case_id)


def file_draft(
    talk: Talk, person_id: int, draft: Draft, *, is_urgent: bool = False
) -> cases.Filed:
    """Hand a draft in."""
    spot = draft.spot
    report = cases.Report(
        reporter_id=person_id,
        words=draft.words,
        place=place_for_staff(talk, spot),
        area_id=spot.area_id or id_of_group_area(talk),
        category=triage.guess_category(draft.words),
        is_urgent=is_urgent or triage.guess_urgency(draft.words),
        is_private=draft.is_private,
        is_anonymous=draft.is_anonymous,
        asks_call=draft.asks_call,
        latitude=spot.latitude,
        longitude=spot.longitude,
        channel=entering.channel_of(talk.session, person_id),
        group_id=_told_about(talk, "group"),  # in which it was first said
        attachments=talk.take_attachments(),
        previous_id=_told_about(talk, "after"),
    )
    return cases.report_case(talk.session, report, talk.clock)


def _told_about(talk: Talk, name: str) -> int | None:
    """Give what the dialogue was started with, if it was."""
    found = talk.about.get(name)
    return found if isinstance(found, int) else None


def filed_phrase(filed: cases.Filed, template: Template) -> Phrase:
    """Say the number, the query code, who has been told, and until when."""
    return template(number=filed.number, receipt=filed.receipt, who=_told(filed), due=filed.due)


def _told(filed: cases.Filed) -> Phrase:
    """Say who was told, or in the quiet hours at which hour they are."""
    at, names = filed.held_until, "、".join(filed.names)
    if not filed.is_told:
        return texts.TOLD_NOBODY()
    if at is None:
        told = texts.TOLD_OFFICE(area=filed.area)
        return texts.TOLD_NAMES(area=filed.area, names=names) if names else told
    later = texts.TOLD_OFFICE_LATER(area=filed.area, at=at)
    return texts.TOLD_NAMES_LATER(area=filed.area, names=names, at=at) if names else later
