"""One person on several doors: a code or a link for the other one, and what is said with it."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, cast

from handlers.talking.asking import Option
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from models.access import GRANTS, Action
from models.errors import Refusal, TooSoon
from models.people import Account, Door
from services import facts
from services.delivery.messages import Choice, Command
from services.identity import invitations, leaving, links, people
from services.office import access
from services.rules import rules_of
from services.texts import linking as texts
from services.texts.casework import reporting
from services.texts.phrases import Phrase, put_into_words, verbatim
from services.texts.refusals import refusals

LINK_LINK = "link-"
"""Begins what a link to another door carries; the code follows."""

BROWSER = "browser"
"""Asks for a link to open instead of a code to say."""

ENTER = "/chat/enter?code="

CHOICES = (
    Choice(texts.OPEN_ON_COMPUTER(), Command("link", {"to": BROWSER})),
    Choice(texts.LINK_ANOTHER(), Command("link", {})),
)
"""Stand under what is stored of oneself (我的资料)."""


def link(talk: Talk) -> Reply:
    """Give a code for another door (关联); with a code after it, join this account."""
    code = str(talk.about.get("argument", ""))
    if code:
        return join_person(talk, code)
    person_id, account_id = talk.caller.person_id, talk.caller.account_id
    if person_id is None:
        return reply(texts.NOT_KNOWN())
    made = talk.do(
        "issue", lambda: links.issue_code(talk.session, person_id, account_id, talk.clock)
    )
    if talk.about.get("to") != BROWSER:
        return reply(texts.CODE(code=made))
    address = rules_of(talk.session).public_url
    if not address:
        return reply(texts.CODE_FOR_PAGE(code=made))
    return reply(texts.ADDRESS(address=f"{address}{ENTER}{invitations.tidy_code(made)}"))


def join_person(talk: Talk, code: str, *, is_typed: bool = True) -> Reply:
    """Join this account to the person of a code; whoever is somebody already is asked first.

    So is everybody whom a link brought: who opens one need not know what it does.
    """
    account_id, name = talk.caller.account_id, talk.caller.name
    found = talk.attempt("check", lambda: _check(talk, code))
    if isinstance(found, Refusal):
        return _refused(talk, found)
    offer = cast("dict[str, Any]", found)
    is_asked = offer["is_other"] or not is_typed
    if is_asked and not _is_sure(talk, offer):
        return reply(texts.NOT_JOINED(phone=facts.office_phone(talk.session)))

    def join() -> Json:
        person_id = links.redeem(talk.session, code, account_id, name, talk.clock)
        _know(talk, person_id)
        return True

    talk.do("join", join)
    is_abroad = talk.caller.has_consented and talk.caller.door is Door.TELEGRAM
    abroad = (reporting.CONSENT_TELEGRAM(),) if is_abroad else ()
    joined = texts.JOINED(**_whom(offer))
    if is_asked:
        return reply(joined, *abroad)
    undo = Choice(texts.UNDO(), Command("undo_link", {}))
    return reply(joined, *abroad, texts.JOINED_UNASKED(), choices=(undo,))


def unlink(talk: Talk) -> Reply:
    """Sign somebody's account out on another door (退出那边)."""
    account_id, by_id = talk.number("account"), talk.caller.account_id
    out = leaving.sign_out_other
    talk.do("unlink", lambda: out(talk.session, account_id, by_id, talk.clock))
    return reply(texts.SIGNED_OUT())


def undo_link(talk: Talk) -> Reply:
    """Take this account back from a person who turned out to be somebody else (不是我，解除)."""
    undone = texts.UNDONE(phone=facts.office_phone(talk.session))
    told = verbatim(put_into_words(undone, language=talk.caller.language))

    def undo() -> Json:
        talk.forget(leaving.undo_link(talk.session, talk.caller.account_id, talk.clock))
        return True

    talk.do("undo", undo)
    return reply(told)  # in the language that is forgotten too


def list_doors(talk: Talk, person_id: int) -> tuple[Sequence[Phrase], Sequence[Choice]]:
    """Give where else a person is signed in, and a button to end each."""
    accounts = links.list_accounts(talk.session, person_id)
    others = [each for each in accounts if each.id != talk.caller.account_id]
    if not others:
        return (), ()
    names = reduce(lambda doors, door: texts.AND(doors=doors, door=door), map(_door, accounts))
    return (texts.DOORS(doors=names),), [
        Choice(texts.SIGN_OUT_OF(door=_door(each)), Command("unlink", {"account": each.id}))
        for each in others
    ]


def _check(talk: Talk, code: str) -> Json:
    account_id = talk.caller.account_id
    offer = links.check_code(talk.session, code, account_id, talk.clock)
    return {
        "name": offer.name,
        "door": offer.door,
        "is_other": offer.is_other,
        "has_roles": offer.has_roles,
    }


def _whom(found: dict[str, Any]) -> dict[str, Any]:
    """Give what tells whom a code joins to."""
    door = texts.DOOR_LABELS[Door(found["door"])]()
    return {"door": door, "name": found["name"] or texts.NAMELESS()}


def _refused(talk: Talk, refusal: Refusal) -> Reply:
    """Say why a code is not taken; one that nobody was given counts as a guess.

    Raises:
        TooSoon: too_many_codes.
    """
    if refusal.reason == "too_many_codes":
        raise TooSoon(refusal.reason)
    if refusal.reason == "link_unknown":
        account_id, note = talk.caller.account_id, invitations.note_wrong_guess
        talk.do("wrong", lambda: note(talk.session, account_id, talk.clock))
    return reply(refusals.told(refusal))


def _is_sure(talk: Talk, found: dict[str, Any]) -> bool:
    """Ask: joining may be a trick, and cannot be undone for whoever has things of their own."""
    whom = _whom(found)
    sure, yes = texts.SURE_LINK(**whom), texts.IT_IS_ME()
    if found["is_other"]:
        sure, yes = texts.SURE(name=whom["name"]), texts.ALL_ME()
    roles = (texts.SURE_ROLES(),) if found["has_roles"] else ()
    options = (Option(yes, True), Option(texts.NOT_ME(), False))
    return talk.ask("sure", Pick[bool]((sure, *roles), options))


def _know(talk: Talk, person_id: int) -> None:
    person = people.get_person(talk.session, person_id)
    talk.know(person_id, has_consented=person.consented_at is not None)
    talk.caller.area_id = person.area_id
    roles = access.roles_of(talk.session, person_id)
    talk.caller.is_staff = any(Action.VIEW_CASE in GRANTS[role] for role, _ in roles)


def _door(account: Account) -> Phrase:
    return texts.DOOR_LABELS[account.door]()
