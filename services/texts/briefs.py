"""What briefs (简报) say, on pages, on paper and on notice."""

from collections.abc import Mapping

from models.briefs import BriefSpan
from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

SPAN_LABELS: Mapping[BriefSpan, Template] = {
    BriefSpan.WEEK: Template("brief.week", "周报", "Weekly"),
    BriefSpan.MONTH: Template("brief.month", "月报", "Monthly"),
    BriefSpan.QUARTER: Template("brief.quarter", "季报", "Quarterly"),
}
TITLE = Template("brief.title", "{area}民情简报（{days}）", "{area}: brief ({days})")
WEEK = Template(
    "brief.days_of_week",
    "{year}年{month}月{day}日至{last_month}月{last_day}日",
    "week of {year}-{month}-{day} to {last_month}-{last_day}",
)
MONTH = Template("brief.days_of_month", "{year}年{month}月", "{year}-{month}")
QUARTER = Template("brief.days_of_quarter", "{year}年第{quarter}季度", "{year} Q{quarter}")
MADE = Template(
    "brief.made",
    "《{title}》已生成。请到工作台的“简报”里看，需要时公示。",
    "“{title}” is made. Please look at it on the desk under “Briefs”, and publish it if wanted.",
)
OVERSEEN = Template("brief.overseen", "督办", "Pressed")
SERVED = Template("brief.served", "志愿服务（小时）", "Hours served")
POSTS = Template("brief.posts", "在岗人次", "Places held")
UP = Template("brief.up", "升 {points}", "up {points}")
DOWN = Template("brief.down", "降 {points}", "down {points}")
SAME = Template("brief.same", "持平", "same")
POINTS = Template("brief.points", "{tenths} 点", "{tenths} points")
WHEN_MADE = Template("brief.when_made", "{label}（生成时）", "{label} (when made)")
PUBLIC_LINE = Template("brief.public_line", "{label}：{value}", "{label}: {value}")
PUBLIC_MOST = Template("brief.public_most", "反映最多的：{kinds}。", "Reported most: {kinds}.")
PUBLIC_FEW = Template(
    "brief.public_few",
    "评价或服务的人不到 {least} 位的，不公布。全文和图见公示栏的“简报”。",
    (
        "What fewer than {least} people judged or served is not published. In full with charts "
        "on the board under “Briefs”."
    ),
)
PLANNED = Template("brief.planned", "{kind} {count} 件", "{kind}: {count}")
FOOT = Template(
    "brief.foot",
    "{street} · 数据由民情直通车统计，口径同“三率”。评价或服务的人不到 {least} 位的，不公布。",
    (
        "{street} · counted as the three rates are. What fewer than {least} people judged or "
        "served is not published."
    ),
)
FOOT_WITHIN = Template(
    "brief.foot_within",
    "{street} · 数据由民情直通车统计，口径同“三率”。内部使用。",
    "{street} · counted as the three rates are. For use within the office.",
)

WORDS = page_words(
    "briefs",
    (
        ("title", "简报", "Briefs"),
        ("make", "生成简报", "Make a brief"),
        ("area", "区域", "Area"),
        ("span", "种类", "Kind"),
        ("day", "哪一段", "Of which time"),
        ("made_at", "生成时间", "Made"),
        ("open", "打开", "Open"),
        ("pdf", "PDF", "PDF"),
        ("xlsx", "表格（xlsx）", "Spreadsheet (xlsx)"),
        ("figures", "本期数字", "Figures"),
        ("figure", "指标", "Figure"),
        ("now", "本期", "Now"),
        ("before", "上期", "Before"),
        ("change", "变化", "Change"),
        ("kept", "剔除后", "After exclusions"),
        ("rates", "三率", "The three rates"),
        ("categories", "反映最多的类别", "Reported most"),
        ("category", "类别", "Kind"),
        ("count", "件数", "Cases"),
        ("places", "各处", "By area"),
        ("place", "区域", "Area"),
        ("notices", "公示了什么", "What was published"),
        ("planned", "列入计划的", "What is planned"),
        ("review", "下次复查", "Next look"),
        ("charts", "图", "Charts"),
        ("draft", "拟成公示", "Draft as a notice"),
        ("publish", "批准并公示", "Approve and publish"),
        ("to_publish", "公示稿", "Draft of the notice"),
        ("published", "已公示。", "Published."),
        ("its_notice", "看这份公示", "Its notice"),
        ("whole", "看整份简报", "The whole brief"),
        ("on_board", "在公示栏上看", "On the board"),
        ("state", "状态", "State"),
        ("is_draft", "未公示", "Not published"),
        ("is_public", "已公示", "Published"),
        ("is_over", "公示已结束", "No longer on notice"),
        ("open_hits", "有个人信息没有处理，请到“公示”里改：", "Personal data is left in it:"),
        ("none", "还没有简报。每周一、每月和每季度第一天会自动生成。", "No briefs yet."),
        ("made", "已生成。", "Made."),
    ),
)
