"""What the chat page shows, ready for its templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from models.people import Account, Door
from services import accounts, screens
from services.clock import Clock, local, today
from services.screens import PAGE, Line, ScreenButton
from web.door import ROBOT
from web.pages import TEMPLATES
from web.seats import Seat


@dataclass(frozen=True, slots=True)
class LineView:
    """One line as it is drawn.

    Args:
        id: its number.
        is_ours: whether the program said it.
        text: the words.
        foot: the line with the office's phone, drawn smaller.
        time: when, in short.
        buttons: what may still be pressed.
        is_used: one of its buttons was pressed before.
        pressed: the token of the button that made this line.
    """

    id: int
    is_ours: bool
    text: str
    foot: str
    time: str
    buttons: Sequence[ScreenButton]
    is_used: bool
    pressed: str

    @property
    def is_question(self) -> bool:
        """Whether its buttons are of use only until something else is said."""
        return any(button.is_answer for button in self.buttons)


@dataclass(frozen=True, slots=True)
class Panel:
    """One screen."""

    seat: Seat
    lines: Sequence[LineView]
    newest: int
    older: int | None


def find_seated(session: Session, seat: Seat) -> Account | None:
    """Find the account of a seat; a visitor has none before they first say something."""
    return accounts.find_account(session, Door.BROWSER, ROBOT, seat.chat)


def read_panel(session: Session, seat: Seat, before: int | None, clock: Clock) -> Panel:
    """Read the end of a screen, or what stands before a line."""
    account = find_seated(session, seat)
    lines = () if account is None else screens.list_newest(session, account, before)
    return Panel(
        seat,
        draw(lines, clock),
        newest=lines[-1].id if lines else 0,
        older=lines[0].id if len(lines) == PAGE else None,
    )


def read_last_own(session: Session, seats: Sequence[Seat]) -> Mapping[str, int]:
    """Read up to where each has surely read: the last line they said themselves."""
    found = ((seat.key, find_seated(session, seat)) for seat in seats)
    return {
        key: 0 if account is None else screens.last_own(session, account) for key, account in found
    }


def draw(lines: Sequence[Line], clock: Clock) -> Sequence[LineView]:
    """Give lines as they are drawn; a question that something was said after loses its buttons."""
    pressed = {line.shown.pressed for line in lines if line.shown.pressed}
    is_answered = False
    views: list[LineView] = []
    for line in reversed(lines):
        is_answered = is_answered or not line.is_ours
        views.append(_draw(line, pressed, clock, is_answered=is_answered))
    return views[::-1]


def to_html(view: LineView, seat: Seat) -> str:
    """Draw one line."""
    context: dict[str, Any] = {"line": view, "seat": seat}
    return TEMPLATES.get_template("line.html").render(context)


def short_time(at: datetime, clock: Clock) -> str:
    """Give an instant in as few signs as are clear."""
    here = local(at, clock)
    hour = f"{here.hour}:{here.minute:02}"
    day = here.date()
    if day == today(clock):
        return hour
    if day == today(clock) - timedelta(days=1):
        return f"昨天 {hour}"
    return f"{day.month}月{day.day}日 {hour}"


def _draw(line: Line, pressed: Iterable[str], clock: Clock, *, is_answered: bool) -> LineView:
    text, foot = line.shown.text, ""
    if line.is_ours and (at := text.rfind("\n☎")) > 0:
        text, foot = text[:at], text[at + 1 :]
    return LineView(
        id=line.id,
        is_ours=line.is_ours,
        text=text,
        foot=foot,
        time=short_time(line.at, clock),
        buttons=[it for it in line.shown.buttons if not (it.is_answer and is_answered)],
        is_used=any(it.token in pressed for it in line.shown.buttons),
        pressed=line.shown.pressed,
    )
