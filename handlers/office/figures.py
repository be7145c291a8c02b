"""The three rates in the chat: the figures, a picture of them, and the numbers behind each.

Every message carries buttons that say all it takes to look further (period, place, kind), so
nothing is open between two presses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from handlers.casework.handling import worker
from handlers.talking.messages import Reply
from handlers.talking.talk import Talk
from models.areas import Area
from models.cases import Channel
from models.categories import Category
from models.errors import Invalid
from models.media import MediaKind
from services.areas import areas
from services.attachments import media
from services.attachments.shelf import shelf_of
from services.delivery.messages import Choice, Command
from services.figures import charts, exclusions, rates, retelling_figures
from services.figures.charts import Bars
from services.figures.evidence import By, Figure, Scope
from services.figures.periods import Period, Span, period_of
from services.figures.rates import Line, Number
from services.texts import figures as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import Phrase, join_words, verbatim

PAGE = 10
"""Numbers on one page; each has a button that opens it."""

DRAWN = 8
"""Lines of a table that are drawn; what is taller is too small on a phone."""

SPANS = (Span.WEEK, Span.MONTH, Span.LAST_MONTH, Span.YEAR)
TABLES = (By.AREA, By.CATEGORY, By.UNIT)
_NARROWED = ("area", "category", "channel", "unit")

About = dict[str, str | int]
E = TypeVar("E", bound=StrEnum)


def figures(talk: Talk) -> Reply:
    """Show the figures of a period: in words, and as a picture (三率)."""
    scope, period = _asked(talk)
    counted = rates.count(talk.session, scope, talk.clock)
    said = [
        retelling_figures.head(texts.SPAN_LABELS[_span(talk)](), _name(talk, scope), period),
        *retelling_figures.in_full(talk.session, counted),
    ]
    if _span(talk) is Span.MONTH:
        earlier = period_of(Span.LAST_MONTH, talk.clock)
        said.append(retelling_figures.before(talk.session, scope, earlier, talk.clock))
    drawn = _draw(talk, period, [Bars("", counted.raw)])
    shown_last = texts.PICTURE()
    return Reply(tuple(said), _onward(talk), attachments=drawn, shown_last=shown_last)


def figures_by(talk: Talk) -> Reply:
    """Show the figures by communities, categories or units."""
    scope, period = _asked(talk)
    by = _read(talk, "by", By)
    table = rates.count_by(talk.session, scope, by, talk.clock)
    said = (
        retelling_figures.head(texts.SPAN_LABELS[_span(talk)](), _name(talk, scope), period),
        *retelling_figures.lines(talk.session, table),
    )
    drawn = _draw(talk, period, _bars(table))
    narrower = tuple(
        Choice(
            texts.NUMBERED(number=number, name=retelling_figures.name_of(line)),
            Command("figures", _about(talk) | {by.value: _key(line)}),
        )
        for number, line in enumerate(table[: retelling_figures.MOST_LINES], 1)
    )
    back = _choice(talk, texts.BACK_TO_ALL(), "figures")
    return Reply(said, (*narrower, back), attachments=drawn, shown_last=texts.COLOURS())


def figure_numbers(talk: Talk) -> Reply:
    """Show the numbers behind a figure, each with a button that opens it; which one is asked."""
    scope, period = _asked(talk)
    head = retelling_figures.head(texts.SPAN_LABELS[_span(talk)](), _name(talk, scope), period)
    counts = rates.count(talk.session, scope, talk.clock).raw
    if "figure" not in talk.about:
        offered = tuple(
            _choice(talk, _label(figure, counts[figure]), "figure_numbers", figure=figure.value)
            for figure in Figure
            if counts[figure]
        )
        return Reply((head, texts.WHICH_FIGURE() if offered else texts.NO_NUMBERS()), offered)
    figure, first = _read(talk, "figure", Figure), int(talk.about.get("from", 0))
    found = rates.list_numbers(
        talk.session, scope, figure, talk.clock, limit=PAGE + 1, offset=first
    )
    if not found:
        return Reply((head, texts.NO_NUMBERS()))
    shown = found[:PAGE]
    said = texts.NUMBERS(
        name=texts.FIGURE_LABELS[figure](),
        count=counts[figure],
        first=first + 1,
        last=first + len(shown),
        numbers=join_words([_number(row) for row in shown]),
    )
    choices = _to_open(shown)
    if len(found) > PAGE:
        onward = {"figure": figure.value, "from": first + PAGE}
        choices = (*choices, _choice(talk, texts.NEXT_PAGE(), "figure_numbers", **onward))
    return Reply((head, said), choices)


def to_figures() -> Choice:
    """Give the button that shows the figures."""
    return Choice(texts.TO_FIGURES(), Command("figures", {}))


def _asked(talk: Talk) -> tuple[Scope, Period]:
    """Read what is asked for; whoever asks must be allowed to see it."""
    me = worker(talk)
    if "area" in talk.about:
        places: Sequence[Area] = [areas.area_of(talk.session, talk.number("area"))]
    else:
        places = rates.list_outermost(talk.session, me)
    period = period_of(_span(talk), talk.clock)
    begin, end = period.begin(talk.clock), period.end(talk.clock)
    scope = rates.scope_for(talk.session, me, places, begin, end)
    if "category" in talk.about:
        scope = replace(scope, category=_read(talk, "category", Category))
    if "channel" in talk.about:
        scope = replace(scope, channel=_read(talk, "channel", Channel))
    if "unit" in talk.about:
        scope = replace(scope, unit_id=talk.number("unit"))
    return scope, period


def _read(talk: Talk, key: str, kind: type[E]) -> E:
    try:
        return kind(talk.text(key))
    except ValueError:
        raise Invalid("button_outdated") from None


def _span(talk: Talk) -> Span:
    return _read(talk, "span", Span) if "span" in talk.about else Span.MONTH


def _name(talk: Talk, scope: Scope) -> Phrase:
    named = [verbatim(areas.full_name(talk.session, area)) for area in scope.areas]
    if scope.category is not None:
        named.append(CATEGORY_LABELS[scope.category]())
    if scope.channel is not None:
        named.append(CHANNEL_LABELS[scope.channel]())
    if scope.unit_id is not None:
        unit = rates.find_unit(talk.session, scope.unit_id)
        named.append(verbatim(unit) if unit else texts.NO_UNIT())
    return verbatim(join_words(named).replace("\n", "、"))


def _onward(talk: Talk) -> tuple[Choice, ...]:
    """Offer the numbers, the tables, the other periods, and the appeals that wait."""
    others = (span for span in SPANS if span is not _span(talk))
    waiting = len(exclusions.list_undecided(talk.session, worker(talk)))
    appeals = (Choice(texts.TO_EXCLUSIONS(count=waiting), Command("exclusions", {})),)
    return (
        _choice(talk, texts.SEE_NUMBERS(), "figure_numbers"),
        *(_choice(talk, texts.BY_LABELS[by](), "figures_by", by=by.value) for by in TABLES),
        *(_choice(talk, texts.SPAN_LABELS[it](), "figures", span=it.value) for it in others),
        *(appeals if waiting else ()),
    )


def _choice(talk: Talk, label: Phrase, dialogue: str, **more: str | int) -> Choice:
    return Choice(label, Command(dialogue, _about(talk) | more))


def _about(talk: Talk) -> About:
    """Give what this message is about, for the buttons under it."""
    about: Mapping[str, str | int] = talk.about
    return {"span": _span(talk).value} | {key: about[key] for key in _NARROWED if key in about}


def _key(line: Line) -> str | int:
    return 0 if line.key is None else line.key


def _label(figure: Figure, count: int) -> Phrase:
    return texts.FIGURE_COUNT(name=texts.FIGURE_LABELS[figure](), count=count)


def _number(row: Number) -> Phrase:
    number: str | Phrase = row.number
    if row.round > 1:
        number = texts.ROUND(number=row.number, round=row.round)
    if row.is_left_out:
        return texts.LEFT_OUT(number=number)
    return verbatim(number) if isinstance(number, str) else number


def _to_open(rows: Sequence[Number]) -> tuple[Choice, ...]:
    """Offer to open each case once, however many of its rounds are on the page."""
    cases = {row.case_id: row.number for row in rows}
    return tuple(
        Choice(texts.OPEN_NUMBER(number=number), Command("handle", {"case": case_id}))
        for case_id, number in cases.items()
    )


def _bars(table: Sequence[Line]) -> Sequence[Bars]:
    return [
        Bars(f"{number}  {line.code if line.code.isascii() else ''}".strip(), line.figures.raw)
        for number, line in enumerate(table[:DRAWN], 1)
    ]


def _draw(talk: Talk, period: Period, bars: Sequence[Bars]) -> tuple[int, ...]:
    """Draw the rates; where nobody was asked anything yet there is nothing to draw."""
    shelf = shelf_of(talk.session)
    if shelf is None or not any(each.counts[Figure.ASKED] for each in bars):
        return ()

    def keep() -> int:
        content = shelf.put(charts.draw(period, bars))
        account_id = talk.caller.account_id
        return media.keep(talk.session, account_id, MediaKind.PHOTO, talk.clock, content=content)

    return (talk.do("draw", keep),)
