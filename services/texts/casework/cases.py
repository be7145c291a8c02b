"""What is said about a case, to its reporter and to those who handle it."""

from services.texts.phrases import Template

# To those who handle it
TO_BE_SIGNED = Template("case.to_be_signed", "待签收", "To be signed")
ALERT = Template(
    "case.alert",
    "【{status}】{number}\n{area} · {category}\n地点：{place}\n{words}\n答复期限：{due}",
    "[{status}] {number}\n{area} · {category}\nPlace: {place}\n{words}\nAnswer by: {due}",
)
ALERT_URGENT = Template(
    "case.alert_urgent",
    "【紧急 · {status}】{number}\n{area} · {category}\n地点：{place}\n{words}\n答复期限：{due}",
    "[Urgent · {status}] {number}\n{area} · {category}\nPlace: {place}\n{words}\nAnswer by: {due}",
)
UNSTAFFED = Template(
    "case.unstaffed",
    "{number} 没有人承办：这个地方还没有网格员，也没有社区工作人员。请用 minqing invite 邀请。",
    "Nobody can take {number}: this place has no grid manager and no community "
    "worker yet. Please invite some with minqing invite.",
)
SIGN = Template("case.sign", "签收", "Sign")
SIGN_NUMBER = Template("case.sign_number", "签收 {number}", "Sign {number}")
CONTACT = Template("case.contact", "联系居民", "Contact")
SETTLE = Template("case.settle", "当场办结", "Settle now")
RETURN = Template("case.return", "退回", "Return")
ANSWER = Template("case.answer", "答复", "Answer")
SIGNED = Template(
    "case.signed",
    "{number} 已签收，由您办理，请在 {due} 前答复。",
    "You signed for {number}; it is yours now. Please answer by {due}.",
)
CONTACT_KNOWN = Template(
    "case.contact_known",
    "{number} 的联系人：{name} {phone}\n（查看已留痕）",
    "Contact for {number}: {name} {phone}\n(this view was recorded)",
)
CONTACT_UNKNOWN = Template(
    "case.contact_unknown",
    "{number} 的反映人{name}没有留电话。\n（查看已留痕）",
    "The reporter of {number}, {name}, left no phone number.\n(this view was recorded)",
)
REPORTER_UNREACHABLE = Template(
    "case.reporter_unreachable",
    "{number} 的反映人收不到我们的消息了，请打电话告诉本人。",
    "The reporter of {number} no longer gets our messages. Please tell them by phone.",
)
RELAY_WORDS = Template(
    "case.relay_words",
    "要转告或问反映人一句话吗？请写下来，或选“不用”。",
    "Is there something to tell or ask the reporter? Write it here, or choose “No need”.",
)
NO_RELAY = Template("case.no_relay", "不用", "No need")
RELAY_DONE = Template(
    "case.relay_done",
    "话已发出。反映人的回话会转给您。",
    "Sent. What the reporter replies will be passed on to you.",
)
CONTACT_DONE = Template("case.contact_done", "好的。", "All right.")
RETURN_WHY = Template(
    "case.return_why",
    "{number} 为什么退回？请写一句原因。",
    "Why do you return {number}? Please write the reason in one sentence.",
)
RETURNED = Template(
    "case.returned",
    "{number} 已退回，由上一级另行安排。",
    "{number} was returned; the level above will arrange it.",
)
RETURNED_TO_NOBODY = Template(
    "case.returned_to_nobody",
    "{number} 已退回，但现在没有别人能接，还留在待办里。请告诉街道。",
    "{number} was returned, but nobody else can take it now, so it stays on your "
    "list. Please tell the street office.",
)
RETURNED_TO_YOU = Template(
    "case.returned_to_you",
    "{name}退回，原因：{reason}\n{alert}",
    "{name} returned it. Reason: {reason}\n{alert}",
)
MORE = Template("case.more", "更多", "More")
MORE_ACTIONS = Template(
    "case.more_actions", "{number} 还可以这样办：", "{number} what else can be done:"
)
ANSWER_WHAT = Template(
    "case.answer_what",
    "{number} 办了什么，结果怎样？请写下来，会发给反映人。",
    "{number}: what was done, and how did it end? Please write it; the reporter will get it.",
)
ANSWER_SENT = Template(
    "case.answer_sent",
    "{number} 的答复已发给反映人，等本人确认。",
    "Your answer to {number} was sent to the reporter, who is asked to confirm.",
)
REMARK = Template(
    "case.remark",
    "您说的是 {number}：\n{words}\n\n要发给反映人吗？",
    "You mean {number}:\n{words}\n\nSend this to the reporter?",
)
REMARK_ANSWER = Template("case.remark_answer", "是，办完了", "Yes, it is done")
REMARK_RELAY = Template("case.remark_relay", "转告一句", "Pass it on")
REMARK_NOT = Template("case.remark_not", "不用发", "Do not send")
REMARK_LEFT = Template("case.remark_left", "好的，没有发。", "All right, nothing was sent.")
SUPPLEMENTED = Template(
    "case.supplemented", "{number} 反映人补充：\n{words}", "{number} the reporter adds:\n{words}"
)
URGED = Template(
    "case.urged",
    "{number} 反映人在催，请尽快办理。答复期限：{due}。",
    "{number} the reporter asks to hurry. Please deal with it soon. Answer by: {due}.",
)
WITHDRAWN = Template(
    "case.withdrawn",
    "{number} 反映人已撤回，不用再办。",
    "{number} was withdrawn by the reporter; nothing more to do.",
)
IS_WELL = Template(
    "case.is_well",
    "{number} 反映人说已经好了，不用再办。",
    "{number} the reporter says it is all right now; nothing more to do.",
)
CONFIRMED = Template(
    "case.confirmed",
    "{number} 反映人确认已解决。",
    "{number} the reporter confirms that it is solved.",
)
REOPENED = Template(
    "case.reopened",
    "【重办】{number} 第 {round} 次办理：反映人说没有解决。{contact}\n{words}",
    "[Again] {number}, round {round}: the reporter says it is not solved. {contact}\n{words}",
)
WAS_CONTACTED = Template("case.was_contacted", "", "")
WAS_NOT_CONTACTED = Template(
    "case.was_not_contacted",
    "反映人说没有人联系过。",
    "The reporter says that nobody has been in touch.",
)
NO_MORE_WORDS = Template("case.no_more_words", "（没有另外说明）", "(nothing more was said)")
UNSIGNED = Template(
    "case.unsigned", "您有 {count} 件待签收：", "Waiting for your signature: {count}"
)
NOTHING_UNSIGNED = Template(
    "case.nothing_unsigned", "现在没有等您签收的事。", "Nothing waits for your signature."
)
NOTHING_TO_DO = Template("case.nothing_to_do", "现在没有等您办的事。", "Nothing waits for you.")
TO_DO = Template(
    "case.to_do",
    "等您办的 {count} 件，最急的在前：",
    "Waiting for you: {count}, the most pressing first:",
)
OPEN_CASE = Template("case.open", "{number}", "{number}")

# To the reporter
OFFICE_PHONE = Template("case.office_phone", "☎ 社区电话 {phone}", "☎ Community office {phone}")
TAKEN_ON = Template(
    "case.taken_on",
    "{number} 已转{name}办理，最迟 {due} 前答复您。",
    "{number} is now with {name}. You get an answer by {due}.",
)
RELAYED = Template(
    "case.relayed", "{number} {name}问您：\n{words}", "{number} {name} asks you:\n{words}"
)
ANSWERED = Template(
    "case.answered",
    "{number} 已答复（{name}）：\n{words}\n\n请问解决了吗？",
    "{number} was answered ({name}):\n{words}\n\nIs it solved?",
)
SOLVED = Template("case.solved", "解决了", "Solved")
NOT_SOLVED = Template("case.not_solved", "没解决", "Not solved")
NOBODY_CAME = Template("case.nobody_came", "没人联系我", "Nobody contacted me")
THANKS_SOLVED = Template(
    "case.thanks_solved",
    "谢谢您。{number} 我们再看 30 天，又有问题说一声就行。您满意吗？",
    "Thank you. We watch {number} for 30 more days; tell us if it comes back. Are you satisfied?",
)
VERY_SATISFIED = Template("case.very_satisfied", "满意", "Satisfied")
SATISFIED = Template("case.satisfied", "基本满意", "Mostly satisfied")
UNSATISFIED = Template("case.unsatisfied", "不满意", "Not satisfied")
RATED = Template("case.rated", "记下了，谢谢您。", "Noted, thank you.")
WHAT_IS_LEFT = Template(
    "case.what_is_left",
    "对不起，没办好。还差什么？请说一句，或选“跳过”。",
    "Sorry that it is not done. What is still missing? Please say it, or choose “Skip”.",
)
REOPENED_FOR_YOU = Template(
    "case.reopened_for_you",
    "{number} 重新办理（第 {round} 次），编号不变。办好了会再问您。",
    "{number} is being handled again (round {round}); the number stays the same. You "
    "will be asked again when it is done.",
)
WELL_NOTED = Template("case.well_noted", "好的。", "All right.")
SUPPLEMENT = Template("case.supplement", "补充", "Add words")
URGE = Template("case.urge", "催一下", "Please hurry")
WITHDRAW = Template("case.withdraw", "撤回", "Withdraw")
ALL_WELL = Template("case.all_well", "已经好了", "All right now")
SUPPLEMENT_WHAT = Template(
    "case.supplement_what", "要补充什么？请写下来。", "What do you want to add? Please write it."
)
SUPPLEMENT_DONE = Template(
    "case.supplement_done",
    "{number} 记下了，已转给办事的人。",
    "{number}: noted and passed on to whoever handles it.",
)
URGE_DONE = Template(
    "case.urge_done",
    "{number} 已替您催了，最迟 {due} 前答复您。",
    "{number}: we asked them to hurry. You get an answer by {due}.",
)
WITHDRAW_SURE = Template(
    "case.withdraw_sure",
    "要撤回 {number} 吗？撤回后不再办理。",
    "Withdraw {number}? Nothing more will be done about it.",
)
WELL_SURE = Template(
    "case.well_sure",
    "{number} 已经好了，不用再来人了，是吗？",
    "{number} is all right now and nobody needs to come, is that so?",
)
WELL_YES = Template("case.well_yes", "是，已经好了", "Yes, all right now")
WELL_NO = Template("case.well_no", "还没好", "Not yet")
WELL_DONE = Template(
    "case.well_done",
    "{number} 记下了，不再办理。有事随时再说。",
    "{number}: noted, nothing more will be done. Tell us at any time if something comes up.",
)
WITHDRAW_YES = Template("case.withdraw_yes", "撤回", "Withdraw")
WITHDRAW_NO = Template("case.withdraw_no", "不撤回", "Do not withdraw")
WITHDRAW_DONE = Template(
    "case.withdraw_done",
    "{number} 已撤回。有事随时再说。",
    "{number} is withdrawn. Tell us at any time if something comes up.",
)
WITHDRAW_LEFT = Template(
    "case.withdraw_left", "好的，{number} 继续办理。", "All right, {number} goes on."
)
NO_CASES = Template(
    "case.none",
    "您还没有反映过事情。直接说是什么事就行。",
    "You have not reported anything yet. Just say what happened.",
)
WHICH_CASE = Template("case.which", "您说的是哪一件？", "Which one do you mean?")
WHICH_LINE = Template("case.which_line", "{number} {words}", "{number} {words}")
MY_CASES = Template("case.mine", "您反映的事：", "What you reported:")
MY_CASE_LINE = Template(
    "case.mine_line",
    "{number} · {step} · {status}\n{words}",
    "{number} · {step} · {status}\n{words}",
)
CASE_CARD = Template(
    "case.card",
    "{number}\n现在：{step} · {status}\n{words}\n地点：{place}\n谁在办：{who}\n最迟 {due} 前答复",
    "{number}\nNow: {step} · {status}\n{words}\nPlace: {place}\nWith: {who}\nAnswer by {due}",
)
CASE_STEP = Template(
    "case.step", "{number}\n现在：{step} · {status}", "{number}\nNow: {step} · {status}"
)
NO_SUCH_RECEIPT = Template(
    "case.no_such_receipt",
    "没有找到这个查询码，请核对一下。查询码是 8 位字母和数字。",
    "This receipt code was not found, please check it. It has 8 letters and digits.",
)
CASE_CARD_AGAIN = Template(
    "case.card_again", "这是第 {round} 次办理。", "It is being handled again (round {round})."
)
CASE_CARD_OVER = Template(
    "case.card_over",
    "{number}\n现在：{step} · {status}\n{words}\n地点：{place}\n办理人：{who}",
    "{number}\nNow: {step} · {status}\n{words}\nPlace: {place}\nHandled by: {who}",
)
CASE_CARD_DECLINED = Template(
    "case.card_declined",
    "{number}\n现在：{step} · {status}\n{words}\n地点：{place}",
    "{number}\nNow: {step} · {status}\n{words}\nPlace: {place}",
)
NOBODY_YET = Template("case.nobody_yet", "正在安排", "being arranged")
LAST_LINES = Template("case.last_lines", "经过：", "So far:")
LINE = Template("case.line", "{at} {act}{words}", "{at} {act}{words}")
LINE_WORDS = Template("case.line_words", "：{words}", ": {words}")
LINE_DECLINED = Template(
    "case.line_declined", "：{words}\n请找：{next_door}", ": {words}\nPlease turn to: {next_door}"
)
ADD_OR_NEW = Template(
    "case.add_or_new", "您这句话说的是 {number} 吗？\n{words}", "Is this about {number}?\n{words}"
)
ADD_TO_THIS = Template("case.add_to_this", "补充这件", "Add it to this one")
ANOTHER = Template("case.another", "另报一件", "Report another")
