"""Taking a role with an invitation, and what is stored of oneself."""

from handlers.cases import ask_phone
from handlers.messages import Reply, reply
from handlers.prompts import Pick, Words
from handlers.talk import Option, Talk
from models.areas import Area
from services import cases, invitations, people
from services.outbox import Choice, Command
from services.texts import menu as texts
from services.texts.phrases import Phrase, phrase_from_json, phrase_to_json


def join(talk: Talk) -> Reply:
    """Take the role of an invitation (加入)."""
    code = str(talk.about.get("argument", ""))
    if not code:
        code = talk.ask("code", Words((texts.WHICH_CODE(),), keeps_words=False))
    return take_role(talk, code)


def take_role(talk: Talk, code: str) -> Reply:
    """Redeem a code; the first who says it has the role."""

    def redeem() -> list[object]:
        caller = talk.caller
        person = people.remember(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person.id, has_consented=caller.has_consented)
        held = invitations.redeem(talk.session, code, person.id, talk.clock)
        area = talk.session.get(Area, held.area_id)
        assert area is not None
        people.set_area(talk.session, caller.account_id, area.id)
        return phrase_to_json(texts.NEW_ROLE(area=area.name, role=texts.ROLE_LABELS[held.role]()))

    said = talk.do("redeem", redeem)
    return reply(phrase_from_json(said), choices=(Choice(texts.TO_DO(), Command("todo", {})),))


def me(talk: Talk) -> Reply:
    """Show what is stored, and correct it (我的资料)."""
    person_id = talk.caller.person_id
    if person_id is None:
        return reply(texts.NOTHING_STORED())
    what = talk.ask(
        "what",
        Pick[str](
            (_stored(talk, person_id),),
            (
                Option(texts.CHANGE_NAME(), "name"),
                Option(texts.CHANGE_PHONE(), "phone"),
                Option(texts.FINE(), "nothing"),
            ),
        ),
    )
    if what == "name":
        name = talk.ask("name", Words((texts.WHICH_NAME(),), keeps_words=False))
        talk.do("name", lambda: people.set_name(talk.session, person_id, name))
    elif what == "phone":
        phone = ask_phone(talk, "phone")
        talk.do("phone", lambda: people.set_phone(talk.session, person_id, phone))
    else:
        return reply()
    return reply(texts.CHANGED())


def mute(talk: Talk) -> Reply:
    """Send nothing but what concerns their own cases (退订)."""
    talk.do("mute", lambda: people.mute(talk.session, talk.caller.account_id, talk.clock))
    return reply(texts.MUTED())


def _stored(talk: Talk, person_id: int) -> Phrase:
    person = people.get_person(talk.session, person_id)
    contact = people.contact_of(talk.session, person_id)
    area = talk.session.get(Area, person.area_id) if person.area_id is not None else None
    return texts.ME(
        name=contact.name or texts.NOT_GIVEN(),
        phone=contact.phone or texts.NOT_GIVEN(),
        area=area.name if area is not None else texts.NOT_GIVEN(),
        consent=person.consented_at or texts.NOT_GIVEN(),
        count=len(cases.list_own(talk.session, person_id, limit=1000)),
    )
