"""What states, steps, acts and outcomes of a case are called where people read them."""

from collections.abc import Mapping

from models.cases import Act, Outcome, Status, Step
from services.texts.phrases import Template

STATUS_LABELS: Mapping[Status, Template] = {
    status: Template(f"status.{status}", *words)
    for status, words in {
        Status.SUBMITTED: ("已提交", "submitted"),
        Status.NEEDS_INFO: ("请您补充", "more is asked of you"),
        Status.DECLINED: ("不属本街道受理", "not this street's matter"),
        Status.MERGED: ("已合并", "merged"),
        Status.ACCEPTED: ("已受理", "accepted"),
        Status.ASSIGNED: ("已转办", "assigned"),
        Status.HANDLING: ("办理中", "being handled"),
        Status.SHELVED: ("列入计划", "planned for later"),
        Status.ANSWERED: ("已答复", "answered"),
        Status.TRACKING: ("跟踪中", "being watched"),
        Status.CLOSED: ("已办结", "closed"),
    }.items()
}
STEP_LABELS: Mapping[Step, Template] = {
    step: Template(f"step.{step}", *words)
    for step, words in {
        Step.INTAKE: ("受理", "intake"),
        Step.HANDLING: ("办理", "handling"),
        Step.NOTICE: ("公示", "notice"),
        Step.OVERSIGHT: ("监督", "oversight"),
        Step.FOLLOW_UP: ("再收集", "follow-up"),
    }.items()
}
ACT_LABELS: Mapping[Act, Template] = {
    act: Template(f"act.{act}", *words)
    for act, words in {
        Act.REPORTED: ("提交", "reported"),
        Act.SUPPLEMENTED: ("补充", "words added"),
        Act.TRANSCRIBED: ("转写", "voice put into words"),
        Act.URGED: ("催办", "urged"),
        Act.ACCEPTED: ("受理", "accepted"),
        Act.ASSIGNED: ("转办", "assigned"),
        Act.SIGNED: ("签收", "signed"),
        Act.RETURNED: ("退回", "returned"),
        Act.CONTACT_VIEWED: ("查看联系方式", "contact viewed"),
        Act.RELAYED: ("转告", "passed on"),
        Act.SETTLED: ("当场办结", "settled on the spot"),
        Act.ANSWERED: ("答复", "answered"),
        Act.CONFIRMED: ("本人确认解决", "confirmed as solved"),
        Act.REOPENED: ("重办", "reopened"),
        Act.RATED: ("评价", "rated"),
        Act.WITHDRAWN: ("撤回", "withdrawn"),
        Act.TRACKED: ("跟踪", "watched"),
        Act.CLOSED: ("办结", "closed"),
    }.items()
}
OUTCOME_LABELS: Mapping[Outcome, Template] = {
    outcome: Template(f"outcome.{outcome}", *words)
    for outcome, words in {
        Outcome.SOLVED_CONFIRMED: ("本人确认解决", "confirmed as solved"),
        Outcome.SOLVED_UNANSWERED: ("已答复，本人未回应", "answered; the reporter never said"),
        Outcome.EXPLAINED: ("已说明原因", "explained why not"),
        Outcome.WITHDRAWN: ("本人撤回", "withdrawn by the reporter"),
    }.items()
}
