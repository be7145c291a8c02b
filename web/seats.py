"""Whose screens a page shows: the visitor's own, or, in the demonstration, anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from services import demo
from services.demo import Side
from services.texts import chat as texts
from services.texts.phrases import put_into_words
from web.visitors import Visitor

OWN = "me"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody to be on the chat page.

    Args:
        key: names them in addresses.
        chat: the name of their account.
        name: as the page shows it.
        title: what they are.
        side: of a wide window.
    """

    key: str
    chat: str
    name: str
    title: str
    side: Side


@dataclass(frozen=True, slots=True)
class Table:
    """All seats of a page, and the one or two that are shown; the first is spoken from."""

    seats: Sequence[Seat]
    shown: Sequence[Seat]
    is_demo: bool

    @property
    def first_staff(self) -> Seat | None:
        """The one before whom a wide window leaves a gap."""
        return next((seat for seat in self.seats if seat.side is Side.STAFF), None)

    def beside(self, seat: Seat) -> str:
        """Tell who stays in the window when somebody else is chosen on a side."""
        other = next((each for each in self.shown if each.side is not seat.side), None)
        return other.key if other is not None else ""


def lay_table(session: Session, visitor: Visitor, chosen: str, beside: str) -> Table:
    """Find out whose screens to show."""
    own = Seat(
        OWN,
        visitor.chat,
        put_into_words(texts.YOURSELF()),
        put_into_words(texts.NEWCOMER()),
        Side.RESIDENT,
    )
    if not demo.is_demo(session):
        return Table((own,), (own,), is_demo=False)
    others = [
        Seat(each.key, each.outer_id, each.name, each.title, each.side) for each in demo.PEOPLE
    ]
    seats = (*others[:2], own, *others[2:])
    first = next((each for each in seats if each.key == chosen), seats[0])
    opposite = [each for each in seats if each.side is not first.side]
    second = next((each for each in opposite if each.key == beside), opposite[0])
    return Table(seats, (first, second), is_demo=True)
