"""Ways for a test to call the server: the library's bot, or a bare JSON body."""

import json
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.telegram_server.server import TelegramServer

PRESS = InlineKeyboardMarkup([[InlineKeyboardButton("提交 ✅", callback_data="file:1")]])


def a_bot(server: TelegramServer, token: str = "") -> Bot:
    """Make a bot that has not called yet."""
    return Bot(
        token or server.token,
        base_url=f"{server.origin}/bot",
        base_file_url=f"{server.origin}/file/bot",
    )


def call(server: TelegramServer, method: str, **params: object) -> tuple[int, dict[str, Any]]:
    """Call with a JSON body; return the status and the answer."""
    url = f"{server.origin}/bot{server.token}/{method}"
    kind = {"Content-Type": "application/json"}
    answer = httpx.post(url, content=json.dumps(params), headers=kind)
    return answer.status_code, answer.json()


def refusal(server: TelegramServer, method: str, **params: object) -> str:
    """Call and return why it was refused."""
    status, answer = call(server, method, **params)
    assert status == answer["error_code"]
    assert answer["ok"] is False
    return str(answer["description"])
