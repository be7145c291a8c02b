"""What stands on the desk's pages about posts, claims and shifts."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

OPENED = Template("post_pages.opened", "已定岗。", "The post is open.")
CLOSED = Template("post_pages.closed", "已撤岗，在岗和候补的都会收到。", "Closed; they are told.")
CONFIRMED = Template("post_pages.confirmed", "已确认，本人会收到。", "Confirmed; they are told.")
DECLINED = Template(
    "post_pages.declined", "已回绝，本人会收到原因。", "Declined; they are told why."
)
CANCELLED = Template("post_pages.cancelled", "这一班已取消，已告诉要来的人。", "Cancelled; told.")

REFUSALS = {
    "opening_day_unclear": Template(
        "refusal.opening_day_unclear",
        "起止日期请写成 2026-03-01 这样。",
        "Please write the days like 2026-03-01.",
    ),
    "opening_field_unclear": Template(
        "refusal.opening_field_unclear",
        "名额、经纬度请写数字。",
        "Places, latitude and longitude are numbers.",
    ),
}

WORDS = page_words(
    "posts",
    (
        ("title", "岗位", "Posts"),
        ("open", "定岗", "Open a post"),
        ("import", "导入岗位", "Import posts"),
        ("export", "导出岗位", "Export posts"),
        ("export_holders", "导出在岗名单", "Export holders"),
        ("claims", "待确认的认领", "Claims to confirm"),
        ("hours", "待认定的时长", "Hours to confirm"),
        ("disputes", "有异议的未到岗", "Disputed absences"),
        ("openings", "开着的岗位", "Open posts"),
        ("no_openings", "现在没有开着的岗位。", "No post is open."),
        ("nothing_waits", "没有等您办的。", "Nothing waits for you."),
        ("post", "岗位", "Post"),
        ("area", "区域", "Area"),
        ("places", "名额", "Places"),
        ("taken", "在岗", "Held"),
        ("waiting", "候补", "Waiting"),
        ("from", "起", "From"),
        ("to", "止", "To"),
        ("times", "每周时间", "Weekly times"),
        (
            "times_hint",
            "如：周六 9:00-11:00；空着就是和本人商量",
            "Like Sat 9:00-11:00; leave it empty to settle it with each",
        ),
        ("place", "集合地点", "Meeting place"),
        ("confirm", "确认方式", "Confirmation"),
        ("check_in", "签到方式", "Check-in"),
        ("latitude", "纬度", "Latitude"),
        ("longitude", "经度", "Longitude"),
        ("pin_hint", "要到现场才能签到时填", "For check-in on the spot"),
        ("skill", "要有的特长或证", "Skill that is asked for"),
        ("kind", "给哪类党员", "For which members"),
        ("all_kinds", "都可以", "All"),
        ("holder", "党员", "Member"),
        ("state", "状态", "State"),
        ("since", "从何时", "Since"),
        ("holders", "在岗和候补", "Who holds it and who waits"),
        ("nobody", "还没有人认领。", "Nobody claimed it yet."),
        ("change", "改岗位", "Change it"),
        (
            "change_how",
            "名额、地点、时间改了，在岗的会收到；已有人认领，时间就不能改。",
            "Holders are told; times stay once somebody claimed it.",
        ),
        ("close", "撤岗", "Close the post"),
        ("why", "原因", "Reason"),
        ("shifts", "接下来的班次", "Coming shifts"),
        ("cancel", "取消这一班", "Cancel this shift"),
        ("is_closed", "已撤岗", "Closed"),
        ("agree", "同意", "Confirm"),
        ("decline", "不同意", "Decline"),
        ("remove", "请下岗位", "Take off the post"),
        ("decline_why", "不同意的原因（本人会看到）", "Why not (they read it)"),
        ("shift", "班次", "Shift"),
        ("served", "{count} 人待认定", "{count} to confirm"),
        ("missing", "{count} 人没签到", "{count} not checked in"),
        ("known", "到岗情况", "What is known"),
        ("confirm_all", "全部认定（{count} 人）", "Confirm all ({count})"),
        ("confirm_one", "认定", "Confirm"),
        ("minutes", "分钟", "Minutes"),
        ("set_minutes", "按这个分钟数认定", "Confirm these minutes"),
        ("absent", "记未到岗", "Did not come"),
        ("dispute_words", "本人说：{words}", "They say: {words}"),
        ("stands", "维持未到岗", "It stands"),
        ("cleared", "更正：到岗了", "They were there"),
        ("excused", "更正：请过假", "They had leave"),
        ("import_title", "导入岗位", "Import posts"),
        ("own", "您自己的由别人认定。", "Yours is confirmed by others."),
        ("more", "还有 {count} 班。", "{count} more shifts."),
        ("seldom", "少用的", "Seldom needed"),
    ),
)
