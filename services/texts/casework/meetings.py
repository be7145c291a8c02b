"""Triage meetings (社情民意分析会): their pages, and their record."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

NOT_PUBLIC = Template("meeting.not_public", "（不公开）", "(not public)")
OFFERED = Template("meeting.offered", "发布待认领", "put before members")
OPENED = Template(
    "meeting.opened",
    "分析会开始了。会上在工作台定下的，都会记进会议记录。",
    "The meeting has begun. What is decided at the desk goes into its record.",
)
CHANGED = Template("meeting.changed", "记下了。", "Written down.")
ENDED = Template("meeting.ended", "分析会结束了，记录在下面。", "The meeting is over. Its record:")

WORDS = page_words(
    "meeting",
    (
        ("name", "社情民意分析会", "Triage meeting"),
        ("list", "历次分析会", "Triage meetings"),
        ("open", "开分析会", "Open a meeting"),
        ("begin", "开始", "Begin"),
        ("area", "范围", "Area"),
        ("chair", "主持人", "Chair"),
        ("attended", "参加的人", "Attended by"),
        (
            "attended_hint",
            "写姓名，用顿号或空格隔开。写了姓名的工作人员，会上定下的也一起记。",
            "Names, apart by spaces. What staff named here decide is noted, too.",
        ),
        ("remark", "备注", "Remark"),
        (
            "remark_hint",
            "会上说到的别的事。不要写居民的姓名和电话。",
            "Whatever else was said. No names or phones of residents, please.",
        ),
        ("save", "保存", "Save"),
        ("end", "结束会议", "End the meeting"),
        ("sits", "正在开会：{area}", "In session: {area}"),
        ("sits_badge", "正在开", "in session"),
        ("to_record", "会议记录", "Record"),
        ("back", "回到分办", "Back to triage"),
        ("began", "开始", "Began"),
        ("ended", "结束", "Ended"),
        ("not_ended", "没有按“结束”，当天算完", "not ended; over with its day"),
        ("cases", "定了几件", "Cases"),
        ("count", "{count} 件", "{count} cases"),
        ("record", "社情民意分析会记录", "Record of the triage meeting"),
        ("caption", "会上定下的民情", "What was decided"),
        ("number", "编号", "Number"),
        ("category", "类别", "Category"),
        ("place", "区域", "Area"),
        ("where", "类别、地点", "Kind, place"),
        ("summary", "内容", "Summary"),
        ("decision", "决定", "Decision"),
        ("to_whom", "交给谁", "To whom"),
        ("until", "期限", "Limit"),
        ("by", "决定人", "Decided by"),
        (
            "nothing",
            "还没有定下什么。到“分办”里定，定一件记一件。",
            "Nothing decided yet. Decide in Triage; each is noted here.",
        ),
        ("none", "还没有开过分析会。", "No meeting was held yet."),
        (
            "hidden",
            "另有 {count} 件不归您看，没有列出。",
            "{count} more are not yours to see and are left out.",
        ),
        ("pdf", "PDF", "PDF"),
        ("foot", "内部资料 · 不含反映人姓名、电话", "Internal; no reporter is named"),
        ("signature", "主持人签字：", "Signature of the chair:"),
        ("title", "分析会记录", "Triage meeting"),
        ("number_of", "第", "No."),
    ),
)
