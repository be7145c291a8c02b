"""The words on pictures and documents that people keep; a picture is in simplified Chinese."""

from services.texts.phrases import Template

DAYS = ("一", "二", "三", "四", "五", "六", "日")
WEEKDAYS = tuple(
    Template(f"weekday.{english.casefold()}", f"周{day}", english)
    for day, english in zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)

WEEK_OF = Template("drawing.week_of", "{name}的一周", "Week of {name}")
WEEK_DAYS = Template("drawing.week_days", "{first} 至 {last}", "{first} to {last}")
SHORT_DAY = Template("drawing.short_day", "{month}月{day}日", "{day}/{month}")
WEEKDAY = Template("drawing.weekday", "周{name}", "{name}")
NOTHING_THAT_DAY = Template("drawing.nothing_that_day", "没有班", "Nothing")
NOTHING_THAT_WEEK = Template(
    "drawing.nothing_that_week", "这一周没有排班。", "There are no shifts this week."
)

CARDS_OF = Template("drawing.cards_of", "{name}的四色卡", "Four cards of {name}")

APPRAISAL = Template("drawing.appraisal", "年度鉴定", "Yearly certificate")
YEAR = Template("drawing.year", "（{year}年度）", "({year})")
NUMBER = Template("drawing.number", "编号：{number}", "No. {number}")
TO_UNIT = Template("drawing.to_unit", "{unit}：", "{unit}:")
NAME = Template("drawing.name", "姓名", "Name")
SIGNED = Template("drawing.signed", "社区党组织（盖章）", "Party body of the community (seal)")
SIGNATURE = Template("drawing.signature", "负责人签字：", "Signed by:")
LONG_DAY = Template("drawing.long_day", "{year}年{month}月{day}日", "{year}-{month}-{day}")
PAGE = Template("drawing.page", "第 {number} 页 共 {count} 页", "Page {number} of {count}")
