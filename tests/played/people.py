"""Somebody of the community, in Telegram or at the chat page; each act is answered at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import override

from tests.doors.browser_door import BrowserActor
from tests.doors.telegram_door import PrivateActor
from tests.played.house import House

NUMBER = re.compile(r"[A-Z]{2,6}-\d{4}-\d{6}")
AT_ONCE = 0.0


class Phone(PrivateActor):
    """Somebody's private chat."""

    @override
    def sees(self, words: str) -> str:
        return self.person.sees(words, AT_ONCE).text

    @override
    def taps(self, label: str) -> None:
        self.person.taps(label, within=AT_ONCE)

    def skims(self) -> None:
        """Look at everything that has come."""
        for _ in self.person.unread():
            self.person.sees("", AT_ONCE)

    def everything(self) -> str:
        """Give every word that was ever shown by the bot."""
        chat = self.person.private_chat
        return "\n".join(sight.text for sight in chat.sights if sight.is_from_bot)


class Page(BrowserActor):
    """Somebody's browser."""

    def skims(self) -> None:
        """Look at everything that has come."""
        self._open()
        self._seen = len(self._lines())

    def everything(self) -> str:
        """Give every word that stands on the page."""
        self._open()
        return "\n".join(line.text for line in self._lines() if line.is_ours)

    @override
    def _wait(self, is_there: Callable[[], bool], what: str) -> None:
        assert is_there(), f"{self.name} {what} on\n{self._transcript()}"


@dataclass
class Someone:
    """A person of the story.

    Args:
        name: as the tests call them.
        actor: their door.
        house: where the door is.
    """

    name: str
    actor: Phone | Page
    house: House

    def says(self, *lines: str) -> None:
        """Write, one line after the other is answered."""
        for line in lines:
            self.actor.says(line)
            self.house.rests()

    def shares(self, latitude: float, longitude: float) -> None:
        """Send a point on the map."""
        self.actor.shares(latitude, longitude)
        self.house.rests()

    def sends_photo(self, content: bytes) -> None:
        """Send a photo."""
        self.actor.sends_photo(content)
        self.house.rests()

    def opens(self, link: str) -> None:
        """Come in by a link."""
        self.actor.opens(link)
        self.house.rests()

    def taps(self, *labels: str) -> None:
        """Press the newest button of each label, one after the other."""
        for label in labels:
            self.actor.taps(label)
            self.house.rests()

    def sees(self, *words: str) -> str:
        """Find words in what was not yet looked at, each below those before."""
        return [self.actor.sees(each) for each in words][-1]

    def reads(self, first: str, *words: str) -> str:
        """Find a message by its first words; the others stand in it, too."""
        shown = self.sees(first)
        assert [each for each in words if each not in shown] == [], shown
        return shown

    def looks_at(self, number: str, *labels: str) -> None:
        """Open a case by its number, and press; only what comes from now on is looked at."""
        self.actor.skims()
        self.says(number)
        self.sees(number)
        self.taps(*labels)

    def reports(self, words: str) -> str:
        """Bring a matter up and hand it in, agreeing when asked; give its number."""
        self.actor.skims()
        self.says(words)
        if "记录您的原话" in self.sees(""):
            self.taps("同意")
        self.taps("提交")
        found = NUMBER.search(self.sees("已提交"))
        assert found is not None
        return found[0]

    def never_saw(self, *words: str) -> None:
        """Check that none of these words was ever shown to them."""
        shown = self.actor.everything()
        told = [each for each in words if each in shown]
        assert told == [], (self.name, told)
