"""What stands on a screen: messages, the cards among them, and what one reads downwards."""

import threading
from typing import NamedTuple, cast

from tests.servers.errors import JsonObject
from tests.servers.running import PATIENCE
from tests.wecom_server.cards import Button, buttons_of, menu_of, words_of


class Message:
    """A message on a screen; a card that is updated changes in place."""

    def __init__(self, msgid: str, kind: str, content: JsonObject, author: str = "") -> None:
        """Keep the message's content under its msgtype; no author is the program."""
        self.id = msgid
        self.kind = kind
        self.content = content
        self.author = author
        self.media = b""
        """The picture, voice or file that came with it."""
        self.replaced = ""
        """What stands on the grey button where the buttons were."""
        self.is_recalled = False

    @property
    def is_from_bot(self) -> bool:
        """Whether the program said it."""
        return not self.author

    @property
    def text(self) -> str:
        """The words; of a card all that one reads, without its buttons."""
        if self.kind == "template_card":
            return "\n".join(filter(None, [words_of(self.content), self.replaced]))
        return cast("str", self.content.get("content", ""))

    @property
    def card_buttons(self) -> list[Button]:
        """The buttons that can be pressed now, with their keys."""
        is_live = self.kind == "template_card" and not self.replaced and not self.is_recalled
        return buttons_of(self.content) if is_live else []

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons that can be pressed now."""
        return [button.label for button in self.card_buttons]

    @property
    def menu(self) -> list[Button]:
        """The items of the card's menu in its corner."""
        is_live = self.kind == "template_card" and not self.is_recalled
        return menu_of(self.content) if is_live else []


class Sight(NamedTuple):
    """Something that appeared: a message or the new state of one."""

    message: Message
    text: str


class Screen:
    """A chat as its members see it."""

    def __init__(self, changed: threading.Condition, name: str) -> None:
        """Start empty."""
        self.changed = changed
        self.name = name
        self.messages: list[Message] = []
        self.sights: list[Sight] = []

    def show(self, message: Message) -> None:
        """Let a message appear, or the new state of one; the caller holds `changed`."""
        if message not in self.messages:
            self.messages.append(message)
        self.sights.append(Sight(message, message.text))
        self.changed.notify_all()

    def find(self, text: str, start: int = 0) -> tuple[int, Message] | None:
        """Return where the program's next message with this text stands, counting from `start`."""
        for number in range(start, len(self.sights)):
            sight = self.sights[number]
            if sight.message.is_from_bot and text in sight.text:
                return number, sight.message
        return None

    def shows(self, text: str, within: float = PATIENCE) -> Message:
        """Wait until the program has said this here; return the message."""
        with self.changed:
            found = self.changed.wait_for(lambda: self.find(text), within)
            if found is None:
                raise AssertionError(
                    f"{self.name}: did not see {text!r} within {within} s:\n{self.transcript}"
                )
            return found[1]

    @property
    def said(self) -> list[str]:
        """The words of what the program said here and did not take back."""
        with self.changed:
            return [it.text for it in self.messages if it.is_from_bot and not it.is_recalled]

    @property
    def transcript(self) -> str:
        """The chat as one would read it."""
        with self.changed:
            return "\n".join(_line(it) for it in self.sights) or "(nothing)"


def _line(sight: Sight) -> str:
    buttons = "".join(f" [{label}]" for label in sight.message.buttons)
    words = sight.text or f"({sight.message.kind})"
    return f"  {sight.message.author or 'bot'}: {words}{buttons}"
