"""The same turns through an official account: WeChat's XML, numbers in place of presses.

Measured is what becomes of a call until its answer could be said; the answer itself is delivery's.
"""

import itertools
from collections.abc import Callable, Sequence

from sqlalchemy import select, update
from typing_extensions import override

from benchmarks.ours import Ours, Wave
from benchmarks.reports import place_of, words_of
from benchmarks.updates import Update
from bot.doors import Envelope
from bot.platforms.tencent import xml
from bot.platforms.wechat import reading
from handlers.talking.messages import Heard
from models.base import table
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from tests.support.wechat_bodies import a_text

_numbers = itertools.count(7_400_000_000_000_000_001)


class Followers(Ours):
    """One process of ours over a store, to which WeChat speaks."""

    door = Door.WECHAT
    robot = "wx0123456789abcdef"
    hear: Callable[[bytes], Heard] = staticmethod(reading.hear)

    @override
    def write(self, wave: Wave, residents: Sequence[int]) -> Sequence[Update]:
        said = {"words": words_of, "place": place_of}
        return [
            {
                "who": f"o{it}",
                "words": said[wave.name](it) if wave.choice is None else str(wave.choice + 1),
                "id": next(_numbers),
            }
            for it in residents
        ]

    @override
    def read(self, update: Update) -> Envelope:
        raw = a_text(update["words"], update["id"], FromUserName=update["who"])
        found = reading.envelope(xml.read(raw) or xml.NOTHING, raw)
        if found is None:
            raise AssertionError("these messages concern the bot")
        return found

    @override
    def show(self) -> None:
        """Do as if every call was answered: what was asked stands there with its numbers."""
        super().show()
        outbox, accounts = table(OutMessage), table(Account)
        theirs = select(accounts.c.id).where(accounts.c.door == self.door)
        with self.store.write() as session:
            session.connection().execute(
                update(outbox)
                .where(outbox.c.first_number.is_(None), outbox.c.account_id.in_(theirs))
                .values(first_number=1, state=MessageState.SENT)
            )
