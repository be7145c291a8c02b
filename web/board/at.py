"""What the code on a poster opens: a page that knows the area and offers the doors to it."""

import re
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from models.areas import Area
from models.errors import DeliveryError, NotFound, OperatorError
from services.areas import areas
from web.board.charts import SVG
from web.board.parts import Board
from web.board.showing import Look, Page, fail, show
from web.requests import address_of

ROOT = "/at"
AREA_LINK = "area-"
"""Begins what a door is told when somebody comes from the poster of an area."""

MOST_KEPT = 5000
_STARTS = re.compile(r"[\w-]{1,59}", re.ASCII)
"""Codes that a link to a door carries; others open it without the area."""

_WECHAT, _WECOM = "micromessenger", "wxwork"


class Codes:
    """The links of the official account's codes, asked for once for each area."""

    def __init__(self, ask: Callable[[str], Awaitable[str]]) -> None:
        self._ask = ask
        self._kept: dict[str, str] = {}

    async def link(self, code: str) -> str:
        """Give the link of the code of an area; empty where WeChat does not make it."""
        if code not in self._kept:
            try:
                link = await self._ask(AREA_LINK + code)
            except (DeliveryError, OperatorError):
                return ""
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[code] = link
        return self._kept[code]


def at_routes(board: Board) -> APIRouter:
    """Give the routes of the pages that posters open."""
    routes = APIRouter(prefix=ROOT)
    codes = None if board.ask_wechat is None else Codes(board.ask_wechat)

    @routes.get("/{code}")
    async def _at(request: Request, code: str) -> Response:
        if not board.asking.take(address_of(request)):
            return fail(request, 429, "board.too_many")
        link = ""
        if codes is not None and _is_wechat(request):
            known = await run_in_threadpool(_find, board, code)
            link = await codes.link(known) if known else ""
        return await run_in_threadpool(
            show, board, request, lambda look: _show(look, board, code, has_code=bool(link))
        )

    @routes.get("/{code}/wechat.svg")
    async def _code(request: Request, code: str) -> Response:
        if codes is None or not board.asking.take(address_of(request)):
            return Response(status_code=404)
        known = await run_in_threadpool(_find, board, code)
        link = await codes.link(known) if known else ""
        return _draw(link) if link else Response(status_code=404)

    return routes


def start_of(code: str) -> str:
    """Give what a door's link ends with, so that it knows the area."""
    return f"?start={AREA_LINK}{code}" if _STARTS.fullmatch(code) else ""


def _show(look: Look, board: Board, code: str, *, has_code: bool) -> Page:
    area = _area(look, code)
    start = start_of(area.code) if area is not None else ""
    telegram = next((it for it in board.doors().values() if it.startswith("https://t.me/")), "")
    shown: dict[str, Any] = {
        "place": "" if area is None else areas.full_name(look.session, area),
        "chat": f"/chat{start}",
        "telegram": telegram + start if telegram else "",
        "code": f"{ROOT}/{code}/wechat.svg" if has_code and area is not None else "",
    }
    return Page("board/at.html", shown, status=200 if area is not None else 404)


def _area(look: Look, code: str) -> Area | None:
    try:
        return areas.get_area(look.session, code)
    except NotFound:
        return None


def _find(board: Board, code: str) -> str:
    """Give the code of an area as it is written; empty for none."""
    with board.store.read() as session:
        try:
            return areas.get_area(session, code).code
        except NotFound:
            return ""


def _is_wechat(request: Request) -> bool:
    agent = request.headers.get("User-Agent", "").lower()
    return _WECHAT in agent and _WECOM not in agent


def _draw(link: str) -> Response:
    import segno

    drawn = BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(drawn, kind="svg", scale=8, border=4, light="#ffffff")
    headers = {"Cache-Control": "private, max-age=600"}
    return Response(drawn.getvalue(), media_type=SVG, headers=headers)
