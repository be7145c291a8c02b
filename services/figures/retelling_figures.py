"""Figures in words: the same sentences in the chat, the weekly notice and under a picture."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from models.cases import Channel
from models.categories import Category
from services.clock import Clock
from services.figures import rates
from services.figures.evidence import Figure, Scope
from services.figures.periods import Period
from services.figures.rates import Counts, Figures, Line, Rate
from services.rules import rules_of
from services.texts import figures as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import Phrase, Template, verbatim

MOST_LINES = 12
"""Of a table; more are no longer read on a phone."""


def head(span: Phrase, name: Phrase, period: Period) -> Phrase:
    """Say which figures these are."""
    return texts.HEAD(span=span, area=name, first=_day(period.first), last=_day(period.last))


def in_full(session: Session, figures: Figures) -> Sequence[Phrase]:
    """Say the rates with their parts, what changes after 剔除, and the counts."""
    raw, kept = figures.raw, figures.kept
    said = [*in_public(raw), texts.TOTAL(total=texts.points(rates.total_of(session, raw)))]
    if kept != raw:
        said.append(_rates(session, texts.KEPT, kept))
    said.append(how(session))
    counts = {figure.value: raw[figure] for figure in Figure}
    said += [
        texts.COUNTS(**_only(counts, "reported", "answered", "in_time", "late", "reopened")),
        texts.BESIDES(**_only(counts, "merged", "declined", "withdrawn", "silent")),
        waiting(raw),
    ]
    return said


def how(session: Session) -> Phrase:
    """Say how each rate and the total are made."""
    weights = rules_of(session).weights
    whole = sum(weights) or 1
    parts = (round(100 * weight / whole) for weight in weights)
    return texts.HOW(**dict(zip((rate.value for rate in Rate), parts, strict=True)))


def in_public(raw: Counts) -> Sequence[Phrase]:
    """Say the rates with their parts."""
    return [
        texts.RATE_LINE(
            name=texts.RATE_LABELS[rate](),
            rate=texts.percent(raw.rate(rate)),
            part=raw[part],
            whole=raw[whole],
        )
        for rate, (part, whole) in rates.PARTS.items()
    ]


def waiting(raw: Counts) -> Phrase:
    """Say what waits now."""
    return texts.WAITING(open=raw[Figure.OPEN], overdue=raw[Figure.OVERDUE])


def before(session: Session, scope: Scope, period: Period, clock: Clock) -> Phrase:
    """Say the rates of the month before."""
    earlier = scope.within(period.begin(clock), period.end(clock))
    return _rates(session, texts.BEFORE, rates.count(session, earlier, clock).raw)


def lines(session: Session, table: Sequence[Line]) -> Sequence[Phrase]:
    """Say a table, a numbered line each."""
    if not table:
        return [texts.NO_LINES()]
    said = [
        _rates(
            session,
            texts.LINE,
            line.figures.raw,
            number=number,
            name=name_of(line),
            open=line.figures.raw[Figure.OPEN],
            overdue=line.figures.raw[Figure.OVERDUE],
        )
        for number, line in enumerate(table[:MOST_LINES], 1)
    ]
    if len(table) > MOST_LINES:
        said.append(texts.MORE_LINES(count=len(table) - MOST_LINES))
    return said


def name_of(line: Line) -> Phrase:
    """Name a line of a table."""
    match line.key:
        case Category():
            return CATEGORY_LABELS[line.key]()
        case Channel():
            return CHANNEL_LABELS[line.key]()
        case None:
            return texts.NO_UNIT()
        case _:
            return verbatim(line.name)


def _rates(
    session: Session,
    template: Template,
    counts: Counts,
    **more: Phrase | int,
) -> Phrase:
    values = {rate.value: texts.percent(counts.rate(rate)) for rate in Rate}
    total = texts.points(rates.total_of(session, counts))
    return template(**values, total=total, **more)


def _only(counts: dict[str, int], *names: str) -> dict[str, int]:
    return {name: counts[name] for name in names}


def _day(day: date) -> Phrase:
    return texts.DAY(month=day.month, day=day.day)
