"""What waits for whoever sits at the desk (待办), the most pressing first."""

from collections.abc import Mapping
from typing import NamedTuple

from services import waiting
from services.case_files import browsing
from services.casework import cases, todo, todo_lines
from services.delivery.messages import Choice, Command
from services.texts.phrases import Phrase
from web.desk.parts import ROOT
from web.desk.visits import Page, Visit

LISTED = 25
FARTHEST = 10_000
"""Nobody pages beyond it; what presses is in front."""

PAGES: Mapping[str, str] = {
    "to_publish": "notices",
    "pending_claims": "posts",
    "hours": "posts",
    "disputed_absences": "posts",
    "enrolments": "members",
    "to_hand_over": "members",
}
"""Where at the desk is done what the chat does in a dialogue."""


class Other(NamedTuple):
    """Something else that waits, and the page where it is done."""

    label: Phrase
    path: str


def show_queue(visit: Visit) -> Page:
    """Show the first page of the desk: cases, and beside them what else waits."""
    session, me, clock = visit.session, visit.person_id, visit.clock
    after = min(visit.number("after") or 0, FARTHEST)
    page = todo.list_items(session, me, clock, after, LISTED)
    others = (*waiting.list_notices(session, me), *waiting.list_others(session, me, clock))
    shown = {
        "lines": todo_lines.describe(session, page.items, clock),
        "total": page.total,
        "counts": todo.count_pressing(session, me, clock),
        "has_cases": browsing.may_see_any(session, me),
        "others": [_other(visit, each) for each in others],
        "newer": _at(max(after - LISTED, 0)) if after else "",
        "older": _at(after + LISTED) if page.total > after + LISTED else "",
        "first": after + 1,
    }
    return Page("desk/home.html", shown, here="todo")


def _at(after: int) -> str:
    return f"{ROOT}?after={after}" if after else ROOT


def _other(visit: Visit, choice: Choice) -> Other:
    command = choice.command or Command("", {})
    case_id = command.about.get("case")
    if isinstance(case_id, int):
        case = cases.get_case(visit.session, case_id)
        return Other(choice.label, f"{ROOT}/cases/{case.number}")
    name = PAGES.get(command.dialogue, "")
    return Other(choice.label, f"{ROOT}/{name}" if name else ROOT)
