"""A group with the bot in it, as the dialogue tests see it."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handlers.talking.messages import Heard, Kind
from tests.support.envelopes import wrap
from tests.support.screens import Shown

if TYPE_CHECKING:
    from tests.support.chat import Person, Street


@dataclass
class Group:
    """A group with the bot in it."""

    street: "Street"
    title: str
    outer_id: str
    screen: list[Shown] = field(default_factory=list[Shown])

    def hears(self, person: "Person", *lines: str) -> None:
        """Let somebody say something to the bot here."""
        said = [Heard(Kind.TEXT, line, name=person.name, chat_title=self.title) for line in lines]
        self._receive(person.outer_id, *said)

    def is_shown(self, person: "Person", kind: Kind, caption: str) -> None:
        """Let somebody show the bot a photo here, or let it hear a voice."""
        shown = Heard(kind, caption, attachment="file", name=person.name, chat_title=self.title)
        self._receive(person.outer_id, shown)

    def hears_nobody(self, line: str) -> None:
        """Let an anonymous administrator say something to the bot here."""
        said = Heard(Kind.TEXT, line, chat_title=self.title)
        self.street.receive(
            [wrap(self.street.keys, said, self.outer_id, self.outer_id, is_group=True)]
        )

    def presses(self, person: "Person", label: str) -> None:
        """Let somebody press the newest button here whose label begins so."""
        for shown in reversed(self.screen):
            for offered, token in shown.buttons.items():
                if offered.startswith(label):
                    self.presses_token(person, token)
                    return
        raise AssertionError(f"no button {label} in {self.title}:\n{self.transcript()}")

    def presses_token(self, person: "Person", token: str) -> None:
        """Let somebody press a button that may be gone by now."""
        press = Heard(Kind.PRESS, token=token, name=person.name, press="p1")
        self.street.receive([wrap(self.street.keys, press, person.outer_id, self.outer_id)])

    def tells(self, kind: Kind) -> None:
        """Let the platform tell that we are in, or out."""
        told = Heard(kind, name=self.title, chat_title=self.title)
        self.street.receive(
            [wrap(self.street.keys, told, self.outer_id, self.outer_id, is_group=True)]
        )

    def moves(self) -> None:
        """Become a supergroup, which has another id; the platform tells."""
        old, self.outer_id = self.outer_id, f"-100{self.outer_id[1:]}"
        told = Heard(Kind.OTHER, name=self.title, chat_title=self.title)
        moved = wrap(self.street.keys, told, self.outer_id, self.outer_id, is_group=True)
        self.street.receive([replace(moved, moved_from=old)])

    @property
    def last(self) -> Shown:
        """The newest message."""
        return self.screen[-1]

    def transcript(self) -> str:
        """Give the screen as text."""
        return "\n---\n".join(f"{it.text}\n{[*it.buttons, *it.links]}" for it in self.screen)

    def _receive(self, sender: str, *heard: Heard) -> None:
        is_group = sender == self.outer_id
        keys = self.street.keys
        self.street.receive(
            [wrap(keys, one, sender, self.outer_id, is_group=is_group) for one in heard]
        )
