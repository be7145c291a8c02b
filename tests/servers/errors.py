"""Errors the way Tencent's servers word them: errcode and errmsg, under HTTP 200."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]

BAD_FORMAT = 47001
BAD_PARAMETER = 40035


class WeixinError(Exception):
    """A refusal of one call."""

    def __init__(self, errcode: int, errmsg: str, status: int = 200) -> None:
        """Keep the words for the answer."""
        super().__init__(f"{errcode} {errmsg}")
        self.errcode = errcode
        self.errmsg = errmsg
        self.status = status

    def body(self) -> JsonObject:
        """Return the answer's JSON object."""
        return {"errcode": self.errcode, "errmsg": self.errmsg}
