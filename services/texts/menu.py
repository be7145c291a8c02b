"""The menu, help, small talk, and who is responsible here."""

from services.texts.phrases import Template

WELCOME = Template(
    "menu.welcome",
    "您好，这里是{street}民情直通车。有什么事，直接说就行，例如：三号楼楼道灯不亮。",
)
GREETING = Template("menu.greeting", "您好！有什么事，直接说就行。")
THANKS = Template("menu.thanks", "不客气，有事随时说。")
PRESENCE = Template("menu.presence", "在的。有什么事，直接说就行。")
OKAY = Template("menu.okay", "好的。有事随时说。")
CALM = Template("menu.calm", "您别着急。是什么事让您生气？说出来，我帮您转给办事的人。")
WHO_I_AM = Template(
    "menu.who_i_am",
    "我是{street}的自动程序，不是真人。您说的事由社区工作人员和网格员办理。要找人请打 {phone}。",
)
PHONE_ALONE = Template(
    "menu.phone_alone", "号码看到了，没有保存。请说说是什么事，提交前点“更多”可以留电话。"
)
NOT_UNDERSTOOD = Template(
    "menu.not_understood", "没看懂。请用一句话说说是什么事，或点下面的按钮。"
)
NO_SUCH_CASE = Template("menu.no_such_case", "没有找到这个编号，请核对一下，或点下面的按钮。")
NO_CASE_MEANT = Template(
    "menu.no_case_meant", "您现在没有正在办的事。要反映的话，直接说是什么事、在哪里。"
)
NOT_MY_QUESTION = Template("menu.not_my_question", "不是问这个，我要反映")
TO_REPORT = Template("menu.to_report", "我要反映")
MY_CASES = Template("menu.my_cases", "我反映的事")
TO_DO = Template("menu.to_do", "待办")
MY_GRID = Template("menu.my_grid", "我的网格员")
A_PERSON = Template("menu.a_person", "找人工")
HELP = Template(
    "menu.help",
    "有事直接说，或发一个词：\n我要反映 · 进度 · 我的网格员 · 我的资料 · 取消 · 返回\n"
    "发编号可以看那一件。要找人请打 {phone}。{hours}",
)
CALL_ME = Template("menu.call_me", "请社区回电")
CALL_WORDS = Template("menu.call_words", "请社区给我回个电话。")
CALL_FILED = Template("menu.call_filed", "已请社区回电，编号 {number}，查询码 {receipt}。{who}")
LATER = Template("menu.later", "这项服务正在准备，请先打 {phone}。")
NEW_ROLE = Template("menu.new_role", "已加入：{area} {role}。")
WHICH_CODE = Template("menu.which_code", "请发邀请码。没有的话，请向社区要一个。")
WELCOME_AT = Template(
    "menu.welcome_at",
    "您好，这里是{street}民情直通车。您在{area}，有什么事，直接说就行，例如：楼道灯不亮。",
)
GRID_OF = Template("menu.grid_of", "{area}")
GRID_MANAGERS = Template("menu.grid_managers", "网格员：{names}")
GRID_NOBODY = Template("menu.grid_nobody", "网格员：暂缺，请找社区")
GRID_OFFICE = Template("menu.grid_office", "社区电话：{phone}\n办公时间：{hours}")
WHICH_ESTATE = Template("menu.which_estate", "您住哪个小区，几号楼？")
ESTATE_UNKNOWN = Template("menu.estate_unknown", "没有找到这个小区，请打社区电话问一下。")
ME = Template(
    "menu.me",
    "存着您的资料：\n称呼：{name}\n电话：{phone}\n地方：{area}\n同意记录：{consent}\n"
    "反映过 {count} 件\n要更正，或撤回同意并删除，点下面的按钮。",
)
NOTHING_STORED = Template("menu.nothing_stored", "这里没有存您的资料。")
NOT_GIVEN = Template("menu.not_given", "没有")
CHANGE_NAME = Template("menu.change_name", "改称呼")
CHANGE_PHONE = Template("menu.change_phone", "改电话")
EXPORT = Template("menu.export", "导出")
EXPORTED = Template("menu.exported", "{number} · {at}\n{words}\n地点：{place}")
EXPORTED_LINE = Template("menu.exported_line", "{at} {act}：{words}")
ERASE = Template("menu.erase", "撤回同意并删除")
ERASE_SURE = Template(
    "menu.erase_sure", "要撤回同意，删除您的称呼、电话和原话吗？删了就找不回来了。"
)
ERASE_OPEN = Template(
    "menu.erase_open",
    "您还有 {count} 件事没有答复。删除会同时撤回它们，您的称呼、电话和原话都找不回来。要删除吗？",
)
ERASE_YES = Template("menu.erase_yes", "删除")
ERASE_NO = Template("menu.erase_no", "不删除")
NOT_ERASED = Template("menu.not_erased", "好的，没有删除。")
ERASED = Template("menu.erased", "已经删除。您的称呼、电话和原话，我们都读不出来了。")
WHICH_NAME = Template("menu.which_name", "怎么称呼您？")
CHANGED = Template("menu.changed", "改好了。")
MUTED = Template("menu.muted", "好的，除了您自己的事，不再给您发别的消息。")

ROLE_LABELS = {
    role: Template(f"role.{role}", chinese)
    for role, chinese in {
        "resident": "居民",
        "volunteer": "社区志愿者",
        "building_head": "楼栋长",
        "informant": "民情信息员",
        "member": "党员",
        "grid_manager": "网格员",
        "clerk": "社区工作人员",
        "liaison": "共建单位联络员",
        "officer": "街道干部",
        "supervisor": "督办员",
        "admin": "管理员",
    }.items()
}
