"""What the figures (三率) and the appeals to leave a case out of them say."""

from collections.abc import Mapping

from services.figures.evidence import By, Figure
from services.figures.periods import Span
from services.figures.rates import Rate
from services.texts.phrases import Phrase, Template, verbatim

SPAN_LABELS: Mapping[Span, Template] = {
    span: Template(f"span.{span}", *words)
    for span, words in {
        Span.WEEK: ("本周", "This week"),
        Span.LAST_WEEK: ("上周", "Last week"),
        Span.MONTH: ("本月", "This month"),
        Span.LAST_MONTH: ("上月", "Last month"),
        Span.YEAR: ("今年", "This year"),
    }.items()
}
BY_LABELS: Mapping[By, Template] = {
    by: Template(f"by.{by}", *words)
    for by, words in {
        By.AREA: ("按社区", "By area"),
        By.CATEGORY: ("按类别", "By kind"),
        By.UNIT: ("按单位", "By unit"),
        By.CHANNEL: ("按渠道", "By channel"),
    }.items()
}
FIGURE_LABELS: Mapping[Figure, Template] = {
    figure: Template(f"figure.{figure}", *words)
    for figure, words in {
        Figure.REPORTED: ("反映", "Reported"),
        Figure.MERGED: ("已合并", "Merged"),
        Figure.DECLINED: ("不属本街道", "Declined"),
        Figure.WITHDRAWN: ("已撤回", "Withdrawn"),
        Figure.OPEN: ("未答复", "Waiting"),
        Figure.OVERDUE: ("已超期", "Overdue"),
        Figure.ANSWERED: ("已答复", "Answered"),
        Figure.IN_TIME: ("按时答复", "In time"),
        Figure.LATE: ("超期答复", "Late"),
        Figure.REOPENED: ("重办", "Done again"),
        Figure.ASKED: ("应评", "Asked"),
        Figure.CONTACTED: ("已联系", "Contacted"),
        Figure.SOLVED: ("已解决", "Solved"),
        Figure.SILENT: ("没有回应", "Said nothing"),
        Figure.RATED: ("已评价", "Rated"),
        Figure.SATISFIED: ("满意和基本满意", "Satisfied"),
        Figure.FULLY: ("满意", "Fully satisfied"),
    }.items()
}
RATE_LABELS: Mapping[Rate, Template] = {
    rate: Template(f"rate.{rate}", *words)
    for rate, words in {
        Rate.RESPONSE: ("响应率", "Response"),
        Rate.RESOLUTION: ("解决率", "Resolution"),
        Rate.SATISFACTION: ("满意率", "Satisfaction"),
    }.items()
}

DAY = Template("figures.day", "{month}月{day}日", "{month}/{day}")
HEAD = Template(
    "figures.head", "【{span}】{area}\n{first}—{last}", "[{span}] {area}\n{first}–{last}"
)
RATE_LINE = Template(
    "figures.rate_line", "{name} {rate}（{part}/{whole}）", "{name} {rate} ({part}/{whole})"
)
HOW = Template(
    "figures.how",
    "响应率＝本人说有人联系过的 ÷ 问过的；解决率＝本人说解决了的 ÷ 问过的；"
    "满意率＝满意和基本满意的 ÷ 评价过的。\n"
    "总分＝响应×{response}%＋解决×{resolution}%＋满意×{satisfaction}%。",
    "Response: those who say somebody was in touch, of those asked. Resolution: those who say it "
    "is solved, of those asked. Satisfaction: the satisfied, of those who rated.\n"
    "Total: {response}% response, {resolution}% resolution, {satisfaction}% satisfaction.",
)
TOTAL = Template("figures.total", "总分 {total}", "Total {total}")
KEPT = Template(
    "figures.kept",
    "剔除后：响应 {response}，解决 {resolution}，满意 {satisfaction}，总分 {total}",
    "After exclusions: response {response}, resolution {resolution}, satisfaction {satisfaction},"
    " total {total}",
)
COUNTS = Template(
    "figures.counts",
    "反映 {reported} 件，已答复 {answered} 次，其中按时 {in_time}、超期 {late}。重办 {reopened}。",
    "Reported {reported}; answered {answered}: {in_time} in time, {late} late; again {reopened}.",
)
BESIDES = Template(
    "figures.besides",
    "合并 {merged}，不属本街道 {declined}，撤回 {withdrawn}。答复后没有回应 {silent}。",
    "Merged {merged}, declined {declined}, withdrawn {withdrawn}. Said nothing {silent}.",
)
WAITING = Template(
    "figures.waiting",
    "现在未答复 {open} 件，其中已超期 {overdue} 件。",
    "Waiting now: {open}, of them overdue: {overdue}.",
)
BEFORE = Template(
    "figures.before",
    "上月：响应 {response}，解决 {resolution}，满意 {satisfaction}，总分 {total}",
    "Last month: response {response}, resolution {resolution}, satisfaction {satisfaction},"
    " total {total}",
)
PICTURE = Template(
    "figures.picture",
    "上面数字的图。看细的从下面选。",
    "A picture of these figures. Press below to look further.",
)
COLOURS = Template(
    "figures.colours",
    "图：蓝是响应率，绿是解决率，橙是满意率；号数同文字。",
    "Picture: blue response, green resolution, orange satisfaction; numbers as in the text.",
)
LINE = Template(
    "figures.line",
    "{number} {name}：响应 {response}，解决 {resolution}，满意 {satisfaction}，总分 {total}；"
    "未答复 {open}，超期 {overdue}",
    "{number} {name}: response {response}, resolution {resolution}, satisfaction {satisfaction},"
    " total {total}; waiting {open}, overdue {overdue}",
)
NO_LINES = Template("figures.no_lines", "这段时间没有数据。", "Nothing in this period.")
MORE_LINES = Template(
    "figures.more_lines", "还有 {count} 行没有列出。", "{count} more lines are not shown."
)
NO_UNIT = Template("figures.no_unit", "没有转给单位", "No unit")
NUMBERED = Template("figures.numbered", "{number} {name}", "{number} {name}")
SEE_NUMBERS = Template("figures.see_numbers", "看编号", "See the numbers")
WHICH_FIGURE = Template(
    "figures.which_figure", "看哪个数的编号？", "The numbers behind which figure?"
)
FIGURE_COUNT = Template("figures.figure_count", "{name} {count}", "{name} {count}")
NUMBERS = Template(
    "figures.numbers",
    "{name} {count} 件，第 {first}—{last} 件：\n{numbers}",
    "{name} {count}, {first}–{last}:\n{numbers}",
)
NO_NUMBERS = Template("figures.no_numbers", "一件也没有。", "None.")
ROUND = Template("figures.round", "{number}（第 {round} 次）", "{number} (round {round})")
LEFT_OUT = Template("figures.left_out", "{number}（已剔除）", "{number} (left out)")
NEXT_PAGE = Template("figures.next_page", "下一页", "Next page")
OPEN_NUMBER = Template("figures.open_number", "打开 {number}", "Open {number}")
TO_FIGURES = Template("figures.to_figures", "三率", "Figures")
BACK_TO_ALL = Template("figures.back_to_all", "看全部", "See all")

EXCLUDE = Template("exclusion.exclude", "申请剔除", "Ask to leave it out")
EXCLUDE_WHY = Template(
    "exclusion.why",
    "{number} 为什么不应该算进三率？请写明理由，由街道决定。",
    "Why should {number} not count? Write the reason; the street decides.",
)
EXCLUDE_SENT = Template(
    "exclusion.sent", "{number} 的剔除申请已交给街道。", "Your appeal about {number} went up."
)
EXCLUSION_ASKED = Template(
    "exclusion.asked",
    "{number} 申请剔除，理由：{reason}",
    "It is asked to leave {number} out of the figures: {reason}",
)
EXCLUDE_YES = Template("exclusion.yes", "同意剔除", "Leave it out")
EXCLUDE_NO = Template("exclusion.no", "不同意", "Keep it in")
EXCLUDE_YES_NUMBER = Template("exclusion.yes_number", "同意剔除 {number}", "Leave {number} out")
EXCLUDE_NO_NUMBER = Template("exclusion.no_number", "不同意 {number}", "Keep {number} in")
EXCLUDE_NO_WHY = Template(
    "exclusion.no_why", "为什么不同意？请写一句。", "Why not? One sentence, please."
)
EXCLUSION_ACCEPTED = Template(
    "exclusion.accepted",
    "{number} 同意剔除：剔除后的三率不再算这一件。{reason}",
    "{number} is left out of the second figures. {reason}",
)
EXCLUSION_REFUSED = Template(
    "exclusion.refused",
    "{number} 不同意剔除：{reason}",
    "{number} stays in the figures: {reason}",
)
EXCLUSION_DONE = Template("exclusion.done", "记下了：{number}。", "Noted: {number}.")
TO_EXCLUSIONS = Template("exclusion.to", "剔除申请 {count} 件", "{count} appeals")
NO_EXCLUSIONS = Template("exclusion.none", "没有等您决定的剔除申请。", "No appeal waits for you.")


def percent(per_mille: int | None) -> Phrase:
    """Write a rate, given in tenths of a percent."""
    return verbatim("—" if per_mille is None else f"{per_mille // 10}.{per_mille % 10}%")


def points(per_mille: int | None) -> Phrase:
    """Write a weighted total, given in tenths of a point."""
    return verbatim("—" if per_mille is None else f"{per_mille // 10}.{per_mille % 10}")
