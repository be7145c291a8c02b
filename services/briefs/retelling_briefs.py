"""A brief in words, rows and charts: in full for the office, in its public form for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.briefs import BriefSpan
from models.people import Language
from services.briefs.contents import Content, Named, Planned, Told, counts_of
from services.drawing.charts import Chart, Series, Shape, Value, write
from services.figures import graphs
from services.figures.evidence import Figure
from services.figures.periods import Period, month_of
from services.figures.rates import LEAST_PUBLIC, Counts, Rate
from services.texts import briefs as texts
from services.texts import figures as figure_texts
from services.texts.pages import graph_words
from services.texts.phrases import Phrase, Template, put_into_words

SHOWN = (
    Figure.REPORTED,
    Figure.ANSWERED,
    Figure.IN_TIME,
    Figure.LATE,
    Figure.SOLVED,
    Figure.REOPENED,
    Figure.OPEN,
    Figure.OVERDUE,
)
QUARTER = 3
HOUR = 60
NOT_TOLD = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure or rate: as it is, after exclusions, as it was, and what changed."""

    label: str
    now: str
    kept: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class Retold:
    """A brief as it is read."""

    title: str
    rows: Sequence[Row]
    rates: Sequence[Row]
    categories: Sequence[tuple[str, str]]
    places: Sequence[Sequence[str]]
    place_heads: Sequence[str]
    notices: Sequence[Told]
    planned: Sequence[Planned]
    charts: Mapping[str, Chart]
    foot: str


def retell(content: Content, language: Language, *, is_public: bool) -> Retold:
    """Give a brief as it is read; in public without what speaks of few people."""
    say = _Sayer(language, is_public=is_public)
    foot = texts.FOOT if is_public else texts.FOOT_WITHIN
    return Retold(
        title=put_into_words(title_of(content), language=language),
        rows=[*(say.figure(content, it) for it in SHOWN), *say.besides(content)],
        rates=[say.rate(content, it) for it in Rate],
        categories=[
            (it.name, str(it.counts[Figure.REPORTED]))
            for it in content.categories
            if it.counts.get(Figure.REPORTED, 0)
        ],
        places=[say.place(it) for it in content.places],
        place_heads=[
            say.word(it)
            for it in (
                figure_texts.FIGURE_LABELS[Figure.REPORTED],
                figure_texts.FIGURE_LABELS[Figure.ANSWERED],
                *figure_texts.RATE_LABELS.values(),
            )
        ],
        notices=content.notices,
        planned=content.planned,
        charts=charts_of(content, language, is_public=is_public),
        foot=put_into_words(foot(street=content.street, least=LEAST_PUBLIC), language=language),
    )


def title_of(content: Content) -> Phrase:
    """Name a brief."""
    return texts.TITLE(area=content.area, days=days_of(content.span, content.period))


def days_of(span: BriefSpan, period: Period) -> Phrase:
    """Name the days of a brief."""
    first, last = period.first, period.last
    match span:
        case BriefSpan.WEEK:
            return texts.WEEK(
                year=first.year,
                month=first.month,
                day=first.day,
                last_month=last.month,
                last_day=last.day,
            )
        case BriefSpan.MONTH:
            return texts.MONTH(year=first.year, month=first.month)
        case BriefSpan.QUARTER:
            return texts.QUARTER(year=first.year, quarter=(first.month + 2) // QUARTER)


def in_public(content: Content) -> str:
    """Give the words of its notice: some lines that a phone can show."""
    told = retell(content, Language.SIMPLIFIED, is_public=True)
    lines = [
        put_into_words(texts.PUBLIC_LINE(label=row.label, value=row.now))
        for row in (*told.rows, *told.rates)
        if row.now != NOT_TOLD
    ]
    if told.categories:
        kinds = "、".join(
            put_into_words(texts.PLANNED(kind=name, count=count))
            for name, count in told.categories[:3]
        )
        lines.append(put_into_words(texts.PUBLIC_MOST(kinds=kinds)))
    lines.append(put_into_words(texts.PUBLIC_FEW(least=LEAST_PUBLIC)))
    return "\n".join(lines)


def charts_of(content: Content, language: Language, *, is_public: bool) -> Mapping[str, Chart]:
    """Give the charts of a brief, by name; those that would show nothing are left out."""
    months = [month_of(date.fromisoformat(it.name)) for it in content.months]
    names = graphs.name_months(months, language)
    counts = [counts_of(it.counts) for it in content.months]
    charts = {
        "months": graphs.draw_counts(names, counts, language, is_public=is_public),
        "rates": graphs.draw_rates(names, counts, language, is_public=is_public),
        "categories": _shares(content.categories, graph_words.CATEGORIES, language),
    }
    if len(content.places) > 1:
        charts["places"] = _shares(content.places, graph_words.SHARES, language)
    return {name: it for name, it in charts.items() if it.labels}


def _shares(named: Sequence[Named], title: Template, language: Language) -> Chart:
    told = [(it.name, value) for it in named if (value := it.counts.get(Figure.REPORTED, 0))]
    label = figure_texts.FIGURE_LABELS[Figure.REPORTED]()
    series = Series(put_into_words(label, language=language), [value for _, value in told])
    names = [name for name, _ in told]
    return Chart(Shape.BARS, put_into_words(title(), language=language), names, [series])


class _Sayer:
    """Writes figures for one reader."""

    def __init__(self, language: Language, *, is_public: bool) -> None:
        self._language = language
        self._is_public = is_public

    def word(self, template: Template) -> str:
        return put_into_words(template(), language=self._language)

    def figure(self, content: Content, figure: Figure) -> Row:
        now, kept, was = (
            self._count(counts_of(it), figure)
            for it in (content.counts, content.kept, content.before)
        )
        is_now = figure in (Figure.OPEN, Figure.OVERDUE)  # of the moment it was made
        label = self.word(figure_texts.FIGURE_LABELS[figure])
        return Row(
            put_into_words(texts.WHEN_MADE(label=label), language=self._language)
            if is_now
            else label,
            write(now, is_rate=False),
            write(kept, is_rate=False),
            "" if is_now else write(was, is_rate=False),
            "" if is_now else self._change(now, was, is_rate=False),
        )

    def besides(self, content: Content) -> Sequence[Row]:
        is_told = not self._is_public or content.posts >= LEAST_PUBLIC
        counted = (
            (texts.OVERSEEN, content.overseen),
            (texts.POSTS, content.posts),
            (texts.SERVED, content.served // HOUR if is_told else None),
        )
        return [
            Row(self.word(it), write(value, is_rate=False), "", "", "") for it, value in counted
        ]

    def rate(self, content: Content, rate: Rate) -> Row:
        now, kept, was = (
            self._rate(counts_of(it), rate)
            for it in (content.counts, content.kept, content.before)
        )
        return Row(
            self.word(figure_texts.RATE_LABELS[rate]),
            write(now, is_rate=True),
            write(kept, is_rate=True),
            write(was, is_rate=True),
            self._change(now, was, is_rate=True),
        )

    def place(self, named: Named) -> Sequence[str]:
        counts = counts_of(named.counts)
        values = [self._count(counts, it) for it in (Figure.REPORTED, Figure.ANSWERED)]
        return [
            named.name,
            *(write(it, is_rate=False) for it in values),
            *(write(self._rate(counts, it), is_rate=True) for it in Rate),
        ]

    def _count(self, counts: Counts, figure: Figure) -> Value:
        return counts.public(figure) if self._is_public else counts[figure]

    def _rate(self, counts: Counts, rate: Rate) -> Value:
        return graphs.public_rate(counts, rate) if self._is_public else counts.rate(rate)

    def _change(self, now: Value, was: Value, *, is_rate: bool) -> str:
        if now is None or was is None:
            return NOT_TOLD
        change = now - was
        if not change:
            return self.word(texts.SAME)
        amount: Phrase | int = abs(change)
        if is_rate:
            amount = texts.POINTS(tenths=f"{abs(change) // 10}.{abs(change) % 10}")
        template = texts.UP if change > 0 else texts.DOWN
        return put_into_words(template(points=amount), language=self._language)
