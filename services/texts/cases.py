"""What is said about a case, to its reporter and to those who handle it."""

from collections.abc import Mapping

from models.cases import Act, Outcome, Status, Step
from services.texts.phrases import Template

# What the reporter is asked and told while reporting
WHAT_HAPPENED = Template(
    "report.what_happened", "请说说是什么事，用您自己的话就行，可以分几条发。"
)
CONSENT = Template(
    "report.consent",
    "{street}为办理您反映的事，记录您的原话、照片和联系方式，只给承办人员看，"
    "办结后保存 {months} 个月。"
    "可随时发“我的资料”查看、更正、删除、撤回同意，电话 {phone}。",
)
CONSENT_TELEGRAM = Template(
    "report.consent_telegram", "Telegram 的服务器在境外；不愿意的话请打电话。"
)
CONSENT_AGAIN = Template("report.consent_again", "记下了。请点“同意”继续，或“不同意，打电话”。")
AGREE = Template("report.agree", "同意")
DISAGREE = Template("report.disagree", "不同意，打电话")
CALL_INSTEAD = Template(
    "report.call_instead",
    "好的，没有提交，您写的话 24 小时内删除。请打 {phone}，办公时间：{hours}",
)
WHICH_PLACE = Template("report.which_place", "哪个小区，几号楼附近？也可以发一个位置。")
CARD = Template("report.card", "请看一下，对的话点“提交”：\n\n{words}\n\n地点：{place}")
CARD_KIND = Template("report.card_kind", "大概是：{category}")
CARD_PHONE = Template("report.card_phone", "回电：{phone}")
CARD_PRIVATE = Template("report.card_private", "不对外公开")
PLACE_NOT_SAID = Template("report.place_not_said", "未说明")
PIN = Template("report.pin", "地图位置 {pin}")
YOUR_PIN = Template("report.your_pin", "（您发的位置）")
SUBMIT = Template("report.submit", "提交")
CHANGE = Template("report.change", "改")
MORE = Template("report.more", "更多")
WHAT_TO_CHANGE = Template("report.what_to_change", "要改哪里？")
CHANGE_WORDS = Template("report.change_words", "改内容")
CHANGE_PLACE = Template("report.change_place", "改地点")
WORDS_ANEW = Template("report.words_anew", "请重新说说是什么事。")
MORE_CHOICES = Template("report.more_choices", "还可以：")
LEAVE_PHONE = Template("report.leave_phone", "留电话，请社区回电")
KEEP_PRIVATE = Template("report.keep_private", "不对外公开")
MAY_BE_PUBLIC = Template("report.may_be_public", "可以公开（不显示姓名）")
DROP = Template("report.drop", "取消，不提交")
WHICH_PHONE = Template(
    "report.which_phone", "请写电话号码。替家里老人反映的，写老人或您的电话都行。"
)
SAME_PHONE = Template("report.same_phone", "还是尾号 {last} 的")
FILED = Template(
    "report.filed",
    "已提交，编号 {number}。\n查询码 {receipt}（凭它可以查进度，请留好）。\n"
    "现在第一步：受理。{who}\n最迟 {due} 前答复您。发“进度”随时可看。",
)
TOLD_NAMES = Template("report.told_names", "已告诉{area}网格员 {names}。")
TOLD_OFFICE = Template("report.told_office", "已告诉{area}，由工作人员安排。")
TOLD_NOBODY = Template("report.told_nobody", "已登记，由街道工作人员安排。")
GO_ON_OR_NEW = Template("report.go_on_or_new", "您有一件没提交的事：\n{words}")
GO_ON = Template("report.go_on", "接着写")
BEGIN_ANEW = Template("report.begin_anew", "另写一件")
IS_IT_A_REPORT = Template("report.is_it_a_report", "您是要反映这件事吗？\n{words}")
IT_IS = Template("report.it_is", "是，我要反映")
IT_IS_NOT = Template("report.it_is_not", "不是")
WHAT_THEN = Template("report.what_then", "好的。有什么事要反映，直接说就行。")

# Danger
_DANGER = {
    "fire": "请先离开危险的地方，马上拨打 119。",
    "gas": "请先开窗、不要动电器和明火，到屋外拨打 119。",
    "medical": "请先拨打 120，不要挂断，听医生的话做。",
    "violence": "请先到安全的地方，马上拨打 110。",
    "suicide": "请先拨打 110 或 120；想找人说说话，可以打 12356 心理援助热线，有人一直在听。",
    "missing": "请马上拨打 110，告诉民警人是在哪里、什么时候走失的。",
    "help": "请先拨打 110、119 或 120。",
    "rescue": "请先拨打 119 或 110。",
}
DANGER: Mapping[str, Template] = {
    kind: Template(f"danger.{kind}", chinese) for kind, chinese in _DANGER.items()
}
DANGER_OTHERWISE = Template("danger.otherwise", "请先拨打 110、119 或 120。")
DANGER_CALLED = Template("danger.called", "已报警，也告诉网格员")
DANGER_CONTACT = Template("danger.contact", "请网格员联系我")
DANGER_FALSE = Template("danger.false", "不是紧急")
DANGER_PLACE = Template("danger.place", "在哪里？哪个小区，几号楼？")
DANGER_FILED = Template(
    "danger.filed", "已按紧急登记，编号 {number}，查询码 {receipt}。{who}请先听 119/110/120 的。"
)
DANGER_LOCATED = Template("danger.located", "好的，地点已经转告：{place}。")
DANGER_NOT_LOCATED = Template("danger.not_located", "好的。")
PLACE_ADDED = Template("danger.place_added", "地点：{place}")

# To those who handle it
TO_BE_SIGNED = Template("case.to_be_signed", "待签收")
ALERT = Template(
    "case.alert",
    "【{status}】{number}\n{area} · {category}\n地点：{place}\n{words}\n答复期限：{due}",
)
ALERT_URGENT = Template(
    "case.alert_urgent",
    "【紧急 · {status}】{number}\n{area} · {category}\n地点：{place}\n{words}\n答复期限：{due}",
)
UNSTAFFED = Template(
    "case.unstaffed",
    "{number} 没有人承办：这个地方还没有网格员，也没有社区工作人员。请用 minqing invite 邀请。",
)
SIGN = Template("case.sign", "签收")
SIGN_NUMBER = Template("case.sign_number", "签收 {number}")
CONTACT = Template("case.contact", "联系居民")
SETTLE = Template("case.settle", "当场办结")
RETURN = Template("case.return", "退回")
ANSWER = Template("case.answer", "答复")
SIGNED = Template("case.signed", "{number} 已签收，由您办理，请在 {due} 前答复。")
CONTACT_KNOWN = Template("case.contact_known", "{number} 的联系人：{name} {phone}\n（查看已留痕）")
CONTACT_UNKNOWN = Template(
    "case.contact_unknown", "{number} 的反映人{name}没有留电话。\n（查看已留痕）"
)
REPORTER_UNREACHABLE = Template(
    "case.reporter_unreachable", "{number} 的反映人收不到我们的消息了，请打电话告诉本人。"
)
RELAY_WORDS = Template("case.relay_words", "要转告或问反映人一句话吗？请写下来，或点“不用”。")
NO_RELAY = Template("case.no_relay", "不用")
RELAY_DONE = Template("case.relay_done", "已转告反映人。回话会发给您。")
CONTACT_DONE = Template("case.contact_done", "好的。")
RETURN_WHY = Template("case.return_why", "{number} 为什么退回？请写一句原因。")
RETURNED = Template("case.returned", "{number} 已退回，由上一级另行安排。")
RETURNED_TO_NOBODY = Template(
    "case.returned_to_nobody", "{number} 已退回，但现在没有别人能接，还留在待办里。请告诉街道。"
)
RETURNED_TO_YOU = Template("case.returned_to_you", "{name}退回，原因：{reason}\n{alert}")
ANSWER_WHAT = Template("case.answer_what", "{number} 办了什么，结果怎样？请写下来，会发给反映人。")
ANSWER_SENT = Template("case.answer_sent", "{number} 的答复已发给反映人，等本人确认。")
REMARK = Template("case.remark", "您说的是 {number}：\n{words}\n\n要发给反映人吗？")
REMARK_ANSWER = Template("case.remark_answer", "是，办完了")
REMARK_RELAY = Template("case.remark_relay", "转告一句")
REMARK_NOT = Template("case.remark_not", "不用发")
REMARK_LEFT = Template("case.remark_left", "好的，没有发。")
SUPPLEMENTED = Template("case.supplemented", "{number} 反映人补充：\n{words}")
URGED = Template("case.urged", "{number} 反映人在催，请尽快办理。答复期限：{due}。")
WITHDRAWN = Template("case.withdrawn", "{number} 反映人已撤回，不用再办。")
IS_WELL = Template("case.is_well", "{number} 反映人说已经好了，不用再办。")
CONFIRMED = Template("case.confirmed", "{number} 反映人确认已解决。")
REOPENED = Template(
    "case.reopened", "【重办】{number} 第 {round} 次办理：反映人说没有解决。{contact}\n{words}"
)
WAS_CONTACTED = Template("case.was_contacted", "")
WAS_NOT_CONTACTED = Template("case.was_not_contacted", "反映人说没有人联系过。")
NO_MORE_WORDS = Template("case.no_more_words", "（没有另外说明）")
UNSIGNED = Template("case.unsigned", "您有 {count} 件待签收：")
NOTHING_UNSIGNED = Template("case.nothing_unsigned", "现在没有等您签收的事。")
NOTHING_TO_DO = Template("case.nothing_to_do", "现在没有等您办的事。")
TO_DO = Template("case.to_do", "等您办的 {count} 件，最急的在前：")
TO_DO_LINE = Template("case.to_do_line", "{number} · {status} · {due} 前\n{words}")
OPEN_CASE = Template("case.open", "{number}")

# To the reporter
OFFICE_PHONE = Template("case.office_phone", "☎ 社区电话 {phone}")
TAKEN_ON = Template("case.taken_on", "{number} 已转{name}办理，最迟 {due} 前答复您。")
RELAYED = Template("case.relayed", "{number} {name}问您：\n{words}")
ANSWERED = Template("case.answered", "{number} 已答复（{name}）：\n{words}\n\n请问解决了吗？")
SOLVED = Template("case.solved", "解决了")
NOT_SOLVED = Template("case.not_solved", "没解决")
NOBODY_CAME = Template("case.nobody_came", "没人联系我")
THANKS_SOLVED = Template(
    "case.thanks_solved", "谢谢您。{number} 我们再看 30 天，又有问题说一声就行。您满意吗？"
)
VERY_SATISFIED = Template("case.very_satisfied", "满意")
SATISFIED = Template("case.satisfied", "基本满意")
UNSATISFIED = Template("case.unsatisfied", "不满意")
RATED = Template("case.rated", "记下了，谢谢您。")
WHAT_IS_LEFT = Template("case.what_is_left", "对不起，没办好。还差什么？请说一句，或点“跳过”。")
REOPENED_FOR_YOU = Template(
    "case.reopened_for_you", "{number} 重新办理（第 {round} 次），编号不变。办好了会再问您。"
)
WELL_NOTED = Template("case.well_noted", "好的。")
SUPPLEMENT = Template("case.supplement", "补充")
URGE = Template("case.urge", "催一下")
WITHDRAW = Template("case.withdraw", "撤回")
ALL_WELL = Template("case.all_well", "已经好了")
SUPPLEMENT_WHAT = Template("case.supplement_what", "要补充什么？请写下来。")
SUPPLEMENT_DONE = Template("case.supplement_done", "{number} 记下了，已转给办事的人。")
URGE_DONE = Template("case.urge_done", "{number} 已替您催了，最迟 {due} 前答复您。")
WITHDRAW_SURE = Template("case.withdraw_sure", "要撤回 {number} 吗？撤回后不再办理。")
WELL_SURE = Template("case.well_sure", "{number} 已经好了，不用再来人了，是吗？")
WELL_YES = Template("case.well_yes", "是，已经好了")
WELL_NO = Template("case.well_no", "还没好")
WELL_DONE = Template("case.well_done", "{number} 记下了，不再办理。有事随时再说。")
WITHDRAW_YES = Template("case.withdraw_yes", "撤回")
WITHDRAW_NO = Template("case.withdraw_no", "不撤回")
WITHDRAW_DONE = Template("case.withdraw_done", "{number} 已撤回。有事随时再说。")
WITHDRAW_LEFT = Template("case.withdraw_left", "好的，{number} 继续办理。")
NO_CASES = Template("case.none", "您还没有反映过事情。直接说是什么事就行。")
WHICH_CASE = Template("case.which", "您说的是哪一件？")
WHICH_LINE = Template("case.which_line", "{number} {words}")
MY_CASES = Template("case.mine", "您反映的事：")
MY_CASE_LINE = Template("case.mine_line", "{number} · {step} · {status}\n{words}")
CASE_CARD = Template(
    "case.card",
    "{number}\n现在：{step} · {status}\n{words}\n地点：{place}\n谁在办：{who}\n最迟 {due} 前答复",
)
CASE_STEP = Template("case.step", "{number}\n现在：{step} · {status}")
NO_SUCH_RECEIPT = Template(
    "case.no_such_receipt", "没有找到这个查询码，请核对一下。查询码是 8 位字母和数字。"
)
CASE_CARD_AGAIN = Template("case.card_again", "这是第 {round} 次办理。")
CASE_CARD_OVER = Template(
    "case.card_over", "{number}\n现在：{step} · {status}\n{words}\n地点：{place}\n办理人：{who}"
)
NOBODY_YET = Template("case.nobody_yet", "正在安排")
LAST_LINES = Template("case.last_lines", "经过：")
LINE = Template("case.line", "{at} {act}{words}")
ADD_OR_NEW = Template("case.add_or_new", "您这句话说的是 {number} 吗？\n{words}")
ADD_TO_THIS = Template("case.add_to_this", "补充这件")
ANOTHER = Template("case.another", "另报一件")

STATUS_LABELS: Mapping[Status, Template] = {
    status: Template(f"status.{status}", chinese)
    for status, chinese in {
        Status.SUBMITTED: "已提交",
        Status.NEEDS_INFO: "请您补充",
        Status.DECLINED: "不属本街道受理",
        Status.MERGED: "已合并",
        Status.ACCEPTED: "已受理",
        Status.ASSIGNED: "已转办",
        Status.HANDLING: "办理中",
        Status.SHELVED: "列入计划",
        Status.ANSWERED: "已答复",
        Status.TRACKING: "跟踪中",
        Status.CLOSED: "已办结",
    }.items()
}
STEP_LABELS: Mapping[Step, Template] = {
    step: Template(f"step.{step}", chinese)
    for step, chinese in {
        Step.INTAKE: "受理",
        Step.HANDLING: "办理",
        Step.NOTICE: "公示",
        Step.OVERSIGHT: "监督",
        Step.FOLLOW_UP: "再收集",
    }.items()
}
ACT_LABELS: Mapping[Act, Template] = {
    act: Template(f"act.{act}", chinese)
    for act, chinese in {
        Act.REPORTED: "提交",
        Act.SUPPLEMENTED: "补充",
        Act.TRANSCRIBED: "转写",
        Act.URGED: "催办",
        Act.ACCEPTED: "受理",
        Act.ASSIGNED: "转办",
        Act.SIGNED: "签收",
        Act.RETURNED: "退回",
        Act.CONTACT_VIEWED: "查看联系方式",
        Act.RELAYED: "转告",
        Act.SETTLED: "当场办结",
        Act.ANSWERED: "答复",
        Act.CONFIRMED: "本人确认解决",
        Act.REOPENED: "重办",
        Act.RATED: "评价",
        Act.WITHDRAWN: "撤回",
        Act.TRACKED: "跟踪",
        Act.CLOSED: "办结",
    }.items()
}
OUTCOME_LABELS: Mapping[Outcome, Template] = {
    outcome: Template(f"outcome.{outcome}", chinese)
    for outcome, chinese in {
        Outcome.SOLVED_CONFIRMED: "本人确认解决",
        Outcome.SOLVED_UNANSWERED: "已答复，本人未回应",
        Outcome.EXPLAINED: "已说明原因",
        Outcome.WITHDRAWN: "本人撤回",
    }.items()
}
