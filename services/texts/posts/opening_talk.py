"""What is asked and said when a community opens, changes or closes a post in the chat."""

from services.texts.phrases import Template

OPEN_POST = Template("opening_talk.begin", "定岗", "Open a post")
WHICH_POST = Template(
    "opening_talk.which_post",
    "开哪个岗位？选一个，或写一个词，例如：扫地。",
    "Which post? Choose one, or write a word for it.",
)
POST_UNKNOWN = Template(
    "opening_talk.post_unknown",
    "没有这个岗位，请从下面选一个。",
    "There is no such post; please choose one below.",
)
WHICH_AREA = Template("opening_talk.which_area", "开在哪里？", "Where?")
HOW_MANY = Template(
    "opening_talk.how_many",
    "要几个人？选一个，或写一个数。",
    "How many people? Choose one, or write a number.",
)
WHICH_TIMES = Template(
    "opening_talk.which_times",
    "每周什么时间？要写几点到几点，例如：周六 9:00-11:00，或 工作日 7:30-8:30。"
    "几段时间用分号隔开。",
    "When in the week, from when to when? For example: Sat 9:00-11:00, or weekdays 7:30-8:30.",
)
TIMES_OPEN = Template("opening_talk.times_open", "时间另约", "To be agreed")
WHERE_TO_MEET = Template(
    "opening_talk.where_to_meet",
    "在哪里集合？写一个地方，例如：荷花小区东门。也可以发定位。",
    "Where does one meet? Write a place, or send a pin.",
)
CARD = Template(
    "opening_talk.card",
    "请核对：\n岗位：{post}\n地方：{area}\n名额：{places}\n时间：{times}\n期限：{term}\n"
    "集合：{place}\n认领：{confirm}",
    "Please check:\nPost: {post}\nWhere: {area}\nPlaces: {places}\nTimes: {times}\n"
    "Term: {term}\nMeet at: {place}\nClaims: {confirm}",
)
TERM = Template("opening_talk.term", "{year}年{first}至{last}", "{first} to {last}, {year}")
TERM_OF_YEARS = Template(
    "opening_talk.term_of_years",
    "{year}年{first}至{last_year}年{last}",
    "{first}, {year} to {last}, {last_year}",
)
PIN = Template("opening_talk.pin", "📍 已发定位", "📍 a pin")
PLACE_AND_PIN = Template("opening_talk.place_and_pin", "{place} 📍", "{place} 📍")
NO_PLACE = Template("opening_talk.no_place", "没写", "not said")
CONFIRM_AUTO = Template("opening_talk.confirm_auto", "认领即上岗", "hold at once")
CONFIRM_COMMUNITY = Template(
    "opening_talk.confirm_community", "要社区确认", "the community confirms"
)
CONFIRM_SKILL = Template(
    "opening_talk.confirm_skill",
    "要社区确认（有条件的岗位都要）",
    "the community confirms, as always where something is asked for",
)
CHECK_IN = Template("opening_talk.check_in", "签到：{how}", "Check-in: {how}")
SKILL = Template("opening_talk.skill", "条件：{skill}", "Asks for: {skill}")
KIND = Template("opening_talk.kind", "只给：{kind}", "Only for: {kind}")

PUBLISH = Template("opening_talk.publish", "发布岗位", "Open it")
CHANGE = Template("opening_talk.change", "改", "Change")
MORE = Template("opening_talk.more", "更多", "More")
DROP = Template("opening_talk.drop", "不发了", "Leave it")
TO_AUTO = Template("opening_talk.to_auto", "改为认领即上岗", "Let claims hold at once")
TO_COMMUNITY = Template("opening_talk.to_community", "改为要社区确认", "Let the community confirm")
WHAT_TO_CHANGE = Template("opening_talk.what_to_change", "改哪一项？", "What is to be changed?")
CHANGE_POST = Template("opening_talk.change_post", "岗位", "Post")
CHANGE_AREA = Template("opening_talk.change_area", "地方", "Where")
CHANGE_PLACES = Template("opening_talk.change_places", "名额", "Places")
CHANGE_TIMES = Template("opening_talk.change_times", "时间", "Times")
CHANGE_FIRST = Template("opening_talk.change_first", "开始", "First day")
CHANGE_LAST = Template("opening_talk.change_last", "结束", "Last day")
CHANGE_PLACE = Template("opening_talk.change_place", "集合地点", "Meeting place")
WHAT_MORE = Template("opening_talk.what_more", "还要什么？", "What else?")
MORE_CHECK_IN = Template("opening_talk.more_check_in", "签到方式", "Check-in")
MORE_SKILL = Template("opening_talk.more_skill", "条件", "What it asks for")
MORE_KIND = Template("opening_talk.more_kind", "只给某类党员", "Only some members")
WHICH_CHECK_IN = Template(
    "opening_talk.which_check_in",
    "怎样签到？一般选“签到”就行；要求定位或拍照，请有必要再选。",
    "How does one check in? Choosing “Check in” is usually enough.",
)
SEND_PIN = Template(
    "opening_talk.send_pin",
    "请发集合地点的定位，签到时按它算距离。",
    "Please send a pin of the meeting place; distances are measured from it.",
)
PIN_PLEASE = Template(
    "opening_talk.pin_please", "请发定位，不是文字。", "A pin, please, no words."
)
WHICH_SKILL = Template(
    "opening_talk.which_skill",
    "要会什么？写一个词，例如：律师。",
    "What does it ask for? Write a word, such as: lawyer.",
)
NO_SKILL = Template("opening_talk.no_skill", "不要求", "Nothing")
WHICH_KIND = Template("opening_talk.which_kind", "只给哪类党员？", "Which members only?")
ALL_KINDS = Template("opening_talk.all_kinds", "都可以", "All of them")
WHICH_FIRST = Template(
    "opening_talk.which_first",
    "从哪天开始？例如：12月1日。",
    "From which day? For example: 12/1.",
)
FROM_TODAY = Template("opening_talk.from_today", "今天", "Today")
WHICH_LAST = Template(
    "opening_talk.which_last",
    "到哪天为止（含当天）？写一天，例如：2027年6月30日。",
    "Until which day, itself included? For example: 2027/6/30.",
)
TO_YEARS_END = Template("opening_talk.to_years_end", "到年底", "To the end of the year")
DAY_REFUSED = Template(
    "opening_talk.day_refused",
    "请写今天以后、五年以内的一天。",
    "Please give a day after today, within five years.",
)
PUBLISHED = Template(
    "opening_talk.published",
    "已发布，可以认领了：\n{name}\n名额 {places}，{term}",
    "It is open and can be claimed:\n{name}\n{places} places, {term}",
)
ANOTHER = Template("opening_talk.another", "再定一个岗", "Open another")
DROPPED = Template("opening_talk.dropped", "好的，没有发布。", "All right, nothing was opened.")

MANAGE = Template("opening_talk.manage", "岗位管理", "Manage posts")
WHICH_OPENING = Template(
    "opening_talk.which_opening",
    "开着的岗位（在岗/名额）：",
    "Open posts (held/places):",
)
OPENING_LINE = Template(
    "opening_talk.opening_line", "{name} {taken}/{places}", "{name} {taken}/{places}"
)
NONE_OPEN = Template("opening_talk.none_open", "现在没有开着的岗位。", "No post is open now.")
OPENING = Template(
    "opening_talk.opening",
    "{name}\n在岗 {taken}，名额 {places}，候补 {waiting}\n在岗的人：{holders}\n期限：{term}\n"
    "集合：{place}\n认领：{confirm}",
    "{name}\n{taken} of {places} places held, {waiting} waiting\nHeld by: {holders}\n"
    "Term: {term}\nMeet at: {place}\nClaims: {confirm}",
)
NO_HOLDERS = Template("opening_talk.no_holders", "还没有", "nobody yet")
TO_PLACES = Template("opening_talk.to_places", "改名额", "Change places")
TO_PLACE = Template("opening_talk.to_place", "改集合地点", "Change meeting place")
TO_CLOSE = Template("opening_talk.to_close", "撤岗", "Close it")
TO_CANCEL = Template("opening_talk.to_cancel", "取消一班", "Cancel a shift")
HOW_MANY_NOW = Template(
    "opening_talk.how_many_now",
    "现在 {taken} 人在岗，名额 {places}。改成几个？",
    "{taken} hold it, {places} places. How many from now on?",
)
PLACES_ARE = Template(
    "opening_talk.places_are",
    "名额改成 {places} 了：\n{name}",
    "There are {places} places now:\n{name}",
)
PLACE_IS = Template(
    "opening_talk.place_is",
    "集合地点改成“{place}”了，已告诉在岗的人。",
    "One meets at “{place}” now; those who hold it were told.",
)
CLOSE_WHY = Template(
    "opening_talk.close_why",
    "{name}\n在岗 {taken} 人，撤了以后的班都取消。为什么撤？写一句，他们会看到。",
    "{name}\n{taken} hold it; all coming shifts are cancelled. Why? They will read it.",
)
CLOSED = Template(
    "opening_talk.closed",
    "撤岗了，在岗和候补的人都告诉了。",
    "It is closed; those who held it or waited were told.",
)
CLOSED_BEFORE = Template(
    "opening_talk.closed_before", "这个岗位已经撤了。", "This post is closed already."
)
WHICH_SHIFT = Template("opening_talk.which_shift", "取消哪一班？", "Which shift?")
SHIFT_LINE = Template("opening_talk.shift_line", "{at}", "{at}")
NO_SHIFTS = Template(
    "opening_talk.no_shifts",
    "这个岗位以后没有排班。",
    "This post has no coming shifts.",
)
CANCEL_WHY = Template(
    "opening_talk.cancel_why",
    "为什么取消？选一个，或写一句，要来的人会看到。",
    "Why? Choose one or write it; those who were to come will read it.",
)
RAIN = Template("opening_talk.rain", "天气不好", "Bad weather")
HOLIDAY = Template("opening_talk.holiday", "放假", "Holiday")
CANCELLED = Template(
    "opening_talk.cancelled",
    "{at} 那一班取消了，要来的 {count} 人都告诉了。",
    "The shift on {at} is cancelled; {count} who were to come were told.",
)
