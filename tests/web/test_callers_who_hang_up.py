"""What is answered in a platform's call counts as said only where somebody heard it."""

from collections.abc import MutableMapping, Sequence
from typing import Any

import pytest
from typing_extensions import override

from web.app import Site, make_app
from web.callbacks import Answered, Callbacks, Called

Message = dict[str, object]


class Door(Callbacks):
    """Answers every call, and counts what went out."""

    def __init__(self) -> None:
        self.said = 0

    @override
    def admit(self, called: Called) -> Answered | None:
        return None

    @override
    async def take_call(self, called: Called) -> Answered:
        async def note() -> None:
            self.said += 1

        return Answered(body="好的", done=note)


async def answer_status(door: Door, received: Sequence[Message]) -> object:
    site = Site(
        street_name="解放街道",
        office_phone=lambda: "12345",
        check_store=lambda: None,
        faults=dict,
        doors=dict,
        callbacks={"/wechat": door},
    )
    scope: dict[str, object] = {
        "type": "http", "method": "POST", "path": "/wechat", "raw_path": b"/wechat",
        "query_string": b"", "headers": [],
    }  # fmt: skip
    coming = iter(received)
    sent: list[Message] = []

    async def receive() -> Message:
        return next(coming)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    await make_app(site)(scope, receive, send)
    return sent[0]["status"]


BODY: Message = {"type": "http.request", "body": b"<xml/>", "more_body": False}


@pytest.mark.parametrize(
    ("comes", "count"),
    [
        ([BODY, {"type": "http.request", "more_body": True}], 1),
        ([BODY, {"type": "http.disconnect"}], 0),
    ],
)
async def test_only_what_is_heard_is_noted_as_said(comes: Sequence[Message], count: int) -> None:
    door = Door()
    assert await answer_status(door, comes) == 200
    assert door.said == count
