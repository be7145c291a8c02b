"""People who write to the official account, and staff who have the app in WeCom."""

from contextlib import suppress
from dataclasses import dataclass

from typing_extensions import override

from models.people import Door
from tests.doors.stages import Actor, Entrance, Town, wait_until
from tests.support.patience import PATIENCE
from tests.wechat_server import Person as Follower
from tests.wechat_server import WeChatServer
from tests.wechat_server.gcj import gcj_from_wgs
from tests.wecom_server import Person as Employee
from tests.wecom_server import WeComServer

A_LOOK = 0.02
"""Seconds."""

WAYS_OUT = ("取消", "返回")
"""What has no number: the word itself is said."""


@dataclass
class WeChatActor(Actor):
    """Somebody who follows the official account."""

    person: Follower

    @property
    @override
    def account(self) -> tuple[Door, str]:
        return Door.WECHAT, self.person.openid

    @override
    def opens(self, link: str) -> None:
        self.person.scans(link)

    @override
    def introduces(self) -> None:
        self.says(self.person.name)
        self.sees("改好了")

    @override
    def brings_up(self, words: str) -> None:
        if not self.person.follower.is_following:
            self.person.follows()
        self.says(words)

    @override
    def says(self, *lines: str) -> None:
        for line in lines:
            self.person.says(line)

    @override
    def taps(self, label: str) -> None:
        if label in WAYS_OUT:
            self.person.says(label)
        else:
            self.person.picks(label, PATIENCE)

    @override
    def sees(self, words: str) -> str:
        return self.person.sees(words, PATIENCE).text

    @override
    def shares(self, latitude: float, longitude: float) -> None:
        self.person.shares_location(latitude, longitude)

    @override
    def sends_photo(self, content: bytes, caption: str = "") -> None:
        self.person.sends_photo(content)
        if caption:
            self.person.says(caption)


@dataclass
class WeComActor(Actor):
    """Somebody of the corporation who has the app."""

    person: Employee

    @property
    @override
    def account(self) -> tuple[Door, str]:
        return Door.WECOM, self.person.userid

    @override
    def opens(self, link: str) -> None:
        self.says(link)

    @override
    def introduces(self) -> None:
        self.says(self.person.name)
        self.sees("改好了")

    @override
    def brings_up(self, words: str) -> None:
        self.says(words)

    @override
    def says(self, *lines: str) -> None:
        for line in lines:
            self.person.says(line)

    @override
    def taps(self, label: str) -> None:
        """Press the button of a card, or say the number where there are too many for one."""

        def is_done() -> bool:
            for does in (self.person.taps, self.person.picks):
                with suppress(AssertionError):
                    does(label, within=A_LOOK)
                    return True
            return False

        wait_until(is_done, lambda: f"no {label!r} on\n{self.person.transcript()}")

    @override
    def sees(self, words: str) -> str:
        return self.person.sees(words, PATIENCE).text

    @override
    def shares(self, latitude: float, longitude: float) -> None:
        self.person.shares_location(*gcj_from_wgs(latitude, longitude))

    @override
    def sends_photo(self, content: bytes, caption: str = "") -> None:
        self.person.sends_photo(content)
        if caption:
            self.person.says(caption)


@dataclass
class Corporation(Entrance):
    """Everybody has the app in WeCom."""

    server: WeComServer
    count: int = 0

    @override
    def enters(self, name: str, town: Town, *, is_staff: bool = False) -> Actor:
        del town, is_staff
        self.count += 1
        return WeComActor(self.server.person(name, userid=f"u{self.count}"))


@dataclass
class Street(Entrance):
    """Residents follow the official account; staff have the app in WeCom."""

    server: WeChatServer
    corporation: Corporation

    @override
    def enters(self, name: str, town: Town, *, is_staff: bool = False) -> Actor:
        if is_staff:
            return self.corporation.enters(name, town, is_staff=True)
        return WeChatActor(self.server.person(name))
