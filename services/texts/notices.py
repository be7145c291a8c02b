"""What is said about notices (公示) and objections."""

from collections.abc import Mapping

from models.notices import FindingKind, NoticeState
from services.texts.phrases import Template

FINDING_LABELS: Mapping[FindingKind, Template] = {
    kind: Template(f"finding.{kind}", *words)
    for kind, words in {
        FindingKind.MOBILE: ("手机号", "mobile number"),
        FindingKind.LANDLINE: ("座机号", "landline number"),
        FindingKind.ID_CARD: ("身份证号", "identity number"),
        FindingKind.BANK_CARD: ("银行卡号", "bank card"),
        FindingKind.PLATE: ("车牌号", "licence plate"),
        FindingKind.EMAIL: ("电子邮箱", "e-mail address"),
        FindingKind.CHAT_ID: ("微信号、QQ号", "WeChat or QQ name"),
        FindingKind.NAME: ("姓名", "name"),
        FindingKind.ROOM: ("门牌号", "door of a household"),
    }.items()
}
STATE_LABELS: Mapping[NoticeState, Template] = {
    state: Template(f"notice.state.{state}", *words)
    for state, words in {
        NoticeState.DRAFT: ("待公示", "to be published"),
        NoticeState.PUBLISHED: ("公示中", "on notice"),
        NoticeState.ENDED: ("公示期满", "period over"),
        NoticeState.WITHDRAWN: ("已撤下", "withdrawn"),
    }.items()
}
TITLE = Template(
    "notice.title", "{area}{category}问题的办理结果", "{area}: what was done, {category}"
)
TITLE_SAYS = Template("notice.title_says", "{area} · {subject}", "{area} · {subject}")
WORDS = Template(
    "notice.words",
    "【反映】{area}居民反映{category}问题\n【结果】{answer}",
    "[Report] {category}, from {area}\n[Result] {answer}",
)

# To those who publish.
TO_PUBLISH = Template(
    "notice.to_publish",
    "【待公示】{number} 已答复，请看一下可不可以公示：",
    "[To be published] {number} was answered. May this be put on notice?",
)
DRAFT_CARD = Template("notice.draft_card", "「{title}」\n{words}", "“{title}”\n{words}")
HITS_MASKED = Template(
    "notice.hits_masked", "已自动遮住 {count} 处：{hits}", "{count} hidden: {hits}"
)
HITS_WAIVED = Template(
    "notice.hits_waived", "已具名放行 {count} 处：{hits}", "{count} let through by name: {hits}"
)
HITS_OPEN = Template(
    "notice.hits_open",
    "⚠️ 有 {count} 处像是个人信息：{hits}",
    "⚠️ {count} places look like personal data: {hits}",
)
HIT = Template("notice.hit", "〔{text}·{kind}〕", "[{text}·{kind}]")
NO_HITS = Template("notice.no_hits", "没有发现个人信息。", "No personal data was found.")
PUBLISH = Template("notice.publish", "公示", "Publish")
EDIT = Template("notice.edit", "改文字", "Change the words")
MASK = Template("notice.mask", "遮住", "Hide")
WAIVE = Template("notice.waive", "放行", "Let through")
WAIVE_ONE = Template("notice.waive_one", "放行：{text}", "Let through: {text}")
KEEP_PRIVATE = Template("notice.keep_private", "不公开", "Keep private")
WITHDRAW = Template("notice.withdraw", "撤下", "Withdraw")
ATTACH = Template("notice.attach", "附照片", "With photos")
TO_NOTICE = Template("notice.to_notice", "公示文", "Notice")
WAITING = Template("notice.waiting", "待公示 {count} 件", "{count} to be published")
OBJECTIONS_WAITING = Template(
    "notice.objections_waiting", "待答复异议 {count} 件", "{count} objections to answer"
)
WAITING_LIST = Template("notice.waiting_list", "等您看的公示：", "Notices that wait for you:")
WAITING_NONE = Template(
    "notice.waiting_none", "现在没有等您看的公示。", "No notice waits for you now."
)
EDIT_WHAT = Template(
    "notice.edit_what",
    "请写公示的文字（第一句作标题）。不要写反映人的名字、电话和门牌号。",
    "Please write the words (the first clause is the title). No names, phones or doors.",
)
WHY_PRIVATE = Template(
    "notice.why_private", "为什么不公开？请写一句。", "Why is it kept private? One sentence."
)
KEPT_PRIVATE = Template(
    "notice.kept_private", "{number} 不公开，其余照常。", "{number} is kept private."
)
WHY_WITHDRAW = Template(
    "notice.why_withdraw", "为什么撤下？请写一句。", "Why is it withdrawn? One sentence."
)
WITHDRAWN = Template(
    "notice.withdrawn", "已撤下，群里也会写明“已撤下”。", "Withdrawn, in the groups too."
)
WAIVE_WHICH = Template(
    "notice.waive_which",
    "哪一处不是个人信息？放行由您具名负责，会记下来。",
    "Which is not personal data? You answer for it by name; it is written down.",
)
NONE_OF_THEM = Template("notice.none_of_them", "都不放行", "None")
DONE_AGAIN_REASON = Template("notice.done_again", "重新办理", "It is done again")
CHANGED_REASON = Template("notice.changed_reason", "修改文字", "The words are changed")

# Photos.
MAY_SHOW = Template(
    "notice.may_show",
    "{number} 的办理结果要公示。可以附上这件事的照片吗？不会写您的名字。",
    "The result of {number} goes on notice. May its photos be shown? Your name never is.",
)
MAY = Template("notice.may", "可以", "Yes")
MAY_NOT = Template("notice.may_not", "不可以", "No")
MAY_THANKS = Template("notice.may_thanks", "谢谢，照片可以公示。", "Thank you, they may be shown.")
MAY_NOT_THANKS = Template(
    "notice.may_not_thanks", "好的，照片不公示。", "Very well, the photos are not shown."
)
PHOTOS_ASKED = Template(
    "notice.photos_asked",
    "已问反映人。同意以后照片才会出现。",
    "The reporter was asked. Photos appear once they agree.",
)
PHOTOS_SHOWN = Template(
    "notice.photos_shown", "反映人已同意，照片会一起公示。", "The reporter agreed: they are shown."
)
CONSENT_YES = Template("notice.consent_yes", "同意公示照片", "Agrees that the photos are shown")
CONSENT_NO = Template(
    "notice.consent_no", "不同意公示照片", "Does not agree that the photos are shown"
)

# To everybody.
BOARD = Template("notice.board", "【公示】{area}", "[Notices] {area}")
BOARD_EMPTY = Template(
    "notice.board_empty",
    "这里现在没有公示。有事可以直接写给我。",
    "Nothing is on notice here now. If something troubles you, just write it.",
)
OPEN = Template("notice.open", "看第 {index} 件", "Open {index}")
OLDER = Template("notice.older", "更早的", "Older")
SHOWN = Template(
    "notice.shown",
    "【公示】{title}\n{words}\n公示到{until}。有不同意见请选“异议”，或打{phone}。",
    "[Notice] {title}\n{words}\nUntil {until}. If you disagree choose “Object”, or call {phone}.",
)
OBJECT = Template("notice.object", "异议", "Object")
OBJECT_WHAT = Template(
    "notice.object_what",
    "哪里不对？请写下来，会有人答复您。您的名字不会公开。",
    "What is wrong? Please write it; you will get an answer. Your name is never shown.",
)
OBJECTED = Template(
    "notice.objected_thanks",
    "已收到您的异议，会有人看并答复您。",
    "Your objection was received; somebody will look into it and answer you.",
)
OBJECTION_IN = Template(
    "notice.objection_in",
    "【异议】{title}（{number}）\n有居民提出：{words}",
    "[Objection] {title} ({number})\nSomebody says: {words}",
)
OBJECTION_UNREADABLE = Template(
    "notice.objection_unreadable", "（提出人已删除自己的资料）", "(its writer had it erased)"
)
UPHOLD = Template("notice.uphold", "异议成立，重办", "Upheld, do it again")
REJECT = Template("notice.reject", "不成立", "Not upheld")
ANSWER_WHAT = Template(
    "notice.answer_what",
    "“{title}”（{number}）的异议：{verdict}。请写答复，提出人会看到。",
    "Objection to “{title}” ({number}): {verdict}. Please write the answer; who objected will "
    "read it.",
)
OVERTAKEN = Template(
    "notice.overtaken",
    "“{title}”这件事已经在重办了，不用再判。已告诉提出人。",
    "“{title}” is being done again already; nothing to decide. Who objected was told.",
)
OVERTAKEN_TOLD = Template(
    "notice.overtaken_told",
    "您对“{title}”提了异议：这件事已经重新办理，办好了再公示。",
    "You objected to “{title}”: it is being done again, and its result goes on notice.",
)
ANSWERED = Template("notice.objection_answered", "已答复，已告诉本人。", "Answered and told.")
UPHELD_TOLD = Template(
    "notice.upheld_told",
    "您对“{title}”的异议成立，这件事重新办理。答复：{words}\n☎ 社区电话 {phone}",
    "Your objection to “{title}” was upheld; it is done again. Answer: {words}\n"
    "☎ Community office {phone}",
)
REJECTED_TOLD = Template(
    "notice.rejected_told",
    "您对“{title}”的异议已经核实，不成立。答复：{words}\n☎ 社区电话 {phone}",
    "Your objection to “{title}” was looked into and not upheld. Answer: {words}\n"
    "☎ Community office {phone}",
)
DONE_AGAIN = Template(
    "notice.done_again_told",
    "{number} 公示后有人提出异议，核实成立，现在重新办理（第 {round} 次）。",
    "{number}: an objection to its notice was upheld; it is done again (round {round}).",
)
AGAIN_FOR_STAFF = Template(
    "notice.again_for_staff",
    "【重办】{number} 公示异议成立，第 {round} 次办理，{due} 前答复。\n异议：{objection}\n"
    "异议答复：{words}",
    "[Again] {number}: an objection was upheld, round {round}; to be answered by {due}.\n"
    "Objection: {objection}\nAnswer: {words}",
)

# To groups.
GROUP_ONE = Template(
    "notice.group_one",
    "【公示】{title}\n{words}\n公示到{until}，有不同意见可提异议。",
    "[Notice] {title}\n{words}\nUntil {until}; objections are welcome.",
)
GROUP_MANY = Template("notice.group_many", "【公示】今天 {count} 件：", "[Notices] {count} today:")
GROUP_LINE = Template("notice.group_line", "{index}. {title}{state}", "{index}. {title}{state}")
GROUP_STATE = Template("notice.group_state", "（{state}）", " ({state})")
GROUP_REST = Template("notice.group_rest", "还有 {count} 件。", "{count} more.")
GROUP_LINK = Template("notice.group_link", "看公示，提异议", "Notices and objections")

# The same gate before announcements.
ANNOUNCE_HITS = Template(
    "notice.announce_hits",
    "⚠️ 通知里有 {count} 处像是个人信息：{hits}",
    "⚠️ The announcement has {count} places that look like personal data: {hits}",
)
MASK_AND_SEND = Template("notice.mask_and_send", "遮住再发", "Hide and send")
SEND_ANYWAY = Template("notice.send_anyway", "照发，我负责", "Send it, I answer for it")
BOARD_LINE = Template(
    "notice.board_line", "{index}. {title}（到{until}）", "{index}. {title} ({until})"
)
GROUP_OVER = Template(
    "notice.group_over", "【公示】{title}（{state}）", "[Notice] {title} ({state})"
)
OBJECTION_LATE = Template(
    "notice.objection_late",
    "{number} 的异议还没有答复，事情停在那里，请尽快答复：",
    "An objection to {number} still waits for its answer, and the case with it:",
)
