"""What was reported in parts: by step, kind and community, each with the list that it counts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from models.areas import Level
from models.categories import Category
from models.errors import NotFound
from services.areas import areas
from services.board import listing
from services.board.public_figures import Part, PublicFigures
from services.figures.evidence import Figure
from services.texts.casework import board_cases as board_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STEP_LABELS
from services.texts.phrases import Phrase
from web.board.cases import OVER
from web.board.parts import ROOT
from web.board.showing import Look

PATH = f"{ROOT}/figures"


class Named(NamedTuple):
    """A part as addresses and people name it.

    Args:
        kind: of the parts it is one of, as an address says it.
        code: its own, in an address.
        label: what people read.
        part: it.
    """

    kind: str
    code: str
    label: Phrase | str
    part: Part

    @property
    def query(self) -> dict[str, str]:
        """What names it in an address."""
        return {self.kind: self.code}


Line = tuple[Phrase | str, int, str]
"""What it is called, how many, and where they are listed."""


def read_part(look: Look) -> Named | None:
    """Read off an address which part is asked for; None for the whole.

    Raises:
        NotFound: figure_unknown.
    """
    asked = [(kind, look.query[kind]) for kind in _KINDS if look.query.get(kind)]
    if not asked:
        return None
    found = (it for kind, code in asked for it in _KINDS[kind](look) if it.code == code)
    named = next(found, None)
    if named is None or len(asked) > 1:
        raise NotFound("figure_unknown")
    return named


def tables_of(
    look: Look, figures: PublicFigures, period: str
) -> Sequence[tuple[str, Sequence[Line]]]:
    """Give the counts by step, kind and community."""
    steps, kinds, places = (list(each(look)) for each in _KINDS.values())
    shown = [it for it in steps if it.part.value or figures.steps.get(None)]
    return [
        ("by_step", _lines(shown, figures.steps, period)),
        ("by_category", _lines(_most(kinds, figures.categories), figures.categories, period)),
        ("by_community", _lines(_most(places, figures.communities), figures.communities, period)),
    ]


def list_path(figure: Figure, period: str, named: Named | None = None, at: int = 0) -> str:
    """Give the address of the list behind a figure, or behind a part of it, from a line on."""
    more = {} if named is None else named.query
    begun = {"from": str(at)} if at > 0 else {}
    return f"{PATH}/{figure}?{urlencode({'period': period, **more, **begun})}"


def _lines(named: Sequence[Named], counts: Mapping[Any, int], period: str) -> Sequence[Line]:
    return [
        (it.label, counts.get(it.part.value, 0), list_path(Figure.REPORTED, period, it))
        for it in named
    ]


def _most(named: Sequence[Named], counts: Mapping[Any, int]) -> Sequence[Named]:
    """Give those of which there are any, the most first; what has no place comes last."""
    some = [it for it in named if counts.get(it.part.value)]
    return sorted(some, key=lambda it: (it.part.value is None, -counts[it.part.value]))


def _steps(_look: Look) -> Iterator[Named]:
    for step, label in STEP_LABELS.items():
        yield Named("step", step.value, label(), Part("step", step))
    yield Named("step", OVER, board_texts.OVER(), Part("step", None))


def _categories(_look: Look) -> Iterator[Named]:
    for it in Category:
        yield Named("category", it.value, CATEGORY_LABELS[it](), Part("category", it))


def _places(look: Look) -> Iterator[Named]:
    for it in listing.list_places(look.session):
        if it.level is Level.COMMUNITY:
            yield Named("place", it.code, it.name, Part("community_id", it.id))
    street = areas.find_street(look.session)
    if street is not None:
        yield Named("place", street.code, _WHOLE_STREET(), Part("community_id", None))


_WHOLE_STREET = board_texts.CASE_WORDS["on_board.whole_street"]
_KINDS = {"step": _steps, "category": _categories, "place": _places}
