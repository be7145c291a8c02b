"""What WeChat's and WeCom's servers answer to calls: read, believed or not, without secrets."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from bot.platforms.tencent.codes import FINE, error_of, mask

Json: TypeAlias = Mapping[str, Any]

STRANGE = -1
"""Stands for a code that is none; theirs is that they are busy."""

GIVEN: Mapping[str, Sequence[str]] = {
    "/cgi-bin/stable_token": ("access_token",),
    "/cgi-bin/gettoken": ("access_token",),
    "/cgi-bin/media/upload": ("media_id",),
    "/cgi-bin/menu/get": ("menu",),
    "/cgi-bin/qrcode/create": ("url",),
    "/cgi-bin/callback/check": ("dns", "ping"),
    "/cgi-bin/customservice/getkflist": ("kf_list",),
    "/cgi-bin/template/get_all_private_template": ("template_list",),
}
"""Calls that are answered without a code when they give what was asked for; any other answer says
by its code that it was done."""


IN_CONFIDENCE = ("access_token", "corpsecret", "secret", "key", "response_code")
"""What of a query or a body must not be read by others."""


def read(raw: bytes) -> Json | None:
    """Read a JSON object; None when it is not one."""
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return cast("Json", found) if isinstance(found, dict) else None


def without_secrets(said: Json, params: Mapping[str, str], body: Json | None = None) -> Json:
    """Give an answer whose words do not repeat what proved to them who we are."""
    told = [params.get(it) for it in IN_CONFIDENCE] + [
        (body or {}).get(it) for it in IN_CONFIDENCE
    ]
    words = mask(words_of(said), (it for it in told if isinstance(it, str)))
    return {**said, "errmsg": words} if "errmsg" in said else said


def is_answer(path: str, said: Json) -> bool:
    """Tell whether it answers a call at all: a wall in between may say anything in JSON."""
    return "errcode" in said or any(it in said for it in GIVEN.get(path, ()))


def code_of(said: Json) -> int:
    """Give the code of an answer; one without any is fine."""
    found = said.get("errcode", FINE)
    return found if isinstance(found, int) and not isinstance(found, bool) else STRANGE


def raise_for(said: Json) -> None:
    """Pass when an answer says that it was done.

    Raises:
        DeliveryError: what its code means.
    """
    code = code_of(said)
    if code != FINE:
        raise error_of(code, words_of(said))


def words_of(said: Json) -> str:
    """Give what an answer says beside its code."""
    return str(said.get("errmsg", ""))
