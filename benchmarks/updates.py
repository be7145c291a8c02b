"""Updates as Telegram sends them, for the simulated residents."""

import itertools
from typing import Any

Update = dict[str, Any]

_numbers = itertools.count(900_000_001)


def message(person: int, text: str) -> Update:
    """Give the update of a text in a private chat."""
    number = next(_numbers)
    return {"update_id": number, "message": _message(number, _user(person), person, text)}


def press(person: int, label: str, token: str) -> Update:
    """Give the update of a pressed button."""
    number = next(_numbers)
    bot = {"id": 700000001, "is_bot": True, "first_name": "民情直通车", "username": "mq_bot"}
    shown = _message(number, bot, person, "请看一下，对的话点“提交”")
    button = {"text": label, "callback_data": token}
    return {
        "update_id": number,
        "callback_query": {
            "id": str(4_382_000_000_000_000_000 + number),
            "from": _user(person),
            "chat_instance": str(-person),
            "data": token,
            "message": shown | {"reply_markup": {"inline_keyboard": [[button]]}},
        },
    }


def _user(person: int) -> Update:
    return {
        "id": person,
        "is_bot": False,
        "first_name": f"居民{person}",
        "username": f"resident{person}",
        "language_code": "zh-hans",
    }


def _message(number: int, sender: Update, person: int, text: str) -> Update:
    chat = {"id": person, "first_name": f"居民{person}", "type": "private"}
    return {
        "message_id": number - 900_000_000,
        "from": sender,
        "chat": chat,
        "date": 1_795_000_000 + number % 100_000,
        "text": text,
    }
