"""People who use Telegram: in private, or in the residents' group with the private chat beside."""

from dataclasses import dataclass, field

from typing_extensions import override

from models.people import Door
from tests.doors.stages import Actor, Entrance, Town
from tests.support.patience import PATIENCE
from tests.telegram_server import Group, Person, TelegramServer
from tests.telegram_server.chat import Member


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

    @override
    def sends_photo(self, content: bytes, caption: str = "") -> None:
        self.person.sends("photo", content, caption=caption)


@dataclass
class PrivateChats(Entrance):
    """Everybody writes to the bot in private."""

    server: TelegramServer

    @override
    def enters(self, name: str, town: Town, *, is_staff: bool = False) -> Actor:
        del town, is_staff
        return PrivateActor(self.server.person(name))


@dataclass
class GroupActor(PrivateActor):
    """Somebody who says the first words in the group, and goes on in private."""

    group: Group

    @override
    def brings_up(self, words: str) -> None:
        robot = self.person.world.bot["username"]
        self.person.says(f"/report@{robot} {words}", chat=self.group.chat)
        shown = self.person.sees("私下", PATIENCE, chat=self.group.chat)
        assert words not in shown.text
        self.person.taps("私下接着说", on=shown)


@dataclass
class GroupChats(Entrance):
    """People of a community share a residents' group, which the street's officer has bound.

    Args:
        server: where the groups are.
        officer: who binds them.
        groups: by code of their community.
    """

    server: TelegramServer
    officer: Person
    groups: dict[str, Group] = field(default_factory=dict[str, Group])

    @override
    def enters(self, name: str, town: Town, *, is_staff: bool = False) -> Actor:
        del is_staff
        person = self.server.person(name)
        group = self.groups.get(town.code) or self._bind(town)
        enters_group(group, person)
        return GroupActor(person, group)

    def _bind(self, town: Town) -> Group:
        group = self.server.group(f"{town.flower}邻里", [self.officer])
        binds(self.officer, group, town.code, "居民群")
        self.groups[town.code] = group
        return group


def binds(worker: Person, group: Group, area: str, kind: str) -> None:
    """Let a worker bind a group."""
    worker.says(f"/bind@{worker.world.bot['username']} {area}", chat=group.chat)
    worker.sees("这是什么群", PATIENCE, chat=group.chat)
    worker.taps(kind, chat=group.chat)
    worker.sees("已绑定", PATIENCE, chat=group.chat)


def enters_group(group: Group, person: Person) -> None:
    """Let somebody into a group."""
    with group.world.changed:
        group.chat.members[person.id] = Member(person.user)
        group.world.users[person.id] = person.user
    person.skips(group.chat)
