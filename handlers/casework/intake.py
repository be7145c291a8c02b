"""Taking a case in from the chat: 受理 with its guesses on one card, 请补充, 不予受理."""

from dataclasses import replace
from itertools import count

from handlers.casework.handling import worker
from handlers.reporting.cases import SHOWN
from handlers.reporting.supplements import own_case, person
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.access import Action
from models.cases import Case, CaseClass
from models.categories import Category
from services.areas import areas
from services.casework import alerts, cases, declining, intake, offers, permits, placing
from services.casework.intake import Triage
from services.reporters import anonymity
from services.rules import rules_of
from services.texts import talk as talk_texts
from services.texts.casework import intake as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CLASS_LABELS
from services.texts.phrases import Phrase, verbatim
from services.wording import clip

NOTHING = ""
"""Leaves things as they are."""


def accept(talk: Talk) -> Reply:
    """Accept a case (受理): one press if the guesses are right, each changed by a press more."""
    case, me = _to_take_in(talk), worker(talk)
    triage = intake.triage_of(case)
    for number in count():
        card = Pick[str]((_card(talk, case, triage),), _options(triage), has_no_out=True)
        verdict = talk.ask(f"card{number}", card, is_card=True)
        if verdict == "accept":
            break
        triage = _change(talk, triage, verdict, number)
    decided = triage

    def write() -> int:
        return intake.accept_case(talk.session, case.id, me, decided, talk.clock).id

    talk.do("accept", write)
    taken = talk.session.get_one(Case, case.id)
    if not permits.may(talk.session, me, Action.SIGN_CASE, taken):
        area = areas.area_of(talk.session, taken.area_id)
        return reply(texts.MOVED_AWAY(number=taken.number, area=area.name))
    offered = offers.list_first(talk.session, taken)
    offered = (*offered, *offers.more(talk.session, taken, me))
    said = texts.ACCEPTED(number=taken.number, due=taken.due_at)
    return reply(said, choices=offered, case_id=taken.id)


def ask_info(talk: Talk) -> Reply:
    """Ask the reporter one question (请补充)."""
    case, me = _to_take_in(talk), worker(talk)
    talk.once("may_ask", lambda: intake.check_may_ask(talk.session, case))
    question = texts.ASK_INFO_WHAT(number=case.number, days=rules_of(talk.session).info.days)
    words = talk.ask("words", Words((question,), least=2))
    number = talk.do("ask", lambda: intake.ask_info(talk.session, case.id, me, words, talk.clock))
    return reply(texts.INFO_ASKED(number=number), case_id=case.id)


def decline(talk: Talk) -> Reply:
    """Say why it is not this street's matter, and whose it is (不予受理)."""
    case, me = _to_take_in(talk), worker(talk)
    talk.once("may_decline", lambda: declining.check_may_decline(talk.session, case, me))
    why = talk.ask("words", Words((texts.DECLINE_WHY(number=case.number),), least=2))
    where = talk.ask("where", Words((texts.DECLINE_WHERE(),), least=2, keeps_words=False))
    number = talk.do(
        "decline",
        lambda: declining.decline_case(talk.session, case.id, me, why, where, talk.clock),
    )
    return reply(texts.DECLINE_DONE(number=number), case_id=case.id)


def dispute(talk: Talk) -> Reply:
    """Disagree with its being declined (不同意); a word of why is welcome."""
    found, me = own_case(talk), person(talk)
    skip = Option(talk_texts.SKIP(), NOTHING)
    words = talk.ask("words", Words((texts.DISPUTE_WHY(),), extra=(skip,)))
    number = talk.do(
        "dispute",
        lambda: declining.dispute_case(talk.session, found.id, me, words, talk.clock),
    )
    return reply(texts.DISPUTE_DONE(number=number), case_id=found.id)


def lift_anonymity(talk: Talk) -> Reply:
    """Let handlers see who reported a case, for a reason (解除匿名)."""
    case, me = _visible(talk), worker(talk)
    talk.once("may", lambda: permits.require(talk.session, me, Action.LIFT_ANONYMITY, case))
    words = talk.ask("words", Words((texts.LIFT_WHY(number=case.number),), least=2))
    number = talk.do(
        "lift",
        lambda: anonymity.lift_anonymity(talk.session, case.id, me, words, talk.clock),
    )
    return reply(texts.LIFTED(number=number), case_id=case.id)


def _to_take_in(talk: Talk) -> Case:
    """Give a case that this person may take in, before they are asked anything about it."""
    case, me = _visible(talk), worker(talk)

    def check() -> None:
        permits.require(talk.session, me, Action.TRIAGE_CASE, case)
        intake.check_intake(case)

    talk.once("checked", check)
    return case


def _visible(talk: Talk) -> Case:
    return cases.get_visible_case(talk.session, talk.number("case"), talk.caller.person_id)


def _card(talk: Talk, case: Case, triage: Triage) -> Phrase:
    words = alerts.words_of(talk.session, case)[0]
    class_ = triage.triage_class
    area = areas.area_of(talk.session, triage.area_id)
    return texts.ACCEPT_CARD(
        number=case.number,
        words=clip(words, SHOWN),
        category=CATEGORY_LABELS[triage.category](),
        area=areas.full_name(talk.session, area),
        urgent=texts.YES() if triage.is_urgent else texts.NO(),
        complex=texts.YES() if triage.is_complex else texts.NO(),
        class_=texts.NOT_CLASSED() if class_ is None else CLASS_LABELS[class_](),
    )


def _options(triage: Triage) -> tuple[Option, ...]:
    urgent = texts.NOT_URGENT() if triage.is_urgent else texts.MAKE_URGENT()
    complex_ = texts.NOT_COMPLEX() if triage.is_complex else texts.MAKE_COMPLEX()
    return (
        Option(texts.ACCEPT(), "accept"),
        Option(texts.CHANGE_CATEGORY(), "category"),
        Option(texts.CHANGE_AREA(), "area"),
        Option(urgent, "urgent"),
        Option(complex_, "complex"),
        Option(texts.CHANGE_CLASS(), "class"),
    )


def _change(talk: Talk, triage: Triage, what: str, number: int) -> Triage:
    """Change one thing on the card."""
    match what:
        case "urgent":
            return replace(triage, is_urgent=not triage.is_urgent)
        case "complex":
            return replace(triage, is_complex=not triage.is_complex)
        case "category":
            return replace(triage, category=_ask_category(talk, number, triage.category))
        case "area":
            return replace(triage, area_id=_ask_area(talk, number, triage.area_id))
        case _:
            return replace(triage, triage_class=_ask_class(talk, number, triage.triage_class))


def _ask_category(talk: Talk, number: int, before: Category) -> Category:
    options = [Option(CATEGORY_LABELS[each](), each) for each in Category]
    options.append(Option(talk_texts.BACK(), NOTHING))
    said = talk.ask(f"category{number}", Pick[str]((texts.WHICH_CATEGORY(),), options))
    return Category(said) if said else before


def _ask_class(talk: Talk, number: int, before: CaseClass | None) -> CaseClass | None:
    options = [Option(CLASS_LABELS[each](), each) for each in CaseClass]
    options.append(Option(talk_texts.BACK(), NOTHING))
    said = talk.ask(f"class{number}", Pick[str]((texts.WHICH_CLASS(),), options))
    return CaseClass(said) if said else before


def _ask_area(talk: Talk, number: int, before: int) -> int:
    places = placing.list_places(talk.session, worker(talk), before)
    options = [Option(verbatim(each.name), each.id) for each in places]
    options.append(Option(talk_texts.BACK(), 0))
    question = Pick[int]((texts.WHICH_AREA(),), options)
    return talk.ask(f"area{number}", question) or before
