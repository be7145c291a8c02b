"""Reading a screen downwards, and finding on it what can be pressed or picked."""

import re
from collections.abc import Callable
from typing import TypeVar, cast

from tests.servers.running import PATIENCE
from tests.wecom_server.aibot import BotGroup
from tests.wecom_server.appchat import AppChat
from tests.wecom_server.cards import Button
from tests.wecom_server.orders import ExternalGroup
from tests.wecom_server.robots import Robot
from tests.wecom_server.screen import Message, Screen
from tests.wecom_server.world import Member, World

_NUMBERED = re.compile(r"^\s*(\d+)[\s.、．)）:：]+(.+)$", re.MULTILINE)
_Found = TypeVar("_Found")
Somewhere = BotGroup | AppChat | Robot | ExternalGroup | Screen | None
"""Where to look; None is the own chat with the app."""


class Reader:
    """Someone who reads the own chat with the app, and groups."""

    def __init__(self, member: Member, world: World) -> None:
        """Start with nothing read."""
        self.member = member
        self.userid = member.userid
        self.name = member.name
        self.world = world
        self._seen: dict[int, int] = {}

    @property
    def shown(self) -> list[str]:
        """The words of what the app wrote and did not take back, as they stand now."""
        return self.member.screen.said

    @property
    def inbox(self) -> list[Message]:
        """What the app wrote and did not take back, as it stands now."""
        with self.world.changed:
            messages = self.member.screen.messages
            return [it for it in messages if it.is_from_bot and not it.is_recalled]

    def sees(self, text: str, within: float = PATIENCE, *, group: Somewhere = None) -> Message:
        """Wait for a message, or a new state of one, that contains this; return it.

        One reads downwards: what stands above it counts as read. An empty text takes anything.
        """
        screen = self.screen_of(group)

        def look() -> Message | None:
            found = screen.find(text, self._seen.get(id(screen), 0))
            if found is None:
                return None
            self._seen[id(screen)] = found[0] + 1
            return found[1]

        return self.waits_for(look, f"did not see {text!r} within {within} s", group, within)

    def unread(self, group: Somewhere = None) -> list[str]:
        """Return what came since the last thing that `sees` returned."""
        with self.world.changed:
            screen = self.screen_of(group)
            sights = screen.sights[self._seen.get(id(screen), 0) :]
            return [it.text for it in sights if it.message.is_from_bot]

    def transcript(self, group: Somewhere = None) -> str:
        """Return the chat as one would read it, with the buttons."""
        return self.screen_of(group).transcript

    def screen_of(self, group: Somewhere) -> Screen:
        """Return the screen to look at."""
        if group is None:
            return self.member.screen
        return group if isinstance(group, Screen) else group.screen

    def waits_for(
        self, find: Callable[[], _Found | None], what: str, group: Somewhere, within: float
    ) -> _Found:
        """Wait until there is something; what else to say where there is not."""
        with self.world.changed:
            found = self.world.changed.wait_for(find, within)
        if not found:
            chat = self.screen_of(group).transcript
            raise AssertionError(f"{self.name}: {what}. The chat:\n{chat}")
        return found


def find_button(
    screen: Screen, label: str, buttons_of: Callable[[Message], list[Button]]
) -> tuple[Message, Button] | None:
    for message in reversed(screen.messages):
        buttons = buttons_of(message)
        exact = [it for it in buttons if it.label == label]
        for button in exact or [it for it in buttons if it.label.startswith(label)]:
            return message, button
    return None


def find_number(screen: Screen, label: str) -> str | None:
    for message in reversed(screen.messages):
        if message.is_from_bot and not message.is_recalled:
            for number, words in _NUMBERED.findall(message.text):
                if words.startswith(label):
                    return cast("str", number)
    return None
