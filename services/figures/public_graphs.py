"""The charts of the public board: of the street and its communities, nothing smaller."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from models.areas import Level
from models.errors import NotFound
from models.people import Language
from services.areas import areas
from services.clock import Clock, today
from services.drawing.charts import Chart
from services.figures import graphs, just_counted, months
from services.figures.evidence import By, Scope
from services.figures.periods import Period, months_of
from services.figures.rates import Line
from services.texts.pages import graph_words as texts

FIRST_YEAR = 2020
MONTHS = 12


class Graph(StrEnum):
    """A chart of the board; its name is that of its address."""

    MONTHS = "months"
    RATES = "rates"
    CATEGORIES = "categories"
    COMMUNITIES = "communities"
    PLACES = "places"


def draw(
    session: Session,
    graph: Graph,
    clock: Clock,
    language: Language,
    *,
    code: str = "",
    year: int | None = None,
) -> Chart | None:
    """Give a chart of the street or one of its communities, of twelve months or of a year.

    Returns:
        None while it is being counted for the first time.

    Raises:
        NotFound: area_unknown; also for what lies below a community: too few people live there.
    """
    area = areas.get_area(session, code) if code else areas.get_street(session)
    if area.level not in (Level.STREET, Level.COMMUNITY):
        raise NotFound("area_unknown", code=code)
    wanted = _months(year, today(clock))
    if graph in (Graph.MONTHS, Graph.RATES):
        each = just_counted.give(
            session,
            ("each", area.id, *wanted),
            clock,
            lambda: months.count_each(session, Scope.of(area), wanted, clock),
        )
        if each is None:
            return None
        names = graphs.name_months(wanted, language)
        draw_it = graphs.draw_counts if graph is Graph.MONTHS else graphs.draw_rates
        return draw_it(names, each.value, language, is_public=True)
    by = By.CATEGORY if graph is Graph.CATEGORIES else By.AREA
    whole = Period(wanted[0].first, wanted[-1].last)
    scope = Scope((area,), whole.begin(clock), whole.end(clock))
    lines = just_counted.give(
        session, (by, area.id, *wanted), clock, lambda: months.count_by(session, scope, by, clock)
    )
    return None if lines is None else _draw_lines(graph, lines.value, language)


def _draw_lines(graph: Graph, lines: Sequence[Line], language: Language) -> Chart:
    if graph is Graph.PLACES:
        return graphs.draw_places(lines, language, is_public=True)
    title = texts.CATEGORIES if graph is Graph.CATEGORIES else texts.COMMUNITIES
    return graphs.draw_shares(lines, title, language)


def _months(year: int | None, day: date) -> Sequence[Period]:
    if year is None or not FIRST_YEAR <= year <= day.year:
        return months_of(day, MONTHS)
    last = day if year == day.year else date(year, 12, 31)
    return months_of(last, last.month)
