"""The menu, help, a person's phone, and a callback."""

from collections.abc import Callable, Mapping

from handlers.casework.claiming_cases import show_offer
from handlers.casework.offered_cases import to_own_cases
from handlers.groups.announcing import to_announce
from handlers.groups.binding import AREA_LINK
from handlers.notices.notices import show_link
from handlers.office.desk import to_desk
from handlers.office.duty import to_go_or_come
from handlers.office.figures import to_figures
from handlers.people import languages
from handlers.people.linking import LINK_LINK, join_person
from handlers.people.people import (
    JOIN_LINK,
    agree,
    ask_phone,
    call_instead,
    carries_link_code,
    join,
)
from handlers.posts.post_work import list_post_work, to_post_work
from handlers.posts.posts import show_link as show_post
from handlers.posts.posts import to_members
from handlers.reporting.cases import Draft, file_draft, filed_phrase, reply_filed
from handlers.reporting.feedback import show_linked
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Spot
from handlers.talking.talk import Talk
from models.errors import Refusal
from services import facts
from services.areas import areas
from services.case_offers.offer_cards import OFFER_LINK
from services.casework import entering
from services.delivery.cards import CASE_LINK
from services.delivery.messages import Choice, Command
from services.figures import rates
from services.identity import people
from services.members import members
from services.notices.notice_cards import NOTICE_LINK
from services.points import pledges
from services.posts.opening_cards import POST_LINK
from services.reporters import own_cases
from services.rules import rules_of
from services.texts import menu as texts
from services.texts import notice_board as board_texts
from services.texts import talk as talk_texts
from services.texts.phrases import Phrase, phrase_to_json, put_into_words
from services.texts.posts import post_work as post_work_texts

MOST = 8
"""Buttons of the menu of staff."""

_TO_REPORT = Choice(texts.TO_REPORT(), Command("report", {}))


def start(talk: Talk) -> Reply:
    """Show what this person may do; takes the links on posters and invitations."""
    link = str(talk.about.get("argument", ""))
    if carries_link_code(link):
        code = link.removeprefix(JOIN_LINK).removeprefix(LINK_LINK)
        return join_person(talk, code, is_typed=False)
    if link.startswith(JOIN_LINK):
        return join(talk, link.removeprefix(JOIN_LINK))
    for prefix, show in _LINKS.items():
        if link.startswith(prefix):
            return show(talk, link.removeprefix(prefix))
    street = rules_of(talk.session).street_name
    here = _arrive(talk, link.removeprefix(AREA_LINK)) if link.startswith(AREA_LINK) else ()
    to_strangers = (languages.CHOOSE,) if talk.caller.person_id is None else ()
    said = here or (texts.WELCOME(street=street),)
    return Reply(said, (*_menu(talk), *to_strangers))


def help_(talk: Talk) -> Reply:
    """Say what can be said here, and whom to call."""
    help_text = texts.HELP(
        phone=facts.office_phone(talk.session), hours=facts.office_hours(talk.session)
    )
    call = Choice(texts.CALL_ME(), Command("call_back", {}))
    me = talk.caller.person_id
    is_member = me is not None and members.is_member(talk.session, me)
    of_members = (texts.HELP_MEMBER(),) if is_member else ()
    of_staff = (texts.HELP_STAFF(words=_words_of_staff(talk)),) if talk.caller.is_staff else ()
    return reply(help_text, *of_members, *of_staff, choices=(call, *_menu(talk)))


def _words_of_staff(talk: Talk) -> Phrase:
    """Name the words for what somebody of the office may do, and no others."""
    me = talk.caller.person_id
    offered = {
        choice.command.dialogue
        for choice in (*list_post_work(talk), *_figures(talk))
        if choice.command is not None
    }
    if me is not None and pledges.may_confirm(talk.session, me):
        offered.add("pledges_to_confirm")
    words = texts.HELP_WORDS["todo"]()
    for name, word in texts.HELP_WORDS.items():
        if name in offered:
            words = texts.HELP_AND(words=words, more=word())
    return words


def call_back(talk: Talk) -> Reply:
    """Take a phone number and have the office call (请社区回电)."""
    if not agree(talk):
        return call_instead(talk)
    phone = ask_phone(talk, "phone")

    def write() -> Json:
        caller = talk.caller
        person_id = people.consent(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person_id, has_consented=True)
        people.set_phone(talk.session, person_id, phone)
        words = put_into_words(texts.CALL_WORDS())
        last = own_cases.list_own(talk.session, person_id, limit=1)
        here = next((it.area_id for it in last), None)  # else the street's, who knows no more
        spot = Spot(area_id=caller.area_id or here)
        draft = Draft(words, spot, is_private=True, asks_call=True)
        filed = file_draft(talk, person_id, draft)
        said = phrase_to_json(filed_phrase(filed, texts.CALL_FILED))
        return {"case": filed.case_id, "said": said}

    return reply_filed(talk.do("file", write), with_choices=False)


def nothing_to_leave(talk: Talk) -> Reply:
    """Answer 取消 and 返回 where nothing is open."""
    return reply(talk_texts.NOTHING_OPEN(), choices=_menu(talk))


def more(talk: Talk) -> Reply:
    """Show what of the menu is left out of a long one (更多功能)."""
    return reply(post_work_texts.WHICH(), choices=(*_for_everybody(talk), *to_go_or_come(talk)))


def _arrive(talk: Talk, code: str) -> tuple[Phrase, ...]:
    """Remember the place of a poster; one that is gone leaves the menu."""

    def settle_in() -> str:
        area = areas.get_area(talk.session, code)
        talk.settle_in(area.id)
        return areas.full_name(talk.session, area)

    name = talk.attempt("area", settle_in)
    if isinstance(name, Refusal):
        return ()
    street = rules_of(talk.session).street_name
    return (texts.WELCOME_AT(street=street, area=name),)


def _menu(talk: Talk) -> tuple[Choice, ...]:
    """Give what one may do; of staff what is their work, the rest behind one button."""
    own = _for_everybody(talk)
    to_enter = entering.offer(talk.session, talk.caller.person_id)
    if not talk.caller.is_staff:
        return (_TO_REPORT, *own, *to_own_cases(talk), *to_enter, *to_desk(talk))
    work = (
        Choice(texts.TO_DO(), Command("todo", {})),
        *to_desk(talk),
        *to_enter,
        to_announce(),
        *_figures(talk),
        *to_post_work(talk),
        *to_go_or_come(talk),
    )
    if 1 + len(own) + len(work) <= MOST:
        return (_TO_REPORT, *own, *work)
    shown = work[: MOST - 2]
    return (_TO_REPORT, *shown, Choice(post_work_texts.MORE(), Command("more", {})))


def _for_everybody(talk: Talk) -> tuple[Choice, ...]:
    """Give what residents and members are offered beside reporting."""
    return (
        Choice(texts.MY_CASES(), Command("mine", {})),
        Choice(texts.MY_GRID(), Command("grid", {})),
        Choice(board_texts.TO_NOTICES(), Command("notices", {})),
        *to_members(talk),
    )


def _figures(talk: Talk) -> tuple[Choice, ...]:
    """Offer the figures to whoever may see any."""
    me = talk.caller.person_id
    return (to_figures(),) if me is not None and rates.list_areas(talk.session, me) else ()


_LINKS: Mapping[str, Callable[[Talk, str], Reply]] = {
    CASE_LINK: show_linked,
    NOTICE_LINK: show_link,
    OFFER_LINK: show_offer,
    POST_LINK: show_post,
}
"""What the link of a card or poster shows, by how it begins; the rest of it says which."""
