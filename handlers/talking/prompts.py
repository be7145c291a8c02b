"""The kinds of question a dialogue can ask; each knows what answers it and what to say if not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from handlers.talking.asking import Given, Kept, NotTaken, Option, Taken
from handlers.talking.frames import Json
from handlers.talking.messages import Kind
from services.texts import talk as texts
from services.texts.phrases import Phrase
from services.wording import clean, count_meaningful, squeeze

V = TypeVar("V", bound="str | int | bool | None")

MOST_WORDS = 5000
"""The longest text taken as one answer, in characters."""


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, kept as it was written. `extra` are choices beside it, such as 跳过.

    With `takes_numbers` a number may be what is asked for, so the choices have none.
    """

    question: tuple[Phrase, ...]
    least: int = 1
    extra: tuple[Option, ...] = ()
    takes_words: bool = True
    keeps_words: bool = True
    takes_numbers: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question."""
        del partial
        return self.question, self.extra

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take any text that says something."""
        del partial
        if given.is_choice:
            return Taken(given.value)
        words = given.heard.words.strip()
        if given.heard.kind is not Kind.TEXT:
            return NotTaken(texts.WORDS_PLEASE())
        if count_meaningful(words) < self.least:
            return NotTaken(texts.A_FEW_WORDS_MORE())
        return Taken(words[:MOST_WORDS])

    def decode(self, stored: Json) -> str:
        """Give the words; an extra choice gives its value, a string too."""
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored


@dataclass(frozen=True)
class Pick(Generic[V]):
    """One of several choices, by button, number or its own words.

    With `has_no_out` none of them ends it, so 取消 is shown too.
    """

    question: tuple[Phrase, ...]
    options: Sequence[Option]
    takes_words: bool = False
    keeps_words: bool = False
    has_no_out: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question and the choices."""
        del partial
        return self.question, self.options

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take a choice as it was offered."""
        del partial
        return Taken(given.value) if given.is_choice else NotTaken(texts.CHOOSE_ONE())

    def decode(self, stored: Json) -> V:
        """Give the value of the choice, if it is still one of them."""
        if all(stored != option.value for option in self.options):
            raise ValueError(stored)
        return cast("V", stored)


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of choices; each press adds or takes away, 好了 ends."""

    question: tuple[Phrase, ...]
    options: Sequence[Option]
    takes_words: bool = False
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question, what is chosen so far marked."""
        chosen = _strings(partial)
        offered = [
            Option(texts.CHOSEN(label=option.label), option.value)
            if option.value in chosen
            else option
            for option in self.options
        ]
        return self.question, [*offered, Option(texts.THAT_IS_ALL(), None)]

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take one press, or the end."""
        chosen = _strings(partial)
        if not given.is_choice:
            return NotTaken(texts.CHOOSE_ONE())
        if given.value is None:
            return Taken(chosen)
        value = str(given.value)
        left = [other for other in chosen if other != value]
        return Kept(left if len(left) < len(chosen) else [*chosen, value])

    def decode(self, stored: Json) -> Sequence[str]:
        """Give the values chosen."""
        return _strings(stored)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as given: words, a pin, or both; the area if it was recognised."""

    words: str = ""
    area_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place, in words or as a pin on the map; `find` recognises the area in the words.

    `extra` are choices beside it: the id of an area, or None for 跳过.
    """

    question: tuple[Phrase, ...]
    find: Callable[[str], int | None]
    extra: tuple[Option, ...] = ()
    takes_words: bool = True
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question."""
        del partial
        return self.question, self.extra

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take words or a pin."""
        del partial
        heard = given.heard
        if given.is_choice:
            return Taken({"words": "", "area_id": given.value})
        if heard.kind is Kind.PLACE:
            pin = {"latitude": heard.latitude, "longitude": heard.longitude}
            area_id = self.find(heard.words) if heard.words else None
            return Taken({"words": heard.words, "area_id": area_id, **pin})
        words = clean(heard.words)
        if heard.kind is not Kind.TEXT or not count_meaningful(words):
            return NotTaken(texts.PLACE_PLEASE())
        return Taken({"words": words, "area_id": self.find(words)})

    def decode(self, stored: Json) -> Spot:
        """Give the place."""
        return Spot(**cast("dict[str, str]", stored))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two bounds."""

    question: tuple[Phrase, ...]
    least: int
    most: int
    options: tuple[Option, ...] = ()
    takes_words: bool = True
    keeps_words: bool = False
    takes_numbers: bool = True

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question, and the numbers that are offered."""
        del partial
        return self.question, self.options

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take digits, full width too, alone or with a unit behind them."""
        del partial
        if given.is_choice:
            return Taken(given.value)
        found = re.fullmatch(r"(\d{1,9})\D{0,2}", clean(given.heard.words))
        number = int(found[1]) if found else None
        if number is None or not self.least <= number <= self.most:
            return NotTaken(texts.NUMBER_PLEASE(least=self.least, most=self.most))
        return Taken(number)

    def decode(self, stored: Json) -> int:
        """Give the number."""
        return int(cast("int", stored))


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos, one message each, until 好了; at most `most`."""

    question: tuple[Phrase, ...]
    most: int = 9
    takes_words: bool = False
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question, and how many there are so far."""
        count = len(_strings(partial))
        so_far = (texts.PHOTOS_SO_FAR(count=count),) if count else ()
        done = texts.THAT_IS_ALL() if count else texts.SKIP()
        return (*self.question, *so_far), [Option(done, None)]

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take one photo, or the end."""
        photos = _strings(partial)
        if given.is_choice:
            return Taken(photos)
        if given.heard.kind is not Kind.PHOTO:
            return NotTaken(texts.PHOTO_PLEASE())
        photos = [*photos, given.heard.attachment]
        return Taken(photos) if len(photos) >= self.most else Kept(photos)

    def decode(self, stored: Json) -> Sequence[str]:
        """Give the platform's handles of the photos."""
        return _strings(stored)


def choose(labels: Sequence[str], words: str, *, by_number: bool = True) -> int | None:
    """Find the choice that words name: its number, its own words, or both as in `1 提交`."""
    said = _bare(words)
    for index, label in enumerate(labels):
        name, number = _bare(label), str(index + 1)
        if said and (said == name or (by_number and said in (number, number + name))):
            return index
    return None


_PUNCTUATION = re.compile(r"[\W_]+")


def _bare(words: str) -> str:
    return _PUNCTUATION.sub("", squeeze(words))


def _strings(stored: Json) -> list[str]:
    return [str(value) for value in cast("Sequence[str]", stored or [])]
