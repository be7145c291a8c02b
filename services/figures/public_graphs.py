"""The charts of the public board: of the street and its communities, nothing smaller."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from models.areas import Area, Level
from models.errors import NotFound
from models.people import Language
from services import areas
from services.clock import Clock, today
from services.drawing.charts import Chart
from services.figures import graphs, kept_counts
from services.figures.evidence import By, Scope
from services.figures.periods import Period, months_of
from services.figures.rates import Line
from services.texts import graph_words as texts

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
) -> Chart:
    """Give a chart of the street or one of its communities, of twelve months or of a year.

    Raises:
        NotFound: area_unknown; also for what lies below a community: too few people live there.
    """
    area = areas.get_area(session, code) if code else areas.get_street(session)
    if area.level not in (Level.STREET, Level.COMMUNITY):
        raise NotFound("area_unknown", code=code)
    months = _months(year, today(clock))
    match graph:
        case Graph.MONTHS | Graph.RATES:
            names = graphs.name_months(months, language)
            counted = kept_counts.count_each(session, Scope.of(area), months, clock)
            draw_it = graphs.draw_counts if graph is Graph.MONTHS else graphs.draw_rates
            return draw_it(names, counted, language, is_public=True)
        case Graph.CATEGORIES:
            lines = _lines(session, area, months, By.CATEGORY, clock)
            return graphs.draw_shares(lines, texts.CATEGORIES, language)
        case Graph.COMMUNITIES:
            lines = _lines(session, area, months, By.AREA, clock)
            return graphs.draw_shares(lines, texts.COMMUNITIES, language)
        case Graph.PLACES:
            lines = _lines(session, area, months, By.AREA, clock)
            return graphs.draw_places(lines, language, is_public=True)


def _months(year: int | None, day: date) -> Sequence[Period]:
    if year is None or not FIRST_YEAR <= year <= day.year:
        return months_of(day, MONTHS)
    last = day if year == day.year else date(year, 12, 31)
    return months_of(last, last.month)


def _lines(
    session: Session, area: Area, months: Sequence[Period], by: By, clock: Clock
) -> Sequence[Line]:
    whole = Period(months[0].first, months[-1].last)

    scope = Scope((area,), whole.begin(clock), whole.end(clock))
    return kept_counts.count_by(session, scope, by, clock)
