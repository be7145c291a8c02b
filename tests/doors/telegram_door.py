"""People who use Telegram: in private, or in the residents' group with the private chat beside."""

from dataclasses import dataclass

from typing_extensions import override

from models.people import Door
from tests.doors.stages import PATIENCE, Actor, Entrance, Town
from tests.telegram_server import Person, TelegramServer


@dataclass
class PrivateActor(Actor):
    """Somebody in their private chat with the bot."""

    person: Person

    @property
    @override
    def account(self) -> tuple[Door, str]:
        return Door.TELEGRAM, str(self.person.id)

    @override
    def opens(self, link: str) -> None:
        self.person.opens(link)

    @override
    def introduces(self) -> None: ...

    @override
    def brings_up(self, words: str) -> None:
        self.says(words)

    @override
    def says(self, *lines: str) -> None:
        for line in lines:
            self.person.says(line)

    @override
    def taps(self, label: str) -> None:
        self.person.taps(label, within=PATIENCE)

    @override
    def sees(self, words: str) -> str:
        return self.person.sees(words, PATIENCE).text

    @override
    def shares(self, latitude: float, longitude: float) -> None:
        self.person.shares_location(latitude, longitude)


@dataclass
class PrivateChats(Entrance):
    """Everybody writes to the bot in private."""

    server: TelegramServer

    @override
    def enters(self, name: str, town: Town) -> Actor:
        del town
        return PrivateActor(self.server.person(name))
