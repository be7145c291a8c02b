"""A long list to choose from, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.talking.asking import Given, Kept, NotTaken, Option, Taken
from handlers.talking.frames import Json
from services.texts import talk as texts
from services.texts.casework import steps
from services.texts.phrases import Phrase

SHOWN = 8
"""Choices at once: they fit a phone without scrolling."""

_NEXT = "\x00next"


@dataclass(frozen=True, slots=True)
class PickFrom:
    """One of many choices; `extra` stand under every page."""

    question: tuple[Phrase, ...]
    options: Sequence[Option]
    extra: tuple[Option, ...] = ()
    takes_words: bool = False
    keeps_words: bool = False
    has_no_out: bool = True

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question and one page of the choices."""
        after = self._after(partial)
        shown = self.options[after : after + SHOWN]
        left = len(self.options) - after - len(shown)
        page: tuple[Option, ...] = ()
        if left:
            page = (Option(steps.NEXT_PAGE(count=left), _NEXT),)
        elif after:
            page = (Option(steps.FIRST_PAGE(), _NEXT),)
        return self.question, (*shown, *page, *self.extra)

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take a choice, or turn the page."""
        if not given.is_choice:
            return NotTaken(texts.CHOOSE_ONE())
        if given.value != _NEXT:
            return Taken(given.value)
        after = self._after(partial) + SHOWN
        return Kept(after if after < len(self.options) else 0)

    def decode(self, stored: Json) -> str:
        """Give the value of the choice, if it is still one of them."""
        if all(stored != option.value for option in (*self.options, *self.extra)):
            raise ValueError(stored)
        return str(stored)

    def _after(self, partial: Json) -> int:
        return partial if isinstance(partial, int) and partial < len(self.options) else 0
