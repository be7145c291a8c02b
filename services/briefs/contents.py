"""What a brief says, as it is frozen: counts and names, never a person's words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from models.briefs import BriefSpan
from services.figures.evidence import Figure
from services.figures.periods import Period
from services.figures.rates import Counts

Numbers = Mapping[str, int]


class Named(NamedTuple):
    """Some counts, and what they are of."""

    name: str
    counts: Numbers


class Told(NamedTuple):
    """A notice that was published, and its day; its title is asked for when a brief is read."""

    notice_id: int
    day: str
    words: str = ""


class Planned(NamedTuple):
    """Work that is planned: of which kind, how many cases, and when it is next looked at."""

    name: str
    cases: int
    day: str


@dataclass(frozen=True, slots=True)
class Content:
    """A brief.

    Args:
        street: whose.
        area: of which area.
        span: how long it looks back.
        first: the first day.
        last: the last day.
        counts: the figures, by the names of services/figures/evidence.py.
        kept: the same after exclusions (剔除).
        before: the figures of the period before.
        months: the figures of twelve months up to the end, by their first days.
        categories: by categories, the most reported first.
        places: by areas.
        overseen: cases whose officers were pressed (督办).
        served: minutes of confirmed service.
        posts: places of posts that are held.
        notices: what was published.
        planned: what waits for its plan (列入计划), by kind.
    """

    street: str
    area: str
    span: BriefSpan
    first: date
    last: date
    counts: Numbers
    kept: Numbers
    before: Numbers
    months: Sequence[Named]
    categories: Sequence[Named]
    places: Sequence[Named]
    overseen: int
    served: int
    posts: int
    notices: Sequence[Told]
    planned: Sequence[Planned]

    @property
    def period(self) -> Period:
        """Give its days."""
        return Period(self.first, self.last)


def freeze(content: Content) -> str:
    """Write a brief as JSON."""
    written = asdict(content) | {
        "first": content.first.isoformat(),
        "last": content.last.isoformat(),
    }
    return json.dumps(written, ensure_ascii=False)


def thaw(frozen: str) -> Content:
    """Read a brief that was frozen."""
    read: dict[str, Any] = json.loads(frozen)
    named = {
        name: [Named(*it) for it in read[name]] for name in ("months", "categories", "places")
    }
    told = {
        "notices": [Told(*it) for it in read["notices"]],
        "planned": [Planned(*it) for it in read["planned"]],
    }
    days = {name: date.fromisoformat(read[name]) for name in ("first", "last")}
    read |= {**named, **told, **days, "span": BriefSpan(read["span"])}
    return Content(**read)


def numbers_of(counts: Counts) -> Numbers:
    """Give figures by their names; those that are nothing are left out."""
    return {figure.value: counts[figure] for figure in Figure if counts[figure]}


def counts_of(numbers: Numbers) -> Counts:
    """Give figures back from their names."""
    return Counts({figure: numbers.get(figure.value, 0) for figure in Figure})
