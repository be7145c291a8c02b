"""Everything that can befall a case, by its name: one line each, for sequences of all of them.

A verb that is added to the program is added here: its name, and how it is called by `play.who`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from models.access import Action, Role
from models.cases import GOES_ON, Case, Status
from models.errors import Conflict
from models.timeline import Act
from scheduler import jobs
from scheduler.timetable import TIMETABLE
from services import contacts, erasure, feedback, handling, lifecycle, limits, permits, timeline
from services.cases import get_case
from services.clock import SetClock
from tests.offices import a_resident, a_worker

MOST_BATCHES = 50


@dataclass
class Play:
    """A case in the middle of its life, the clock, and whoever acts now."""

    session: Session
    case_id: int
    clock: SetClock
    who: int

    @property
    def case(self) -> Case:
        """The case, locked."""
        return get_case(self.session, self.case_id)

    @property
    def all(self) -> tuple[Session, int, int]:
        """What every verb takes first."""
        return self.session, self.case_id, self.who


def a_cast(session: Session) -> Mapping[str, int]:
    """Make everybody who may act in grid XF-1; the reporter is the first."""
    return {
        "reporter": a_resident(session, "张奶奶"),
        "stranger": a_resident(session, "李四"),
        "manager": a_worker(session, Role.GRID_MANAGER, "XF-1"),
        "other manager": a_worker(session, Role.GRID_MANAGER, "XF-1", "赵网格"),
        "clerk": a_worker(session, Role.CLERK, "XF", "陈社工"),
        "officer": a_worker(session, Role.OFFICER, "JD", "周干部"),
        "supervisor": a_worker(session, Role.SUPERVISOR, "JD", "杜督办"),
    }


def time_passes(play: Play, **by: float) -> None:
    """Let time pass, and everything be done that the program does by itself."""
    play.clock.move(timedelta(**by))
    for entry in TIMETABLE:
        if not isinstance(entry.job, jobs.Prepared):
            for _ in range(MOST_BATCHES):
                if not entry.job(play.session, play.clock):
                    break
    _go_on(play)


def _go_on(play: Play) -> None:
    """Do what a job of the program does not do yet: a step clock has run out."""
    case = play.case
    runs_out = case.step_due_at is not None and case.step_due_at <= play.clock.now()
    if runs_out and case.status in _ENDS:
        act = _ENDS[case.status]
        lifecycle.move(play.session, case, GOES_ON[case.status], play.clock)
        timeline.append_line(play.session, case, act, {}, play.clock)
        play.session.flush()


_ENDS = {
    Status.NEEDS_INFO: Act.INFO_LAPSED,
    Status.SHELVED: Act.REVIEWED,
    Status.ANSWERED: Act.NOTICE_ENDED,
}


def _goes_to(play: Play, status: Status, act: Act, **more: Any) -> None:  # noqa: ANN401
    """Do what a verb does that the program does not have yet."""
    case = play.case
    permits.require(play.session, play.who, Action.TRIAGE_CASE, case)
    lifecycle.move(play.session, case, status, play.clock, **more)
    timeline.append_line(play.session, case, act, {"words": "如此"}, play.clock, actor_id=play.who)
    play.session.flush()


def _shelve(play: Play) -> None:
    review = play.clock.now() + timedelta(days=20)
    _goes_to(play, Status.SHELVED, Act.SHELVED, step_due_at=review)


def _extend(play: Play) -> None:
    case = play.case
    permits.require(play.session, play.who, Action.GRANT_EXTENSION, case)
    if case.status is not Status.HANDLING:
        raise Conflict("answered_before", number=case.number)
    limits.extend(play.session, case, 5, play.clock)
    timeline.append_line(play.session, case, Act.EXTENDED, {"days": 5}, play.clock)
    play.session.flush()


def _erase(play: Play) -> None:
    erasure.erase_absent(play.session, play.who, play.clock)


def _erase_and_go_on(play: Play) -> None:
    erasure.erase_absent(play.session, play.who, play.clock, goes_on=True)


Move = Callable[[Play], object]

OFFICE_MOVES: Mapping[str, Move] = {
    "sign": lambda it: handling.sign_case(*it.all, it.clock),
    "contact": lambda it: contacts.view(*it.all, it.clock),
    "relay": lambda it: handling.relay(*it.all, "几号楼？", it.clock),
    "return": lambda it: handling.return_case(*it.all, "不归我管", it.clock),
    "settle": lambda it: handling.settle_case(*it.all, "灯已换好", it.clock),
    "answer": lambda it: handling.answer_case(*it.all, "灯已换好", it.clock),
    "transcribe": lambda it: handling.transcribe_case(*it.all, "灯不亮", it.clock),
}
REPORTERS_MOVES: Mapping[str, Move] = {
    "supplement": lambda it: feedback.supplement_case(*it.all, "是4号楼", it.clock),
    "locate": lambda it: feedback.locate_case(*it.all, "4号楼", None, it.clock),
    "urge": lambda it: feedback.urge_case(*it.all, it.clock),
    "withdraw": lambda it: feedback.withdraw_case(*it.all, it.clock),
    "all well": lambda it: feedback.withdraw_case(*it.all, it.clock, is_well=True),
    "confirm": lambda it: feedback.confirm_solved(*it.all, it.case.round, it.clock),
    "reopen": lambda it: feedback.reopen_case(*it.all, it.case.round, "又坏了", it.clock),
    "rate": lambda it: feedback.rate_case(*it.all, it.case.round, 3, it.clock),
    "judge an old answer": lambda it: feedback.confirm_solved(*it.all, 0, it.clock),
    "erase": _erase,
    "erase and go on": _erase_and_go_on,
}
STAND_INS: Mapping[str, Move] = {
    "ask": lambda it: _goes_to(it, Status.NEEDS_INFO, Act.INFO_ASKED),
    "decline": lambda it: _goes_to(it, Status.DECLINED, Act.DECLINED),
    "dispute": lambda it: _goes_to(it, Status.SUBMITTED, Act.DISPUTED),
    "shelve": _shelve,
    "extend": _extend,
}
"""Of verbs that the program does not have yet: what the foundation does for them."""

TIMES: Mapping[str, Move] = {
    "an hour": lambda it: time_passes(it, hours=1),
    "a day": lambda it: time_passes(it, days=1),
    "a week": lambda it: time_passes(it, days=7),
    "a month": lambda it: time_passes(it, days=31),
}
MOVES: Mapping[str, Move] = {**OFFICE_MOVES, **REPORTERS_MOVES, **STAND_INS, **TIMES}
