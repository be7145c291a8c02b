"""Saying, as a page in one's language, that there is nothing at an address."""

from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException

from web.board import showing as board
from web.desk import answering as desk
from web.desk.parts import ROOT
from web.heads import allow_all
from web.pages import PAGES


async def answer(request: Request, error: Exception) -> Response:
    """Answer as for any row that there is none of."""
    del error
    if request.url.path.startswith(f"{ROOT}/"):
        return desk.failed(request, 404, "nothing_here")
    return board.fail(request, 404, "board.nothing_here")


async def answer_missing(request: Request, error: Exception) -> Response:
    """Answer where no page is; who reads no pages is told in JSON as ever."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these only
    if error.status_code == HTTPStatus.NOT_FOUND and request.method == "GET" and _reads(request):
        return await answer(request, error)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        error.headers = allow_all(request, request.app.routes)
    return await http_exception_handler(request, error)


def _reads(request: Request) -> bool:
    """Tell whether somebody asks who reads pages: by the address, or by what they can show."""
    accepted = request.headers.get("Accept", "")
    return request.url.path.startswith(PAGES) or "text/html" in accepted
