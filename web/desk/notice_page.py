"""One notice at the desk: what it says, what the gate found, and what may be done with it."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from models.cases import Case
from models.errors import NotAllowed
from models.notices import Notice, NoticeState, ObjectionState
from services.areas import areas
from services.clock import local
from services.gate import redact
from services.notices import (
    composing,
    draft_photos,
    four_eyes,
    listing,
    notice_board,
    notice_editing,
    notice_words,
    notices,
    objections,
)
from services.notices.composing import Composed
from services.office import staff_names
from services.rules import rules_of
from services.texts import desk as desk_texts
from services.texts import notices as texts
from services.texts.notices import FINDING_LABELS, STATE_LABELS
from services.texts.pages import notice_pages
from services.texts.phrases import Phrase
from services.texts.refusals import refusals
from web.desk.composing import pieces_of
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, File, Page, Visit
from web.media import give_shown, kind_of
from web.requests import RowId

HERE = f"{ROOT}/notices"


def notice_routes(desk: Desk) -> APIRouter:
    """Give the routes of one notice."""
    routes = APIRouter(prefix=ROOT + "/notices/{notice_id:int}")

    @routes.get("")
    def _look(request: Request, notice_id: RowId) -> Response:
        return show(desk, request, lambda visit: _show(visit, notice_id))

    @routes.get("/photos/{attachment_id:int}")
    def _photo(request: Request, notice_id: RowId, attachment_id: RowId) -> Response:
        found = show(desk, request, lambda visit: _give_photo(visit, notice_id, attachment_id))
        return give_shown(request, found)

    @routes.post("")
    async def _change(request: Request, notice_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            do = _ACTS.get(visit.fields.get("act", ""), _nothing)
            return Done(f"{HERE}/{notice_id}", do(visit, notice_id))

        def again(visit: Visit) -> Page:
            return _show(visit, notice_id)

        return await change(desk, request, act, again=again)

    return routes


def _show(visit: Visit, notice_id: int) -> Page:
    session, me = visit.session, visit.person_id
    notice = notices.get_notice(session, notice_id)
    notices.require_publisher(session, notice, me)
    case = None if notice.case_id is None else session.get(Case, notice.case_id)
    found = notice_words.find(session, notice.words)
    shown: dict[str, Any] = {
        "notice": notice,
        "case": case,
        "state": STATE_LABELS[notice.state](),
        "is_draft": notice.state is NoticeState.DRAFT,
        "is_up": notice.state is NoticeState.PUBLISHED,
        "place": areas.full_name(session, areas.area_of(session, notice.area_id)),
        "pieces": pieces_of(notice.words, found),
        "hits": _hits(visit, notice, case),
        "seen": notice_words.digest_of(notice),
        "author": _name(visit, notice.composed_by),
        "approver": _name(visit, notice.approved_by),
        "composed": composing.split(notice),
        "is_left": four_eyes.is_left_to_others(session, notice, me),
        "is_mine": four_eyes.is_author(session, notice, me),
        "days": rules_of(session).notice_days,
        "photos": draft_photos.list_photos(session, notice, me),
        "has_photos": case is not None and notice_board.has_photos(session, case),
        "objections": _objections(visit, notice),
        "typed": _typed(visit, notice),
        "waived": visit.lists.get("waive", ()),
    }
    return Page("desk/notice.html", shown, here="notices")


def _give_photo(visit: Visit, notice_id: int, attachment_id: int) -> File:
    found = draft_photos.get_photo(visit.session, notice_id, attachment_id, visit.person_id)
    return File(found, kind_of(found), f"{notice_id}-{attachment_id}", is_inline=True)


def _hits(visit: Visit, notice: Notice, case: Case | None) -> list[dict[str, Any]]:
    return [
        {
            "key": redact.digest_of(hit.finding),
            "text": hit.finding.text,
            "kind": FINDING_LABELS[hit.finding.kind](),
            "fate": "waived" if hit.is_waived else "masked" if hit.is_masked else "open",
        }
        for hit in notice_words.list_hits(visit.session, notice, case)
    ]


def _typed(visit: Visit, notice: Notice) -> list[tuple[str, str, Phrase]]:
    """List what the gate finds in words that were typed and not kept yet."""
    said = f"{visit.fields.get('subject', '')}\n{visit.fields.get('words', '')}"
    known = notice_words.waived_of(visit.session, notice.id)
    found = {redact.digest_of(it): it for it in notice_words.find(visit.session, said)}
    return [
        (key, it.text, FINDING_LABELS[it.kind]()) for key, it in found.items() if key not in known
    ]


def _objections(visit: Visit, notice: Notice) -> list[dict[str, Any]]:
    mine = {it.id for it in objections.list_waiting(visit.session, visit.person_id, limit=1000)}
    not_yours = refusals.told(NotAllowed("own_answer", title=notice.title))
    return [
        {
            "row": it,
            "words": objections.words_of(visit.session, it),
            "is_open": it.state is ObjectionState.OPEN,
            "is_upheld": it.state is ObjectionState.UPHELD,
            "may": it.id in mine,
            "why": not_yours,
            "by": _name(visit, it.answered_by),
        }
        for it in listing.list_objections(visit.session, notice.id)
    ]


def _name(visit: Visit, person_id: int | None) -> str:
    return "" if person_id is None else staff_names.name_of(visit.session, person_id)


def _publish(visit: Visit, notice_id: int) -> Phrase:
    seen = visit.fields.get("seen", "")
    notice = notices.approve_and_publish(
        visit.session, notice_id, visit.person_id, visit.clock, seen
    )
    until = "" if notice.ends_at is None else f"{local(notice.ends_at, visit.clock):%Y-%m-%d}"
    return notice_pages.PUBLISHED(until=until)


def _edit(visit: Visit, notice_id: int) -> Phrase:
    session, me, clock = visit.session, visit.person_id, visit.clock
    words, waived = visit.fields.get("words", ""), visit.lists.get("waive", ())
    notice = notices.get_notice(session, notice_id)
    if notice.composed_by is None:
        notice_editing.edit_words(session, notice_id, me, words, clock, waived=waived)
        return desk_texts.SAVED()
    composed = Composed(visit.fields.get("subject", ""), words)
    composing.recompose(session, notice_id, me, composed, clock, waived=waived)
    return notice_pages.COMPOSED()


def _mask(visit: Visit, notice_id: int) -> Phrase:
    notice_editing.mask_again(visit.session, notice_id, visit.person_id)
    return desk_texts.SAVED()


def _waive(visit: Visit, notice_id: int) -> Phrase:
    finding = visit.fields.get("finding", "")
    notice_editing.waive(visit.session, notice_id, visit.person_id, finding, visit.clock)
    return desk_texts.SAVED()


def _keep_private(visit: Visit, notice_id: int) -> Phrase:
    why = visit.fields.get("reason", "")
    notices.keep_private(visit.session, notice_id, visit.person_id, why, visit.clock)
    return notice_pages.DROPPED()


def _withdraw(visit: Visit, notice_id: int) -> Phrase:
    why = visit.fields.get("reason", "")
    notices.withdraw(visit.session, notice_id, visit.person_id, why, visit.clock)
    return texts.WITHDRAWN()


def _ask_photos(visit: Visit, notice_id: int) -> Phrase:
    may = notice_board.ask_for_photos(visit.session, notice_id, visit.person_id, visit.clock)
    return texts.PHOTOS_SHOWN() if may else texts.PHOTOS_ASKED()


def _nothing(visit: Visit, notice_id: int) -> Phrase | None:
    notices.require_publisher(
        visit.session, notices.get_notice(visit.session, notice_id), visit.person_id
    )
    return None


_ACTS: Mapping[str, Callable[[Visit, int], Phrase | None]] = {
    "publish": _publish,
    "edit": _edit,
    "mask": _mask,
    "waive": _waive,
    "private": _keep_private,
    "withdraw": _withdraw,
    "photos": _ask_photos,
}
