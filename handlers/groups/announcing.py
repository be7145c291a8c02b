"""Telling the groups of an area something, and carrying it where no bot can write (人工转发)."""

from collections.abc import Sequence
from itertools import count

from sqlmodel import Session

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.access import Action
from models.areas import Area
from models.errors import NotAllowed
from models.groups import Group
from services.announcements import announcements
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.gate import redact
from services.groups import forwards, groups
from services.notices import publishers
from services.notices.notice_words import Hit
from services.office import access
from services.texts import groups as texts
from services.texts import notices as notice_texts
from services.texts.phrases import Phrase, join_words, verbatim
from services.wording import clip

SHOWN = 500
"""Characters of an announcement on its card; the whole of it is sent."""


def announce(talk: Talk) -> Reply:
    """Compose an announcement: its words, which area, a look at where it goes, and out."""
    me = worker(talk)
    held = access.areas_where(talk.session, me, Action.ANNOUNCE)
    if not held:
        raise NotAllowed("not_allowed")
    words = talk.ask("words", Words((texts.ANNOUNCE_WHAT(),), least=4, keeps_words=False))
    area = _area(talk, held)
    way = "send"
    for number in count():
        match _check(talk, words, area, number):
            case "send" | "mask" | "anyway" as chosen:
                way = chosen
                break
            case "change":
                question = Words((texts.ANNOUNCE_WHAT(),), least=4, keeps_words=False)
                words = talk.ask(f"words{number}", question)
            case _:
                return reply(texts.ANNOUNCE_DROPPED())
    place = area
    text, waived = _settle_hits(talk, words, way)

    def send() -> list[int]:
        sent = announcements.announce(talk.session, place, text, me, talk.clock, waived=waived)
        return list(sent)

    posted, by_hand = talk.do("send", send)
    days = announcements.SHOWN_DAYS
    if not posted + by_hand:
        return reply(texts.ANNOUNCED_ON_BOARD(days=days))
    return reply(texts.ANNOUNCED(posted=posted, manual=by_hand, days=days))


def copy_text(talk: Talk) -> Reply:
    """Give a text to be carried alone, so that a long press copies it and nothing else."""
    return Reply(
        (verbatim(forwards.get_words(talk.session, talk.number("forward"), worker(talk))),)
    )


def forwarded(talk: Talk) -> Reply:
    """Note that a text was carried into its group (已转发到群)."""
    forward_id, me = talk.number("forward"), worker(talk)

    def confirm() -> list[str | int]:
        return list(forwards.confirm(talk.session, forward_id, me, talk.clock))

    title, number = talk.do("confirm", confirm)
    return reply(texts.FORWARD_COUNTED(title=title, count=number))


def _area(talk: Talk, held: Sequence[Area]) -> Area:
    """Give the area whose groups are told; asked where somebody has several."""
    choices = [*held, *(each for area in held for each in areas.list_below(talk.session, area))]
    known = {
        each.code: each
        for each in choices
        if each in held or announcements.has_own_groups(talk.session, each)
    }
    if len(known) == 1:
        return held[0]
    options = tuple(Option(verbatim(each.name), code) for code, each in known.items())
    return known[talk.ask("area", Pick[str]((texts.ANNOUNCE_WHERE(),), options))]


def _check(talk: Talk, words: str, area: Area, number: int) -> str:
    receivers = announcements.list_receivers(talk.session, area)
    where = _titles(talk.session, receivers) or texts.ANNOUNCE_ONLY_BOARD(area=area.name)
    shown = texts.ANNOUNCE_CHECK(words=clip(words, SHOWN), groups=where)
    found = announcements.find_personal(talk.session, words)
    named = publishers.describe([Hit(each, is_waived=False, is_masked=False) for each in found])
    warned = (notice_texts.ANNOUNCE_HITS(count=len(found), hits=named),) if found else ()
    ways = (
        Option(notice_texts.MASK_AND_SEND(), "mask"),
        Option(notice_texts.SEND_ANYWAY(), "anyway"),
    )
    options = (
        *(ways if found else (Option(texts.ANNOUNCE_SEND(), "send"),)),
        Option(texts.ANNOUNCE_CHANGE(), "change"),
        Option(texts.ANNOUNCE_DROP(), "drop"),
    )
    return talk.ask(f"check{number}", Pick[str]((shown, *warned), options), is_card=True)


def _settle_hits(talk: Talk, words: str, way: str) -> tuple[str, Sequence[str]]:
    """Give the words that are sent, and the findings that whoever sends them answers for."""
    if way == "mask":
        return announcements.mask_personal(talk.session, words), ()
    found = announcements.find_personal(talk.session, words) if way == "anyway" else ()
    return words, [redact.digest_of(each) for each in found]


def _titles(session: Session, receivers: Sequence[Group]) -> str:
    named: list[Phrase] = []
    for group in receivers:
        template = texts.BY_HAND if groups.is_by_hand(session, group) else texts.BY_BOT
        named.append(template(title=group.title or texts.KIND_LABELS[group.kind]()))
    return join_words(named).replace("\n", "、")


def to_announce() -> Choice:
    """Give the button that begins an announcement."""
    return Choice(texts.TO_ANNOUNCE(), Command("announce", {}))
