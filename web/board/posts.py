"""Posts (岗位) on the board: what is claimed, what is open, and the way to claim it."""

from fastapi import APIRouter, Request, Response

from services.posts import public_list
from services.posts.opening_cards import POST_LINK
from web.board.asked import community_of, doors_to, page_of, sifted
from web.board.parts import ROOT, Board
from web.board.showing import Look, Page, show

PATH = f"{ROOT}/posts"


def post_routes(board: Board) -> APIRouter:
    """Give the routes of posts."""
    routes = APIRouter(prefix=f"{ROOT}/posts")

    @routes.get("")
    def _all(request: Request) -> Response:
        return show(board, request, lambda look: _show_all(board, look))

    return routes


def _show_all(board: Board, look: Look) -> Page:
    near, page = community_of(look), page_of(look)
    found, has_more = public_list.list_public(look.session, near, look.clock, page)
    shown = {
        "openings": [(it, doors_to(board, f"{POST_LINK}{it.id}")) for it in found],
        **sifted(look, PATH, has_more=has_more),
    }
    return Page("board/posts.html", shown, here="posts")
