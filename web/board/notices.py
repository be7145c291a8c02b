"""Notices (公示) on the board: in force, ended, and one alone with the way to object."""

from fastapi import APIRouter, Request, Response

from models.errors import NotFound
from models.notices import Notice, NoticeState
from services.areas import areas
from services.briefs import briefs
from services.notices import notice_board
from services.notices.notice_cards import NOTICE_LINK
from services.posts.list_tables import read_rows
from services.workdays import count_workdays
from web.board.asked import community_of, doors_to, number_of, page_of, sifted
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

PATH = f"{ROOT}/notices"
SIZE = 12


def notice_routes(board: Board) -> APIRouter:
    """Give the routes of notices."""
    routes = APIRouter(prefix=f"{ROOT}/notices")

    @routes.get("")
    def _all(request: Request) -> Response:
        return show(board, request, _show_all)

    @routes.get("/{notice_id}")
    def _one(request: Request, notice_id: str) -> Response:
        return show(board, request, lambda look: _show_one(board, look, notice_id))

    return routes


def on_card(look: Look, notice: Notice) -> dict[str, object]:
    """Give what a list shows of a notice."""
    days = None
    if notice.state is NoticeState.PUBLISHED and notice.ends_at is not None:
        days = count_workdays(look.session, look.clock.now(), notice.ends_at, look.clock)
    return {
        "notice": notice,
        "area": areas.area_of(look.session, notice.area_id).name,
        "days": days,
        "has_photos": bool(notice_board.list_photos(look.session, notice)),
    }


def _show_all(look: Look) -> Page:
    is_over = look.query.get("over") == "1"
    listed = notice_board.list_ended if is_over else notice_board.list_in_force
    near, page = community_of(look), page_of(look)
    found, has_more = listed(look.session, near, look.clock, page, SIZE)
    path = f"{PATH}?over=1" if is_over else PATH
    shown = {
        "cards": [on_card(look, it) for it in found],
        "is_over": is_over,
        **sifted(look, path, has_more=has_more),
    }
    return Page("board/notices.html", shown, here="notices")


def _show_one(board: Board, look: Look, said: str) -> Page:
    number = number_of(said)
    if not number:
        raise NotFound("notice_gone")
    notice = notice_board.get_standing(look.session, number, look.clock)
    words, rows = read_rows(notice)
    photos = notice_board.list_photos(look.session, notice)
    shown = {
        **on_card(look, notice),
        "words": words,
        "rows": rows,
        "brief_id": briefs.find_of_notice(look.session, notice),
        "photos": [f"{ROOT}/photos/{notice.id}/{each + 1}" for each in range(len(photos))],
        "doors": doors_to(board, f"{NOTICE_LINK}-{notice.id}"),
    }
    return Page("board/notice.html", shown, here="notices")
