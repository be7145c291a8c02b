"""The pages of the desk, and to whom each is offered; the services behind them ask again."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlmodel import Session

from models.access import GRANTS, Action
from services import running
from services.case_files import browsing
from services.figures import rates
from services.office import access
from web.desk.parts import ROOT


def _everybody(session: Session, person_id: int) -> bool:
    del session, person_id
    return True


class Entry(NamedTuple):
    """One entry of the navigation: its word, its address, and what one must be permitted.

    Of several actions one is enough; nothing means everybody at the desk. `may_open` is the
    question that the service behind the page asks, where more is asked than an action anywhere.
    """

    key: str
    path: str
    actions: frozenset[Action] = frozenset()
    may_open: Callable[[Session, int], bool] = _everybody


def _for(*actions: Action) -> frozenset[Action]:
    return frozenset(actions)


PAGES = (
    Entry("todo", ROOT),
    Entry("triage", f"{ROOT}/triage", _for(Action.TRIAGE_CASE)),
    Entry("cases", f"{ROOT}/cases", may_open=browsing.may_see_any),
    Entry("new", f"{ROOT}/new", _for(Action.ENTER_CASE)),
    Entry("calls", f"{ROOT}/calls", _for(Action.TRIAGE_CASE, Action.SIGN_CASE)),
    Entry("notices", f"{ROOT}/notices", _for(Action.PUBLISH)),
    Entry("announcements", f"{ROOT}/announcements", _for(Action.ANNOUNCE)),
    Entry("posts", f"{ROOT}/posts", _for(Action.OPEN_POST, Action.CONFIRM_SERVICE)),
    Entry("members", f"{ROOT}/members", _for(Action.ADMIT_MEMBER)),
    Entry("figures", f"{ROOT}/figures", may_open=rates.may_see_any),
    Entry("briefs", f"{ROOT}/briefs", may_open=rates.may_see_any),
    Entry("posters", f"{ROOT}/posters", _for(Action.KEEP_AREAS)),
    Entry("areas", f"{ROOT}/areas", _for(Action.KEEP_AREAS)),
    Entry("staff", f"{ROOT}/staff", _for(Action.APPOINT)),
    Entry("system", f"{ROOT}/system", may_open=running.may_see_letters),
)


def list_pages(session: Session, person_id: int) -> Sequence[Entry]:
    """List the pages that somebody has."""
    held = {role for role, _ in access.roles_of(session, person_id)}
    granted = frozenset[Action]().union(*(GRANTS[role] for role in held))
    return [
        entry
        for entry in PAGES
        if (not entry.actions or entry.actions & granted) and entry.may_open(session, person_id)
    ]
