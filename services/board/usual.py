"""What everybody asks for is counted before the first one does, where that takes long."""

from sqlmodel import Session

from models.people import Language
from services.board import public_counts, public_figures
from services.clock import Clock
from services.figures import public_graphs
from services.figures.kept import kept_for
from services.figures.public_graphs import Graph
from services.notices import notice_board

PICTURED = 24
"""Notices whose photos the board shows."""


def have_counted(session: Session, clock: Clock) -> None:
    """Have the usual figures and charts of the board counted beside; at once in no store."""
    if kept_for(session, clock).is_small(session):
        return
    public_counts.kept_public(session, clock)
    for name in public_figures.PERIODS:
        public_figures.kept_count(session, name, clock)
    for graph in Graph:
        public_graphs.draw(session, graph, clock, Language.SIMPLIFIED)
    notice_board.list_pictured(session, clock, PICTURED)
