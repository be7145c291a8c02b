"""The four cards (四色卡) in the chat: one's own, or a member's for whoever keeps the roll."""

from collections.abc import Sequence
from itertools import count

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.paging import PickFrom
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.access import Action
from models.errors import NotAllowed
from models.media import MediaKind
from services import facts
from services.areas import areas
from services.attachments import documents, media, pictures
from services.attachments.shelf import shelf_of
from services.clock import today
from services.delivery.messages import Choice, Command
from services.drawing.cards import CardFace, draw_cards
from services.drawing.certificate import print_certificate
from services.identity import people
from services.members import members, roll
from services.members.members import require_member
from services.office import access
from services.points import awarding, certificates, member_cards
from services.points.member_cards import Card
from services.rules import rules_of
from services.texts.members import certificates as certificate_texts
from services.texts.members import member_cards as texts
from services.texts.members import point_statements as point_texts
from services.texts.members.points import COLOUR_LABELS
from services.texts.phrases import Phrase, join_words, put_into_words, verbatim
from services.texts.posts import weeks as week_texts


def cards(talk: Talk) -> Reply:
    """Show somebody their own cards and points; who keeps the roll and is no member looks one up.

    Raises:
        NotAllowed: members_only.
    """
    if talk.caller.is_group:
        return reply(week_texts.IN_PRIVATE())
    me = somebody(talk)
    member = members.find_member(talk.session, me)
    is_member = member is not None and member.until is None
    if not is_member and access.areas_where(talk.session, me, Action.ADMIT_MEMBER):
        return cards_of(talk)
    said, drawn = _show(talk, me)
    said = (*said, say_balance(talk, me))
    return Reply(said, _onward(talk), attachments=drawn, shown_last=texts.PICTURE())


def cards_of(talk: Talk) -> Reply:
    """Show the cards of a member to whoever keeps the roll there; which one is asked."""
    me = worker(talk)
    if "member" in talk.about:
        said, drawn = _show(talk, talk.number("member"))
        return Reply(said, attachments=drawn, shown_last=texts.PICTURE())
    scopes = access.areas_where(talk.session, me, Action.ADMIT_MEMBER)
    if not scopes:
        raise NotAllowed("not_allowed")
    person_id = _ask_member(talk)
    said, drawn = _show(talk, person_id)
    return Reply(said, attachments=drawn, shown_last=texts.PICTURE())


def certificate(talk: Talk) -> Reply:
    """Give a member their certificate of this year or the last as a document (年度鉴定)."""
    me = somebody(talk)
    require_member(talk.session, me)
    this_year = talk.once("year", lambda: today(talk.clock).year)
    options = [
        Option(certificate_texts.A_YEAR(year=year), year) for year in (this_year, this_year - 1)
    ]
    question = Pick[int]((certificate_texts.WHICH_YEAR(),), options, has_no_out=True)
    year = talk.ask("which", question)
    gathered = certificates.gather(talk.session, me, year, talk.clock)
    if shelf_of(talk.session) is None:
        phone = facts.office_phone(talk.session)
        at_office = certificate_texts.ASK_AT_OFFICE
        return reply(at_office(year=year, number=gathered.number, phone=phone))

    def keep() -> int:
        printed = print_certificate(gathered)
        account_id = talk.caller.account_id
        return documents.keep_document(talk.session, account_id, printed, talk.clock)

    title = put_into_words(texts.CERTIFICATE())
    return Reply(
        (certificate_texts.HERE_IT_IS(year=year, number=gathered.number),),
        attachments=(talk.do("print", keep),),
        file_name=documents.file_name(title, gathered.name, str(year)),
    )


def somebody(talk: Talk) -> int:
    """Give whoever is speaking; a stranger is told whom this is for.

    Raises:
        NotAllowed: members_only.
    """
    if talk.caller.person_id is None:
        raise NotAllowed("members_only")
    return talk.caller.person_id


def say_balance(talk: Talk, person_id: int) -> Phrase:
    """Say how many points somebody has, or owes after a correction."""
    balance = awarding.balance(talk.session, person_id)
    if balance < 0:
        return point_texts.OWED(balance=balance, owed=-balance)
    return point_texts.BALANCE(balance=balance)


def _show(talk: Talk, person_id: int) -> tuple[tuple[Phrase, ...], tuple[int, ...]]:
    """Give the cards of a member in words, and as a picture."""
    name, shown = member_cards.get_cards(talk.session, person_id, worker(talk), talk.clock)
    said = [
        texts.CARD(
            title=COLOUR_LABELS[each.colour](),
            lines=verbatim(join_words(each.lines, talk.clock.zone, talk.caller.language)),
        )
        for each in shown
    ]
    head = texts.HEAD(name=name, year=today(talk.clock).year)
    return (head, *said), _draw(talk, name, shown)


def _draw(talk: Talk, name: str, shown: Sequence[Card]) -> tuple[int, ...]:
    shelf = shelf_of(talk.session)
    if shelf is None:
        return ()

    def put(phrase: Phrase) -> str:
        return put_into_words(phrase, talk.clock.zone, talk.caller.language)

    def keep() -> int:
        day = today(talk.clock)
        street = rules_of(talk.session).street_name
        foot = put(texts.FOOT(street=street, year=day.year, month=day.month, day=day.day))
        faces = [
            CardFace(it.colour, put(COLOUR_LABELS[it.colour]()), [put(line) for line in it.lines])
            for it in shown
        ]
        drawn = pictures.clean(draw_cards(name, faces, foot), MediaKind.PHOTO)
        content = shelf.put(drawn.data)
        account_id = talk.caller.account_id
        return media.keep(talk.session, account_id, MediaKind.PHOTO, talk.clock, content=content)

    return (talk.do("draw", keep),)


def _onward(talk: Talk) -> tuple[Choice, ...]:
    ranking = (Choice(texts.RANKING(), Command("ranking", {})),)
    return (
        Choice(texts.SEE_POINTS(), Command("points", {})),
        Choice(texts.SEE_REWARDS(), Command("rewards", {})),
        Choice(texts.MY_PLEDGES(), Command("pledges", {})),
        Choice(texts.MY_CERTIFICATE(), Command("certificate", {})),
        *(ranking if rules_of(talk.session).is_ranking else ()),
    )


def _ask_member(talk: Talk) -> int:
    """Ask for a name until it is that of a member there; of several, which one."""
    question: tuple[Phrase, ...] = (texts.WHICH_MEMBER(),)
    for attempt in count():
        name = talk.ask(f"name{attempt}", Words(question, keeps_words=False))
        scopes = access.areas_where(talk.session, worker(talk), Action.ADMIT_MEMBER)
        found = roll.find_entries(talk.session, name, scopes)
        if len(found) == 1:
            return found[0].person_id
        if found:
            options = [
                Option(
                    texts.MEMBER_OF(
                        name=people.contact_of(talk.session, each.person_id).name,
                        area=areas.area_of(talk.session, each.area_id).name,
                    ),
                    str(each.person_id),
                )
                for each in found
            ]
            return int(talk.ask(f"which{attempt}", PickFrom((texts.CHOOSE_MEMBER(),), options)))
        question = (texts.NOBODY_SO_CALLED(name=name),)
    raise AssertionError
