"""Keyboards: what a message's `reply_markup` may be."""

import re
from typing import cast

from tests.telegram_server.errors import JsonObject, bad_request
from tests.telegram_server.kinds import Field, Fields, flag, integer, read_fields, record, text

MOST_BUTTONS = 100
WIDEST_INLINE_ROW = 8
WIDEST_ROW = 12
LONGEST_CALLBACK = 64
LONGEST_PLACEHOLDER = 64

_URL = re.compile(
    r"(?:(?P<scheme>[a-z]+)://)?(?P<host>\[[0-9a-f:.]+\]|[^\s/?#:]+)(?P<rest>[^\s]*)"
)
_WITHOUT_DOMAIN = frozenset({"tg", "ton", "tonsite"})


def link(value: object) -> str:
    """Read a URL that a person can open: http, https or tg, the host a domain or address."""
    url = cast("str", text(1, 2048)(value))
    match = _URL.fullmatch(url)
    scheme = (match["scheme"] or "http") if match else ""
    if match is None or scheme not in {"http", "https", *_WITHOUT_DOMAIN}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    host = match["host"]
    if scheme not in _WITHOUT_DOMAIN and "." not in host.strip(".") and host[0] != "[":
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def https_link(value: object) -> str:
    """Read the HTTPS URL of a web app or a login."""
    url = link(value)
    if not url.startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    return url


def callback_data(value: object) -> str:
    """Read 1-64 bytes; an empty string is no data."""
    data = cast("str", text()(value))
    if not data or len(data.encode()) > LONGEST_CALLBACK:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def label(value: object) -> str:
    """Read a button's text, which must not be blank."""
    words = cast("str", text()(value))
    if not words.strip():
        raise bad_request("button text must be non-empty")
    return words


def style(value: object) -> str:
    """Read a button's style."""
    if value not in {"danger", "success", "primary"}:
        raise bad_request("invalid button style specified")
    return str(value)


_INLINE_ACTIONS: Fields = {
    "url": Field(link),
    "callback_data": Field(callback_data),
    "web_app": Field(record({"url": Field(https_link, True)})),
    "login_url": Field(record({"url": Field(https_link, True)})),
    "switch_inline_query": Field(text()),
    "switch_inline_query_current_chat": Field(text()),
    "switch_inline_query_chosen_chat": Field(record({"query": Field(text())})),
    "copy_text": Field(record({"text": Field(text(1, 256), True)})),
    "callback_game": Field(record({})),
    "pay": Field(flag),
}
_LOOK: Fields = {
    "text": Field(label, True),
    "icon_custom_emoji_id": Field(text()),
    "style": Field(style),
}
_ACTIONS: Fields = {
    "request_contact": Field(flag),
    "request_location": Field(flag),
    "request_poll": Field(record({"type": Field(text())})),
    "request_users": Field(record({"request_id": Field(integer(), True)})),
    "request_chat": Field(
        record({"request_id": Field(integer(), True), "chat_is_channel": Field(flag, True)})
    ),
    "web_app": Field(record({"url": Field(https_link, True)})),
}
_KEYBOARD_LOOK: Fields = {
    "is_persistent": Field(flag),
    "resize_keyboard": Field(flag),
    "one_time_keyboard": Field(flag),
    "input_field_placeholder": Field(text(1, LONGEST_PLACEHOLDER)),
    "selective": Field(flag),
}
_OTHERS: dict[str, Fields] = {
    "remove_keyboard": {"remove_keyboard": Field(flag, True), "selective": Field(flag)},
    "force_reply": {
        "force_reply": Field(flag, True),
        "input_field_placeholder": Field(text(1, LONGEST_PLACEHOLDER)),
        "selective": Field(flag),
    },
}


def reply_markup(value: object) -> JsonObject:
    """Read any of the four kinds."""
    given = _object(value)
    if "inline_keyboard" in given:
        return inline_markup(given)
    if "keyboard" in given:
        rows = _rows(given["keyboard"], "keyboard", WIDEST_ROW)
        keyboard = [[_keyboard_button(button) for button in row] for row in rows]
        return {"keyboard": keyboard} | read_fields(given, _KEYBOARD_LOOK)
    for name, fields in _OTHERS.items():
        if given.get(name) is True:
            return read_fields(given, fields)
    raise bad_request("object expected as reply markup")


def inline_markup(value: object) -> JsonObject:
    """Read an InlineKeyboardMarkup, the only kind that an edit takes."""
    given = _object(value)
    if "inline_keyboard" not in given:
        raise bad_request("inline keyboard expected")
    rows = _rows(given["inline_keyboard"], "inline_keyboard", WIDEST_INLINE_ROW)
    return {"inline_keyboard": [[_inline_button(button) for button in row] for row in rows]}


def _object(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    return cast("JsonObject", value)


def _rows(value: object, name: str, widest: int) -> list[list[object]]:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" must be of type Array')
    rows: list[list[object]] = []
    for row in cast("list[object]", value):
        if not isinstance(row, list):
            raise bad_request(f'field "{name}" must be an Array of Arrays')
        rows.append(cast("list[object]", row))
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > widest for row in rows):
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _inline_button(value: object) -> JsonObject:
    if not isinstance(value, dict):
        raise bad_request(
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
        )
    given = cast("JsonObject", value)
    actions = read_fields(given, _INLINE_ACTIONS)
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: more than one action specified")
    return read_fields(given, _LOOK) | actions


def _keyboard_button(value: object) -> JsonObject:
    if isinstance(value, str):
        return {"text": label(value)}
    if not isinstance(value, dict):
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    given = cast("JsonObject", value)
    return read_fields(given, _LOOK) | read_fields(given, _ACTIONS)
