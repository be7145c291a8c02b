"""What stands on the pages of the figures at the desk."""

from services.figures.evidence import Figure
from services.figures.rates import Rate
from services.texts import figures
from services.texts.pages.page_words import page_words

_KEPT = {
    Rate.RESPONSE: ("剔除后响应率", "Response after exclusions"),
    Rate.RESOLUTION: ("剔除后解决率", "Resolution after exclusions"),
    Rate.SATISFACTION: ("剔除后满意率", "Satisfaction after exclusions"),
}
WORDS = {
    **page_words(
        "figures",
        (
            ("title", "三率", "The three rates"),
            ("span", "时间", "Period"),
            ("from", "从", "From"),
            ("to", "到", "To"),
            ("place", "区域", "Area"),
            ("category", "类别", "Category"),
            ("channel", "渠道", "Channel"),
            ("by", "分组", "By"),
            ("show", "查看", "Show"),
            ("how", "怎么算的", "How they are made"),
            ("total", "总分", "Total"),
            ("kept", "剔除后", "After exclusions"),
            ("raw", "原始", "Raw"),
            ("counts", "件数", "Counts"),
            ("count", "数", "Count"),
            ("figure", "指标", "Figure"),
            ("each_opens", "每个数都能点开看编号。", "Every figure opens its numbers."),
            ("months", "十二个月", "Twelve months"),
            ("numbers", "编号", "Numbers"),
            ("number", "编号", "Number"),
            ("round", "第几次", "Round"),
            ("left_out", "已剔除", "Left out"),
            ("line", "项目", "Of"),
            ("now", "未答复和超期是现在的数，与时间无关。", "Waiting and overdue are as of now."),
        ),
    ),
    **{f"figures.{it}": figures.RATE_LABELS[it] for it in Rate},
    **{f"figures.{it}": figures.FIGURE_LABELS[it] for it in Figure},
    **page_words("figures", [(f"kept_{it}", *words) for it, words in _KEPT.items()]),
}
