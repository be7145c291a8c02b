"""The API side of a server of Tencent's: routes, records, refusals and ordered trouble."""

import json
import re
import time
from abc import abstractmethod
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qsl

from typing_extensions import override

from tests.servers.calls import Call, Fault, Faults, Refused
from tests.servers.errors import BAD_FORMAT, BAD_PARAMETER, JsonObject, WeixinError
from tests.servers.forms import BadForm, Upload, read_multipart
from tests.servers.http import Exchange, Request
from tests.servers.running import LoopServer
from tests.servers.shapes import Shape, check, read_json

JSON_TYPE = "application/json; encoding=utf-8"
BAD_METHOD = 43002
NEEDS_GET = 43001
EMPTY_BODY = 44002
_ESCAPED = re.compile(rb"\\u(?!00[01])[0-9a-fA-F]{4}")


class Ask(NamedTuple):
    """One call as a route reads it."""

    query: dict[str, str]
    body: JsonObject
    uploads: dict[str, Upload]


class File(NamedTuple):
    """An answer that is a file and no JSON."""

    content: bytes
    content_type: str
    name: str


class Route(NamedTuple):
    """One path: its verb, its query names, the shape of its body and who answers."""

    verb: str
    answer: Callable[[Ask], JsonObject | File]
    query: frozenset[str] = frozenset({"access_token"})
    """The names the query must hold; `optional` ones it may hold."""
    shape: Shape | None = None
    """None: no JSON body (GET), or a multipart one (`is_upload`)."""
    optional: frozenset[str] = frozenset()
    is_upload: bool = False
    needs_token: bool = True
    takes_escapes: bool = False
    reads_itself: bool = False
    """Whether who answers checks the JSON body, and not `shape`."""


class ApiServer(LoopServer):
    """Answers calls by route; `refused` holds every call that was not obeyed."""

    def __init__(self, name: str, clock: Callable[[], float] = time.time) -> None:
        """Start with nothing called."""
        super().__init__(name)
        self.clock = clock
        self.calls: list[Call] = []
        self.refused: list[Refused] = []
        self._faults = Faults()

    @abstractmethod
    def _route_of(self, path: str) -> Route | None:
        """Return the route of a path."""

    @abstractmethod
    def _check_token(self, token: str | None) -> None:
        """Refuse a missing, unknown or expired access token."""

    def calls_of(self, path: str) -> list[Call]:
        """Return the recorded calls of a path."""
        with self.changed:
            return [call for call in self.calls if call.path == path]

    def fails(
        self, path: str, errcode: int, errmsg: str = "ordered", *, times: int | None = 1
    ) -> None:
        """Answer calls of a path ("" is any) with this code; `times=None`: until `heals`."""
        self.faults(path, Fault(errcode=errcode, errmsg=errmsg), times=times)

    def faults(self, path: str, fault: Fault, *, times: int | None = 1) -> None:
        """Order any fault: an HTTP status, garbage, a late answer, a dropped one."""
        with self.changed:
            self._faults.add(path, fault, times)

    def heals(self) -> None:
        """Forget all ordered faults."""
        with self.changed:
            self._faults.heal()

    @override
    def _take(self, exchange: Exchange) -> None:
        request = exchange.request
        call = Call(request.path, {}, {}, self.clock())
        fault = self._faults.next_for(request.path)
        exchange.delay, exchange.is_dropped = fault.delay, fault.is_dropped
        try:
            route = self._find(request)
            query = _read_query(request.query)
            call = call._replace(query=query)
            ask = _read(request, query, route)
            call = call._replace(body=ask.body)
            self._note(call)
            if self._trouble(exchange, fault):
                return
            if route.needs_token:
                self._check_token(query.get("access_token"))
            _check_query(query, route)
            if route.shape is not None and not route.reads_itself:
                check(ask.body, route.shape)
            answer = route.answer(ask)
        except WeixinError as error:
            self.refused.append(Refused(call, error.errcode, error.errmsg))
            self.changed.notify_all()
            answer = error.body()
            if error.status != 200:
                exchange.respond(error.status, b"", "text/html")
                return
        self.changed.notify_all()
        _respond(exchange, answer)

    def _find(self, request: Request) -> Route:
        route = self._route_of(request.path)
        if route is None:
            self._note(Call(request.path, {}, {}, self.clock()))
            raise WeixinError(404, f"unknown path {request.path}", 404)
        if route.verb != request.verb:
            code = BAD_METHOD if route.verb == "POST" else NEEDS_GET
            raise WeixinError(code, f"require {route.verb} method")
        return route

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self.changed.notify_all()

    def _trouble(self, exchange: Exchange, fault: Fault) -> bool:
        """Do what was ordered instead of obeying; tell whether the call is done with."""
        if fault.status != 200:
            exchange.respond(fault.status, fault.garbage or b"<html></html>", "text/html")
        elif fault.garbage:
            exchange.respond(200, fault.garbage, JSON_TYPE)
        elif fault.errcode:
            _respond(exchange, WeixinError(fault.errcode, fault.errmsg).body())
        else:
            return False
        return True


def _respond(exchange: Exchange, answer: JsonObject | File) -> None:
    if isinstance(answer, File):
        extra = f'Content-disposition: attachment; filename="{answer.name}"\r\n'
        exchange.respond(200, answer.content, answer.content_type, extra)
        return
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    exchange.respond(200, body, JSON_TYPE)


def _read_query(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    values = dict(pairs)
    if len(values) != len(pairs):
        raise WeixinError(BAD_PARAMETER, "invalid parameter: a name stands twice in the query")
    return values


def _check_query(query: dict[str, str], route: Route) -> None:
    missing, unknown = route.query - query.keys(), query.keys() - route.query - route.optional
    if missing or unknown:
        raise WeixinError(BAD_PARAMETER, f"invalid parameter: {sorted(missing | unknown)}")


def _read(request: Request, query: dict[str, str], route: Route) -> Ask:
    if route.is_upload:
        try:
            parts = read_multipart(request.body, request.headers.get("content-type", ""))
        except BadForm as error:
            raise WeixinError(BAD_FORMAT, str(error)) from error
        return Ask(query, dict(parts.values), parts.uploads)
    if route.shape is None:
        if request.body:
            raise WeixinError(BAD_PARAMETER, "invalid parameter: a body where none belongs")
        return Ask(query, {}, {})
    if not request.body:
        raise WeixinError(EMPTY_BODY, "empty post data")
    # Escapes reach the reader's phone as they are written: \u4e2d and not the character.
    if not route.takes_escapes and _ESCAPED.search(request.body):
        raise WeixinError(BAD_FORMAT, "data format error: characters must be UTF-8, not \\u")
    return Ask(query, read_json(request.body), {})
