"""What stands on the desk's pages about members (党员)."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

ADMITTED = Template("member_pages.admitted", "{name}已通过报到。", "{name} is admitted.")
TURNED_AWAY = Template(
    "member_pages.turned_away", "已回绝，本人会收到原因。", "Declined; told why."
)
CORRECTED = Template(
    "member_pages.corrected", "已改好，记下是您改的。", "Corrected; noted by whom."
)
REMOVED = Template("member_pages.removed", "{name}已移出名册。", "{name} was removed.")

WORDS = page_words(
    "members",
    (
        ("title", "党员名册", "Roll of members"),
        ("import", "导入名册", "Import the roll"),
        ("import_title", "导入党员名册", "Import the roll of members"),
        ("export", "导出名册（不带电话）", "Export without phones"),
        ("export_phones", "导出名册（带电话）", "Export with phones"),
        (
            "export_careful",
            "带电话的名册：每一位都会记下是您看过的。用完请删掉，不要转发。",
            "With phones: it is written down for each that you saw it. Delete it after use.",
        ),
        ("enrolments", "待通过的报到", "Coming to report"),
        ("pass", "通过", "Admit"),
        ("checked", "我已当面核对过是本人", "I saw who it is"),
        ("decline", "不通过", "Decline"),
        ("decline_why", "不通过的原因（本人会看到）", "Why not (they read it)"),
        ("all", "在册", "On the roll"),
        ("lost", "待联系党员", "Out of touch"),
        ("unseen", "还没报到", "Not reported"),
        ("name", "姓名", "Name"),
        ("kind", "类型", "Kind"),
        ("unit", "单位", "Unit"),
        ("area", "区域", "Area"),
        ("phone", "电话", "Phone"),
        ("which", "名单", "List"),
        ("heard", "最近一次", "Last seen"),
        ("never", "还没有", "Never"),
        ("reported", "报到", "Reported"),
        ("yes", "已报到", "Reported"),
        ("no", "还没报到", "Not reported"),
        ("skills", "特长", "Skills"),
        ("interests", "爱好", "Interests"),
        ("free_times", "空闲时间", "Free times"),
        ("since", "在册从", "On the roll since"),
        ("no_unit", "没有单位", "No unit"),
        ("nameless", "（没有姓名）", "(no name)"),
        ("found", "{count} 位", "{count} found"),
        ("nobody", "没有这样的党员。", "Nobody like that."),
        ("posts", "认领的岗位", "Posts"),
        ("no_posts", "现在没有认领岗位。", "No post is claimed."),
        ("hours", "今年小时", "Hours this year"),
        ("points", "积分", "Points"),
        ("management", "管理方式", "Managed as"),
        ("staff_only", "类型只给工作人员看，不要告诉别人。", "The kind is for staff only."),
        ("see_phone", "看电话（会记下来）", "See the phone (written down)"),
        ("no_phone", "没有电话", "No phone is known"),
        ("views", "谁看过电话", "Who saw the phone"),
        ("viewer", "谁", "Who"),
        ("at", "时间", "When"),
        ("history", "岗位经历", "Posts so far"),
        ("step", "步骤", "Step"),
        ("correct", "更正资料", "Correct"),
        (
            "correct_how",
            "写错了的改在这里，会记下是谁改的。",
            "What is wrong is put right here; it is written down by whom.",
        ),
        ("new_phone", "新的电话（不改就空着）", "New phone (empty: as it is)"),
        ("correct_save", "改好了", "Save"),
        ("corrections", "谁改过", "Who corrected it"),
        ("remove", "移出名册", "Remove from the roll"),
        (
            "remove_how",
            "身份、党组织关系、认领的岗位一起结束，服务记录保留。",
            "Ends their posts and bodies; what they served stays counted.",
        ),
        ("remove_sure", "确定移出", "I am sure"),
    ),
)
