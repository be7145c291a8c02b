"""Pages of whoever runs the desk: people (人员), areas (区域), the platform (运行)."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

GIVEN = Template("staff.given", "已任命。", "Appointed.")
ENDED = Template("staff.ended", "已免去；手上的事会有人接。", "Ended; what they had is passed on.")
REVOKED = Template("staff.revoked", "邀请码已作废。", "The code opens nothing any more.")
RETRIED = Template("system.retried", "{count} 条重新处理。", "{count} are tried again.")
DROPPED = Template("system.dropped", "{count} 条不再处理。", "{count} were given up.")
OUTLINED = Template(
    "areas.outlined", "{count} 个区域的边界存好了。", "The outlines of {count} areas are stored."
)
UNBOUND = Template("areas.unbound", "已解除绑定。", "The group is unbound.")

_STAFF = page_words(
    "staff",
    (
        ("lead", "这里只有您管得到的区域。电话只显示一部分。", "Only areas that you appoint for."),
        ("list", "谁在哪里是什么身份", "Who is what where"),
        ("name", "称呼", "Name"),
        ("phone", "电话", "Phone"),
        ("role", "身份", "Role"),
        ("area", "区域", "Area"),
        ("act", "操作", "Action"),
        ("end", "免去", "End"),
        ("end_of", "免去 {name} 的{role}", "End {role} of {name}"),
        ("give", "给一个人再加一个身份", "Give somebody another role"),
        ("person", "谁", "Who"),
        ("appoint", "任命", "Appoint"),
        ("invite", "邀请新的人", "Invite somebody new"),
        ("count", "几个邀请码（每个只给一个人）", "How many codes, each for one person"),
        ("make", "生成邀请码", "Make codes"),
        ("invite_liaison", "邀请单位联络员", "Invite a unit's liaison"),
        (
            "liaison_how",
            "联络员替一个单位说话：交给这个单位的民情，都归他看、归他答复。",
            "They speak for a unit: what is handed to it is theirs to see and to answer.",
        ),
        ("unit", "单位", "Unit"),
        ("make_liaison", "生成联络员邀请码", "Make a liaison's codes"),
        ("open", "还没用的邀请码", "Codes not used yet"),
        ("made", "生成于", "Made"),
        ("until", "有效到", "Good until"),
        ("revoke", "作废", "Revoke"),
        ("nobody", "这里还没有人。", "Nobody here yet."),
        ("codes", "邀请码", "Invitation codes"),
        (
            "codes_once",
            "只显示这一次，请现在打印或抄下。每个码给一个人，14 天内有效：给机器人发“加入”和码。",
            "Shown only once: print or copy them now. Each is for one person, for 14 days.",
        ),
        ("say", "加入 {code}", "/join {code}"),
    ),
)
_AREAS = page_words(
    "areas",
    (
        ("tree", "区域和编码", "Areas and their codes"),
        ("code", "编码", "Code"),
        ("name", "名称", "Name"),
        ("level", "级别", "Level"),
        ("import_title", "导入区域", "Import areas"),
        ("outlines", "导入区域边界", "Import outlines"),
        (
            "outlines_how",
            "给公示栏画地图：选一个 GeoJSON 文件（512 KB 以内），code 写区域编码。先看再导入。",
            "For the map on the board: GeoJSON up to 512 KB, its property code names an area.",
        ),
        ("outlines_file", "边界文件", "The file"),
        ("groups", "绑定的群", "Groups bound here"),
        ("group", "群", "Group"),
        ("kind", "是什么群", "Kind"),
        ("where", "属于", "Belongs to"),
        ("unbind", "解除绑定", "Unbind"),
        ("by_hand", "人工转发", "carried by hand"),
        ("no_groups", "还没有绑定群。在群里对机器人说“绑定”。", "No group is bound yet."),
    ),
)
APPOINTED = Template(
    "staff.appointed_note",
    "{actor}让{name}成为“{area}”的{role}。如果不对，请在工作台“人员”里免去。",
    "{actor} made {name} {role} of {area}. If that is wrong, end it at the desk under People.",
)
_SYSTEM = page_words(
    "system",
    (
        ("doors", "入口", "Doors"),
        ("works", "正常", "works"),
        ("no_doors", "只开着网页聊天。", "Only the chat page is open."),
        ("waits", "等着处理", "What waits"),
        ("inbox", "来信", "Letters"),
        ("waiting", "等着", "waiting"),
        ("sending", "正在发", "being sent"),
        ("is_held", "留着", "held"),
        ("dead", "没办成", "failed"),
        ("outbox", "消息", "Messages"),
        ("unanswered", "没答复的民情", "Cases not answered"),
        ("overdue", "已超期", "Overdue"),
        ("store", "数据库：{name}", "Database: {name}"),
        ("letters", "没能处理的来信", "Letters that could not be handled"),
        ("messages", "没能发出的消息", "Messages that could not be sent"),
        ("held", "留着等对方来说话的", "Held until somebody writes"),
        ("number", "号", "No."),
        ("door", "入口", "Door"),
        ("at", "时间", "At"),
        ("why", "原因", "Why"),
        ("tries", "试过", "Tries"),
        ("case", "事项", "Case"),
        ("choose", "选 {number} 号", "Choose {number}"),
        ("retry", "重新处理", "Try again"),
        ("drop", "不再处理", "Give up"),
        ("none", "没有。", "None."),
        ("timetable", "定时做的事", "Timetable"),
        ("job", "名称", "Name"),
        ("when", "什么时候", "When"),
        ("next", "下次", "Next"),
        ("settings", "设置（只看；改 .env 后重启）", "Settings as they are"),
        ("value", "值", "Value"),
        ("origin", "来源", "From"),
    ),
)
WORDS = {**_STAFF, **_AREAS, **_SYSTEM}
