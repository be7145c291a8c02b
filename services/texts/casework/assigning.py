"""What is said when a case is handed to somebody, given back, or written to an outside body."""

from services.texts.phrases import Template

# Handing on (转办、改派)
ASSIGN = Template("assigning.assign", "转办", "Hand on")
REASSIGN = Template("assigning.reassign", "改派", "Hand to another")
TO_WHOM = Template("assigning.to_whom", "{number} 转给谁办？", "Who is to do {number}?")
WHY_REASSIGN = Template(
    "assigning.why_reassign",
    "{number} 为什么改派给{name}？请写一句。",
    "Why does {number} go to {name}? Please write a sentence.",
)
CANDIDATE = Template("assigning.candidate", "{name}（{post}）", "{name} ({post})")
POST = Template("assigning.post", "{role}，{area}", "{role}, {area}")
FIND_UNIT = Template("assigning.find_unit", "找单位", "Find a unit")
UNIT_NAME = Template(
    "assigning.unit_name",
    "请写单位名称里的几个字。",
    "Please write a part of the unit's name.",
)
WHICH_UNIT = Template("assigning.which_unit", "是哪个单位？", "Which unit is it?")
NO_UNIT = Template(
    "assigning.no_unit",
    "没有找到名称里有“{words}”的单位。请换几个字再写。",
    "No unit has “{words}” in its name. Please write something else.",
)
ASSIGNED = Template(
    "assigning.assigned",
    "{number} 已转{name}办理，等对方签收。",
    "{number} went to {name}, who is asked to sign.",
)
ASSIGNED_UNREACHED = Template(
    "assigning.assigned_unreached",
    "{number} 已转{name}办理，但消息现在送不到，请打个电话。",
    "{number} went to {name}, but no message reaches them now. Please call.",
)
ASSIGNED_TO_YOU = Template(
    "assigning.assigned_to_you",
    "{name}转给您办理：\n{alert}",
    "{name} hands this on to you:\n{alert}",
)
REASSIGNED_TO_YOU = Template(
    "assigning.reassigned_to_you",
    "{name}改派给您办理，原因：{reason}\n{alert}",
    "{name} hands this to you instead. Reason: {reason}\n{alert}",
)
TAKEN_AWAY = Template(
    "assigning.taken_away",
    "{number} 已改派给{name}，您不用再办。原因：{reason}",
    "{number} went to {name}; it is no longer yours. Reason: {reason}",
)
BACKSTOP = Template(
    "assigning.backstop",
    "这件事已被退回两次，按规定由您兜底办理，不能再退。",
    "This was returned twice; by rule it is yours now and cannot be returned again.",
)
OWNER_LEFT = Template(
    "assigning.owner_left",
    "{name}不再承办，请接手：\n{alert}",
    "{name} no longer has this. Please take it on:\n{alert}",
)

# Letters to outside bodies (转办函)
LETTER_SUMMARY = Template(
    "assigning.letter_summary",
    "给{name}的转办函，事由写什么？不要写反映人的姓名、电话。\n或选“只写类别”。",
    "What is the letter to {name} to say? No name and no phone of the reporter, please.\n"
    "Or choose “Only the kind”.",
)
ONLY_KIND = Template("assigning.only_kind", "只写类别", "Only the kind")
LETTER_KIND = Template(
    "assigning.letter_kind",
    "居民反映{category}方面的问题。",
    "A resident reports trouble: {category}.",
)
LETTER = Template(
    "assigning.letter",
    "转 办 函\n{letter}\n\n{unit}：\n现转去民情一件（{number}），请予办理。\n"
    "类别：{category}\n地点：{place}\n事由：{summary}\n请于 {due} 前办理，并答复我方。\n"
    "联系人：{clerk}，电话 {phone}\n\n{office}\n{date}",
    "LETTER OF TRANSFER\n{letter}\n\nTo {unit}:\nPlease deal with matter {number}.\n"
    "Kind: {category}\nPlace: {place}\nMatter: {summary}\nPlease deal with it by {due} and "
    "answer us.\nContact: {clerk}, phone {phone}\n\n{office}\n{date}",
)
LETTER_NUMBER = Template(
    "assigning.letter_number", "〔{year}〕{serial}号", "[{year}] No. {serial}"
)
DAY = Template("assigning.day", "{year}年{month}月{day}日", "{year}-{month}-{day}")
LETTER_WRITTEN = Template(
    "assigning.letter_written",
    "{number} 的转办函写好了，由您跟办。请复制发给{name}，发了选“已发出”。",
    "The letter for {number} is written, and you follow it up. Please send it to {name}, "
    "then choose “Sent”.",
)
LETTER_SENT = Template("assigning.letter_sent", "已发出", "Sent")
SENT_DONE = Template(
    "assigning.sent_done",
    "记下了：{number} 的转办函已发出，{due} 提醒您催办。",
    "Noted: the letter for {number} is out. We remind you on {due}.",
)
SHOW_LETTER = Template("assigning.show_letter", "转办函", "Letter")
NOT_SENT_YET = Template(
    "assigning.not_sent_yet",
    "{number} 给{name}的转办函还没有选“已发出”。",
    "The letter for {number} to {name} is not marked as sent yet.",
)
CHASE = Template(
    "assigning.chase",
    "{number} 请催一下{name}（{phone}），答复期限：{due}。",
    "Please chase {name} ({phone}) about {number}. Answer by: {due}.",
)
CHASED = Template("assigning.chased", "已催", "Chased")
REPLIED = Template("assigning.replied", "已回复", "They answered")
CHASED_DONE = Template(
    "assigning.chased_done",
    "记下了：{number} 已催 {count} 次，{due} 再提醒您。",
    "Noted: {number} was chased {count} times. We remind you again on {due}.",
)
FOLLOWED_UP_BY = Template(
    "assigning.followed_up_by", "{unit}（{name}跟办）", "{unit} (followed up by {name})"
)
NO_PHONE = Template("assigning.no_phone", "没有电话", "no phone")
