"""One thing done with several rows that were ticked, each in a transaction of its own.

What works is done and stays; what does not is named with its reason, and nothing of it is done.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.errors import Refusal
from services.meetings import meetings
from services.texts.phrases import Phrase
from services.texts.refusals import refusals
from web.desk.parts import Desk
from web.desk.showing import show, sit, take_form
from web.desk.visits import View, Visit
from web.desk.writing import write
from web.requests import Sent
from web.words import WORDS

logger = logging.getLogger(__name__)


class Tried(NamedTuple):
    """What became of one of them: it was done, or why not."""

    key: str
    said: Phrase
    is_done: bool


One = Callable[[Visit, str], Phrase]
"""Does it with one of them, and says what was done."""


async def change_each(
    desk: Desk,
    request: Request,
    list_keys: Callable[[Sent], Sequence[str]],
    act: One,
    shown: Callable[[Sequence[Tried]], View],
) -> Response:
    """Do what a form asks for with each of what `list_keys` finds in it; then show the page.

    The sender is known anew for each: who is sent away meanwhile does no more.
    """
    sent = await take_form(desk, request)
    if isinstance(sent, Response):
        return sent
    return await asyncio.to_thread(_change_each, desk, request, sent, list_keys(sent), act, shown)


def _change_each(
    desk: Desk,
    request: Request,
    sent: Sent,
    keys: Sequence[str],
    act: One,
    shown: Callable[[Sequence[Tried]], View],
) -> Response:
    tried: list[Tried] = []
    for key in keys:
        done = _try(desk, request, sent, key, act)
        if isinstance(done, Response):
            return done
        tried.append(done)
    return show(desk, request, shown(tried))


def _try(desk: Desk, request: Request, sent: Sent, key: str, act: One) -> Tried | Response:
    def do(session: Session) -> Tried | Response:
        visit = sit(session, desk, request, sent)
        if isinstance(visit, Response):
            return visit
        with meetings.noting(session, visit.person_id, desk.clock):
            return Tried(key, act(visit, key), is_done=True)

    try:
        return write(desk.store, do)
    except Refusal as refusal:
        return Tried(key, refusals.told(refusal), is_done=False)
    except DBAPIError:
        logger.exception("one of several cannot be stored")
        return Tried(key, WORDS["desk.not_stored"](), is_done=False)
