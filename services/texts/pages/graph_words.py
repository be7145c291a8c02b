"""What stands on and beside charts."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

COUNTS = Template(
    "graphs.counts", "每月反映、答复和解决的件数", "Reported, answered and solved by month"
)
RATES = Template("graphs.rates", "每月的三率", "The three rates by month")
PLACES = Template("graphs.places", "各处的三率", "The three rates by place")
CATEGORIES = Template("graphs.categories", "反映最多的类别", "What is reported most")
SHARES = Template("graphs.shares", "反映的件数", "What was reported")
COMMUNITIES = Template("graphs.communities", "各社区反映的件数", "Reported by community")
COUNTING = Template(
    "graphs.counting",
    "正在统计，请过一会儿再看。",
    "Still being counted. Please look again in a moment.",
)
MONTH = Template("graphs.month", "{month}月", "{month}")
YEAR = Template("graphs.year", "{year}年{month}月", "{month}/{year}")

WORDS = page_words(
    "graph",
    (
        ("as_table", "看表格", "As a table"),
        ("of", "项目", "Of"),
        (
            "counting",
            "正在统计，请过一会儿再看。",
            "Still being counted. Please look again in a moment.",
        ),
        ("slide", "左右滑动，看全图", "Push sideways to see it all"),
        ("slide_table", "左右滑动，看全表", "Push sideways to see the whole table"),
        (
            "few",
            "图上空着、表里写“–”的：评价的人不到 5 位，不公布。",
            "Left out, or a dash in tables: fewer than 5 people judged, so it is not published.",
        ),
        ("nothing", "这段时间没有可以公布的数据。", "Nothing to publish in this period."),
    ),
)
