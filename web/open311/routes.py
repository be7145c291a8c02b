"""All addresses of Open311, an application of its own with a description of its own."""

import asyncio
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Path, Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.texts import open311 as texts
from web.heads import allow_all
from web.open311 import answers, described
from web.open311.asking import Answering, Fault, fail, read, take, turn_away
from web.open311.parts import ROOT, Open311
from web.requests import address_of, read_sent
from web.wrong import Wrong

Form = Annotated[str, Path(json_schema_extra={"enum": ["json", "xml"]})]


def open311_app(open311: Open311) -> FastAPI:
    """Make the application."""
    app = FastAPI(
        title="Open311 GeoReport v2",
        version="2.0",
        servers=[{"url": ROOT}],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.add_middleware(ForAnyPage)
    app.add_exception_handler(HTTPException, _no_page)
    _catalogue(app, open311)
    _requests(app, open311)
    _updates(app, open311)

    @app.get("/openapi.json", include_in_schema=False)
    def _description() -> Mapping[str, Any]:
        return describe(app)

    return app


def describe(app: FastAPI) -> Mapping[str, Any]:
    """Describe every address; what is wrong is said by our own errors, not FastAPI's."""
    description = app.openapi()
    for operations in description["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
    description.get("components", {}).pop("schemas", None)
    return description


class ForAnyPage:
    """Lets the pages of other sites read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], (b"access-control-allow-origin", b"*")]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_open)


def _catalogue(app: FastAPI, open311: Open311) -> None:
    discovery = partial(answers.discovery, is_demo=open311.is_demo)

    @app.get(
        "/discovery.{form}",
        responses=described.answers(described.DISCOVERY),
        openapi_extra=described.query(),
    )
    def _discovery(request: Request, form: Form) -> Response:
        return read(open311, request, form, discovery)

    @app.get(
        "/services.{form}",
        responses=described.answers(described.several(described.SERVICE)),
        openapi_extra=described.query(),
    )
    def _services(request: Request, form: Form) -> Response:
        return read(open311, request, form, answers.list_services)

    @app.get(
        "/services/{service_code}.{form}",
        responses=described.answers(described.DEFINITION, 404),
        openapi_extra=described.query(),
    )
    def _service(request: Request, service_code: str, form: Form) -> Response:
        answering = partial(answers.define_service, code=service_code)
        return read(open311, request, form, answering)

    for path, answering in (
        ("/discovery", discovery),
        ("/services", answers.list_services),
        ("/requests", answers.list_requests),
        ("/servicerequestupdates", answers.list_updates),
    ):
        app.add_api_route(path, _plain(open311, answering), include_in_schema=False)


def _requests(app: FastAPI, open311: Open311) -> None:
    wanted = ("service_request_id", "service_code", "status", "start_date", "end_date")

    @app.get(
        "/requests.{form}",
        responses=described.answers(described.several(described.REQUEST), 404),
        openapi_extra=described.query(*wanted, "page", "page_size"),
    )
    def _list(request: Request, form: Form) -> Response:
        return read(open311, request, form, answers.list_requests)

    @app.post(
        "/requests.{form}",
        responses=described.answers(described.several(described.TAKEN), 404),
        openapi_extra=described.form(("service_code",)),
    )
    async def _take(request: Request, form: Form) -> Response:
        return await _post(open311, request, form, answers.take_request)

    @app.get(
        "/requests/{service_request_id}.{form}",
        responses=described.answers(described.several(described.REQUEST), 404),
        openapi_extra=described.query(),
    )
    def _show(request: Request, service_request_id: str, form: Form) -> Response:
        answering = partial(answers.show_request, number=service_request_id)
        return read(open311, request, form, answering)

    app.add_api_route("/request/{service_request_id}.{form}", _show, include_in_schema=False)

    @app.get(
        "/tokens/{token}.{form}",
        responses=described.answers(described.several(described.RESOLVED), 404),
        openapi_extra=described.query(),
    )
    def _token(request: Request, token: str, form: Form) -> Response:
        return read(open311, request, form, partial(answers.resolve_token, token=token))


def _updates(app: FastAPI, open311: Open311) -> None:
    for name in ("servicerequestupdates", "updates"):
        app.add_api_route(
            f"/{name}.{{form}}",
            _reading(open311, answers.list_updates),
            responses=described.answers(described.several(described.UPDATE)),
            openapi_extra=described.query("service_request_id", "start_date", "end_date"),
            include_in_schema=name == "servicerequestupdates",
            name="list_updates",
        )
        app.add_api_route(
            f"/{name}.{{form}}",
            _posting(open311, answers.take_update),
            methods=["POST"],
            responses=described.answers(described.several(described.UPDATED), 404, 409),
            openapi_extra=described.form(("service_request_id",), is_update=True),
            include_in_schema=name == "servicerequestupdates",
            name="take_update",
        )


def _reading(open311: Open311, answering: Answering) -> Any:  # noqa: ANN401 - an endpoint
    def _read(request: Request, form: Form) -> Response:
        return read(open311, request, form, answering)

    return _read


def _posting(open311: Open311, answering: Answering) -> Any:  # noqa: ANN401 - an endpoint
    async def _take(request: Request, form: Form) -> Response:
        return await _post(open311, request, form, answering)

    return _take


def _plain(open311: Open311, answering: Answering) -> Any:  # noqa: ANN401 - an endpoint
    def _read(request: Request) -> Response:
        return read(open311, request, None, answering)

    return _read


async def _post(open311: Open311, request: Request, form: str, answering: Answering) -> Response:
    """Take a form; a wrong key is refused before the form is read, if it is in the address."""
    refused = await asyncio.to_thread(turn_away, open311, request, form)
    if refused is not None:
        return refused
    with open311.posting.passing(address_of(request)) as is_inside:
        if not is_inside:
            return fail(request, form, Fault(503, texts.NOT_NOW()))
        try:
            sent = await read_sent(request)
        except Wrong as wrong:
            return fail(request, form, Fault(wrong.status, wrong.why))
        return await asyncio.to_thread(take, open311, request, form, answering, sent.lists)


async def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    why = texts.NO_SUCH_PAGE() if status == HTTPStatus.NOT_FOUND else texts.WRONG_METHOD()
    headers = error.headers if isinstance(error, HTTPException) else None
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = allow_all(request, request.app.routes)
    form = "json" if request.url.path.endswith(".json") else None
    return fail(request, form, Fault(status, why), headers)
