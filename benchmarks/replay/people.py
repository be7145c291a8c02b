"""Simulated people: residents who report as people do, and grid managers who answer them.

Each looks at what newly came to their screen and does what a person would: presses the button
that goes on, or writes what was asked. Whoever sees a message twice does nothing the second time.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram_server import Message, Person

NUMBER = re.compile(r"[A-Z]{2,6}-\d{4}-\d{6,}")
GOES_ON = ("不是紧急", "同意", "提交", "是，我要反映", "不是问这个", "另报一件")
"""Buttons that a resident presses where they see them."""
PLACE_ASKED = ("哪个小区", "在哪里？")
FILED = "已提交，编号"
THANKED = "谢谢您"


@dataclass(slots=True)
class Screen:
    """A person's phone and how much of it they have looked at."""

    person: Person
    _seen: int = 0
    _pressed: set[str] = field(default_factory=set[str])

    def look(self) -> list[Message]:
        """Give what the bot has shown since the last look."""
        sights = self.person.private_chat.sights
        new, self._seen = sights[self._seen :], len(sights)
        return [sight.message for sight in new if sight.is_from_bot]

    def press(self, message: Message, *labels: str) -> bool:
        """Press the first of these buttons that is there; the same question only once."""
        for label in labels:
            button = message.button(label)
            if button is not None and button["callback_data"] not in self._pressed:
                self._pressed.add(button["callback_data"])
                self.person.taps(label, on=message)
                return True
        return False


@dataclass(slots=True)
class Resident:
    """Somebody with one matter.

    Args:
        screen: their phone.
        words: what they report.
        place: where, said when they are asked.
        waits_for_answer: whether they stay until it is answered and confirmed.
    """

    screen: Screen
    words: str
    place: str
    waits_for_answer: bool
    presses: int = 0
    typed: int = 0
    numbers: set[str] = field(default_factory=set[str])
    is_done: bool = False
    _has_said_place: bool = False

    def begin(self) -> None:
        """Write what troubles them."""
        self.screen.person.says(self.words)

    def step(self) -> int:
        """Go on as far as the screen allows; give how many things were done."""
        acts = 0
        for message in self.screen.look():
            if message.text.startswith(FILED):
                self.numbers.update(NUMBER.findall(message.text)[:1])
                self.is_done = not self.waits_for_answer
            elif self.numbers and message.text.startswith(THANKED):
                self.is_done = True
            elif self.screen.press(message, "解决了"):
                acts += 1
            elif not self.numbers:
                acts += self._go_on(message)
        return acts

    def _go_on(self, message: Message) -> int:
        if self.screen.press(message, *GOES_ON):
            self.presses += 1
            return 1
        if not self._has_said_place and any(it in message.text for it in PLACE_ASKED):
            self._has_said_place = True
            self.screen.person.says(self.place)
            self.typed += 1
            return 1
        return 0


@dataclass(slots=True)
class Manager:
    """A grid manager: signs, opens the answer, writes it; one case after the other.

    Args:
        screen: their phone.
        find_answer: what to answer to a case number; None while that is not known, empty when
            it is to be left alone.
    """

    screen: Screen
    find_answer: Callable[[str], str | None]
    has_joined: bool = False
    answered: set[str] = field(default_factory=set[str])
    _waiting: deque[Message] = field(default_factory=deque[Message])
    _taken: set[str] = field(default_factory=set[str])
    _at: str = ""
    _has_written: bool = False

    def step(self) -> int:
        """Go on as far as the screen allows; give how many things were done."""
        acts = sum(self._react(message) for message in self.screen.look())
        while not self._at and self._waiting and self._is_answerable(self._waiting[0]):
            alert = self._waiting.popleft()
            number = _number(alert)
            if not self.find_answer(number):
                continue
            if number not in self._taken and self.screen.press(alert, "签收"):
                self._taken.add(number)
                self._at, self._has_written = number, False
                acts += 1
        return acts

    def _react(self, message: Message) -> int:
        text, number = message.text, _number(message)
        if "已加入" in text:
            self.has_joined = True
        elif message.button("签收") is not None:
            self._waiting.append(message)
        elif number == self._at and "已签收" in text:
            return int(self.screen.press(message, "答复"))
        elif number == self._at and "办了什么" in text and not self._has_written:
            self._has_written = True
            self.screen.person.says(self.find_answer(number) or "")
            return 1
        elif "答复已发给反映人" in text and number == self._at:
            self.answered.add(number)
            self._at = ""
        return int(self.screen.press(message, "不是紧急"))

    def _is_answerable(self, alert: Message) -> bool:
        return self.find_answer(_number(alert)) is not None


def _number(message: Message) -> str:
    found = NUMBER.search(message.text)
    return found[0] if found else ""
