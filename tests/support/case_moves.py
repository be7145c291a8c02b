"""Everything that can befall a case, by its name: one line each, for sequences of all of them.

A verb that is added to the program is added here: its name, and how it is called by `play.who`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Channel
from models.categories import Category
from models.errors import NotFound
from models.following import Outage, OutageCase
from models.notices import Notice, Objection, ObjectionState
from models.units import UnitKind
from scheduler import jobs
from scheduler.timetable import TIMETABLE
from services.case_files import contacts
from services.case_offers import case_claims, case_offers, case_results, claimants
from services.casework import (
    assigning,
    declining,
    entering,
    extensions,
    handling,
    intake,
    progress,
    shelving,
    transfers,
)
from services.casework.assigning import Target
from services.casework.cases import Report, get_case
from services.casework.entering import Entry
from services.clock import SetClock, local
from services.erasing import erasure
from services.figures import exclusions
from services.notices import notice_words, notices, objections
from services.office import units
from services.reporters import anonymity, callbacks, feedback, following
from services.reporters.callbacks import Heard
from services.triage import case_merging, outages, recurring
from tests.support.offices import a_resident, a_worker
from tests.support.service import a_member
from tests.support.unit_bodies import a_unit

MOST_BATCHES = 50
NOT_OF_CASES = frozenset(
    {"morning_list", "weekly_figures", "forget_seats", "tidy_budgets", "remind_drafts"}
)
"""Jobs that change no case, and take long."""


@dataclass
class Play:
    """A case in the middle of its life, the clock, whoever acts now, and others beside them."""

    session: Session
    case_id: int
    clock: SetClock
    who: int
    other_id: int
    other_manager: int

    @property
    def case(self) -> Case:
        """The case, locked."""
        return get_case(self.session, self.case_id)

    @property
    def all(self) -> tuple[Session, int, int]:
        """What every verb takes first."""
        return self.session, self.case_id, self.who


def a_cast(session: Session) -> Mapping[str, int]:
    """Make everybody who may act in grid XF-1, the reporter first, and a body to write to."""
    a_unit(session, "GD", "供电公司", kind=UnitKind.OUTSIDE)
    return {
        "reporter": a_resident(session, "张奶奶"),
        "stranger": a_resident(session, "李四"),
        "manager": a_worker(session, Role.GRID_MANAGER, "XF-1"),
        "other manager": a_worker(session, Role.GRID_MANAGER, "XF-1", "赵网格"),
        "clerk": a_worker(session, Role.CLERK, "XF", "陈社工"),
        "officer": a_worker(session, Role.OFFICER, "JD", "周干部"),
        "supervisor": a_worker(session, Role.SUPERVISOR, "JD", "杜督办"),
        "member": a_member(session, "XF-1"),
    }


def time_passes(play: Play, **by: float) -> None:
    """Let time pass, and everything be done that the program does by itself."""
    play.clock.move(timedelta(**by))
    for entry in TIMETABLE:
        if entry.name not in NOT_OF_CASES and not isinstance(entry.job, jobs.Prepared):
            for _ in range(MOST_BATCHES):
                if not entry.job(play.session, play.clock):
                    break


def _shelve(play: Play) -> None:
    review = local(play.clock.now(), play.clock).date() + timedelta(days=20)
    shelving.shelve_case(*play.all, "等大修", review, play.clock)


def _class_as_urgent(play: Play) -> None:
    triage = replace(intake.triage_of(play.case), is_urgent=not play.case.is_urgent)
    intake.accept_case(*play.all, triage, play.clock)


def _merge(play: Play) -> None:
    case_merging.merge_case(play.session, play.case_id, play.other_id, play.who, play.clock)


def _decide(play: Play, *, accepts: bool) -> None:
    appeal = exclusions.find(play.session, play.case_id)
    if appeal is None:
        raise NotFound("exclusion_unknown")
    exclusions.decide(
        play.session, appeal.id, play.who, play.clock, accepts=accepts, reason="理由不成立"
    )


def _notice(play: Play) -> Notice:
    found = notices.find_of_case(play.session, play.case)
    if found is None:
        raise NotFound("notice_unknown")
    return found


def _publish(play: Play) -> None:
    notice = _notice(play)
    seen = notice_words.digest_of(notice)
    notices.approve_and_publish(play.session, notice.id, play.who, play.clock, seen)


def _keep_off(play: Play) -> None:
    notices.keep_private(play.session, _notice(play).id, play.who, "家事", play.clock)


def _take_down(play: Play) -> None:
    notices.withdraw(play.session, _notice(play).id, play.who, "写错了", play.clock)


def _object(play: Play) -> None:
    notice = _notice(play)
    objections.object_to(play.session, notice.id, play.who, "还是不亮", play.clock)


def _answer_objection(play: Play, *, is_upheld: bool) -> None:
    found = play.session.exec(
        select(Objection.id).where(
            Objection.notice_id == _notice(play).id, Objection.state == ObjectionState.OPEN
        )
    ).first()
    if found is None:
        raise NotFound("objection_unknown")
    objections.answer_objection(
        play.session, found, play.who, "查过了", play.clock, is_upheld=is_upheld
    )


def _merge_outage(play: Play) -> None:
    outages.merge_outage(play.session, _outage(play).id, play.who, play.clock)


def _outage(play: Play) -> Outage:
    """Give the outage that both cases report."""
    if found := play.session.exec(select(Outage)).first():
        return found
    now = play.clock.now()
    outage = Outage(
        area_id=play.case.area_id,
        category=Category.POWER,
        first_case_id=play.other_id,
        began_at=now,
        last_at=now,
    )
    play.session.add(outage)
    play.session.flush()
    for case_id in (play.other_id, play.case_id):
        play.session.add(OutageCase(outage_id=outage.id, case_id=case_id))
    play.session.flush()
    return outage


def _write_to(play: Play) -> None:
    (body,) = units.list_units(play.session)
    target = Target(unit_id=body.id, summary="楼道灯不亮")
    assigning.assign_case(*play.all, target, play.clock)


def _claim(play: Play) -> None:
    offer = claimants.find_open(play.session, play.case)
    if offer is None:
        raise NotFound("offer_unknown")
    case_offers.claim_case(play.session, offer.id, play.who, play.clock)


def _enter(play: Play) -> None:
    report = Report(None, "楼道灯不亮", area_id=play.case.area_id, channel=Channel.HOTLINE)
    entering.enter_case(play.session, Entry(report), play.who, play.clock)


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
    "accept": lambda it: intake.accept_case(*it.all, intake.triage_of(it.case), it.clock),
    "class as urgent": _class_as_urgent,
    "ask": lambda it: intake.ask_info(*it.all, "几号楼？", it.clock),
    "decline": lambda it: declining.decline_case(*it.all, "不归街道", "供电公司", it.clock),
    "assign": lambda it: assigning.assign_case(*it.all, Target(it.other_manager), it.clock),
    "reassign": lambda it: assigning.reassign_case(
        *it.all, Target(it.other_manager), "换人", it.clock
    ),
    "progress": lambda it: progress.record_progress(*it.all, "已报修", it.clock),
    "ask for more time": lambda it: extensions.ask_extension(*it.all, 5, "缺零件", it.clock),
    "grant": lambda it: extensions.grant_extension(*it.all, it.clock),
    "refuse": lambda it: extensions.refuse_extension(*it.all, "来得及", it.clock),
    "shelve": _shelve,
    "take up": lambda it: shelving.take_up_case(*it.all, it.clock),
    "merge": _merge,
    "part": lambda it: case_merging.part_case(*it.all, "不是一件", it.clock),
    "recur": lambda it: recurring.recur_case(*it.all, it.clock),
    "call: solved": lambda it: callbacks.record_call(*it.all, Heard.SOLVED, it.clock),
    "call: not solved": lambda it: callbacks.record_call(*it.all, Heard.NOT_SOLVED, it.clock),
    "call in vain": lambda it: callbacks.record_call(*it.all, Heard.NOT_REACHED, it.clock),
    "leave out": lambda it: exclusions.ask(*it.all, "重复件", it.clock),
    "left out": lambda it: _decide(it, accepts=True),
    "not left out": lambda it: _decide(it, accepts=False),
    "publish": _publish,
    "keep off": _keep_off,
    "take down": _take_down,
    "uphold": lambda it: _answer_objection(it, is_upheld=True),
    "reject": lambda it: _answer_objection(it, is_upheld=False),
    "merge as outage": _merge_outage,
    "write to": _write_to,
    "letter sent": lambda it: transfers.note_sent(*it.all, it.clock),
    "chase": lambda it: transfers.note_chased(*it.all, it.clock),
    "enter": _enter,
    "offer": lambda it: case_offers.offer_case(*it.all, "楼道要换灯", it.clock),
    "claim": _claim,
    "give back": lambda it: case_claims.give_back(*it.all, "要出差", it.clock),
    "propose": lambda it: case_results.propose_result(*it.all, "灯已换好", 60, it.clock),
    "agree": lambda it: case_results.agree_result(*it.all, it.clock),
    "send back": lambda it: case_results.send_back(*it.all, "再看看", it.clock),
    "lift anonymity": lambda it: anonymity.lift_anonymity(*it.all, "核实", it.clock),
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
    "dispute": lambda it: declining.dispute_case(*it.all, "就是街道的灯", it.clock),
    "follow": lambda it: following.join_case(*it.all, it.clock),
    "leave": lambda it: following.leave_case(*it.all, it.clock),
    "confirm too": lambda it: following.confirm_followed(*it.all, it.case.round, it.clock),
    "deny too": lambda it: following.deny_followed(*it.all, it.case.round, it.clock),
    "rate too": lambda it: following.rate_followed(*it.all, it.case.round, 3),
    "object": _object,
    "erase": _erase,
    "erase and go on": _erase_and_go_on,
}
TIMES: Mapping[str, Move] = {
    "an hour": lambda it: time_passes(it, hours=1),
    "a day": lambda it: time_passes(it, days=1),
    "a week": lambda it: time_passes(it, days=7),
    "a month": lambda it: time_passes(it, days=31),
}
MOVES: Mapping[str, Move] = {**OFFICE_MOVES, **REPORTERS_MOVES, **TIMES}
