"""One person on several doors: a code or a link for the other one, and what is said with it."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, cast

from handlers.asking import Option
from handlers.frames import Json
from handlers.messages import Reply, reply
from handlers.prompts import Pick
from handlers.talk import Talk
from models.access import GRANTS, Action
from models.errors import Refusal, TooSoon
from models.people import Account, Door
from services import access, facts, invitations, links, people
from services.messages import Choice, Command
from services.rules import rules_of
from services.texts import linking as texts
from services.texts import refusals, reporting
from services.texts.phrases import Phrase

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


def join_person(talk: Talk, code: str) -> Reply:
    """Join this account to the person of a code; whoever is somebody already is asked first."""
    account_id, name = talk.caller.account_id, talk.caller.name
    found = talk.attempt("check", lambda: _check(talk, code))
    if isinstance(found, Refusal):
        return _refused(talk, found)
    if not _is_sure(talk, cast("dict[str, Any]", found)):
        return reply(texts.NOT_JOINED(phone=facts.office_phone(talk.session)))

    def join() -> Json:
        person_id = links.redeem(talk.session, code, account_id, name, talk.clock)
        _know(talk, person_id)
        return True

    talk.do("join", join)
    is_abroad = talk.caller.has_consented and talk.caller.door is Door.TELEGRAM
    abroad = (reporting.CONSENT_TELEGRAM(),) if is_abroad else ()
    return reply(texts.JOINED(), *abroad)


def unlink(talk: Talk) -> Reply:
    """Sign somebody's account out on another door (退出那边)."""
    person_id, account_id = talk.caller.person_id, talk.number("account")
    if person_id is None or account_id == talk.caller.account_id:
        return reply(refusals.told(Refusal("link_gone")))
    talk.do("unlink", lambda: links.unlink(talk.session, account_id, person_id, talk.clock))
    return reply(texts.SIGNED_OUT())


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
    return {"name": offer.name, "is_other": offer.is_other, "has_roles": offer.has_roles}


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
    """Ask whoever has things of their own: joining cannot be undone, and may be a trick."""
    if not found["is_other"]:
        return True
    sure = texts.SURE(name=found["name"] or texts.NAMELESS())
    roles = (texts.SURE_ROLES(),) if found["has_roles"] else ()
    options = (Option(texts.ALL_ME(), True), Option(texts.NOT_ME(), False))
    return talk.ask("sure", Pick[bool]((sure, *roles), options))


def _know(talk: Talk, person_id: int) -> None:
    person = people.get_person(talk.session, person_id)
    talk.know(person_id, has_consented=person.consented_at is not None)
    talk.caller.area_id = person.area_id
    roles = access.roles_of(talk.session, person_id)
    talk.caller.is_staff = any(Action.VIEW_CASE in GRANTS[role] for role, _ in roles)


def _door(account: Account) -> Phrase:
    return texts.DOOR_LABELS[account.door]()
