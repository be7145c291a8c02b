"""The roll of members for those who keep it: who is to be contacted, a phone by a noted press."""

from collections.abc import Sequence

from handlers.casework.handling import worker
from handlers.members.enrolling import list_to_do
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.access import Action
from models.areas import Area
from models.errors import NotAllowed, NotFound
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.identity import people
from services.members import member_contacts, removing, roll, touch
from services.members.enrolment_notes import unit_name
from services.members.roll import Entry
from services.office import access
from services.texts import menu as menu_texts
from services.texts.members import enrolling as enrolling_texts
from services.texts.members import roll as texts
from services.texts.members.members import KIND_LABELS, MANAGEMENT_LABELS
from services.texts.phrases import Phrase, Template

LISTED = 8
"""Members in one message."""


def to_roll(talk: Talk) -> tuple[Choice, ...]:
    """Offer the roll to those who keep one."""
    return (Choice(texts.TO_ROLL(), Command("roll", {})),) if _scopes(talk) else ()


def show_roll(talk: Talk) -> Reply:
    """Say how the roll stands (党员名册)."""
    me = _keeper(talk)
    kept = touch.list_kept(talk.session, me)
    lost = len(touch.only_lost(talk.session, kept, talk.clock))
    unseen = sum(not each.has_account for each in kept)
    lists = (
        Choice(texts.SHOW_LIST(), Command("to_contact", {})),
        Choice(texts.SHOW_NOT_REPORTED(), Command("not_reported", {})),
        Choice(texts.FIND(), Command("find_member", {})),
    )
    said = texts.ROLL(count=len(kept), unseen=unseen, lost=lost)
    return reply(said, choices=(*list_to_do(talk), *lists))


def to_contact(talk: Talk) -> Reply:
    """List who did not answer the greeting (待联系党员)."""
    found = touch.list_out_of_touch(talk.session, _keeper(talk), talk.clock)
    return _list(talk, found, texts.TO_CONTACT, "to_contact")


def not_reported(talk: Talk) -> Reply:
    """List who is on the roll and has not come (还没报到)."""
    found = touch.list_not_reported(talk.session, _keeper(talk))
    return _list(talk, found, texts.NOT_REPORTED, "not_reported")


def find_member(talk: Talk) -> Reply:
    """Find a member by name."""
    me = _keeper(talk)
    name = talk.ask("name", Words((texts.WHICH_NAME(),), keeps_words=False))
    found = [
        each
        for each in roll.find_entries(talk.session, name, _scopes(talk))
        if each.person_id != me
    ]
    if not found:
        return reply(texts.FOUND_NONE(name=name))
    return _list(talk, found[:LISTED], texts.FOUND, "roll")


def open_member(talk: Talk) -> Reply:
    """Show one member to those who keep the roll; nobody sees their own kind.

    Raises:
        NotAllowed: not_allowed; they keep no roll.
        NotFound: member_unknown; the member is not on it, or no longer.
    """
    entry = touch.find_kept(talk.session, _keeper(talk), talk.number("person"))
    if entry is None:
        raise NotFound("member_unknown")
    kind: Phrase | str = ""
    if entry.kind is not None:
        kind = enrolling_texts.MATCH_KIND(
            kind=KIND_LABELS[entry.kind](), management=MANAGEMENT_LABELS[entry.kind]()
        )
    shown = texts.MEMBER(
        name=entry.name or texts.NAMELESS(),
        unit=unit_name(talk.session, entry.unit_id),
        area=_area(talk, entry),
        kind=kind,
        skills=entry.skills or menu_texts.NOT_GIVEN(),
    )
    about = {"person": entry.person_id}
    choices = (
        Choice(texts.SEE_PHONE(), Command("member_phone", about)),
        Choice(texts.REMOVE(), Command("remove_member", about)),
    )
    return reply(shown, choices=choices)


def member_phone(talk: Talk) -> Reply:
    """Show how to reach a member, written down first."""
    person_id, me = talk.number("person"), worker(talk)
    talk.do("view", lambda: member_contacts.view(talk.session, person_id, me, talk.clock))
    found = member_contacts.view_again(talk.session, person_id, me)
    return reply(
        texts.PHONE(name=found.name or texts.NAMELESS(), phone=found.phone or texts.NO_PHONE())
    )


def remove_member(talk: Talk) -> Reply:
    """Remove a member from the roll, asked once more."""
    person_id, me = talk.number("person"), worker(talk)
    name = talk.once("name", lambda: _name(talk, person_id))
    options = (Option(texts.REMOVE_YES(), True), Option(texts.REMOVE_NO(), False))
    if not talk.ask("sure", Pick[bool]((texts.REMOVE_SURE(name=name),), options)):
        return reply(texts.NOT_REMOVED())
    talk.do("remove", lambda: removing.remove_as(talk.session, person_id, me, talk.clock))
    return reply(texts.REMOVED(name=name))


def all_well(talk: Talk) -> Reply:
    """Somebody answers the greeting by a press; that they did is noted with every turn."""
    del talk
    return reply(texts.GOOD_TO_HEAR())


def _list(talk: Talk, found: Sequence[Entry], head: Template, dialogue: str) -> Reply:
    after = talk.about.get("after", 0)
    first = after if isinstance(after, int) else 0
    page = found[first : first + LISTED]
    if not page:
        return reply(texts.NOBODY())
    left = len(found) - first - len(page)
    more = Choice(texts.MORE(count=left), Command(dialogue, {"after": first + LISTED}))
    opened = tuple(
        Choice(
            texts.OPEN(name=each.name or texts.NAMELESS()),
            Command("open_member", {"person": each.person_id}),
        )
        for each in page
    )
    lines = [_line(talk, each) for each in page]
    return Reply((head(count=len(found)), *lines), (*opened, *((more,) if left > 0 else ())))


def _line(talk: Talk, entry: Entry) -> Phrase:
    name, area = entry.name or texts.NAMELESS(), _area(talk, entry)
    unit = unit_name(talk.session, entry.unit_id)
    if entry.heard_at is None:
        return texts.LINE(name=name, unit=unit, area=area)
    return texts.LINE_HEARD(name=name, unit=unit, area=area, at=entry.heard_at)


def _name(talk: Talk, person_id: int) -> str:
    """Name a member; whoever may not is refused before they are asked anything."""
    member = removing.get_member(talk.session, person_id)
    here = areas.area_of(talk.session, member.area_id)
    access.require(talk.session, worker(talk), Action.ADMIT_MEMBER, here)
    return people.contact_of(talk.session, member.person_id).name


def _area(talk: Talk, entry: Entry) -> str:
    return areas.full_name(talk.session, areas.area_of(talk.session, entry.area_id))


def _keeper(talk: Talk) -> int:
    """Give who speaks, if they keep a roll.

    Raises:
        NotAllowed: not_allowed; they keep none.
    """
    if not _scopes(talk):
        raise NotAllowed("not_allowed")
    return worker(talk)


def _scopes(talk: Talk) -> Sequence[Area]:
    me = talk.caller.person_id
    return () if me is None else access.areas_where(talk.session, me, Action.ADMIT_MEMBER)
