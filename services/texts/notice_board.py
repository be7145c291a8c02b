"""Where notices (公示) wait, and how people are told that something is on notice."""

from services.texts.phrases import Template

DAY = Template("notice_board.day", "{month}月{day}日", "{day}/{month}")
WAITING_SOME = Template(
    "notice_board.waiting_some",
    "等您看的公示 {count} 件，最新的在前：",
    "{count} notices wait for you, the newest first:",
)
DRAFT_LINE = Template(
    "notice_board.draft_line",
    "{number} · {day}答复\n「{title}」\n{words}",
    "{number} · answered {day}\n“{title}”\n{words}",
)
OPEN_DRAFT = Template("notice_board.open_draft", "看 {number}（{day}）", "Open {number} ({day})")
PUBLISHED = Template(
    "notice_board.published",
    "{what} 已公示，到{until}为止。居民发“公示”就能看到，18点汇总发到群里。",
    "{what} is published until {until}. Residents see it under Notices; the groups are told at "
    "18:00.",
)
PUBLISHED_ALONE = Template(
    "notice_board.published_alone",
    "{what} 已公示，到{until}为止。居民发“公示”就能看到。",
    "{what} is published until {until}. Residents see it under Notices.",
)
ON_NOTICE = Template(
    "notice_board.on_notice",
    "公示中，到{month}月{day}日。不写您的名字。",
    "On notice until {day}/{month}. Your name is not shown.",
)
TO_NOTICES = Template("notice_board.to_notices", "看公示", "Notices")
