"""What states, steps, acts, outcomes and ways in of a case are called where people read them."""

from collections.abc import Mapping

from models.cases import CaseClass, Channel, Outcome, Status, Step
from models.timeline import Act
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
        Act.JOINED: ("附议", "has it too"),
        Act.RECUSED: ("回避", "kept from whom it is about"),
        Act.ACCEPTED: ("受理", "accepted"),
        Act.CLASSED: ("分类", "classed"),
        Act.INFO_ASKED: ("请补充", "more was asked"),
        Act.INFO_LAPSED: ("逾期未补充", "nothing was added"),
        Act.DECLINED: ("不予受理", "declined"),
        Act.DISPUTED: ("不同意不予受理", "declining disputed"),
        Act.MERGED: ("合并", "merged"),
        Act.ASSIGNED: ("转办", "assigned"),
        Act.REASSIGNED: ("改派", "given to somebody else"),
        Act.LETTER_SENT: ("发转办函", "letter sent"),
        Act.CHASED: ("催函", "letter chased"),
        Act.SIGNED: ("签收", "signed"),
        Act.RETURNED: ("退回", "returned"),
        Act.PROGRESSED: ("进展", "progress"),
        Act.EXTENSION_ASKED: ("申请延期", "more time asked for"),
        Act.EXTENDED: ("同意延期", "more time given"),
        Act.EXTENSION_REFUSED: ("不同意延期", "more time refused"),
        Act.DUE_MOVED: ("期限重算", "limit reckoned anew"),
        Act.ESCALATED: ("督办", "told further up"),
        Act.SHELVED: ("列入计划", "planned for later"),
        Act.REVIEWED: ("复查", "reviewed"),
        Act.CONTACT_VIEWED: ("查看联系方式", "contact viewed"),
        Act.ANONYMITY_LIFTED: ("解除匿名", "anonymity lifted"),
        Act.RELAYED: ("转告", "passed on"),
        Act.SETTLED: ("当场办结", "settled on the spot"),
        Act.ANSWERED: ("答复", "answered"),
        Act.KEPT_PRIVATE: ("不公开", "kept off the board"),
        Act.PUBLISHED: ("公示", "put on notice"),
        Act.NOTICE_ENDED: ("公示期满", "notice over"),
        Act.NOTICE_WITHDRAWN: ("撤下公示", "notice withdrawn"),
        Act.OBJECTED: ("异议", "objection"),
        Act.OBJECTION_ANSWERED: ("答复异议", "objection answered"),
        Act.CONFIRMED: ("本人确认解决", "confirmed as solved"),
        Act.CALLED_BACK: ("回访", "called back"),
        Act.NO_WAY_TO_CALL: ("无法回访", "cannot be called"),
        Act.REOPENED: ("重办", "reopened"),
        Act.RECURRED: ("复发", "came back"),
        Act.RATED: ("评价", "rated"),
        Act.EXCLUDED: ("剔除", "left out of the figures"),
        Act.WITHDRAWN: ("撤回", "withdrawn"),
        Act.TRACKED: ("跟踪", "watched"),
        Act.CLOSED: ("办结", "closed"),
        Act.ERASED: ("删除资料", "personal data erased"),
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
CLASS_LABELS: Mapping[CaseClass, Template] = {
    each: Template(f"class.{each}", *words)
    for each, words in {
        CaseClass.SOLVABLE: ("有条件解决", "can be solved"),
        CaseClass.LATER: ("短期内难以解决", "hard to solve soon"),
        CaseClass.UNSOLVABLE: ("不能解决", "cannot be solved"),
    }.items()
}
CHANNEL_LABELS: Mapping[Channel, Template] = {
    channel: Template(f"channel.{channel}", *words)
    for channel, words in {
        Channel.ONLINE: ("网络平台", "online"),
        Channel.VISIT_LETTER: ("来信来访", "letter or visit"),
        Channel.HOTLINE: ("服务专线", "hotline"),
        Channel.INFORMANT: ("民情信息员", "informant"),
        Channel.WINDOW: ("一站式窗口", "counter"),
        Channel.FORUM: ("座谈会", "forum"),
    }.items()
}
