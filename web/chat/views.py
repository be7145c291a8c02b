"""What the chat page shows, ready for its templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from models.access import Action
from models.people import Account, Door, Language
from services.clock import Clock, local, today
from services.delivery import screens
from services.delivery.screens import PAGE, Line, ScreenButton
from services.demo import Side
from services.identity import accounts
from services.office import access
from services.texts.pages import pages
from services.texts.phrases import put_into_words
from web.chat.door import ROBOT
from web.chat.seats import Seat
from web.pages import TEMPLATES
from web.words import words_in

OF_RESIDENTS = "/report /mine /notices /grid"
OF_MEMBERS = f"/posts /duty /cards {OF_RESIDENTS}"
OF_STAFF = "/todo /announce /start"
"""The chips below a chat; those that come most are first."""


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
        pictures: photos above the words, by their contents.
        voices: the same, to be listened to.
        documents: the same, to be kept, each with its name.
        speaker: who said it, in a group.
        revision: which new look of the screen's lines this is, or 0.
        is_notice: a short word that answers a press in a group.
    """

    id: int
    is_ours: bool
    text: str
    foot: str
    time: str
    buttons: Sequence[ScreenButton]
    is_used: bool
    pressed: str
    pictures: Sequence[str] = ()
    voices: Sequence[str] = ()
    speaker: str = ""
    revision: int = 0
    is_notice: bool = False
    documents: Sequence[tuple[str, str]] = ()

    def is_of(self, speaker: Seat) -> bool:
        """Whether this person said it."""
        return not self.is_ours and self.speaker in ("", speaker.said_as)

    @property
    def is_question(self) -> bool:
        """Whether its buttons are of use only until something else is said."""
        return any(button.is_answer for button in self.buttons)


@dataclass(frozen=True, slots=True)
class Panel:
    """One screen. `newest` and `look` are the last line and the last new look of a line on it.

    `chips` are the commands below it.
    """

    seat: Seat
    chips: str
    lines: Sequence[LineView]
    newest: int
    look: int
    older: int | None


def find_seated(session: Session, seat: Seat) -> Account | None:
    """Find the account of a seat; a visitor has none before they first say something."""
    return accounts.find_account(session, Door.BROWSER, ROBOT, seat.chat)


def read_panel(
    session: Session, seat: Seat, before: int | None, clock: Clock, language: Language
) -> Panel:
    """Read the end of a screen, or what stands before a line."""
    account = find_seated(session, seat)
    # Before the lines: what gets a new look in between is told once more, not passed over.
    look = 0 if account is None else screens.newest_revision(session, account)
    lines = () if account is None else screens.list_newest(session, account, before)
    return Panel(
        seat,
        _chips_of(session, seat, account),
        draw(lines, clock, language),
        newest=lines[-1].id if lines else 0,
        look=look,
        older=lines[0].id if len(lines) == PAGE else None,
    )


def _chips_of(session: Session, seat: Seat, account: Account | None) -> str:
    """Choose the commands below a chat by what somebody may do."""
    person_id = None if account is None else account.person_id

    def may(action: Action) -> bool:
        return person_id is not None and bool(access.areas_where(session, person_id, action))

    if seat.side is Side.STAFF or may(Action.VIEW_CASE):
        return OF_STAFF
    return OF_MEMBERS if may(Action.CLAIM_POST) else OF_RESIDENTS


def read_last_own(session: Session, seats: Sequence[Seat]) -> Mapping[str, int]:
    """Read up to where each has surely read: the last line they said themselves."""
    found = ((seat.key, find_seated(session, seat)) for seat in seats)
    return {
        key: 0 if account is None else screens.last_own(session, account) for key, account in found
    }


def draw(lines: Sequence[Line], clock: Clock, language: Language) -> Sequence[LineView]:
    """Give lines as they are drawn; a question that something was said after loses its buttons."""
    pressed = {line.shown.pressed for line in lines if line.shown.pressed}
    answered = _last_answered(lines)
    return [
        _draw(line, pressed, short_time(line.at, clock, language), is_answered=line.id <= answered)
        for line in lines
    ]


def _last_answered(lines: Sequence[Line]) -> int:
    """Find up to which line every question is answered.

    Whatever is said answers all above it, but a late press on an old question changes nothing, so
    the one asked since is still open. In a group somebody else may always press; what one person
    says answers nothing there.
    """
    asked: dict[str, int] = {}
    answered = 0
    for line in lines:
        if line.is_ours:
            asked.update({it.token: line.id for it in line.shown.buttons if it.is_answer})
        elif not line.shown.speaker:
            answered = max(answered, asked.get(line.shown.pressed, line.id))
    return answered


def tell(view: LineView, seat: Seat, speaker: Seat, language: Language) -> Mapping[str, Any]:
    """Give one line as an open page is told it."""
    context: dict[str, Any] = {
        "line": view,
        "seat": seat,
        "speaker": speaker,
        **words_in(language),
    }
    told: dict[str, Any] = {
        "as": seat.key,
        "line": view.id,
        "ours": view.is_ours,
        "html": TEMPLATES.get_template("line.html").render(context),
    }
    if view.revision:
        told["look"] = view.revision
    if view.is_notice:
        told["notice"] = view.text
    return told


def short_time(at: datetime, clock: Clock, language: Language) -> str:
    """Give an instant in as few signs as are clear."""
    here = local(at, clock)
    hour = f"{here.hour}:{here.minute:02}"
    day = here.date()
    if day == today(clock):
        return hour
    if day == today(clock) - timedelta(days=1):
        return put_into_words(pages.YESTERDAY(hour=hour), language=language)
    named = pages.ON_DAY(month=day.month, day=day.day, hour=hour)
    return put_into_words(named, language=language)


def _draw(line: Line, pressed: Iterable[str], time: str, *, is_answered: bool) -> LineView:
    text, foot = line.shown.text, ""
    if line.is_ours and (at := text.rfind("\n☎")) > 0:
        text, foot = text[:at], text[at + 1 :]
    return LineView(
        id=line.id,
        is_ours=line.is_ours,
        text=text,
        foot=foot,
        time=time,
        buttons=[it for it in line.shown.buttons if not (it.is_answer and is_answered)],
        is_used=any(it.token in pressed for it in line.shown.buttons),
        pressed=line.shown.pressed,
        pictures=line.shown.pictures,
        voices=line.shown.voices,
        speaker=line.shown.speaker,
        revision=line.revision,
        is_notice=line.shown.is_notice,
        documents=line.shown.documents,
    )
