"""A question that a day answers which is over, or today."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from handlers.talking.asking import Given, NotTaken, Option, Taken
from handlers.talking.frames import Json
from services.texts.casework import steps
from services.texts.members import activities as texts
from services.texts.phrases import Phrase
from services.wording import clean

_DAY = re.compile(r"(?:(\d{4})[年/.-])?(\d{1,2})[月/.-](\d{1,2})[日号]?")


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day such as `11月3日`; without a year it is the last such day. `today` is as ISO 8601."""

    question: tuple[Phrase, ...]
    today: str
    takes_words: bool = True
    keeps_words: bool = False
    takes_numbers: bool = True

    def put(self, partial: Json) -> tuple[tuple[Phrase, ...], tuple[Option, ...]]:
        """Give the question, with today and yesterday to press."""
        del partial
        yesterday = date.fromisoformat(self.today) - timedelta(days=1)
        return self.question, (
            Option(texts.TODAY(), self.today),
            Option(texts.YESTERDAY(), yesterday.isoformat()),
        )

    def take(self, given: Given, partial: Json) -> Taken | NotTaken:
        """Take a press, or a day that is written."""
        del partial
        if given.is_choice:
            return Taken(given.value)
        found = _DAY.fullmatch(clean(given.heard.words).replace(" ", ""))
        if found is None:
            return NotTaken(steps.DAY_PLEASE())
        latest = date.fromisoformat(self.today)
        year, month, day = (int(part) if part else 0 for part in found.groups())
        try:
            said = date(year or latest.year, month, day)
            if not year and said > latest:
                said = said.replace(year=said.year - 1)
        except ValueError:
            return NotTaken(steps.DAY_PLEASE())
        return Taken(said.isoformat()) if said <= latest else NotTaken(texts.NOT_YET())

    def decode(self, stored: Json) -> date:
        """Give the day."""
        return date.fromisoformat(cast("str", stored))
