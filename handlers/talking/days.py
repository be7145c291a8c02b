"""A question that a day answers."""

import re
from dataclasses import dataclass
from datetime import date
from typing import cast

from handlers.talking.asking import Given, NotTaken, Option, Taken
from handlers.talking.frames import Json
from services.texts.casework import steps as texts
from services.texts.phrases import Phrase
from services.wording import clean


@dataclass(frozen=True, slots=True)
class MonthsOrDay:
    """Some months from now by a press, or a day that is written."""

    question: tuple[Phrase, ...]
    options: tuple[Option, ...]
    day: "Day"
    takes_words: bool = True
    keeps_words: bool = False
    takes_numbers: bool = True

    def put(self, partial: Json) -> tuple[tuple[Phrase, ...], tuple[Option, ...]]:
        """Give the question and the choices."""
        del partial
        return self.question, self.options

    def take(self, given: Given, partial: Json) -> Taken | NotTaken:
        """Take a press, or a day."""
        if given.is_choice:
            return Taken(given.value)
        taken = self.day.take(given, partial)
        is_none = isinstance(taken, NotTaken) and taken.hint.key == texts.DAY_PLEASE.key
        return NotTaken(texts.PRESS_OR_DAY()) if is_none else taken

    def decode(self, stored: Json) -> int | date:
        """Give the months, or the day."""
        return self.day.decode(stored) if isinstance(stored, str) else int(cast("int", stored))


_DAY = re.compile(r"(?:(\d{4})[年/.-])?(\d{1,2})[月/.-](\d{1,2})[日号]?")


@dataclass(frozen=True, slots=True)
class Day:
    """A day such as `12月3日`; without a year it is the next such day.

    `refused` is said of one that is not after today, or after `latest`.
    """

    question: tuple[Phrase, ...]
    today: date
    latest: date
    refused: Phrase
    takes_words: bool = True
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[tuple[Phrase, ...], tuple[Option, ...]]:
        """Give the question."""
        del partial
        return self.question, ()

    def take(self, given: Given, partial: Json) -> Taken | NotTaken:
        """Take a day."""
        del partial
        found = _DAY.fullmatch(clean(given.heard.words).replace(" ", ""))
        if found is None:
            return NotTaken(texts.DAY_PLEASE())
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            said = date(year or self.today.year, month, day)
            if not year and said <= self.today:
                said = said.replace(year=said.year + 1)
        except ValueError:
            return NotTaken(texts.DAY_PLEASE())
        if not self.today < said <= self.latest:
            return NotTaken(self.refused)
        return Taken(said.isoformat())

    def decode(self, stored: Json) -> date:
        """Give the day."""
        return date.fromisoformat(cast("str", stored))
