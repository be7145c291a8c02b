"""Questions that only something sent from the place answers: a location, a photo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.talking.asking import Given, Kept, NotTaken, Option, Taken
from handlers.talking.frames import Json
from handlers.talking.messages import Kind
from models.errors import Invalid
from services.texts.phrases import Phrase
from services.texts.posts import shifts as texts
from services.texts.refusals.refusals import told

OLDER = int(timedelta(minutes=1).total_seconds())
"""Seconds by which a platform's clock may be behind ours."""

AHEAD = int(timedelta(minutes=5).total_seconds())
"""Seconds by which it may be ahead."""

_WHY = {
    "elsewhere": texts.LOCATION_ELSEWHERE,
    "old": texts.LOCATION_OLD,
    "future": texts.LOCATION_FUTURE,
}


@dataclass(frozen=True, slots=True)
class Pin:
    """Where somebody is now, answered by a location; only its distance is kept.

    Args:
        question: what is asked.
        measure: gives the metres from a latitude and longitude to the place.
        asked_at: when it was asked, in seconds since 1970; nothing older counts.
        now: the present instant in the same seconds.
    """

    question: tuple[Phrase, ...]
    measure: Callable[[float, float], int]
    asked_at: int
    now: int
    takes_words: bool = True
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question, below why the last location was of no use."""
        if not isinstance(partial, str):
            return self.question, ()
        why = _WHY[partial]() if partial in _WHY else told(Invalid(partial))
        return (why, *self.question), ()

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Take a location that was sent from where they are, after they were asked."""
        del partial
        heard = given.heard
        if heard.kind is not Kind.PLACE or heard.latitude is None or heard.longitude is None:
            return NotTaken(texts.LOCATION_PLEASE())
        if heard.is_forwarded:
            return Kept("elsewhere")
        if heard.sent_at and heard.sent_at < self.asked_at - OLDER:
            return Kept("old")
        if heard.sent_at > self.now + AHEAD:
            return Kept("future")
        try:
            return Taken(self.measure(heard.latitude, heard.longitude))
        except Invalid as refusal:
            return Kept(refusal.reason)

    def decode(self, stored: Json) -> int:
        """Give the metres."""
        if not isinstance(stored, int):
            raise TypeError(stored)
        return stored


@dataclass(frozen=True, slots=True)
class PhotoWanted:
    """A photo, which joins the dialogue as photos do: no answer to it is ever taken."""

    question: tuple[Phrase, ...]
    takes_words: bool = True
    keeps_words: bool = False

    def put(self, partial: Json) -> tuple[Sequence[Phrase], Sequence[Option]]:
        """Give the question."""
        del partial
        return self.question, ()

    def take(self, given: Given, partial: Json) -> Taken | Kept | NotTaken:
        """Ask again."""
        del given
        return Kept(partial)

    def decode(self, stored: Json) -> int:
        """Take nothing that was stored for an answer."""
        raise TypeError(stored)
