"""Nudging: a template or subscription message that says that something waits, and no more.

What it holds stays out: it is shown on locked screens. Which field may hold what is told by
`bot.template_fields`.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.doors import Outgoing
from bot.platforms.tencent.answers import Json
from bot.platforms.tencent.calling import Line
from bot.platforms.wechat.account import Account
from bot.template_fields import NUMBER, WHAT, WHEN, kind_of, read_layout
from services.clock import Clock, local
from services.texts import wechat as texts
from services.texts.phrases import put_into_words

TEMPLATE = "/cgi-bin/message/template/send"
SUBSCRIPTION = "/cgi-bin/message/subscribe/bizsend"
LONGEST_KEY = 32
NO_NUMBER = "-"

_CASE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,6}-\d{4}-\d{6,9}(?!\d)")
_MOST = {"thing": 20, "character_string": 32, "phrase": 5, "name": 10, "const": 20, "enum": 20}
"""Characters of a field's value, by how its name begins."""


async def nudge(line: Line, account: Account, outgoing: Outgoing, clock: Clock) -> bool:
    """Tell somebody that something waits; give whether there is a way to.

    Raises:
        DeliveryError: one of its kinds.
    """
    message: Json = {
        "touser": outgoing.chat,
        "data": fields(account.template_fields, outgoing.text, local(clock.now(), clock)),
    }
    if account.template_id:
        key = {"client_msg_id": outgoing.key[-LONGEST_KEY:]} if outgoing.key else {}
        await line.post(TEMPLATE, {**message, **key, "template_id": account.template_id})
    elif account.subscription_id:
        await line.post(SUBSCRIPTION, {**message, "template_id": account.subscription_id})
    else:
        return False
    return True


def fields(layout: str, text: str, now: datetime) -> Mapping[str, Mapping[str, str]]:
    """Fill the fields of a template.

    Args:
        layout: what each holds, as `read_layout` reads it.
        text: what waits; of it only the number of the case is told.
        now: as the street's wall clock shows it.
    """
    found = _CASE.search(text)
    said = {
        NUMBER: found[0] if found else NO_NUMBER,
        WHEN: f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}",
        WHAT: put_into_words(texts.SOMETHING_WAITS()),
    }
    held = read_layout(layout)
    return {name: {"value": _fit(kind_of(name), said[holds])} for name, holds in held.items()}


def _fit(kind: str, value: str) -> str:
    """Make a value fit the kind of field that it is for."""
    if kind in {"phrase", "name"}:
        return put_into_words(texts.IN_A_WORD())
    if kind == "character_string":
        value = "".join(it for it in value if "!" <= it <= "~") or NO_NUMBER
    if kind == "number":
        value = "".join(it for it in value if it.isascii() and it.isdecimal()) or "0"
    return value[: _MOST.get(kind, len(value))]
