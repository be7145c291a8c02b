"""Speaking: a leased message put into words and said through its door, part by part."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.doors import Adapter, Button, Outgoing, Picture
from bot.speaking.buttons import buttons_of
from bot.speaking.failures import after_bug, after_refusal
from bot.speaking.numbered import lines, with_lines
from models.errors import DeliveryError, PlatformDown, Rejected, RetryAfter
from models.media import MediaKind
from models.outbox import MessageState
from services.delivery.dispatch import Leased
from services.delivery.messages import Saying, open_body
from services.delivery.outcomes import Outcome
from services.sealing import Unreadable, Vault, digest
from services.texts import wechat as texts
from services.texts.phrases import join_words

logger = logging.getLogger(__name__)

MOST_OF_FEW = 3
"""Photos and voices with one text, where so few messages may follow what somebody said."""

NextPart = Callable[[Leased, int], Awaitable[datetime | None]]
"""Notes how many parts went out; tells from when on the next may go, None for now."""

FindPictures = Callable[[Sequence[int]], Sequence[Picture]]
"""Reads the photos and voices of a message; it may take a while, and give fewer."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says messages through one adapter."""

    adapter: Adapter
    vault: Vault
    zone: ZoneInfo
    next_part: NextPart
    find_pictures: FindPictures | None = None

    async def say(self, message: Leased, now: Callable[[], datetime]) -> Outcome:
        """Say what has not been said of a message; whatever happens becomes its outcome."""
        progress = _Progress(message.parts_sent)
        try:
            return await self._say(message, progress)
        except Unreadable as error:
            return Outcome(message, MessageState.CANCELLED, progress.sent, fault=str(error))
        except DeliveryError as error:
            return after_refusal(message, progress.sent, error, now())
        except Exception as error:
            logger.exception("message %s cannot be said", message.id)
            return after_bug(message, progress.sent, error, now())

    async def _say(self, message: Leased, progress: "_Progress") -> Outcome:
        if message.body is None:
            raise Unreadable("the words are purged")
        saying = open_body(self.vault.sealer(message.wrapped), message.body)
        apart = self._shown_apart(saying)
        parts, under = self._parts(message, saying)
        if not parts:
            return Outcome(message, MessageState.DEAD, 0, message.tries, fault="nothing to say")
        last, outer_id = len(apart) + len(parts) - 1, None
        for number in range(min(progress.sent, last), last + 1):
            outgoing = Outgoing(
                message.chat,
                message.topic,
                "" if number < len(apart) else parts[number - len(apart)],
                under if number == last else (),
                f"{message.id}.{number}.{_mark(message.body)}",
                pictures=await self._pictures(saying, apart, number),
                edits=(message.edits or "") if number == 0 else "",
                answers=saying.answers,
                first_number=message.first_number or 1,
                to=message.outer_id,
            )
            if outgoing.text or outgoing.pictures or outgoing.answers:
                outer_id = await self._send(message, outgoing)
            progress.sent = number + 1
            if number == last:
                break
            later = await self.next_part(message, progress.sent)
            if later is not None:
                tries = message.tries - 1
                return Outcome(message, MessageState.WAITING, progress.sent, tries, due_at=later)
        state = MessageState.SENT
        return Outcome(message, state, progress.sent, message.tries, outer_id=outer_id or None)

    async def nudge(self, message: Leased) -> bool:
        """Let a receiver know that something waits who cannot be written to.

        Returns:
            False when that is worth another try.
        """
        try:
            saying = open_body(self.vault.sealer(message.wrapped), message.body or b"")
            parts, _ = self._parts(message, saying)
            outgoing = Outgoing(
                message.chat,
                message.topic,
                next(iter(parts), ""),
                key=f"{message.id}.nudge",
                to=message.outer_id,
            )
            await self.adapter.nudge(outgoing)
        except (DeliveryError, Unreadable) as error:
            logger.warning("message %s is held, and nobody told so: %s", message.id, error)
            return not isinstance(error, PlatformDown | RetryAfter)
        except Exception:
            logger.exception("message %s is held, and nobody can be told", message.id)
        return True

    def has_buttons(self, message: Leased) -> bool:
        """Tell whether what one person may choose goes out as buttons and not as lines."""
        if not message.is_private or message.body is None:
            return False
        try:
            saying = open_body(self.vault.sealer(message.wrapped), message.body)
            return bool(self._parts(message, saying)[1])
        except (Unreadable, ValueError, LookupError, TypeError):
            return False  # whoever is to say it finds out

    def _parts(self, message: Leased, saying: Saying) -> tuple[Sequence[str], Sequence[Button]]:
        """Give the words in parts, and the buttons under the last of them."""
        phrases = saying.phrases
        if self.adapter.has_windows and len(saying.attachments) > MOST_OF_FEW:
            phrases = (*phrases, texts.MORE_SHOWN(count=len(saying.attachments) - MOST_OF_FEW))
        text = join_words(phrases, self.zone, message.language)
        if saying.answers:  # a press has one answer; an empty one stops its clock
            return self.adapter.split(text)[:1] or [""], ()
        is_numbered = self.adapter.is_numbered
        buttons = buttons_of(message, saying, self.zone, is_numbered=is_numbered)
        if not buttons or (is_numbered and not message.is_private):
            return self.adapter.split(text), buttons  # a group's choices its door writes itself
        if self.adapter.shows_buttons(text, buttons):
            return self.adapter.split_above_buttons(text), buttons
        below = lines(buttons, message.first_number or 1, message.language)
        *before, last = self.adapter.split(text) or [""]
        together = self.adapter.split("\n\n".join(part for part in (last, below) if part))
        if len(together) > 1:  # rather a part more than lines torn from each other
            together = [last, *self.adapter.split(below)]
        return [*before, *together], ()

    def _shown_apart(self, saying: Saying) -> Sequence[int]:
        """Give what is shown in messages of their own; few where messages are, so the words go."""
        if not self.adapter.shows_apart:
            return ()
        return saying.attachments[:MOST_OF_FEW] if self.adapter.has_windows else saying.attachments

    async def _pictures(
        self, saying: Saying, apart: Sequence[int], number: int
    ) -> Sequence[Picture]:
        """Give what is shown with a part: all with the first one, or apart one by one."""
        wanted = saying.attachments if number == 0 and not apart else apart[number : number + 1]
        if not wanted or self.find_pictures is None:
            return ()
        found = await asyncio.to_thread(self.find_pictures, wanted)
        return [
            replace(it, name=saying.file_name) if it.kind is MediaKind.DOCUMENT else it
            for it in found
        ]

    async def _send(self, message: Leased, outgoing: Outgoing) -> str:
        """Send a part; the words go out even when the platform does not want their buttons."""
        try:
            return await self.adapter.send(outgoing)
        except Rejected as error:
            if not outgoing.buttons:
                raise
            logger.warning("message %s goes without its buttons: %s", message.id, error)
            said = outgoing.text
            if self.adapter.is_numbered:
                number, language = outgoing.first_number, message.language
                said = with_lines(said, outgoing.buttons, number, language)
            return await self.adapter.send(replace(outgoing, text=said, buttons=()))


@dataclass(slots=True)
class _Progress:
    sent: int


def _mark(body: bytes) -> str:
    """Tell a message from one that had its number before the store was made anew."""
    return digest(body).hex()[:12]
