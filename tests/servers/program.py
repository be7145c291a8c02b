"""A program that answers callbacks with whatever a test wants: the other side of a stand-in."""

from collections.abc import Callable

from typing_extensions import override

from tests.servers.http import Exchange, Request
from tests.servers.running import LoopServer


class Program(LoopServer):
    """Keeps every request and answers each with `answers(request)`; None is no answer."""

    def __init__(self, answers: Callable[[Request], bytes | None] = lambda _: b"success") -> None:
        """Start with a polite nothing for everyone."""
        super().__init__("program")
        self.answers: Callable[[Request], bytes | None] = answers
        self.status = 200
        self.requests: list[Request] = []

    @property
    def url(self) -> str:
        """Where callbacks go."""
        return f"{self.origin}/wechat"

    @override
    def _take(self, exchange: Exchange) -> None:
        self.requests.append(exchange.request)
        self.changed.notify_all()
        answer = self.answers(exchange.request)
        if answer is not None:
            exchange.respond(self.status, answer, "text/xml")
