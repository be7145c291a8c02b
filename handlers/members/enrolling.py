"""Coming to report (报到): a member says who they are, and the secretary decides."""

import re
from itertools import count

from handlers.casework.handling import worker
from handlers.members.member_words import ENROL_WORD
from handlers.people.people import agree, call_instead
from handlers.reporting.communities import ask_area, know_area
from handlers.talking.asking import Option
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Command as Said
from models.errors import Refusal
from services import facts, waiting
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.identity import people
from services.members import enrolling, enrolment_notes, members, roll
from services.members.enrolling import Told
from services.texts.members import enrolling as texts
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json
from services.wording import clean, fold

LISTED = 5
"""Requests in one message, the oldest first."""

_ALL = re.compile(r"(\S{2,20})[\s,，、;；]+(\S.{0,60}?)[\s,，、;；]+(?:尾号|后四位)?[:：]?(\d{4})")
_WORD = re.compile(ENROL_WORD)
_DIGITS = re.compile(r"(?:尾号|后四位|是)*[:：]?(\d{4})")
_NO_UNIT = frozenset({"无", "没有", "没有单位", "none", "no", "-"})


def read_all(words: str) -> Told | None:
    """Read name, unit and last digits said in one message: 「张三 市一中 1234」."""
    found = _ALL.fullmatch(without_word(words).replace("\n", " "))
    if found is None or any(sign.isdigit() for sign in found[1]):
        return None
    return Told(found[1], _unit(found[2]), fold(found[3]))


def without_word(words: str) -> str:
    """Give what stands behind 报到, if that is how it begins."""
    said = clean(words)
    found = _WORD.match(said)
    return said if found is None else said[found.end() :]


def is_name(words: str) -> bool:
    """Tell whether words may be what somebody is called: a command word is none."""
    return bool(words) and not isinstance(understand(words), Said)


def enrol(talk: Talk, words: str = "", *, name: str = "") -> Reply:
    """Ask to be known as a member, who may have said all or their name; consent is asked."""
    area_name = talk.once("member", lambda: _where_member(talk))
    if area_name:
        return reply(texts.IS_MEMBER(area=area_name), choices=(_TO_POSTS,))
    if talk.once("waits", lambda: _is_waiting(talk)):
        return reply(texts.WAITS())
    is_first = talk.once("is_first", lambda: not _has_asked(talk))
    if not agree(talk, texts.CONSENT, says_more=is_first):
        return call_instead(talk)
    told = read_all(words) or _ask_all(talk, name)
    area_id = talk.once("area", lambda: know_area(talk)) or ask_area(talk)

    def write() -> Json:
        caller, session = talk.caller, talk.session
        person_id = people.consent(session, caller.account_id, told.name, talk.clock)
        talk.know(person_id, has_consented=True)
        talk.settle_in(area_id)
        enrolment, is_new = enrolling.ask(session, caller.account_id, told, area_id, talk.clock)
        if not is_new:
            return phrase_to_json(texts.WAITS())
        is_told = enrolment_notes.tell_deciders(session, enrolment, talk.clock)
        area = areas.area_of(session, area_id)
        place = areas.community_of(session, area) or area
        if is_told:
            return phrase_to_json(texts.ASKED(area=place.name))
        phone = facts.office_phone(session)
        return phrase_to_json(texts.ASKED_NOBODY(area=place.name, phone=phone))

    return reply(_said(talk.do("enrol", write)))


def enrolments(talk: Talk) -> Reply:
    """List the requests that wait for this person (待通过的报到)."""
    found = enrolling.list_waiting(talk.session, worker(talk))
    if not found:
        return reply(texts.NOBODY_WAITS())
    lines: list[Phrase] = []
    choices: list[Choice] = []
    entries = roll.list_entries(talk.session)
    for each in found[:LISTED]:
        lines.append(enrolment_notes.show(talk.session, each, entries))
        name, about = enrolling.told_in(talk.session, each).name, {"enrolment": each.id}
        choices += [
            Choice(texts.PASS_NAMED(name=name), Command("admit", about)),
            Choice(texts.DECLINE_NAMED(name=name), Command("turn_away", about)),
        ]
    return Reply((texts.WAITING(count=len(found)), *lines), tuple(choices))


def admit(talk: Talk) -> Reply:
    """Let somebody be a member (通过)."""
    enrolment_id, me = talk.number("enrolment"), worker(talk)
    is_checked = talk.once("look", lambda: enrolling.needs_look(talk.session, enrolment_id, me))
    if is_checked and not _has_checked(talk, enrolment_id, me):
        return reply(texts.NOT_PASSED())

    def write() -> Json:
        session, clock = talk.session, talk.clock
        member = enrolment_notes.admit(session, enrolment_id, me, clock, is_checked=is_checked)
        name = people.contact_of(session, member.person_id).name
        unit = enrolment_notes.behind(session, member.unit_id, texts.COMMA_UNIT)
        return phrase_to_json(texts.DONE_PASSED(name=name, unit=unit))

    return reply(_said(talk.do("admit", write)))


def turn_away(talk: Talk) -> Reply:
    """Say no to a request, and why (不通过)."""
    enrolment_id, me = talk.number("enrolment"), worker(talk)

    name = talk.once("name", lambda: _name(talk, enrolment_id, me))
    reason = talk.ask("words", Words((texts.DECLINE_WHY(name=name),), least=2))

    def write() -> None:
        session, clock = talk.session, talk.clock
        enrolment_notes.turn_away(session, enrolment_id, me, reason, clock)

    talk.do("decline", write)
    return reply(texts.DONE_DECLINED(name=name))


def list_to_do(talk: Talk) -> tuple[Choice, ...]:
    """Offer the requests that wait for this person, for their list of work."""
    me = talk.caller.person_id
    return () if me is None else waiting.list_enrolments(talk.session, me)


def _has_checked(talk: Talk, enrolment_id: int, me: int) -> bool:
    """Ask whether somebody saw who it is whose digits could not be compared."""
    name = talk.once("who", lambda: _name(talk, enrolment_id, me))
    options = (Option(texts.CHECKED(), True), Option(texts.NOT_CHECKED(), False))
    return talk.ask("checked", Pick[bool]((texts.CHECK_FIRST(name=name),), options))


def _name(talk: Talk, enrolment_id: int, me: int) -> str:
    enrolment = enrolling.get_open(talk.session, enrolment_id, me)
    return enrolling.told_in(talk.session, enrolment).name


def _ask_all(talk: Talk, name: str) -> Told:
    """Ask for name, unit and digits, one after the other, unless all come at once."""
    said = name or _ask_name(talk)
    told = read_all(said)
    if told is not None:
        return told
    unit = talk.ask("unit", Words((texts.WHICH_UNIT(),), keeps_words=False))
    question = texts.WHICH_DIGITS()
    for attempt in count():
        words = talk.ask(f"number{attempt}", Words((question,), keeps_words=False))
        found = _DIGITS.fullmatch(fold(clean(words)).replace(" ", ""))
        if found is not None:
            return Told(without_word(said), _unit(unit), found[1])
        question = texts.DIGITS_AGAIN()
    raise AssertionError


def _ask_name(talk: Talk) -> str:
    """Ask for a name until it is one: a command word is none."""
    question = Words((texts.WHICH_NAME(),), least=2, keeps_words=False)
    for attempt in count():
        said = talk.ask(f"name{attempt or ''}", question)
        if is_name(without_word(said)) or read_all(said) is not None:
            return said
    raise AssertionError


def _where_member(talk: Talk) -> str:
    me = talk.caller.person_id
    if me is None or not members.is_member(talk.session, me):
        return ""
    member = members.find_member(talk.session, me)
    if member is None:
        return ""
    return areas.full_name(talk.session, areas.area_of(talk.session, member.area_id))


def _is_waiting(talk: Talk) -> bool:
    me = talk.caller.person_id
    return me is not None and enrolling.find_open(talk.session, me) is not None


def _has_asked(talk: Talk) -> bool:
    """Tell whether they agreed to what is kept of members, when they asked before."""
    me = talk.caller.person_id
    return me is not None and enrolling.has_asked(talk.session, me)


def _unit(words: str) -> str:
    unit = clean(words)
    return "" if fold(unit) in _NO_UNIT else unit


def _said(stored: Json | Refusal) -> Phrase:
    return phrase_from_json(stored)  # type: ignore[arg-type]


_TO_POSTS = Choice(texts.TO_POSTS(), Command("posts", {}))
