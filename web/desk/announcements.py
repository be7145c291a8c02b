"""Announcements (通知) at the desk: write one, look where it goes, send it, take it down."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from models.announcements import Announcement, AnnouncementKind
from models.areas import Area
from models.errors import Invalid, NotAllowed, NotFound
from models.groups import Group
from services.announcements import announcement_board, announcements
from services.announcements.announcements import Showing
from services.areas import areas
from services.clock import local
from services.gate import redact
from services.groups import groups
from services.notices.notice_words import Hit
from services.notices.publishers import describe
from services.texts import announcements as texts
from services.texts import groups as group_texts
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit
from web.requests import RowId

PATH = f"{ROOT}/announcements"
TEMPLATE = "desk/announcements.html"
MOST_PAGES = 200


def announcement_routes(desk: Desk) -> APIRouter:
    """Give the routes of announcements."""
    routes = APIRouter(prefix=f"{ROOT}/announcements")

    @routes.get("")
    def _all(request: Request) -> Response:
        return show(desk, request, _show_all)

    @routes.post("")
    async def _write(request: Request) -> Response:
        return await change(desk, request, _write_one, again=_show_all)

    @routes.post("/{announcement_id}/down")
    async def _down(request: Request, announcement_id: RowId) -> Response:
        return await change(desk, request, lambda visit: _take_down(visit, announcement_id))

    return routes


def _show_all(visit: Visit) -> Page:
    session = visit.session
    places = announcement_board.list_places(session, visit.person_id)
    if not places:
        raise NotAllowed("not_allowed")
    page = min(MOST_PAGES, max(0, (visit.number("page") or 1) - 1))
    found, has_more = announcement_board.list_own(session, visit.person_id, page)
    shown = {
        "places": [(it.code, areas.full_name(session, it)) for it in places],
        "kinds": [(it.value, label()) for it, label in texts.KIND_LABELS.items()],
        "until": announcements.last_day(visit.clock),
        "longest": announcements.LONGEST_WORDS,
        "rows": [_row(visit, it) for it in found],
        "newer": f"{PATH}?page={page}" if page else "",
        "older": f"{PATH}?page={page + 2}" if has_more else "",
    }
    return Page(TEMPLATE, shown, here="announcements")


def _row(visit: Visit, row: Announcement) -> dict[str, Any]:
    is_up = row.taken_down_at is None and row.ends_at > visit.clock.now()
    return {
        "row": row,
        "kind": texts.KIND_LABELS[row.kind](),
        "area": areas.area_of(visit.session, row.area_id).name,
        "until": local(announcement_board.last_instant(row), visit.clock).date(),
        "is_up": is_up,
    }


def _write_one(visit: Visit) -> Done | Page:
    """Show a draft before it goes out, go back to it, or send it."""
    go = visit.fields.get("go", "look")
    if go == "change":
        return _show_all(visit)
    area, words, showing = _area(visit), visit.fields.get("words", ""), _showing(visit)
    found = announcements.check(visit.session, area, words, visit.person_id)
    if go == "look":
        return _preview(visit, area, showing)
    waived: Sequence[str] = ()
    if go == "mask":
        words = announcements.mask_personal(visit.session, words)
    elif go == "anyway":
        waived = [redact.digest_of(it) for it in found]
    sent = announcements.announce_once(
        visit.session,
        area,
        words,
        visit.person_id,
        visit.clock,
        key=visit.fields.get("key", ""),
        waived=waived,
        showing=showing,
    )
    if sent is None:  # nothing is said: what the first answer said is still to be read
        return Done(PATH)
    if not any(sent):
        return Done(PATH, texts.SENT_TO_BOARD())
    return Done(PATH, texts.SENT(posted=sent.posted, manual=sent.by_hand))


def _preview(visit: Visit, area: Area, showing: Showing) -> Page:
    session, words = visit.session, visit.fields.get("words", "")
    receivers = announcements.list_receivers(session, area)
    found = announcements.find_personal(session, words)
    kind = showing.kind or announcements.guess_kind(words)
    shown = {
        "key": secrets.token_urlsafe(12),
        "words": words,
        "area": area,
        "area_name": areas.full_name(session, area),
        "kind": texts.KIND_LABELS[kind](),
        "until": showing.until or announcements.last_day(visit.clock),
        "posted": [_title(it) for it in receivers if not groups.is_by_hand(session, it)],
        "by_hand": [_title(it) for it in receivers if groups.is_by_hand(session, it)],
        "found": describe([Hit(it, is_waived=False, is_masked=False) for it in found]),
        "count": len(found),
        "masked": announcements.mask_personal(session, words) if found else "",
    }
    return Page("desk/announcement.html", shown, here="announcements")


def _take_down(visit: Visit, announcement_id: int) -> Done:
    announcement_board.take_down(visit.session, announcement_id, visit.person_id, visit.clock)
    return Done(PATH, texts.TAKEN_DOWN())


def _area(visit: Visit) -> Area:
    code = visit.fields.get("area", "")
    places = announcement_board.list_places(visit.session, visit.person_id)
    found = next((it for it in places if it.code == code), None)
    if found is None:
        raise NotFound("area_unknown", code=code[:40])
    return found


def _showing(visit: Visit) -> Showing:
    kind, until = visit.fields.get("kind", ""), visit.fields.get("until", "")
    kinds = {it.value: it for it in AnnouncementKind}
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        raise Invalid("announcement_until", days=announcements.LONGEST_DAYS) from None
    announcements.check_day(day, visit.clock)
    return Showing(kinds.get(kind), day)


def _title(group: Group) -> Any:  # noqa: ANN401 - the page says either
    return group.title or group_texts.KIND_LABELS[group.kind]()
