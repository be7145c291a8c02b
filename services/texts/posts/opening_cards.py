"""What the groups of members and units read of posts."""

from services.texts.phrases import Template

OPENING = Template(
    "opening_card.opening",
    "【岗位】{post} · {area}\n{times}{place}（{first}至{last}）\n{who}",
    "[Post] {post} · {area}\n{times}{place} ({first} to {last})\n{who}",
)
OPENING_LINE = Template(
    "opening_card.line",
    "{index}. {post} · {area}，{times}：{free}",
    "{index}. {post} · {area}, {times}: {free}",
)
MANY = Template(
    "opening_card.many",
    "【岗位】{day}新开 {count} 个岗位，请在私聊里认领：",
    "[Posts] {count} posts were opened on {day}; claim them in the private chat:",
)
REST = Template("opening_card.rest", "……还有 {count} 个", "… and {count} more")
AT_PLACE = Template("opening_card.at_place", "，{place}", ", {place}")
DAY = Template("opening_card.day", "{month}月{day}日", "{month}/{day}")
FREE = Template("opening_card.free", "还有 {free} 个名额", "places left: {free}")
FULL = Template("opening_card.full", "已满，可候补", "full, with a waiting list")
OVER = Template("opening_card.over", "已结束", "over")
WHO = Template(
    "opening_card.who", "名额 {taken}/{places}：{names}", "Places {taken}/{places}: {names}"
)
NOBODY = Template(
    "opening_card.nobody", "名额 {places} 个，还没有人认领", "{places} places, nobody yet"
)
AND_PENDING = Template(
    "opening_card.pending", "（另有 {count} 人待确认）", " ({count} more to be confirmed)"
)
AND_WAITING = Template("opening_card.waiting", "，候补 {count} 人", ", {count} waiting")
MORE_NAMES = Template("opening_card.more_names", "等 {count} 人", " and others, {count} in all")
CLAIM = Template("opening_card.claim", "认领 {post}", "Claim {post}")
CLAIM_WAITING = Template(
    "opening_card.claim_waiting", "认领候补 {post}", "Claim a wait for {post}"
)
LOOK = Template("opening_card.look", "看岗位，认领", "See and claim posts")

# The evening's news.
CLAIMED_TODAY = Template(
    "post_news.claimed",
    "【认领公布】{month}月{day}日，{count} 人上岗：",
    "[Claimed] {month}/{day}, {count} people:",
)
CLAIMED_LINE = Template(
    "post_news.claimed_line", "{post} · {area}：{names}", "{post} · {area}: {names}"
)
SERVED_TODAY = Template(
    "post_news.served",
    "【谢谢】{month}月{day}日，{count} 人到岗服务：",
    "[Thank you] {month}/{day}, {count} people served:",
)
CLAIMED_COUNT = Template("post_news.count", "{post}：{count} 人", "{post}: {count}")

# What a group reads when it is bound.

OPEN_NOW = Template(
    "opening_card.open_now",
    "【岗位】这里现在有 {count} 个岗位可以认领：",
    "[Posts] {count} posts can be claimed here now:",
)
OPEN_LINE = Template(
    "opening_card.open_line",
    "{index}. {post} · {area}，{times}",
    "{index}. {post} · {area}, {times}",
)
