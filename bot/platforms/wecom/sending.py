"""Saying things in a member's own chat: texts, photos, cards with buttons, and their changes."""

import logging
import re
from collections import OrderedDict

from bot.doors import Outgoing
from bot.platforms.tencent.calling import Line
from bot.platforms.wecom import pictures
from bot.platforms.wecom.cards import card_of, fits, shows, split_above_buttons, task_of
from bot.platforms.wecom.messages import Letter, Members, text_letter
from bot.platforms.wecom.reading import Press
from models.errors import DeliveryError, Rejected
from services.texts import wecom as texts
from services.texts.phrases import Phrase, put_into_words

logger = logging.getLogger(__name__)

REMEMBERED = 1000

_TAKEN_BEFORE = re.compile(r"42014\b|.*task_?id.*(exist|used before)", re.IGNORECASE)
"""What the platform says of a card that it has: "42014 taskid has existed or empty or exceed max
len"; ours are neither empty nor too long."""


class Speech:
    """What the app says to members, each in their own chat.

    The codes by which the last thousand cards can be changed are remembered: a card that has a
    newer look takes it in its place. After a start, and from the second look on, it is sent anew.
    """

    def __init__(self, line: Line, agent_id: int) -> None:
        self._line = line
        self._members = Members(line, agent_id)
        self._codes: OrderedDict[str, str] = OrderedDict()

    async def say(self, outgoing: Outgoing) -> str:
        """Say one part; give the platform's id of the message.

        Raises:
            DeliveryError: one of its kinds; nothing else.
        """
        if outgoing.edits and await self._edit(outgoing):
            return outgoing.edits
        shown = await self._show(outgoing)
        if not outgoing.text:
            return shown
        return await (self._card(outgoing) if outgoing.buttons else self._text(outgoing))

    async def mark_pressed(self, press: Press) -> None:
        """Let a card show what was pressed on it, and no buttons any more; at most that fails."""
        said = texts.PRESSED(label=press.label) if press.label else texts.PRESSED_SOMETHING()
        try:
            await self._members.change(press.member, press.response_code, _instead(said))
        except DeliveryError as error:
            logger.info("a pressed card stays as it was: %s", error)

    async def _text(self, outgoing: Outgoing) -> str:
        return (await self._members.post(outgoing.chat, text_letter(outgoing.text))).id

    async def _show(self, outgoing: Outgoing) -> str:
        """Show photos, voices and documents; what the platform refuses is left out."""
        shown = ""
        for picture in outgoing.pictures:
            try:
                letter = await pictures.bring(self._line, picture)
                shown = (await self._members.post(outgoing.chat, letter)).id
            except Rejected as error:
                logger.warning("a picture is left out: %s", error)
        return shown

    async def _card(self, outgoing: Outgoing) -> str:
        if not shows(outgoing.buttons):
            raise Rejected("more buttons than a card holds")
        *before, last = split_above_buttons(outgoing.text)
        for part in before:
            await self._members.post(outgoing.chat, text_letter(part))
        card = card_of(last, outgoing.buttons) | {"task_id": task_of(outgoing.key)}
        try:
            posted = await self._members.post(
                outgoing.chat, {"msgtype": "template_card", "template_card": card}
            )
        except Rejected as error:
            if _TAKEN_BEFORE.match(str(error)) is None:
                raise
            return ""  # it went out before, and we were killed before we heard so
        self._remember(posted.id, posted.response_code)
        return posted.id

    async def _edit(self, outgoing: Outgoing) -> bool:
        """Give a card its new look in its place; else at least take its buttons away."""
        code = self._codes.get(outgoing.edits)
        if code is None:
            return False
        may_stay = not outgoing.pictures and shows(outgoing.buttons) and fits(outgoing.text)
        change = (
            {"template_card": card_of(outgoing.text, outgoing.buttons)}
            if may_stay
            else _instead(texts.OVERTAKEN())
        )
        try:
            await self._members.change(outgoing.chat, code, change)
        except Rejected:
            may_stay = False
        self._codes.pop(outgoing.edits, None)
        return may_stay

    def _remember(self, outer_id: str, code: str) -> None:
        if outer_id and code:
            self._codes[outer_id] = code
            if len(self._codes) > REMEMBERED:
                self._codes.popitem(last=False)


def _instead(said: Phrase) -> Letter:
    """Put words in the place of a card's buttons."""
    return {"button": {"replace_name": put_into_words(said)}}
