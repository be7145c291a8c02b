"""`rates`: the three rates, by hand or for scripts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say, say_json, say_table
from bot.settings import read_settings
from models.errors import OperatorError
from services.areas import areas
from services.clock import Clock
from services.figures import rates, retelling_figures
from services.figures.evidence import By, Figure, Scope
from services.figures.periods import Period, Span, period_of
from services.figures.rates import Counts, Figures, Line, Rate
from services.store import Store
from services.texts import figures as texts
from services.texts.phrases import join_words, put_into_words

WHOLE = "合计"
SHOWN = (Figure.REPORTED, Figure.ANSWERED, Figure.IN_TIME, Figure.OPEN, Figure.OVERDUE)


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command("rates")(show)


def show(
    area: str = typer.Option("", "--area", help="区域的编码，连同下面的全部；不写就是全街道"),
    since: str = typer.Option("", "--from", help="从哪天起，例如 2026-11-01；不写就是本月"),
    until: str = typer.Option("", "--to", help="到哪天，含当天"),
    by: By | None = typer.Option(None, "--by", help="按社区、类别、单位或渠道分列"),
    numbers: Figure | None = typer.Option(None, "--numbers", help="列出一个数背后的编号"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """三率（响应率、解决率、满意率）和件数，剔除前后都有；每个数都能列出编号。

    例：minqing rates --area HF --from 2026-10-01 --to 2026-10-31 --by category
    """
    settings = read_settings()
    clock = clock_of(settings)
    period = _period(since, until, clock)
    with open_store(settings) as store:
        if numbers is not None:
            _show_numbers(
                store, _scope(store, area, period, clock), numbers, clock, as_json=as_json
            )
            return
        rows = _rows(store, _scope(store, area, period, clock), by, clock)
        said = _in_words(store, rows[-1][2]) if by is None else ""
    if as_json:
        days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        say_json({**days, "rows": [_as_json(*row) for row in rows]})
    elif by is None:
        say(f"{period.first} — {period.last}\n{said}")
    else:
        _say_rows(rows)


Row = tuple[str, str, Figures, int | None, int | None]
"""Code, name, figures, and the weighted totals before and after 剔除."""


def _scope(store: Store, area: str, period: Period, clock: Clock) -> Scope:
    with store.read() as session:
        place = areas.get_area(session, area) if area else areas.get_street(session)
        session.expunge_all()
    return Scope((place,), period.begin(clock), period.end(clock))


def _rows(store: Store, scope: Scope, by: By | None, clock: Clock) -> list[Row]:
    with store.read() as session:
        lines: Sequence[Line] = ()
        if by is not None:
            lines = rates.count_by(session, scope, by, clock)
        named = [
            (line.code, put_into_words(retelling_figures.name_of(line)), line.figures)
            for line in lines
        ]
        named.append(("", WHOLE, rates.count(session, scope, clock)))
        return [
            (
                code,
                name,
                figures,
                rates.total_of(session, figures.raw),
                rates.total_of(session, figures.kept),
            )
            for code, name, figures in named
        ]


def _in_words(store: Store, figures: Figures) -> str:
    with store.read() as session:
        return join_words(retelling_figures.in_full(session, figures))


def _say_rows(rows: list[Row]) -> None:
    heads = [
        "编码",
        "名称",
        *(put_into_words(texts.RATE_LABELS[rate]()) for rate in Rate),
        "总分",
        *(put_into_words(texts.FIGURE_LABELS[figure]()) for figure in SHOWN),
    ]
    cells = [
        [
            code,
            name,
            *(put_into_words(texts.percent(figures.raw.rate(rate))) for rate in Rate),
            put_into_words(texts.points(total)),
            *(str(figures.raw[figure]) for figure in SHOWN),
        ]
        for code, name, figures, total, _ in rows
    ]
    say_table([heads, *cells])


def _show_numbers(
    store: Store, scope: Scope, figure: Figure, clock: Clock, *, as_json: bool
) -> None:
    with store.read() as session:
        found = rates.list_numbers(session, scope, figure, clock)
    if as_json:
        say_json([row._asdict() for row in found])
        return
    for row in found:
        mark = " 已剔除" if row.is_left_out else ""
        say(f"{row.number} {row.round}{mark}")
    remark(f"{put_into_words(texts.FIGURE_LABELS[figure]())} {len(found)}")


def _as_json(
    code: str, name: str, figures: Figures, total: int | None, total_kept: int | None
) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "raw": _counts_as_json(figures.raw, total),
        "kept": _counts_as_json(figures.kept, total_kept),
    }


def _counts_as_json(counts: Counts, total: int | None) -> dict[str, Any]:
    """Give counts as they are, rates and total in percent."""
    return {
        **{figure.value: counts[figure] for figure in Figure},
        **{rate.value: _in_percent(counts.rate(rate)) for rate in Rate},
        "total": _in_percent(total),
    }


def _in_percent(per_mille: int | None) -> float | None:
    return None if per_mille is None else per_mille / 10


def _period(since: str, until: str, clock: Clock) -> Period:
    present = period_of(Span.MONTH, clock)
    first = _day(since) if since else present.first
    last = _day(until) if until else max(present.last, first)
    if last < first:
        raise OperatorError(f"--to {last} 在 --from {first} 之前")
    return Period(first, last)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，例如 2026-11-01") from None
