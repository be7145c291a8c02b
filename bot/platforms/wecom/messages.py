"""Messages of the app to members: posted one by one, their cards changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.platforms.tencent.calling import Line
from bot.platforms.tencent.incoming import MEMBER
from models.errors import Unreachable

Letter: TypeAlias = Mapping[str, Any]
"""A message as the platform takes it, without whom it is for."""

SEND, UPDATE = "/cgi-bin/message/send", "/cgi-bin/message/update_template_card"

LONGEST_OUTER_ID = 64

_TAG = re.compile(r"<(?=\s*/?\s*a\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that went out.

    Args:
        id: the platform's.
        response_code: lets a card be changed, once and within 72 hours.
    """

    id: str = ""
    response_code: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of the corporation that the app may write to."""

    line: Line
    agent_id: int

    async def post(self, member: str, letter: Letter) -> Posted:
        """Post a message to a member.

        Raises:
            Unreachable: there is no such member, or the app is not shown to them.
            DeliveryError: one of its other kinds.
        """
        if MEMBER.fullmatch(member) is None:
            raise Unreachable("nobody has such an id")
        body = {"touser": member, "agentid": self.agent_id, **letter}
        said = await self.line.post(SEND, body)
        if member.casefold() in _names(said, "invaliduser") | _names(said, "unlicenseduser"):
            raise Unreachable("no member whom the app is shown to")
        return Posted(_word(said, "msgid")[:LONGEST_OUTER_ID], _word(said, "response_code"))

    async def change(self, member: str, response_code: str, change: Letter) -> None:
        """Change a card that a member has, by a code that is used up by it.

        Args:
            member: whose card.
            response_code: as given when it was sent, or when it was pressed.
            change: `button` for other words in the place of its buttons, or a `template_card`.

        Raises:
            DeliveryError: one of its kinds; Rejected when the code is used up or too old.
        """
        body = {
            "userids": [member],
            "agentid": self.agent_id,
            "response_code": response_code,
            **change,
        }
        await self.line.post(UPDATE, body)


def text_letter(text: str) -> Letter:
    """Make a text message; a link that somebody wrote as a tag is shown as they wrote it."""
    return {"msgtype": "text", "text": {"content": _TAG.sub("＜", text)}}


def _names(said: Mapping[str, Any], field: str) -> frozenset[str]:
    return frozenset(_word(said, field).casefold().split("|")) - {""}


def _word(said: Mapping[str, Any], field: str) -> str:
    found = said.get(field)
    return found if isinstance(found, str) else ""
