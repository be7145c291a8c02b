"""What the bot says in groups, and about them; nothing here names a resident or repeats a word."""

from models.groups import GroupKind
from services.texts.phrases import Template

HELLO = Template(
    "group.hello",
    "大家好，我是{street}民情直通车。有事私下跟我说，不在群里公开。\n"
    "社区的同志：发 /bind 加编码，说明本群属于哪个社区或网格。",
    "Hello, this is the residents' service of {street}. Tell me what troubles you in private, not"
    " in the group.\nStaff: send /bind and a code to say which community or grid this group is.",
)
BACK_AGAIN = Template(
    "group.back_again",
    "大家好，民情直通车回来了。有事私下跟我说，不在群里公开。",
    "Hello, the residents' service is back. Tell me what troubles you in private.",
)
SPEAK_PRIVATELY = Template(
    "group.speak_privately",
    "群里人多，您的事请私下跟我说。",
    "Many people read this group. Tell me in private.",
)
GO_ON_PRIVATELY = Template("group.go_on_privately", "私下接着说", "Go on in private")
TALK_PRIVATELY = Template("group.talk_privately", "有事私下说", "Tell it in private")
DANGER_PRIVATELY = Template(
    "group.danger_privately",
    "然后私下把地方告诉我，我马上通知网格员。",
    "Then tell me in private where; the grid manager is told at once.",
)
NO_CODES_HERE = Template(
    "group.no_codes_here",
    "邀请码、关联码不要发在群里，别人会拿去用。请私下发给我。",
    "Do not send codes in a group: others could use them. Send it to me in private.",
)
ANONYMOUS = Template(
    "group.anonymous",
    "没看出是谁在说话。请关掉“匿名”或频道身份，用自己的名字再发一次；没有做任何改动。",
    "I cannot see who is speaking. Please turn off anonymous posting and send it again under your"
    " own name; nothing was changed.",
)
HELP = Template(
    "group.help",
    "在群里我只听命令：/report 反映 · /grid 网格员 · /help 帮助。其它的请私下说。"
    "社区的同志用 /bind 绑定本群。要找人请打 {phone}。",
    "In a group I only hear commands: /report, /grid, /help. Tell me the rest in private. Staff:"
    " /bind. To reach a person, call {phone}.",
)
NOT_IN_GROUPS = Template(
    "group.not_in_groups", "这一项请私下跟我办。", "Please do this in private."
)
GROUP_NOT_BOUND = Template(
    "group.not_bound_yet",
    "本群还没有绑定社区或网格。社区的同志请发 /bind 加编码。",
    "This group does not belong to an area yet. Staff: send /bind and a code.",
)
PRESS_TAKEN = Template("group.press_taken", "好的。", "Done.")
PRESS_THE_CARD = Template(
    "group.press_the_card",
    "要签收，请选那张卡片上的“签收”。",
    "To sign, choose “Sign” on the card.",
)
SIGNED = Template(
    "group.signed",
    "已签收 {number}。办完请在私聊里答复。",
    "You signed for {number}. Answer it in our private chat.",
)

RECEIPT = Template(
    "group.receipt", "民情 {number}\n{step} · {status}", "Report {number}\n{step} · {status}"
)
WORK_CARD = Template(
    "group.work_card",
    "【{status}】{number}\n{area} · {category}\n{owner}答复期限：{due}",
    "[{status}] {number}\n{area} · {category}\n{owner}Answer by {due}",
)
WORK_CARD_URGENT = Template(
    "group.work_card_urgent",
    "‼️ 紧急【{status}】{number}\n{area} · {category}\n{owner}答复期限：{due}",
    "‼️ Urgent [{status}] {number}\n{area} · {category}\n{owner}Answer by {due}",
)
WORK_CARD_OVER = Template(
    "group.work_card_over",
    "【{status}】{number}\n{area} · {category}\n{owner}",
    "[{status}] {number}\n{area} · {category}\n{owner}",
)
TO_BE_SIGNED = Template("group.to_be_signed", "待签收", "Not signed for")
OWNED_BY = Template("group.owned_by", "承办：{name}\n", "With {name}\n")
LOOK_PRIVATELY = Template("group.look_privately", "私下打开", "Open in private")

KIND_LABELS = {
    GroupKind.RESIDENTS: Template("group.kind.residents", "居民群", "Residents"),
    GroupKind.AFFAIRS: Template("group.kind.affairs", "事务公开群", "Public affairs"),
    GroupKind.OVERSIGHT: Template("group.kind.oversight", "监督群", "Oversight"),
    GroupKind.MEMBERS: Template("group.kind.members", "党员群", "Party members"),
    GroupKind.GRID_MANAGERS: Template("group.kind.grid_managers", "网格员群", "Grid managers"),
    GroupKind.UNITS: Template("group.kind.units", "共建单位群", "Partner units"),
}
KIND_CARRIES = {
    GroupKind.RESIDENTS: Template(
        "group.carries.residents",
        "群里只发：编号和办到哪一步、通知、公示。不问也不说谁反映了什么。",
        "Posted here: numbers and where they stand, announcements, notices. Never who said what.",
    ),
    GroupKind.AFFAIRS: Template(
        "group.carries.affairs",
        "群里只发：通知、公示。",
        "Posted here: announcements and notices.",
    ),
    GroupKind.OVERSIGHT: Template(
        "group.carries.oversight", "群里只发：公示、数字。", "Posted here: notices and figures."
    ),
    GroupKind.MEMBERS: Template(
        "group.carries.members",
        "群里只发：岗位、认领、通知。",
        "Posted here: posts, claims and announcements.",
    ),
    GroupKind.GRID_MANAGERS: Template(
        "group.carries.grid_managers",
        "群里只发：工单卡（类别、网格、谁在办）和数字，没有居民的原话和电话。",
        "Posted here: work cards (category, grid, who has it) and figures; no resident's words.",
    ),
    GroupKind.UNITS: Template(
        "group.carries.units",
        "群里只发：岗位、认领、通知。",
        "Posted here: posts, claims and announcements.",
    ),
}
WHICH_KIND = Template(
    "group.which_kind", "{area}，这是什么群？", "{area}: what kind of group is this?"
)
WHICH_AREA = Template(
    "group.which_area",
    "本群属于哪里？选一个，或发 /bind 加编码（可以写几个，用空格隔开）。",
    "Which area does this group belong to? Press one, or send /bind with codes.",
)
NO_AREA_OF_YOURS = Template(
    "group.no_area_of_yours",
    "只有本社区、本网格的工作人员能绑定群。没有做任何改动。",
    "Only staff of the area can bind a group. Nothing was changed.",
)
AREA_NOT_FOUND = Template(
    "group.area_not_found",
    "没有编码或名称是“{code}”的地方。请核对后再发 /bind 加编码。",
    "There is no area with the code or name “{code}”. Check it and send /bind again.",
)
BOUND = Template(
    "group.bound",
    "已绑定：{area}，{kind}。{carries}",
    "Bound: {area}, {kind}. {carries}",
)
BOUND_ALREADY = Template(
    "group.bound_already",
    "本群现在是：{area}，{kind}。",
    "This group is: {area}, {kind}.",
)
ADD_AREA = Template("group.add_area", "再加上 {area}", "Add {area}")
BIND_ANEW = Template("group.bind_anew", "改成只属于 {area}", "Change to {area} only")
UNBIND = Template("group.unbind", "解除绑定", "Unbind")
UNBIND_MANUAL = Template("group.unbind_manual", "不再转发“{title}”", "Stop “{title}”")
NO_LINK = Template(
    "group.no_link",
    "还没有设网页的网址，所以没有二维码，只有文字。",
    "No address of the chat page is set, so there is no QR code, only words.",
)
LEAVE_AS_IS = Template("group.leave_as_is", "不改", "Leave it")
LEFT_AS_IS = Template("group.left_as_is", "好的，没有改动。", "Nothing was changed.")
UNBOUND = Template(
    "group.unbound", "已解除绑定，群里不再发消息。", "Unbound: nothing is posted here any more."
)
BIND_IN_GROUP = Template(
    "group.bind_in_group",
    "绑定群：把我拉进群，在群里发 /bind 加编码，例如 /bind {code}。\n"
    "机器人进不去的群（如居民微信群），可以登记为人工转发：要发的内容给您，您转到群里。",
    "To bind a group, add me to it and send /bind with a code there, such as /bind {code}.\nA"
    " group no bot can enter can be listed for forwarding by hand.",
)
REGISTER_MANUAL = Template("group.register_manual", "登记人工转发的群", "List a group by hand")
WHICH_TITLE = Template(
    "group.which_title", "这个群叫什么名字？", "What is the name of that group?"
)
WHICH_AREA_MANUAL = Template(
    "group.which_area_manual",
    "{title} 属于哪里？选一个，或写编码（可以写几个，用空格隔开）。",
    "Which area does {title} belong to? Press one, or write its codes.",
)
REGISTERED = Template(
    "group.registered",
    "已登记：{title}，{area}，{kind}，人工转发。要发的内容会给网格员，请转到群里后选“已转发到群”。",
    "Listed: {title}, {area}, {kind}, forwarded by hand. The grid manager is given what to post.",
)
INTRODUCTION = Template(
    "group.introduction",
    "【{street}民情直通车】有什么事，用您自己的话说一遍就行。谁在办、什么时候办好，都会告诉您。\n"
    "{link}社区电话 {phone}",
    "[{street}] Tell us what troubles you, in your own words. You will be told who has it and"
    " until when.\n{link}Office phone {phone}",
)
LINK_LINE = Template("group.link_line", "点开就能说：{link}\n", "Open: {link}\n")

TO_FORWARD = Template(
    "group.to_forward",
    "请把下面这段话转到“{title}”：\n\n{words}",
    "Please post this in “{title}”:\n\n{words}",
)
TO_FORWARD_AGAIN = Template(
    "group.to_forward_again",
    "提醒一次：这段话还没有转到“{title}”：\n\n{words}",
    "Reminder: this has not been posted in “{title}” yet:\n\n{words}",
)
COPY_TEXT = Template("group.copy_text", "复制文字", "Copy the text")
FORWARDED = Template("group.forwarded", "已转发到群", "Posted in the group")
FORWARD_COUNTED = Template(
    "group.forward_counted",
    "记下了，谢谢。“{title}”人工转发第 {count} 次。",
    "Noted, thank you. “{title}”: forwarded {count} times.",
)

TO_ANNOUNCE = Template("group.to_announce", "发通知", "Announce")
ANNOUNCE_WHAT = Template(
    "group.announce_what",
    "要通知什么？例如：明天上午 9 点到 12 点荷花小区停水，请提前接水。\n"
    "不要写居民的姓名、电话、门牌。",
    "What is to be announced? Do not write residents' names, phones or doors.",
)
ANNOUNCE_WHERE = Template("group.announce_where", "发给哪里的群？", "To the groups of which area?")
ANNOUNCE_CHECK = Template(
    "group.announce_check",
    "{words}\n\n发到：{groups}",
    "{words}\n\nGoes to: {groups}",
)
ANNOUNCE_SEND = Template("group.announce_send", "发出", "Send")
ANNOUNCE_CHANGE = Template("group.announce_change", "改", "Change")
ANNOUNCE_DROP = Template("group.announce_drop", "不发了", "Do not send")
ANNOUNCE_DROPPED = Template("group.announce_dropped", "好的，没有发出。", "Nothing was sent.")
ANNOUNCE_ONLY_BOARD = Template(
    "group.announce_only_board",
    "公示栏。{area}还没有能收通知的群，要发到群里，先在群里发 /bind 绑定，或登记人工转发的群",
    "the public board. {area} has no group for announcements yet; bind one with /bind",
)
ANNOUNCED = Template(
    "group.announced",
    "发出了：{posted} 个群由我发，{manual} 个群请网格员转发。夜里 22 点以后的，早上再发。"
    "公示栏上挂 {days} 天。",
    "On its way: {posted} groups by me, {manual} by hand. At night they wait for the morning. "
    "It stands on the public board for {days} days.",
)
ANNOUNCED_ON_BOARD = Template(
    "group.announced_on_board",
    "挂到公示栏了，挂 {days} 天。",
    "It stands on the public board for {days} days.",
)
ANNOUNCEMENT = Template(
    "group.announcement",
    "【通知】{words}\n{area} · {phone}",
    "[Announcement] {words}\n{area} · {phone}",
)
BY_BOT = Template("group.by_bot", "{title}（自动发）", "{title} (posted)")
BY_HAND = Template("group.by_hand", "{title}（人工转发）", "{title} (by hand)")
BIND = Template(
    "group.bind",
    "工作人员：说明本群属于哪个社区或网格",
    "For staff: say which community or grid this group is",
)
"""Stands beside /bind."""
