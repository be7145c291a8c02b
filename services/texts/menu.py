"""The menu, help, small talk, and who is responsible here."""

from services.texts.phrases import Template

WELCOME = Template(
    "menu.welcome",
    "您好，这里是{street}民情直通车。有什么事，直接说就行，例如：三号楼楼道灯不亮。",
    "Hello, this is the residents' service of {street}. Just say what is wrong, for "
    "example: the stair light in building 3 is out.",
)
GREETING = Template(
    "menu.greeting", "您好！有什么事，直接说就行。", "Hello! Just say what is wrong."
)
THANKS = Template("menu.thanks", "不客气，有事随时说。", "You are welcome. Tell us at any time.")
PRESENCE = Template(
    "menu.presence", "在的。有什么事，直接说就行。", "Yes, here. Just say what is wrong."
)
OKAY = Template("menu.okay", "好的。有事随时说。", "All right. Tell us at any time.")
CALM = Template(
    "menu.calm",
    "您别着急。是什么事让您生气？说出来，我帮您转给办事的人。",
    "I am sorry that you are upset. What happened? Tell me, and I will pass it on to "
    "those who handle it.",
)
WHO_I_AM = Template(
    "menu.who_i_am",
    "我是{street}的自动程序，不是真人。您说的事由社区工作人员和网格员办理。要找人请打 {phone}。",
    "I am the automatic program of {street}, not a person. Community workers and "
    "grid managers deal with what you say. To reach a person, please call {phone}.",
)
PHONE_ALONE = Template(
    "menu.phone_alone",
    "号码看到了，没有保存。请说说是什么事，提交前选“更多”可以留电话。",
    "I saw the number and did not keep it. Please say what happened; before you "
    "submit, “More” lets you leave a phone number.",
)
NOT_UNDERSTOOD = Template(
    "menu.not_understood",
    "没看懂。请用一句话说说是什么事，或从下面选一项。",
    "I did not understand. Please say in one sentence what is wrong, or choose below.",
)
NO_SUCH_CASE = Template(
    "menu.no_such_case",
    "没有找到这个编号，请核对一下，或从下面选一项。",
    "This number was not found. Please check it, or choose below.",
)
NO_CASE_MEANT = Template(
    "menu.no_case_meant",
    "您现在没有正在办的事。要反映的话，直接说是什么事、在哪里。",
    "Nothing of yours is being handled now. To report something, just say what and where.",
)
NOT_MY_QUESTION = Template(
    "menu.not_my_question", "不是问这个，我要反映", "Not that, I want to report"
)
TO_REPORT = Template("menu.to_report", "我要反映", "Report")
MY_CASES = Template("menu.my_cases", "我反映的事", "My reports")
TO_DO = Template("menu.to_do", "待办", "To do")
MY_GRID = Template("menu.my_grid", "我的网格员", "My grid manager")
A_PERSON = Template("menu.a_person", "找人工", "Talk to a person")
HELP = Template(
    "menu.help",
    "有事直接说，或发一个词：\n我要反映 · 进度 · 我的网格员 · 我的资料 · 取消 · 返回\n"
    "发编号可以看那一件。要找人请打 {phone}。{hours}",
    "Just say what is wrong, or send one word:\n"
    "Report · Status · My grid manager · My data · Cancel · Back\n"
    "Send a number to see that case. To reach a person, please call {phone}. {hours}",
)
HELP_MEMBER = Template(
    "menu.help_member",
    "党员还可以发：岗位 · 我的岗位 · 签到 · 签退 · 我的一周 · 四色卡 · 写承诺 · 换东西 · 年度鉴定",
    "Members may also send: /posts /duty /week /cards /pledges /rewards /certificate",
)
HELP_STAFF = Template(
    "menu.help_staff",
    "工作人员还可以发：{words}",
    "Staff may also send: {words}",
)
HELP_AND = Template("menu.help_and", "{words} · {more}", "{words} {more}")
HELP_WORDS = {
    name: Template(f"menu.help_word.{name}", word, f"/{name}")
    for name, word in {
        "todo": "待办",
        "open_post": "定岗",
        "openings": "岗位管理",
        "hours": "时长",
        "roll": "党员名册",
        "cards_of": "查四色卡",
        "record_activity": "记活动",
        "pledges_to_confirm": "看承诺",
        "to_hand_over": "待发放",
        "figures": "三率",
    }.items()
}
"""What staff may send, by the dialogue that it starts."""
CALL_ME = Template("menu.call_me", "请社区回电", "Please call me back")
CALL_WORDS = Template("menu.call_words", "请社区给我回个电话。", "Please call me back.")
CALL_FILED = Template(
    "menu.call_filed",
    "已请社区回电，编号 {number}，查询码 {receipt}。{who}",
    "The community was asked to call you. Number {number}, receipt code {receipt}. {who}",
)
NEW_ROLE = Template("menu.new_role", "已加入：{area} {role}。", "You have joined: {area}, {role}.")
WHICH_CODE = Template(
    "menu.which_code",
    "请发邀请码。没有的话，请向社区要一个。",
    "Please send the invitation code. If you have none, ask the community for one.",
)
WELCOME_AT = Template(
    "menu.welcome_at",
    "您好，这里是{street}民情直通车。您在{area}，有什么事，直接说就行，例如：楼道灯不亮。",
    "Hello, this is the residents' service of {street}. You are at {area}. Just say "
    "what is wrong, for example: the stair light is out.",
)
GRID_OF = Template("menu.grid_of", "{area}", "{area}")
GRID_MANAGERS = Template("menu.grid_managers", "网格员：{names}", "Grid manager: {names}")
GRID_NOBODY = Template(
    "menu.grid_nobody",
    "网格员：暂缺，请找社区",
    "Grid manager: nobody now, please ask the community",
)
GRID_OFFICE = Template(
    "menu.grid_office",
    "社区电话：{phone}\n办公时间：{hours}",
    "Community office: {phone}\nOffice hours: {hours}",
)
WHICH_ESTATE = Template(
    "menu.which_estate", "您住哪个小区，几号楼？", "Which estate do you live in, which building?"
)
ESTATE_UNKNOWN = Template(
    "menu.estate_unknown",
    "没有找到这个小区，请打社区电话问一下。",
    "This estate was not found. Please call the community office and ask.",
)
ME = Template(
    "menu.me",
    "存着您的资料：\n称呼：{name}\n电话：{phone}\n地方：{area}\n同意记录：{consent}\n"
    "反映过 {count} 件\n要更正，或撤回同意并删除，从下面选一项。",
    "What is stored about you:\nName: {name}\nPhone: {phone}\nPlace: {area}\n"
    "Consent: {consent}\nReports: {count}\n"
    "To correct it, or to withdraw consent and delete it, choose below.",
)
NOTHING_STORED = Template(
    "menu.nothing_stored", "这里没有存您的资料。", "Nothing about you is stored here."
)
NOT_GIVEN = Template("menu.not_given", "没有", "none")
CHANGE_NAME = Template("menu.change_name", "改称呼", "Change name")
CHANGE_PHONE = Template("menu.change_phone", "改电话", "Change phone")
EXPORT = Template("menu.export", "导出", "Export")
EXPORTED = Template(
    "menu.exported",
    "{number} · {at}\n{words}\n地点：{place}",
    "{number} · {at}\n{words}\nPlace: {place}",
)
EXPORTED_LINE = Template("menu.exported_line", "{at} {act}：{words}", "{at} {act}: {words}")
ERASE = Template("menu.erase", "撤回同意并删除", "Withdraw consent and delete")
ERASE_SURE = Template(
    "menu.erase_sure",
    "要撤回同意，删除您的称呼、电话和原话吗？删了就找不回来了。",
    "Withdraw consent and delete your name, phone and words? They cannot be brought back.",
)
ERASE_YES = Template("menu.erase_yes", "删除", "Delete")
ERASE_NO = Template("menu.erase_no", "不删除", "Do not delete")
NOT_ERASED = Template("menu.not_erased", "好的，没有删除。", "All right, nothing was deleted.")
ERASED = Template(
    "menu.erased",
    "已经删除。您的称呼、电话和原话，我们都读不出来了。",
    "Deleted. We can no longer read your name, phone and words.",
)
WHICH_NAME = Template("menu.which_name", "怎么称呼您？", "What shall we call you?")
CHANGED = Template("menu.changed", "改好了。", "Changed.")
NAMED = Template(
    "menu.named",
    "改好了。发“工作台”，就能打开您的工作台。",
    "Changed. Send “desk” to open your desk.",
)
MUTED = Template(
    "menu.muted",
    "好的，除了您自己的事，不再给您发别的消息。",
    "All right. You will get nothing but what concerns your own reports.",
)

ROLE_LABELS = {
    role: Template(f"role.{role}", *words)
    for role, words in {
        "resident": ("居民", "resident"),
        "volunteer": ("社区志愿者", "community volunteer"),
        "building_head": ("楼栋长", "head of building"),
        "informant": ("民情信息员", "informant"),
        "member": ("党员", "party member"),
        "grid_manager": ("网格员", "grid manager"),
        "clerk": ("社区工作人员", "community worker"),
        "liaison": ("共建单位联络员", "liaison of a partner unit"),
        "officer": ("街道干部", "street officer"),
        "supervisor": ("督办员", "supervisor"),
        "admin": ("管理员", "administrator"),
    }.items()
}
