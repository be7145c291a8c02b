"""The fields of WeChat's templates: what we may put into each, told by how its name begins.

WeChat refuses the whole message (47003) when a single value is of another form
(developers.weixin.qq.com, 参数值内容限制说明), so an operator is told before anybody waits.
"""

import re
from collections.abc import Mapping, Sequence

WHAT, NUMBER, WHEN = "what", "number", "when"

KINDS: Mapping[str, Sequence[str]] = {
    "thing": (WHAT, NUMBER, WHEN),
    "const": (WHAT,),
    "enum": (WHAT,),
    "phrase": (WHAT,),
    "name": (WHAT,),
    "character_string": (NUMBER,),
    "number": (NUMBER,),
    "time": (WHEN,),
    "date": (WHEN,),
    "letter": (),
    "symbol": (),
    "amount": (),
    "phone_number": (),
    "car_number": (),
}
"""What fits, the best first; nothing we say fits into the last ones."""

ANY = (WHAT, NUMBER, WHEN)
"""What a field of a kind of its own may hold, as `keyword1` of older templates."""

CHOSEN = frozenset({"const", "enum"})
"""The kinds whose values are a list in the console."""

_NAME = re.compile(r"([a-z_]+?)_?\d*")


def kind_of(name: str) -> str:
    """Give the kind that a field's name begins with."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def read_layout(layout: str) -> Mapping[str, str]:
    """Read what each field holds, as in `thing1=what,time2=when`.

    Raises:
        ValueError: a field is named twice, or holds what WeChat does not take there.
    """
    held: dict[str, str] = {}
    for each in layout.split(","):
        name, _, holds = each.partition("=")
        if not kind_of(name) or name in held or holds not in fitting(name):
            raise ValueError(each)
        held[name] = holds
    return held


def fitting(name: str) -> Sequence[str]:
    """List what a field may hold, the best first."""
    return KINDS.get(kind_of(name), ANY)


def check_layout(layout: str) -> str:
    """Give a layout back that can be read.

    Raises:
        ValueError: it cannot be.
    """
    read_layout(layout)
    return layout
