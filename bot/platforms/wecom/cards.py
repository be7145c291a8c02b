"""Cards with buttons (模板卡片, 按钮交互型): what fits on one, and what a press on it brings back.

Limits: developer.work.weixin.qq.com, "发送应用消息" and "更新模版卡片消息" (2025). What is
recommended there is what a phone shows whole.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias
from unicodedata import east_asian_width

from bot.doors import Button
from bot.speaking.cutting import count_bytes, split_bytes, split_units
from models.people import Language
from services.texts import wecom as texts
from services.texts.phrases import AS_WRITTEN, put_into_words

Json: TypeAlias = dict[str, Any]

LONGEST_TEXT = 2048
"""Bytes of a text message; what is more is cut off by the platform."""

LONGEST_TITLE = 36
LONGEST_REST = 160
"""Characters of a card's first line, and of what stands below it."""

WIDEST_LABEL = 20
"""Columns of a button's words: ten 汉字."""

LONGEST_KEY = 1024
"""Bytes of what a button brings back."""

MOST_BUTTONS = 6
LONGEST_TASK = 128

START = "start:"
"""Begins the key of a button that leads into the private chat."""

_STRANGE = re.compile(r"[^A-Za-z0-9_@-]")
_END = re.compile(r"[。！？；!?;]+[”’」』）)]*|\.(?=\s)")
"""Ends a sentence."""


def split(text: str) -> Sequence[str]:
    """Cut a text into parts of at most 2,048 bytes, at sentence ends where possible."""
    return split_bytes(text, LONGEST_TEXT)


def split_above_buttons(text: str) -> Sequence[str]:
    """Cut a text so that its last part fits on a card: as many of the last lines as do."""
    text = text.strip()
    if fits(text):
        return [text] if text else []
    *before, last = text.split("\n")
    for number in range(1, len(before) + 1):
        below = "\n".join([*before[number:], last]).strip()
        if fits(below):
            return [*split("\n".join(before[:number])), below]
    *beginning, end = split_units(last, LONGEST_REST)
    return [*split("\n".join([*before, "".join(beginning)])), end]


def fits(text: str) -> bool:
    """Tell whether a text can be read whole on a card."""
    _, rest = _on_card(text)
    return len(rest) <= LONGEST_REST


def shows(buttons: Sequence[Button]) -> bool:
    """Tell whether buttons can stand on a card, each known by what one can read of it."""
    labels = {shorten(it.label) for it in buttons}
    return 0 < len(buttons) <= MOST_BUTTONS and len(labels) == len(buttons) and "" not in labels


def card_of(text: str, buttons: Sequence[Button]) -> Json:
    """Make the card of a message, without its name."""
    title, rest = _on_card(text)
    card: Json = {
        "card_type": "button_interaction",
        "main_title": {"title": title},
        "button_list": [_button(it) for it in buttons],
    }
    if rest:
        card["sub_title_text"] = rest
    return card


def task_of(key: str) -> str:
    """Name a card so that the platform takes it once: the same when it is sent once more."""
    return _STRANGE.sub("-", key)[:LONGEST_TASK]


def read_key(key: str) -> tuple[str, str]:
    """Read what a button brought back: its token, and what stands on it."""
    token, _, label = key.partition(" ")
    return token, label


def shorten(label: str) -> str:
    """Shorten what stands on a button to what a phone shows of it."""
    label = " ".join(label.split())
    if _columns(label) <= WIDEST_LABEL:
        return label
    while _columns(label) > WIDEST_LABEL - 1:
        label = label[:-1]
    return label.rstrip() + "…"


def _on_card(text: str) -> tuple[str, str]:
    """Give the title of a card and what stands below it; no sentence goes from one to the other.

    The title is the first line, or the first sentences of one that is too long.
    """
    title, _, rest = text.strip().partition("\n")
    if len(title) > LONGEST_TITLE:
        ends = [found.end() for found in _END.finditer(title[: LONGEST_TITLE + 1])]
        end = max((it for it in ends if it <= LONGEST_TITLE), default=0)
        title, rest = title[:end], f"{title[end:]}\n{rest}"
    return title.strip() or _title_above(rest), rest.strip()


def _title_above(text: str) -> str:
    """Give what stands above words that are no title themselves, in their language."""
    language = Language.ENGLISH if text.isascii() else AS_WRITTEN
    return put_into_words(texts.SEE_BELOW(), language=language)


def _button(button: Button) -> Json:
    token = f"{START}{button.link}" if button.link else button.token
    label = shorten(button.label)
    key = f"{token} {label}"
    return {"text": label, "key": key if count_bytes(key) <= LONGEST_KEY else token}


def _columns(label: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in label)
