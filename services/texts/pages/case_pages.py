"""What the pages of the desk about one case say, and its file on paper (一号一档)."""

from collections.abc import Mapping

from models.notices import NoticeState
from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

REPORTER = Template("file.reporter", "反映人", "The reporter")
A_RESIDENT = Template("file.a_resident", "一位居民", "A resident")
BY_ITSELF = Template("file.by_itself", "系统", "The program")
GONE = Template("file.gone", "（内容已应本人要求删除）", "(erased at their request)")
DETAIL = Template("file.detail", "{label}：{value}", "{label}: {value}")
WORKDAYS = Template("file.workdays", "{count} 个工作日", "{count} working days")
MINUTES = Template("file.minutes", "{count} 分钟", "{count} minutes")
DETAILS: Mapping[str, Template] = {
    key: Template(f"file.detail_{key}", *words)
    for key, words in {
        "to": ("交给", "to"),
        "from": ("原来由", "from"),
        "days": ("天数", "days"),
        "before": ("原期限", "before"),
        "after": ("新期限", "now"),
        "due": ("期限", "due"),
        "review": ("复查日", "review on"),
        "next_door": ("可以找", "whose it is"),
        "place": ("地点", "place"),
        "heard": ("电话里说", "on the phone"),
        "satisfaction": ("满意度", "satisfaction"),
        "level": ("督办到", "level"),
        "into": ("并入", "into"),
        "case": ("来自", "from case"),
        "letter": ("函号", "letter"),
        "minutes": ("用时", "took"),
        "result": ("办理结果", "result"),
        "summary": ("写给党员的话", "put to members"),
        "category": ("类别", "category"),
        "area": ("区域", "area"),
        "class": ("分类", "class"),
        "source": ("来源", "source"),
        "outer_number": ("外部编号", "number there"),
        "entered_by": ("代录", "entered by"),
        "state": ("结论", "decision"),
    }.items()
}
HEARD = {
    key: Template(f"file.heard_{key}", *words)
    for key, words in {
        "solved": ("解决了", "solved"),
        "not_solved": ("没解决", "not solved"),
        "not_reached": ("没打通", "not reached"),
        "no_way": ("联系不上，不再打", "cannot be called"),
    }.items()
}
LEVELS = {
    level: Template(f"file.level_{level}", *words)
    for level, words in enumerate(
        (
            ("未督办", "nowhere"),
            ("承办人", "the owner"),
            ("网格和社区", "grid and community"),
            ("街道", "the street"),
            ("督办通报", "circular"),
        )
    )
}
EXCLUSIONS = {
    key: Template(f"file.exclusion_{key}", *words)
    for key, words in {
        "asked": ("申请剔除", "asked"),
        "accepted": ("同意剔除", "accepted"),
        "refused": ("不同意剔除", "refused"),
    }.items()
}
NOTICE_STATES = {
    state: Template(f"file.notice_{state}", *words)
    for state, words in {
        NoticeState.DRAFT: ("草稿", "draft"),
        NoticeState.PUBLISHED: ("公示中", "in force"),
        NoticeState.ENDED: ("公示期满", "over"),
        NoticeState.WITHDRAWN: ("已撤下", "withdrawn"),
    }.items()
}
TITLE = Template("file.title", "民情档案", "File of a case")
FOOT = Template(
    "file.foot",
    "{street} 民情档案 {number}，{name}打印于 {at}。不含联系方式，请妥善保管。",
    "{street}, case {number}, printed by {name} at {at}. Holds no contact data; keep it safe.",
)
YES = Template("file.yes", "是", "yes")
NO = Template("file.no", "否", "no")
KEPT = Template("file.kept", "完整，没有被改过", "whole, nothing was changed")
BROKEN = Template(
    "file.broken", "对不上，有人动过记录，请报告", "does not match: it was changed, report it"
)
PHOTO = Template("file.photo", "{whose}的照片，{at}", "Photo of {whose}, {at}")
OFFICE = Template("file.office", "社区", "the office")
SORT_AGAIN = Template("file.sort_again", "改分类", "Sort again")
DONE = Template("file.done", "{number}：办好了。", "{number}: done.")
KEEP_PRIVATE = Template("file.keep_private", "不公开这件事", "Keep it off the board")
WITHDRAW_NOTICE = Template("file.withdraw_notice", "撤下公示", "Take the notice down")
TO_NOBODY = Template(
    "file.to_nobody",
    "{number}：办好了，但现在没有能收到消息的人，请打电话告诉他们。",
    "{number}: done, but nobody can be reached by message now; please call them.",
)

WORDS = page_words(
    "file",
    (
        ("number", "编号", "Number"),
        ("status", "状态", "Status"),
        ("steps", "办到哪一步", "Steps"),
        ("urgent", "紧急", "Urgent"),
        ("complex", "复杂", "Complex"),
        ("private", "不公开", "Not public"),
        ("anonymous", "匿名", "Anonymous"),
        ("late", "已超期", "Overdue"),
        ("due", "答复期限", "Due"),
        ("provisional", "（期限可能随放假安排变）", "(may move with the holiday calendar)"),
        ("stands", "停表", "stands still"),
        ("round", "第几轮", "Round"),
        ("level", "督办", "Escalation"),
        ("owner", "承办人", "Owner"),
        ("unit", "承办单位", "Unit"),
        ("area", "区域", "Area"),
        ("category", "类别", "Category"),
        ("class", "分类", "Class"),
        ("channel", "途径", "Channel"),
        ("outer", "外部编号", "Number elsewhere"),
        ("reported", "反映时间", "Reported"),
        ("entered", "代录人", "Entered by"),
        ("nobody", "还没有人", "nobody yet"),
        ("words", "反映人的话", "In the reporter's words"),
        ("place", "地点", "Place"),
        ("no_place", "没有说", "not said"),
        ("voice_says", "语音里说", "The voice says"),
        ("photos", "照片和语音", "Photos and voices"),
        ("photo", "照片", "Photo"),
        ("voice", "语音", "Voice"),
        ("of_office", "社区的", "of the office"),
        ("of_reporter", "反映人的", "of the reporter"),
        ("waiting_media", "还没有取到的：{count} 个", "Not fetched yet: {count}"),
        ("past", "办理经过", "What happened"),
        ("when", "时间", "When"),
        ("act", "事项", "What"),
        ("who", "谁", "Who"),
        ("what", "内容", "Words"),
        ("notices", "公示和异议", "Notices and objections"),
        ("objection", "异议", "Objection"),
        ("objection_answer", "答复异议", "Answer to the objection"),
        ("answers", "答复", "Answers"),
        ("others", "还有谁", "Who else"),
        ("followers", "关注的人", "Followers"),
        ("children", "并进来的", "Merged into this"),
        ("parent", "已并入", "Merged into"),
        ("previous", "接着这一件", "After case"),
        ("letters", "转办函", "Letters"),
        ("sent", "已发出", "sent"),
        ("not_sent", "还没有发出", "not sent yet"),
        ("extension", "延期", "More time"),
        ("extension_asked", "申请延 {days} 个工作日，等上级答复", "{days} working days asked for"),
        ("offers", "请党员帮办", "Put before members"),
        ("saw", "谁看过联系方式", "Who saw contact data"),
        ("nobody_saw", "没有人看过。", "Nobody did."),
        ("chain", "记录的链条", "Chain of the records"),
        ("whole", "完整，没有被改过", "Whole: nothing was changed"),
        (
            "broken",
            "对不上：有人动过记录，请马上报告",
            "Does not match: somebody changed the records. Report it at once",
        ),
        ("contact", "联系反映人", "Reach the reporter"),
        (
            "contact_hint",
            "看了会记进档案，反映人也能查到谁看过。",
            "It is noted in the file, and the reporter can see who looked.",
        ),
        ("show_contact", "查看联系方式", "Show contact data"),
        ("contact_once", "只显示这一次", "Shown this once"),
        ("no_phone", "没有留电话", "left no phone number"),
        ("no_name", "没有留名字", "left no name"),
        ("relay", "转告或问一句", "Pass a word on, or ask"),
        ("paper", "打印档案（PDF）", "Print the file (PDF)"),
        ("queue", "分办台", "Triage"),
        ("do", "可以办的事", "What you may do"),
        ("nothing_to_do", "这一件现在没有您要办的。", "Nothing here is yours to do now."),
        ("words_field", "写一句", "Your words"),
        ("reason", "原因", "Reason"),
        ("where", "该找谁（单位、电话）", "Whose matter it is (name, phone)"),
        ("days", "几个工作日", "Working days"),
        ("review_day", "哪天复查", "Review on"),
        ("attach", "照片（最多 4 张）", "Photos (at most 4)"),
        ("heard", "电话里怎么说", "What they said"),
        ("satisfaction", "满意吗", "Satisfied"),
        ("not_said", "没有说", "not said"),
        ("into", "并入哪一件（编号）", "Into which (number)"),
        ("target", "交给谁", "To whom"),
        ("letter_words", "转办函里写的情况（不写反映人）", "For the letter (not who reported)"),
        ("grant", "同意延期", "Grant more time"),
        ("refuse", "不同意延期", "Refuse more time"),
        ("exclude_yes", "同意剔除", "Leave it out"),
        ("exclude_no", "不同意剔除", "Keep it in"),
        ("exclude_asked", "申请剔除的原因", "Why it should be left out"),
        ("letter_sent", "函已发出", "Letter sent"),
        ("letter_chased", "已催函", "Body reminded"),
        ("agree", "同意并答复", "Agree and answer"),
        ("agree_words", "答复的话（不改就用原话）", "Answer (empty: as handed in)"),
        ("send_back", "请再办一办", "Ask for more"),
        ("result", "党员交来的结果", "What the member handed in"),
        ("keep_private", "不公开", "Keep it off the board"),
        ("why", "原因（记在档案里）", "Reason (kept in the file)"),
        ("done", "办理", "Do it"),
        ("unknown", "没有这一件，或者不归您看。", "No such case, or not yours to see."),
    ),
)
