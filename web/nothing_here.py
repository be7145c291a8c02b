"""Saying, as a page in one's language, that no row has the number in an address."""

from fastapi import Request, Response

from web.board import showing as board
from web.desk import answering as desk
from web.desk.parts import ROOT


async def answer(request: Request, error: Exception) -> Response:
    """Answer as for any row that there is none of."""
    del error
    if request.url.path.startswith(f"{ROOT}/"):
        return desk.failed(request, 404, "nothing_here")
    return board.fail(request, 404, "board.nothing_here")
