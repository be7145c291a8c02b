"""Whose screens a page shows: the visitor's own, or, in the demonstration, anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models.people import Language
from services import demo
from services.demo import Side
from services.texts import chat as texts
from services.texts.phrases import put_into_words
from web.chat.visitors import Visitor

OWN = demo.VISITOR
GROUP = "group-"
"""What the keys of groups begin with."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody to be on the chat page, or a group to speak in.

    Args:
        key: names them in addresses.
        chat: the name of their account.
        name: as the page shows it.
        title: what they are.
        side: of a wide window.
        said_as: how others in a group see who speaks.
        members: of a group, by their keys; nobody is nobody's member.
    """

    key: str
    chat: str
    name: str
    title: str
    side: Side
    said_as: str = ""
    members: tuple[str, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether several speak here."""
        return bool(self.members)


@dataclass(frozen=True, slots=True)
class Table:
    """All seats of a page, and the one or two that are shown.

    Args:
        seats: everybody to be.
        shown: what the window shows; the first is spoken from.
        is_demo: whether the visitor may be others than themselves.
        groups: to speak in.
    """

    seats: Sequence[Seat]
    shown: Sequence[Seat]
    is_demo: bool
    groups: Sequence[Seat] = ()

    @property
    def speaker(self) -> Seat:
        """Who the visitor is now."""
        return self.shown[0]

    @property
    def group(self) -> Seat | None:
        """The group that is open."""
        return next((seat for seat in self.shown if seat.is_group), None)

    @property
    def front(self) -> Seat:
        """The one screen that a narrow window shows."""
        return self.group or self.speaker

    @property
    def offered(self) -> Sequence[Seat]:
        """All in the order in which they are offered: others, groups, and the visitor last."""
        own = [seat for seat in self.seats if seat.key == OWN]
        return (*(seat for seat in self.seats if seat.key != OWN), *self.groups, *own)

    def beside(self, seat: Seat) -> str:
        """Tell who stays in the window when somebody else is chosen on a side."""
        other = next((it for it in self.shown if it.side is not seat.side), None)
        return other.key if other is not None and not other.is_group else ""

    def speaker_in(self, group: Seat) -> str:
        """Tell who speaks when a group is opened: who speaks now, if they are in it."""
        return self.speaker.key if self.speaker.key in group.members else group.members[0]

    def find(self, key: str) -> Seat | None:
        """Find a seat or a group."""
        return next((it for it in (*self.seats, *self.groups) if it.key == key), None)


def lay_table(
    session: Session,
    visitor: Visitor,
    chosen: str = "",
    beside: str = "",
    group: str = "",
    language: Language = Language.SIMPLIFIED,
) -> Table:
    """Find out whose screens to show."""
    own = Seat(
        OWN,
        visitor.chat,
        put_into_words(texts.YOURSELF(), language=language),
        put_into_words(texts.NEWCOMER(), language=language),
        Side.RESIDENT,
        put_into_words(texts.NEWCOMER()),
    )
    if not demo.is_demo(session):
        return Table((own,), (own,), is_demo=False)
    others = [
        Seat(each.key, each.outer_id, each.name, each.title, each.side, each.name)
        for each in demo.PLAYED
    ]
    seats = (*others, own)
    groups = [
        Seat(GROUP + it.key, it.outer_id, it.name, "", Side.STAFF, members=it.members)
        for it in demo.GROUPS
    ]
    first = next((each for each in seats if each.key == chosen), seats[0])
    opened = next((each for each in groups if each.key == group), None)
    if opened is not None:
        if first.key not in opened.members:
            first = next(each for each in seats if each.key == opened.members[0])
        return Table(seats, (first, opened), is_demo=True, groups=groups)
    opposite = [each for each in seats if each.side is not first.side]
    second = next((each for each in opposite if each.key == beside), opposite[0])
    return Table(seats, (first, second), is_demo=True, groups=groups)
