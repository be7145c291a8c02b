"""The web application: health for machines, the doors' callbacks, and a first page."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from services.measures import Measures
from web import nothing_here
from web.board.at import at_routes
from web.board.follow import follow_routes
from web.board.parts import Board
from web.board.routes import board_routes
from web.calendars import Calendars, calendar_routes
from web.callbacks import Callbacks, callback_routes, read_body
from web.chat.parts import Chat
from web.chat.routes import chat_routes
from web.chat.signing_in import signing_routes
from web.desk.parts import Desk
from web.desk.routes import desk_routes
from web.front_files import front_file_routes
from web.heads import Heads
from web.metrics import metrics_routes
from web.open311.parts import ROOT as OPEN311
from web.open311.parts import Open311
from web.open311.routes import open311_app
from web.pages import HOTLINE, PREFIX, TEMPLATES, Headers, static_files
from web.requests import cookie_language
from web.words import words_in

Webhook = Callable[[str | None, bytes], Awaitable[int]]
"""Takes the secret header and the body of one call; gives the status to answer."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages show, given by the process.

    Args:
        street_name: whose site it is.
        office_phone: gives the number to call.
        check_store: raises when the store does not answer.
        faults: gives, by door, why it does not work; None when it does.
        doors: where people can write to us, by name; empty when no platform is configured.
        telegram: the webhook of the Telegram door, if it is open.
        callbacks: doors that their platform calls, by path.
        knows_secret: tells by the secret header, before the body is read, who may call it.
        chat: the browser's chat, if it is open.
        calendars: what the calendars of members need, if there are any.
        board: what the public board needs, if there is one.
        desk: what the desk of staff needs, if it is open.
        open311: what other systems need, if they may come.
        measure: counts what waits, for those who watch the process.
        is_demo: whether the store holds the demonstration.
    """

    street_name: str
    office_phone: Callable[[], str]
    check_store: Callable[[], object]
    faults: Callable[[], Mapping[str, str | None]]
    doors: Callable[[], Mapping[str, str]]
    telegram: Webhook | None = None
    callbacks: Mapping[str, Callbacks] = field(default_factory=dict[str, Callbacks])
    knows_secret: Callable[[str | None], bool] | None = None
    chat: Chat | None = None
    calendars: Calendars | None = None
    board: Board | None = None
    desk: Desk | None = None
    open311: Open311 | None = None
    measure: Callable[[], Measures] | None = None
    is_demo: bool = False


def make_app(site: Site) -> FastAPI:
    """Make the web application."""
    app = FastAPI(title=site.street_name, docs_url=None, redoc_url=None, openapi_url=None)

    app.add_middleware(Headers)
    app.add_middleware(Heads)
    app.add_exception_handler(RequestValidationError, nothing_here.answer)
    app.add_exception_handler(HTTPException, nothing_here.answer_missing)
    app.mount(PREFIX, static_files())
    for router in _routers(site):
        app.router.routes.extend(router.routes)
    if site.open311 is not None:
        app.mount(OPEN311, open311_app(site.open311))

    @app.get("/")
    def _front(request: Request) -> HTMLResponse:
        page = {
            "street": site.street_name,
            "phone": _phone(site),
            "doors": site.doors(),
            "has_chat": site.chat is not None,
            "has_board": site.board is not None,
            "has_desk": site.desk is not None,
            "is_demo": site.is_demo,
            "is_local": site.chat is None or not site.chat.public_url,
            "faults": {door: fault for door, fault in site.faults().items() if fault},
            **words_in(cookie_language(request)),
            "here": "/",
        }
        return TEMPLATES.TemplateResponse(request, "front.html", page)

    @app.get("/healthz")
    def _health() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @app.get("/readyz")
    def _ready() -> JSONResponse:
        return _readiness(site)

    if site.telegram is not None:
        take = site.telegram

        @app.post("/telegram")
        async def _telegram(request: Request) -> Response:
            return Response(status_code=await _take_call(request, take, site.knows_secret))

    return app


def _routers(site: Site) -> Iterator[APIRouter]:
    """Give the routes of what the site has."""
    for path, callbacks in site.callbacks.items():
        yield callback_routes(path, callbacks)
    if site.chat is not None:
        yield chat_routes(site.chat)
        yield signing_routes(site.chat)
    if site.board is not None:
        yield board_routes(site.board)
        yield at_routes(site.board)
        yield follow_routes(site.board)
    if site.desk is not None:
        yield desk_routes(site.desk)
    if site.calendars is not None:
        yield calendar_routes(site.calendars)
    if site.measure is not None:
        yield metrics_routes(site.measure, site.faults)
    yield front_file_routes()


def _phone(site: Site) -> str:
    """Give a number to call, also while the store does not answer."""
    try:
        return site.office_phone()
    except Exception:  # noqa: BLE001 - whatever it is, people need a number
        return HOTLINE


def _readiness(site: Site) -> JSONResponse:
    """Ready when the store answers and every configured door works."""
    try:
        site.check_store()
    except Exception as error:  # noqa: BLE001 - any failure is the answer
        return JSONResponse({"store": type(error).__name__}, status_code=503)
    faults = site.faults()
    is_ready = not any(faults.values())
    answer = {"store": "ok", **{door: fault or "ok" for door, fault in faults.items()}}
    return JSONResponse(answer, status_code=200 if is_ready else 503)


async def _take_call(
    request: Request, take: Webhook, knows_secret: Callable[[str | None], bool] | None
) -> int:
    """Take one call; a stranger's body is not read, and nobody's for long."""
    secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
    if knows_secret is not None and not knows_secret(secret):
        return 403
    body = await read_body(request)
    return body if isinstance(body, int) else await take(secret, body)
