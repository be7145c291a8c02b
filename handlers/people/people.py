"""Consent, phone numbers, taking a role, and what is stored of oneself."""

from collections.abc import Callable
from itertools import count
from typing import Any, cast

from handlers.members import profiles
from handlers.office import views
from handlers.office.desk import desk as to_desk
from handlers.people import languages, linking
from handlers.talking.asking import Option
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Command as Said
from handlers.understanding.sayings import CommandName
from models.access import GRANTS, Action, Role
from models.cases import Case
from models.errors import Invalid, Refusal, TooSoon
from models.people import Door
from models.timeline import Act
from services import facts
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, enclosures
from services.delivery.messages import Choice, Command
from services.identity import invitations, links, people
from services.identity.desk import AT_DESK
from services.members import profile
from services.office.units import unit_of
from services.reporters import own_cases
from services.rules import rules_of
from services.texts import menu as texts
from services.texts.casework import reporting
from services.texts.labels import ACT_LABELS
from services.texts.members import enrolling as enrolling_texts
from services.texts.phrases import Phrase, Template, phrase_from_json, phrase_to_json
from services.texts.refusals import refusals
from services.wording import clip

JOIN_LINK = "join-"
"""Begins what the link of an invitation carries; the code follows."""

CODE = "code"
"""Begins the key of a question for an invitation's code."""

LONGEST_NAME = 40
EXPORTED = 200
"""Own cases in one export, the newest first."""


def agree(talk: Talk, words: Template = reporting.CONSENT, *, says_more: bool = False) -> bool:
    """Ask for consent, once for ever (product.md, Personal data), in words that fit what for.

    Whoever agreed to less is shown what says more.
    """
    if talk.caller.has_consented and not says_more:
        return True
    rules = rules_of(talk.session)
    ask = words(
        street=rules.street_name,
        months=rules.months_kept,
        phone=facts.office_phone(talk.session),
    )
    abroad = (reporting.CONSENT_TELEGRAM(),) if talk.caller.door is Door.TELEGRAM else ()
    question = (reporting.CONSENT_AGAIN(),) if talk.is_joined("consent") else (ask, *abroad)
    options = (Option(reporting.AGREE(), True), Option(reporting.DISAGREE(), False))
    return talk.ask("consent", Pick[bool](question, options))


def call_instead(talk: Talk) -> Reply:
    """Give whoever does not agree the phone, and when it is answered."""
    phone, hours = facts.office_phone(talk.session), facts.office_hours(talk.session)
    return reply(reporting.CALL_INSTEAD(phone=phone, hours=hours))


def ask_phone(talk: Talk, key: str) -> str:
    """Ask for a phone number until it is one; the one they gave before is a press."""
    question: tuple[Phrase, ...] = (reporting.WHICH_PHONE(),)
    known = talk.once(f"{key}.known", lambda: _known_phone(talk))
    extra = (Option(reporting.SAME_PHONE(last=known[-4:]), known),) if known else ()
    for attempt in count():
        said = talk.ask(f"{key}.{attempt}", Words(question, extra=extra, keeps_words=False))
        try:
            return people.read_phone(said)
        except Invalid as refusal:
            question = (refusals.told(refusal), reporting.WHICH_PHONE())
    raise AssertionError


def join(
    talk: Talk, code: str = "", otherwise: Callable[[str], Reply | None] = lambda _: None
) -> Reply:
    """Take the role of an invitation (加入); a wrong code is asked for again.

    `otherwise` takes what is said instead of a code.
    """
    code = _bare_code(code)
    question: tuple[Phrase, ...] = (texts.WHICH_CODE(),)
    for attempt in count():
        if not code:
            said = talk.ask(f"{CODE}{attempt}", Words(question, keeps_words=False))
            instead = otherwise(said)
            if instead is not None:
                return instead
            code = _bare_code(said)
        if links.is_link_code(code):
            return linking.join_person(talk, code)
        held = _redeem(talk, code, attempt)
        if not isinstance(held, Refusal):
            return _welcome(talk, cast("dict[str, Any]", held))
        question, code = (refusals.told(held),), ""
    raise AssertionError


def carries_link_code(link: str) -> bool:
    """Tell whether a link brings a code that joins two accounts, in an invitation's place too."""
    code = link.removeprefix(JOIN_LINK)
    return link.startswith(linking.LINK_LINK) or (code != link and links.is_link_code(code))


def me(talk: Talk) -> Reply:
    """Show what is stored (我的资料), with ways to correct it."""
    person_id = talk.caller.person_id
    if person_id is None:
        return reply(texts.NOTHING_STORED(), choices=(languages.CHOOSE,))
    export_ = Choice(texts.EXPORT(), Command("export", {}))
    doors, sign_out = linking.list_doors(talk, person_id)
    more = (languages.CHOOSE, export_, *linking.CHOICES, *sign_out)
    seen = (*profiles.describe(talk, person_id), *views.count_own(talk, person_id))
    changes = (*_CORRECTIONS, *profiles.offer(talk, person_id))
    return reply(_stored(talk, person_id), *seen, *doors, choices=(*changes, *more, _ERASE))


def set_name(talk: Talk) -> Reply:
    """Correct how somebody is called."""
    person_id = talk.caller.person_id
    if person_id is None:
        return reply(texts.NOTHING_STORED())
    profile.check_own_name(talk.session, person_id)
    name = talk.ask("name", _WHICH_NAME)
    short = clip(name, LONGEST_NAME)
    talk.do("set", lambda: profile.set_name(talk.session, person_id, short))
    return reply(texts.CHANGED())


def set_phone(talk: Talk) -> Reply:
    """Correct the phone number."""
    person_id = talk.caller.person_id
    if person_id is None:
        return reply(texts.NOTHING_STORED())
    phone = ask_phone(talk, "phone")
    talk.do("set", lambda: people.set_phone(talk.session, person_id, phone))
    return reply(texts.CHANGED())


def export(talk: Talk) -> Reply:
    """Give everything this person told us, in their own words (导出)."""
    person_id = talk.caller.person_id
    if person_id is None:
        return reply(texts.NOTHING_STORED())
    own = own_cases.list_own(talk.session, person_id, limit=EXPORTED)
    lines = [line for case in own for line in _told(talk, case, person_id)]
    promised = profiles.list_promised(talk, person_id)
    seen = (*profiles.describe(talk, person_id), *promised, *views.list_own(talk, person_id))
    return reply(_stored(talk, person_id), *lines, *seen, choices=(*_CORRECTIONS, _ERASE))


def mute(talk: Talk) -> Reply:
    """Send nothing but what concerns their own cases (退订)."""
    talk.do("mute", lambda: people.mute(talk.session, talk.caller.account_id, talk.clock))
    return reply(texts.MUTED())


def _bare_code(said: str) -> str:
    """Take the code out of 「加入 CODE」, /join CODE, or what an invitation's link sends."""
    match understand(said):
        case Said(CommandName.JOIN | CommandName.START | CommandName.LINK, argument) if argument:
            return argument.removeprefix(JOIN_LINK).removeprefix(linking.LINK_LINK)
        case _:
            return said


def _redeem(talk: Talk, code: str, attempt: int) -> "Json | Refusal":
    """Redeem a code; who guesses too often is told to wait, and nothing more is tried.

    Raises:
        TooSoon: too_many_codes.
    """
    account_id = talk.caller.account_id

    def redeem() -> Json:
        caller = talk.caller
        invitations.check_guesses(talk.session, account_id, talk.clock)
        person = people.remember(talk.session, account_id, caller.name, talk.clock)
        held = invitations.redeem(talk.session, code, person.id, talk.clock)
        talk.know(person.id, has_consented=caller.has_consented)
        area = areas.area_of(talk.session, held.area_id)
        talk.settle_in(area.id)
        where = area.name if held.unit_id is None else unit_of(talk.session, held.unit_id).name
        said = texts.NEW_ROLE(area=where, role=texts.ROLE_LABELS[held.role]())
        is_staff = Action.VIEW_CASE in GRANTS[held.role]
        talk.caller.is_staff = talk.caller.is_staff or is_staff
        has_work = is_staff or held.unit_id is not None
        is_member = held.role is Role.MEMBER
        has_desk = held.role in AT_DESK
        roles = {"is_staff": has_work, "is_member": is_member, "has_desk": has_desk}
        return {"said": phrase_to_json(said), **roles}

    held = talk.attempt(f"redeem{attempt}", redeem)
    if isinstance(held, Refusal):
        if held.reason == "too_many_codes":
            raise TooSoon(held.reason)
        note = invitations.note_wrong_guess
        talk.do(f"wrong{attempt}", lambda: note(talk.session, account_id, talk.clock))
    return held


def _welcome(talk: Talk, held: dict[str, Any]) -> Reply:
    """Greet who has a role now; whom their door does not name is asked for a name."""
    is_staff, has_desk = bool(held["is_staff"]), bool(held.get("has_desk"))
    person_id = talk.caller.person_id
    welcome = phrase_from_json(held["said"])
    to_do = (Choice(texts.TO_DO(), Command("todo", {})),) if is_staff else ()
    to_posts = (_TO_POSTS,) if held.get("is_member") else ()
    has_task = is_staff or bool(to_posts) or has_desk
    if has_task and person_id is not None and _needs_name(talk, person_id):
        if not _ask_name(talk, person_id, welcome, has_desk=has_desk):
            return to_desk(talk)
        welcome = texts.NAMED() if has_desk else texts.CHANGED()
    return reply(welcome, choices=(*to_do, *to_posts))


def _ask_name(talk: Talk, person_id: int, welcome: Phrase, *, has_desk: bool) -> bool:
    """Ask for a name until it is one, no command word; False for who goes to their desk."""
    name, question = "", Words((welcome, texts.WHICH_NAME()), keeps_words=False)
    for attempt in count():
        name = clip(talk.ask(f"name{attempt}", question), LONGEST_NAME)
        said = understand(name)
        if not isinstance(said, Said):
            break
        if has_desk and said.name is CommandName.DESK:
            return False
    talk.do("name", lambda: people.set_name(talk.session, person_id, name))
    return True


def _needs_name(talk: Talk, person_id: int) -> bool:
    return talk.has("name0") or not people.contact_of(talk.session, person_id).name


def _known_phone(talk: Talk) -> str:
    person_id = talk.caller.person_id
    return "" if person_id is None else people.contact_of(talk.session, person_id).phone


def _told(talk: Talk, case: Case, person_id: int) -> list[Phrase]:
    """Give all that a person wrote of their case: first words and place, then what followed."""
    words, place = alerts.words_of(talk.session, case)
    later = timeline.list_lines(talk.session, case)[1:]
    selves = people.selves(talk.session, person_id)
    said = [
        texts.EXPORTED_LINE(at=line.at, act=ACT_LABELS[line.act](), words=more)
        for line in later
        if (line.actor_id in selves or line.act is Act.TRANSCRIBED)
        and (more := str((line.told or {}).get("words", "")))
    ]
    first = texts.EXPORTED(number=case.number, at=case.reported_at, words=words, place=place)
    what = enclosures.describe_case(talk.session, case.id)
    return [first, *(() if what is None else (what,)), *said]


def _stored(talk: Talk, person_id: int) -> Phrase:
    person = people.get_person(talk.session, person_id)
    contact = people.contact_of(talk.session, person_id)
    here = "" if person.area_id is None else _area_name(talk, person.area_id)
    return texts.ME(
        name=contact.name or texts.NOT_GIVEN(),
        phone=contact.phone or texts.NOT_GIVEN(),
        area=here or texts.NOT_GIVEN(),
        consent=person.consented_at or texts.NOT_GIVEN(),
        count=own_cases.count_own(talk.session, person_id),
    )


def _area_name(talk: Talk, area_id: int) -> str:
    return areas.full_name(talk.session, areas.area_of(talk.session, area_id))


_WHICH_NAME = Words((texts.WHICH_NAME(),), keeps_words=False)
_TO_POSTS = Choice(enrolling_texts.TO_POSTS(), Command("posts", {}))
_CORRECTIONS = (
    Choice(texts.CHANGE_NAME(), Command("set_name", {})),
    Choice(texts.CHANGE_PHONE(), Command("set_phone", {})),
)
_ERASE = Choice(texts.ERASE(), Command("erase", {}))
