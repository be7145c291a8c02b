"""Saying, as a page in one's language, that there is nothing at an address."""

from fastapi import Request, Response
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException

from web.board import showing as board
from web.desk import answering as desk
from web.desk.parts import ROOT
from web.pages import PAGES


async def answer(request: Request, error: Exception) -> Response:
    """Answer as for any row that there is none of."""
    del error
    if request.url.path.startswith(f"{ROOT}/"):
        return desk.failed(request, 404, "nothing_here")
    return board.fail(request, 404, "board.nothing_here")


async def answer_missing(request: Request, error: Exception) -> Response:
    """Answer where no page is; what is no page of people is told in JSON as ever."""
    is_page = request.url.path.startswith(PAGES) and request.method in ("GET", "HEAD")
    if is_page and isinstance(error, HTTPException) and error.status_code == 404:  # noqa: PLR2004
        return await answer(request, error)
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these only
    return await http_exception_handler(request, error)
