"""What is said when a limit nears or is over, and who is away."""

from models.cases import Status
from services.texts.phrases import Template

PROVISIONAL = Template("clock.provisional", "{due}（暂定）", "{due} (provisional)")
REMINDED = Template(
    "clock.reminded",
    "快到期了：{number} {category}，{area}，{due}前要答复。",
    "Due soon: {number} {category}, {area}, to be answered by {due}.",
)
OVERDUE = Template(
    "clock.overdue",
    "已经超期：{number} {category}，{area}，应在{due}前答复，请尽快办。",
    "Overdue: {number} {category}, {area}, was to be answered by {due}. Please see to it.",
)
AT_LIMIT = Template(
    "clock.at_limit",
    "到期没有答复：{number} {category}，{area}，期限{due}。承办：{owner}。请督促或改派。",
    "Not answered by its limit: {number} {category}, {area}, limit {due}. With: {owner}. "
    "Please press for it or assign it anew.",
)
AT_LIMIT_YOURS = Template(
    "clock.at_limit_yours",
    "您办的 {number} 到期没有答复：{category}，{area}，期限{due}。请尽快答复，办不完请说明情况。",
    "Your {number} is not answered by its limit: {category}, {area}, limit {due}. Please answer "
    "soon, or say how it stands.",
)
TO_STREET = Template(
    "clock.to_street",
    "督办：{number} {category}，{area}，期限{due}，超期 {days} 个工作日没有答复。承办：{owner}。",
    "For oversight: {number} {category}, {area}, limit {due}, {days} working days overdue. "
    "With: {owner}.",
)
CIRCULAR = Template(
    "clock.circular",
    "督办通报：{where}，{number} {category}，超期 {days} 个工作日没有答复。",
    "Oversight circular: {where}, {number} {category}, {days} working days overdue.",
)
MANY = Template(
    "clock.many", "有 {count} 件要催：", "Cases that are due or overdue, {count} in all:"
)
NOBODY = Template("clock.nobody", "还没有人", "nobody yet")
STEP_LATE = {
    status: Template(f"clock.step_late.{status}", *words)
    for status, words in {
        Status.SUBMITTED: (
            "超时未看：{number} {category}，{area}，请尽快签收或分办。",
            "Nobody has looked in time: {number} {category}, {area}. Please sign or assign it.",
        ),
        Status.ACCEPTED: (
            "超时未转：{number} {category}，{area}，请尽快签收或转办。",
            "Not assigned in time: {number} {category}, {area}. Please sign or assign it.",
        ),
        Status.ASSIGNED: (
            "超时未签收：{number} {category}，{area}，请尽快签收。",
            "Not signed in time: {number} {category}, {area}. Please sign it.",
        ),
    }.items()
}
INFO_LAPSED = Template(
    "clock.info_lapsed",
    "{number} 没有等到反映人补充，请按现有情况办理。",
    "{number}: the reporter added nothing; please go on with what is known.",
)
REVIEW = Template(
    "clock.review",
    "{number} 列入计划，今天复查。能办了请办理，还不能办请再定日期。",
    "{number} was planned and is reviewed today. Please handle it, or set another date.",
)
ANYTHING_ELSE = Template(
    "clock.anything_else",
    "{number} 已办结。还有别的事要反映吗？",
    "{number} is closed. Is there anything else to report?",
)
REPORT_ANOTHER = Template("clock.report_another", "我还要反映", "Report something else")
