"""The notices that everybody may read (公示), and what a resident says to them."""

from dataclasses import replace

from handlers.casework.handling import worker
from handlers.people.people import agree, call_instead
from handlers.posts.claim_lists import to_draw_up
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.cases import Case
from models.errors import NotFound
from models.notices import Notice, NoticeState
from services import facts
from services.areas import areas
from services.clock import local
from services.delivery.messages import Choice, Command
from services.identity import people
from services.notices import notice_board, notices, objections
from services.rules import rules_of
from services.texts import notice_board as board_texts
from services.texts import notices as texts
from services.texts.casework import cases as case_texts
from services.texts.casework import following as follow_texts
from services.texts.phrases import Phrase, Template

BESIDE_OBJECTING: tuple[tuple[Template, str], ...] = ((follow_texts.ME_TOO, "join_case"),)
"""Labels and dialogues offered under the notice of a case."""


def board(talk: Talk) -> Reply:
    """List the notices in force around somebody, the newest first (公示)."""
    page = talk.about.get("page", 0)
    number = page if isinstance(page, int) else 0
    area_id = talk.caller.area_id
    near = None if area_id is None else areas.area_of(talk.session, area_id)
    found, has_more = notice_board.list_in_force(talk.session, near, talk.clock, number)
    if not found and not has_more:
        return reply(texts.BOARD_EMPTY(), choices=to_draw_up(talk))
    if len(found) == 1 and not has_more and not number:
        shown = _show(talk, found[0])
        return replace(shown, choices=(*shown.choices, *to_draw_up(talk)))
    name = rules_of(talk.session).street_name
    if near is not None:
        name = notice_board.community_of(talk.session, near).name
    first = number * notice_board.PAGE + 1
    lines = tuple(
        texts.BOARD_LINE(index=index, title=each.title, until=each.ends_at or "")
        for index, each in enumerate(found, first)
    )
    choices = tuple(
        Choice(texts.OPEN(index=index), Command("notice", {"notice": each.id}))
        for index, each in enumerate(found, first)
    )
    older = (Choice(texts.OLDER(), Command("notices", {"page": number + 1})),) if has_more else ()
    return Reply((texts.BOARD(area=name), *lines), (*choices, *older, *to_draw_up(talk)))


def say_on_notice(talk: Talk, case: Case) -> tuple[Phrase, ...]:
    """Say to a reporter until when their case is on notice, if it is."""
    found = notices.find_of_case(talk.session, case)
    if found is None or found.state is not NoticeState.PUBLISHED or found.ends_at is None:
        return ()
    until = local(found.ends_at, talk.clock)
    return (board_texts.ON_NOTICE(month=until.month, day=until.day),)


def notice(talk: Talk) -> Reply:
    """Show one notice, with what may be said to it."""
    return _show(talk, notice_board.get_in_force(talk.session, talk.number("notice"), talk.clock))


def show_link(talk: Talk, rest: str) -> Reply:
    """Show what a link in a group or on paper names: one notice, or all.

    Raises:
        NotFound: notice_gone.
    """
    which = rest.removeprefix("-")
    if not which:
        return board(talk)
    if not which.isdecimal():
        raise NotFound("notice_gone")
    return _show(talk, notice_board.get_in_force(talk.session, int(which), talk.clock))


def object_to(talk: Talk) -> Reply:
    """Take what somebody has against a notice (异议)."""
    notice_id = talk.number("notice")

    def check() -> None:
        person_id = talk.caller.person_id
        objections.check_open(talk.session, notice_id, person_id, talk.clock)

    talk.once("checked", check)
    words = talk.ask("words", Words((texts.OBJECT_WHAT(),), least=2))
    if not agree(talk):
        return call_instead(talk)

    def write() -> int:
        caller = talk.caller
        person_id = people.consent(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person_id, has_consented=True)
        return objections.object_to(talk.session, notice_id, person_id, words, talk.clock)

    talk.do("object", write)
    return reply(texts.OBJECTED())


def photos_yes(talk: Talk) -> Reply:
    """Let the photos of one's case be shown with its notice."""
    return _allow(talk, is_allowed=True)


def photos_no(talk: Talk) -> Reply:
    """Keep the photos of one's case from the public."""
    return _allow(talk, is_allowed=False)


def _allow(talk: Talk, *, is_allowed: bool) -> Reply:
    case_id, me = talk.number("case"), worker(talk)

    def write() -> None:
        notice_board.allow_photos(talk.session, case_id, me, talk.clock, is_allowed=is_allowed)

    talk.do("allow", write)
    return reply(texts.MAY_THANKS() if is_allowed else texts.MAY_NOT_THANKS(), case_id=case_id)


def _own_round(talk: Talk, found: Notice) -> int:
    """Give the round of the reporter's own case that a notice is about; 0 for others."""
    case = talk.session.get(Case, found.case_id)
    me = talk.caller.person_id
    is_own = case is not None and me is not None and case.reporter_id == me
    return found.round if is_own else 0


def _show(talk: Talk, found: Notice) -> Reply:
    shown = texts.SHOWN(
        title=found.title,
        words=found.words,
        until=found.ends_at or "",
        phone=facts.office_phone(talk.session),
    )
    choices = [Choice(texts.OBJECT(), Command("object", {"notice": found.id}))]
    if found.case_id is not None:
        about = {"case": found.case_id}
        if own := _own_round(talk, found):
            about["round"] = own
            choices.append(Choice(case_texts.NOT_SOLVED(), Command("not_solved", about)))
        beside = () if own else BESIDE_OBJECTING
        choices += [Choice(label(), Command(name, about)) for label, name in beside]
    photos = tuple(notice_board.list_photos(talk.session, found))
    return Reply((shown,), tuple(choices), attachments=photos)
