"""What stands on the pages of the board's cases and figures."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

BOARD_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "board_case_unknown": (
            "公示栏上没有这件民情。请核对编号；不公开的民情只有本人能看，请在聊天里发“进度”。",
            (
                "There is no such case on the board. Please check the number. A case that is not "
                "public is seen by its reporter only: please send “progress” in the chat."
            ),
        ),
        "period_unknown": (
            "没有这个时间段，请重新选。",
            "There is no such period, please choose again.",
        ),
        "figure_unknown": (
            "没有这个数字，请从三率页面打开。",
            "There is no such figure, please open it from the page of the rates.",
        ),
        "figure_not_listed": (
            "这里只公布件数，不列编号，免得看出谁是怎么评的。",
            "Only the count is shown, so that nobody sees who judged how.",
        ),
    }.items()
}

OVER = Template("board.over", "不予受理或已合并", "declined or merged")
"""Those that are over without an answer of their own."""

CASE_WORDS = page_words(
    "on_board",
    (
        ("name", "民情", "Cases"),
        ("lead", "大家反映的事，办到哪一步了。", "What people reported, and how far it is."),
        ("filter", "筛选", "Filter"),
        ("words", "找一找", "Search"),
        ("words_hint", "公示里的字，或者编号", "Words, or a number"),
        ("step", "步骤", "Step"),
        ("place", "地方", "Place"),
        ("category", "类别", "Kind"),
        ("any", "全部", "All"),
        ("look", "查看", "Look"),
        ("clear", "全部民情", "All cases"),
        ("none", "没有找到。", "Nothing was found."),
        (
            "none_junk",
            "请写一两个字，例如“路灯”。",
            "Please write a word or two, for example: lamp.",
        ),
        ("days_open", "第 {days} 天", "day {days}"),
        ("days_same", "当天答复", "answered the same day"),
        ("days_took", "{days} 天答复", "answered in {days} days"),
        ("days_over", "{day} 结束", "ended {day}"),
        ("days_merged", "已并到另一件", "part of another case"),
        ("merged", "合并", "Merged"),
        (
            "merged_into",
            "已合并，和这一件一起办：",
            "It was merged, and is handled together with this one: ",
        ),
        ("whole_street", "全街道", "whole street"),
        ("round", "第 {round} 次办理", "taken up {round} times"),
        ("steps", "五个步骤", "The five steps"),
        ("where", "地方", "Place"),
        ("kind", "类别", "Kind"),
        ("state", "现在", "Now"),
        ("reported", "反映", "Reported"),
        ("answered", "答复", "Answered"),
        ("closed", "结束", "Ended"),
        ("dates", "经过", "What was done"),
        ("notice", "公示", "Notice"),
        ("others", "还有 {count} 人也有这个问题。", "{count} more have this problem."),
        ("nobody_else", "还没有别人说也有这个问题。", "Nobody else has said so yet."),
        ("me_too", "我也有这个问题", "I have this problem too"),
        ("own", "是您反映的？用查询码看全部", "Yours? See all of it with the query code"),
        ("all", "全部民情", "All cases"),
    ),
)
FIGURE_WORDS = page_words(
    "rates",
    (
        ("name", "三率", "The three rates"),
        ("month", "本月", "This month"),
        ("last_month", "上月", "Last month"),
        ("year", "今年", "This year"),
        ("twelve_months", "近12个月", "Last 12 months"),
        ("period", "时间", "Period"),
        ("of", "{part} / {whole} 位", "{part} of {whole}"),
        ("few", "评价的人太少，不公布", "too few answers to tell"),
        ("how", "怎么算的", "How it is counted"),
        (
            "how_response",
            "答复以后，我们问反映人：有人联系过您吗？响应率＝说有人联系过的 ÷ 问过的。",
            (
                "After the answer the reporter is asked whether anybody was in touch. Response: "
                "those who say so, of those asked."
            ),
        ),
        (
            "how_resolution",
            "答复以后，我们问反映人：解决了吗？解决率＝说解决了的 ÷ 问过的；没有回应的不算解决。",
            (
                "After the answer the reporter is asked whether it is solved. Resolution: those "
                "who say so, of those asked; silence is not counted as solved."
            ),
        ),
        (
            "how_satisfaction",
            "满意率＝评“满意”和“基本满意”的 ÷ 评价过的。",
            "Satisfaction: those who are satisfied or fairly satisfied, of those who rated.",
        ),
        (
            "how_public",
            "不到 {least} 位的不公布，免得认出人来。按答复那天算在哪个时间段。",
            (
                "Of fewer than {least} people nothing is told, so that nobody is recognised. What "
                "counts is the day of the answer."
            ),
        ),
        ("kept", "剔除后 {rate}", "{rate} after exclusions"),
        ("counts", "件数", "Counts"),
        ("now", "（现在，不看时间段）", "(now, whatever the period)"),
        ("by_step", "按步骤", "By step"),
        ("by_category", "按类别", "By kind"),
        ("by_community", "按社区", "By community"),
        ("of_by_step", "步骤", "Step"),
        ("of_by_category", "类别", "Kind"),
        ("of_by_community", "社区", "Community"),
        ("number", "件", "Cases"),
        (
            "hidden",
            "这段时间反映 {count} 件，其中 {hidden} 件不公开，不在下面的表里。",
            "{count} reported in this period; {hidden} are not public and not in these tables.",
        ),
        (
            "few_hidden",
            "这段时间反映 {count} 件，不公开的不在下面的表里。",
            "{count} reported in this period; those not public are not in these tables.",
        ),
        ("list_of", "{name}：编号", "{name}: the numbers"),
        ("listed", "公开的 {count} 件。", "{count} public cases."),
        ("not_listed", "另有 {count} 件不公开，不列编号。", "{count} more are not public."),
        ("few_not_listed", "不公开的不列编号。", "Those not public are not listed."),
        ("as_of", "{at} 统计", "counted at {at}"),
        (
            "counting",
            "正在统计，请过一会儿再看。",
            "Still being counted. Please look again in a moment.",
        ),
        ("again", "再看一次", "Look again"),
        ("back", "回三率", "Back to the rates"),
        ("none", "没有可以列出的编号。", "There is no number to list."),
    ),
)
WORDS = {**CASE_WORDS, **FIGURE_WORDS}
