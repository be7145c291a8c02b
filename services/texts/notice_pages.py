"""What stands on the desk's pages about notices (公示)."""

from services.texts.page_words import page_words
from services.texts.phrases import Template

PUBLISHED = Template("notice_pages.published", "已公示到{until}。", "On notice until {until}.")
COMPOSED = Template(
    "notice_pages.composed", "已拟好，等另一个人批准。", "Kept; somebody else approves it now."
)
WITHDRAWN = Template("notice_pages.withdrawn", "已撤下。", "Withdrawn.")
DROPPED = Template("notice_pages.dropped", "不公示了，已记下原因。", "It is not published.")

WORDS = page_words(
    "notices",
    (
        ("title", "公示", "Notices"),
        ("compose", "拟一条公示", "Compose a notice"),
        (
            "compose_how",
            "和哪件民情都没有关系的公示写在这里。拟好以后要由另一个人批准；个人信息先遮住或具名放行。",
            "For notices of no case. Somebody else approves it; personal data is hidden first.",
        ),
        ("waiting", "等您批准", "Waiting for you"),
        ("left", "您拟的，等别人批准", "Yours, waiting for others"),
        ("objections", "待答复的异议", "Objections to answer"),
        ("in_force", "公示中", "On notice"),
        ("over", "期满、撤下的", "Over"),
        ("no_waiting", "没有等您批准的公示。", "Nothing waits for you."),
        ("no_in_force", "现在没有公示。", "Nothing is on notice."),
        ("no_over", "还没有期满或撤下的。", "Nothing is over yet."),
        ("name", "标题", "Title"),
        ("words", "公示文", "Words"),
        ("area", "区域", "Area"),
        ("case", "民情", "Case"),
        ("state", "状态", "State"),
        ("drafted", "拟稿时间", "Drafted"),
        ("published", "公示时间", "Published"),
        ("until", "公示到", "Until"),
        ("ended", "结束时间", "Ended"),
        ("author", "拟稿人", "Author"),
        ("approver", "批准人", "Approved by"),
        ("by_program", "按答复自动拟的", "Drafted from the answer"),
        ("reason", "说明", "Remark"),
        ("open_count", "{count} 个异议", "{count} objections"),
        ("days_left", "到 {day}", "until {day}"),
        ("subject_hint", "地名会自动加在前面，60 字以内", "The place is put before it"),
        ("words_hint", "第一句作标题。不要写反映人的名字、电话和门牌号。", "No names or phones."),
        ("gate", "个人信息检查", "Personal data"),
        ("clean", "没有发现个人信息。", "No personal data was found."),
        ("found", "像个人信息的", "Looks like personal data"),
        ("kind", "种类", "Kind"),
        ("fate", "现在", "Now"),
        ("is_open", "还没有处理", "To be dealt with"),
        ("is_masked", "已遮住", "Hidden"),
        ("is_waived", "已具名放行", "Let through by name"),
        ("waive", "放行", "Let through"),
        (
            "waive_careful",
            "放行由您具名负责，会记下来。",
            "You answer for it by name; it is written down.",
        ),
        ("mask", "全部遮住", "Hide all"),
        ("publish", "批准并公示", "Approve and publish"),
        (
            "publish_how",
            "批准的就是上面的文字；公示 {days} 个工作日。",
            "For {days} working days.",
        ),
        (
            "not_yours",
            "这条是您拟的或最后改的，要由别人批准。",
            "You composed it or changed it last: somebody else approves it.",
        ),
        (
            "alone",
            "这条是您拟的。现在没有别人可以批准，您可以批准，会记下来。",
            "It is yours. Nobody else may approve it: you may, and that is written down.",
        ),
        ("edit", "改文字", "Change the words"),
        (
            "edit_up",
            "正在公示：改了就先撤下，批准后再公示。",
            "It is up: it comes down until it is approved again.",
        ),
        ("private", "不公开", "Keep private"),
        ("drop", "不公示了", "Do not publish it"),
        ("withdraw", "撤下", "Withdraw"),
        ("why", "原因", "Reason"),
        ("photos", "附照片", "Photos"),
        ("ask_photos", "问反映人能不能附照片", "Ask the reporter about photos"),
        ("photos_yes", "反映人已同意，照片会一起公示。", "The reporter agreed."),
        ("photos_no", "反映人不同意公示照片。", "The reporter does not agree."),
        ("objection", "异议", "Objection"),
        ("made", "提出时间", "Made"),
        ("answer", "答复（提出人会看到）", "Answer (who objected reads it)"),
        ("answered", "答复", "Answer"),
        ("uphold", "异议成立，重新办理", "Upheld, do it again"),
        ("uphold_list", "异议成立，撤下", "Upheld, take it down"),
        ("reject", "异议不成立", "Not upheld"),
        ("unreadable", "（提出人已删除自己的资料）", "(its writer had it erased)"),
        ("look", "先检查", "Check it first"),
        ("submit", "拟好了，请人批准", "Have it approved"),
        ("save", "保存，请人批准", "Save and have it approved"),
        ("save_plain", "保存", "Save"),
    ),
)
