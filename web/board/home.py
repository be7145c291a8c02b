"""The first page of the board: the two doors, what is on notice, and where everything stands."""

from services import facts
from services.announcements import announcement_board
from services.board import public_counts
from services.notices import notice_board
from services.texts.labels import STEP_LABELS
from web.board import announcements as announcement_pages
from web.board import notices as notice_pages
from web.board.cases import OVER
from web.board.map import draw_map
from web.board.parts import ROOT
from web.board.showing import Look, Page

NOTICES = 6
MANY = 10_000
"""From here on people say 1.2万."""

ANNOUNCEMENTS = 4


def show_home(look: Look) -> Page:
    """Show the first page; while cases are counted for the first time it says no counts."""
    session, clock = look.session, look.clock
    notices, has_more = notice_board.list_in_force(session, None, clock, 0, NOTICES)
    told, _ = announcement_board.list_in_force(session, None, clock)
    counts = public_counts.kept_public(session, clock)
    steps = [
        (label(), counts.by_step.get(step), f"{ROOT}/cases?step={step}")
        for step, label in STEP_LABELS.items()
    ]

    def in_short(count: int | None) -> str:
        if count is None:
            return "…"
        return str(count) if count < MANY else f"{count / MANY:.1f}万"

    shown = {
        "cards": [notice_pages.on_card(look, it) for it in notices],
        "has_more": has_more,
        "told": [announcement_pages.on_card(look, it) for it in told[:ANNOUNCEMENTS]],
        "has_more_told": len(told) > ANNOUNCEMENTS,
        "steps": steps,
        "in_short": in_short,
        "total": counts.total,
        "over": counts.over,
        "over_path": f"{ROOT}/cases?step={OVER}",
        "map": draw_map(look, counts.by_community),
        "hours": facts.office_hours(session),
        "address": facts.office_address(session),
    }
    return Page("board/home.html", shown, here="home")
