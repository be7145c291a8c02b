"""Template cards: what each kind must and may have, and what one reads on them."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from tests.servers.errors import JsonObject
from tests.wecom_server.errors import INVALID_PARAMETER
from tests.wecom_server.fields import (
    Field,
    Fields,
    Reader,
    array,
    integer,
    one_of,
    read_object,
    record,
    text,
    wrong,
)

TASK_ID = r"[A-Za-z0-9_@-]+"
MOST_BUTTONS = 6
LONGEST_KEY = 1024
_URL = r"https?://.+"

_SOURCE = record(
    {
        "icon_url": Field(text(shape=_URL)),
        "desc": Field(text()),
        "desc_color": Field(integer(0, 3)),
    }
)
_TITLE = {"title": Field(text(), True), "desc": Field(text())}
_LINK: Fields = {
    "url": Field(text(2048, shape=_URL)),
    "appid": Field(text()),
    "pagepath": Field(text()),
}
_QUOTE = record(
    {"type": Field(integer(0, 2)), "title": Field(text()), "quote_text": Field(text()), **_LINK}
)
_LINE = record(
    {
        "type": Field(integer(0, 3)),
        "keyname": Field(text(), True),
        "value": Field(text()),
        "url": Field(text(2048, shape=_URL)),
        "media_id": Field(text()),
        "userid": Field(text()),
    }
)
_MENU = record(
    {
        "desc": Field(text()),
        "action_list": Field(
            array(
                record({"text": Field(text(), True), "key": Field(text(LONGEST_KEY), True)}), 1, 3
            ),
            True,
        ),
    }
)
_CHOICE = record({"id": Field(text(128), True), "text": Field(text(), True)})
_SELECTION = record(
    {
        "question_key": Field(text(1024), True),
        "title": Field(text()),
        "option_list": Field(array(_CHOICE, 1, 10), True),
        "selected_id": Field(text(128)),
    }
)
_BUTTON = record(
    {
        "type": Field(integer(0, 1)),
        "text": Field(text(), True),
        "style": Field(integer(1, 4)),
        "key": Field(text(LONGEST_KEY, too_long=INVALID_PARAMETER)),
        "url": Field(text(2048, shape=_URL)),
    }
)
_COMMON: Fields = {
    "card_type": Field(text(), True),
    "source": Field(_SOURCE),
    "action_menu": Field(_MENU),
    "quote_area": Field(_QUOTE),
    "sub_title_text": Field(text()),
    "horizontal_content_list": Field(array(_LINE, 0, 6)),
}
_TASK = text(128, shape=TASK_ID, too_long=INVALID_PARAMETER)


def _action(least: int) -> Reader:
    return record({"type": Field(integer(least, 2), True), **_LINK})


KINDS: Mapping[str, Fields] = {
    "text_notice": {
        **_COMMON,
        "main_title": Field(record({"title": Field(text()), "desc": Field(text())})),
        "emphasis_content": Field(record({"title": Field(text()), "desc": Field(text())})),
        "jump_list": Field(
            array(
                record({"type": Field(integer(0, 2)), "title": Field(text(), True), **_LINK}), 0, 3
            )
        ),
        "card_action": Field(_action(1), True),
        "task_id": Field(_TASK),
    },
    "button_interaction": {
        **_COMMON,
        "main_title": Field(record(_TITLE), True),
        "card_action": Field(_action(0)),
        "button_selection": Field(_SELECTION),
        "button_list": Field(array(_BUTTON, 1, MOST_BUTTONS), True),
        "task_id": Field(_TASK, True),
    },
}


class Button(NamedTuple):
    """A button of a card, or an item of its menu."""

    label: str
    key: str


def read_card(
    card: object, where: str = "template_card", *, is_update: bool = False
) -> JsonObject:
    """Return a card, or refuse it; an update may grey the buttons and needs no task_id."""
    given = cast("JsonObject", record_of_any(card, where))
    kind = one_of(*KINDS)(given.get("card_type"), f"{where}.card_type")
    fields = dict(KINDS[cast("str", kind)])
    if is_update:
        fields["task_id"] = Field(_TASK)
        fields["replace_text"] = Field(text())
    read_object(fields, given, where)
    _check_whole(given, where, is_update=is_update)
    return given


def read_changed_card(card: object, where: str) -> object:
    """Return a card that takes another's place, or refuse it."""
    return read_card(card, where, is_update=True)


def record_of_any(value: object, where: str) -> object:
    """Return an object whatever its fields."""
    if not isinstance(value, dict):
        raise wrong(where, "must be an object")
    return cast("object", value)


def _check_whole(card: JsonObject, where: str, *, is_update: bool) -> None:
    if card["card_type"] == "text_notice":
        _check_notice(card, where, is_update=is_update)
    buttons = cast("list[JsonObject]", card.get("button_list", []))
    for action in (card.get("card_action", {}), *buttons, *card.get("jump_list", [])):
        _check_needed(action, where, {1: "url", 2: "appid"})
    for line in card.get("horizontal_content_list", []):
        _check_needed(line, where, {1: "url", 2: "media_id", 3: "userid"})
    pressed = [it for it in buttons if it.get("type", 0) == 0]
    pressed += card.get("action_menu", {}).get("action_list", [])
    if not all(it.get("key") for it in pressed):
        raise wrong(f"{where}.button_list", "a button has no key")
    if len({it["key"] for it in pressed}) != len(pressed):
        raise wrong(where, "two buttons have the same key")


def _check_notice(card: JsonObject, where: str, *, is_update: bool) -> None:
    if not card.get("main_title", {}).get("title") and not card.get("sub_title_text"):
        raise wrong(where, "main_title.title or sub_title_text must be there")
    if "action_menu" in card and "task_id" not in card and not is_update:
        raise wrong(f"{where}.task_id", "is missing beside action_menu")


def _check_needed(item: JsonObject, where: str, needed: Mapping[int, str]) -> None:
    name = needed.get(item.get("type", 0))
    if name is not None and name not in item:
        raise wrong(where, f"type {item['type']} needs {name}")


def buttons_of(card: JsonObject) -> list[Button]:
    """Return the buttons that can be pressed."""
    if "replace_text" in card:
        return []
    buttons = cast("list[JsonObject]", card.get("button_list", []))
    return [Button(it["text"], it["key"]) for it in buttons if it.get("type", 0) == 0]


def menu_of(card: JsonObject) -> list[Button]:
    """Return the items of the card's menu."""
    items = cast("list[JsonObject]", card.get("action_menu", {}).get("action_list", []))
    return [Button(it["text"], it["key"]) for it in items]


def words_of(card: JsonObject) -> str:
    """Return what one reads on a card, without the buttons."""
    title, emphasis = card.get("main_title", {}), card.get("emphasis_content", {})
    quote = card.get("quote_area", {})
    lines = [
        card.get("source", {}).get("desc"),
        title.get("title"),
        title.get("desc"),
        emphasis.get("title"),
        emphasis.get("desc"),
        quote.get("title"),
        quote.get("quote_text"),
        card.get("sub_title_text"),
    ]
    pairs = cast("list[JsonObject]", card.get("horizontal_content_list", []))
    lines += [f"{it['keyname']} {it.get('value', '')}".strip() for it in pairs]
    lines += [it["title"] for it in card.get("jump_list", [])]
    lines.append(card.get("replace_text"))
    return "\n".join(line for line in lines if line)
