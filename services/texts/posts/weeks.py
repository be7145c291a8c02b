"""What is said about a member's week, and the link to their calendar."""

from services.texts.phrases import Template

MY_WEEK = Template("week.my_week", "我的一周", "My week")
NEXT_WEEK = Template("week.next", "下一周", "Next week")
THIS_WEEK = Template("week.this", "这一周", "This week")
SUBSCRIBE = Template("week.subscribe", "订阅日历", "Calendar link")
NEW_LINK = Template("week.new_link", "换一个链接", "Another link")
CANCELLED = Template("week.cancelled", "已取消", "cancelled")

HEAD = Template(
    "week.head", "{first} 至 {last}，您有 {count} 班：", "{first} to {last}: {count} shifts"
)
EMPTY = Template(
    "week.empty", "{first} 至 {last}，您没有排班。", "{first} to {last}: you have no shifts."
)
SHIFT = Template(
    "week.shift",
    "{weekday} {begins}—{ends} {post}，{place}（{state}）",
    "{weekday} {begins}–{ends} {post}, {place} ({state})",
)
PICTURE = Template("week.picture", "您的一周", "Your week")

NOT_KNOWN = Template(
    "week.not_known",
    "您还没有报到，没有排班。",
    "You have not signed up as a member, so there are no shifts.",
)
IN_PRIVATE = Template(
    "week.in_private", "这个请在和我的私聊里点。", "Please ask for this in our private chat."
)
NO_ADDRESS = Template(
    "week.no_address",
    "本街道还没有设公网网址，订阅不了日历。选“我的一周”看班表。",
    "This street has no public web address, so there is no calendar link. "
    "Choose “My week” instead.",
)
LINK = Template(
    "week.link",
    "这是您的日历链接，在手机日历里选“添加订阅日历”，把它贴进去：\n{address}\n"
    "谁有这个链接，谁就能看到您的排班。请不要转发。发错了，选“换一个链接”。",
    "This is your calendar link. Add it as a subscription in your phone's calendar:"
    "\n{address}\nWhoever has this link can see your shifts. Please do not pass it on. If it got "
    "out, choose “Another link”.",
)
HAS_LINK = Template(
    "week.has_link",
    "您已经订阅过日历。链接只显示一次，找不到了就换一个；换了以后，旧的看不到排班。",
    "You have a calendar link already. It is shown once only; if you lost it, take another one, "
    "and the old one ends.",
)
EVENT = Template("week.event", "{post}（{area}）", "{post} ({area})")
EVENT_OFF = Template("week.event_off", "{state}：{event}", "{state}: {event}")
CALENDAR = Template("week.calendar", "{street}志愿服务", "Service in {street}")
