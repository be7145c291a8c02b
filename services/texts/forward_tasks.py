"""What the bot says about tasks in WeCom, and about groups that it cannot speak in unasked."""

from services.texts.phrases import Template

TASK_WAITS = Template(
    "forward_task.waits",
    "要发到“{title}”的内容在您的企业微信里等着：打开“企业微信 › 客户联系 › 群发”，"
    "核对后点“发送”。您不点，群里收不到。",
    "What is to be posted in “{title}” waits in your WeCom: open Customer Contact, Group Sending,"
    " check it and press Send. It is not posted before.",
)
TASK_AGAIN = Template(
    "forward_task.again",
    "提醒一次：要发到“{title}”的内容还没有发。请打开“企业微信 › 客户联系 › 群发”，点“发送”。",
    "Reminder: what is to be posted in “{title}” still waits in your WeCom. Open Customer Contact,"
    " Group Sending, and press Send.",
)
TASK_OF_ANOTHER = Template(
    "forward_task.of_another",
    "要发到“{title}”的内容放进了群主的企业微信，还没有发，也通知不到群主。"
    "请让群主打开“企业微信 › 客户联系 › 群发”点“发送”，或您自己转到群里：\n\n{words}",
    "What is to be posted in “{title}” waits in its owner's WeCom, and they cannot be told. Ask"
    " them to press Send, or post it yourself:\n\n{words}",
)
TASK_UNSURE = Template(
    "forward_task.unsure",
    "企业微信没有回音，不知道要发到“{title}”的内容放进群主的企业微信没有。"
    "请先问群主“客户联系 › 群发”里有没有：有就请群主点“发送”；没有，请您转到群里：\n\n{words}",
    "WeCom did not answer: what is to be posted in “{title}” may wait in its owner's WeCom, or"
    " not. Ask them to look and press Send; if it is not there, post it yourself:\n\n{words}",
)
GROUP_LOST = Template(
    "group.lost",
    "“{title}”收不到消息了：机器人被移出，或群已解散。请重新添加，或解除绑定；在此之前群里不再发。",
    "“{title}” takes no messages any more: the robot was removed, or the group is gone. Add it"
    " again, or unbind the group; nothing is posted there before.",
)
HEARD_ONLY = Template(
    "group.heard_only",
    "在这里我只能回答 @我的话，不能自己发消息。要发的通知会请您转到群里；"
    "在群里加一个“群机器人”并请管理员登记，就能自动发。",
    "Here I can only answer when I am mentioned. Announcements are given to you to post; add a"
    " group robot and have it listed, and they are posted by themselves.",
)
HEARD_AND_PUSHED = Template(
    "group.heard_and_pushed",
    "在这里我只能回答 @我的话；要发的通知由登记在同一地方的群机器人发。",
    "Here I can only answer when I am mentioned; announcements are posted by the group robot of"
    " the same area.",
)
GO_ON_HERE = Template(
    "group.go_on_here",
    "您刚才在群里找我，请在这里接着说。",
    "You called me in a group; please go on here.",
)
LOOK_IN_THE_APP = Template(
    "group.look_in_the_app",
    "（我已经在企业微信的应用“民情直通车”里找您，请到那里接着说。）",
    "(I have written to you in the app in WeCom; please go on there.)",
)
IN_THE_APP = Template(
    "group.in_the_app",
    "{label}：在企业微信的应用“民情直通车”里发 {words}",
    "{label}: send {words} in the app in WeCom",
)
NAME_ME = Template(
    "group.name_me",
    "（在群里回我，要先 @我。）",
    "(To answer me in the group, mention me first.)",
)
TO_MAKE_GROUP = Template("group.to_make", "建一个企业微信群", "Make a WeCom group")
WHICH_MADE_AREA = Template(
    "group.which_made_area",
    "给哪里建群？那里任职的、用企业微信的人都会进群。",
    "For which area? Everybody who works there and uses WeCom will be in it.",
)
GROUP_WISHED = Template(
    "group.wished",
    "好的，正在建“{title}”，{count} 人；建好了告诉您。",
    "“{title}” is being made, with {count} members; you will be told.",
)
GROUP_MADE = Template(
    "group.made",
    "“{title}”建好了，已经绑定。在群里我只发，听不到；有人来去，每天自动更新。",
    "“{title}” is there and bound. I post there and hear nothing; its members are kept"
    " up to date daily.",
)
GROUP_NOT_MADE = Template(
    "group.not_made",
    "“{title}”没有建成，企业微信说：{why}。请转告管理员：应用的可见范围要是全公司。",
    "“{title}” could not be made; WeCom says: {why}. Tell the administrator: the app must be"
    " visible to the whole corporation.",
)
GROUP_ENDED = Template(
    "group.ended",
    "“{title}”已解除绑定，群里不再发工作消息：离任的人移不出去，因为企业微信的群至少要留 2 人。"
    "那里任职的人够 2 位时，请再建一个群；旧群请群主解散。",
    "“{title}” is unbound, and nothing more is posted there: who left office cannot be taken out,"
    " as a WeCom group needs two members. Make another one once two people work there; let its"
    " owner dissolve the old one.",
)
GROUP_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "made_group_few": (
            "那里用企业微信的只有 {count} 人，至少要 2 人。请他们先在企业微信里凭邀请码加入。",
            "Only {count} people there use WeCom, and a group needs two. Ask them to join first.",
        ),
        "made_group_not_there": (
            "您还没有在企业微信里用过本号。请在企业微信里打开应用，说一句话再来。",
            "You do not use WeCom here yet. Open the app there and say a word first.",
        ),
        "made_group_kind": (
            "居民不在应用建的群里。",
            "Residents are in no group that an app makes.",
        ),
    }.items()
}
