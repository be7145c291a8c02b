"""What stands on the triage screen (分办)."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

ACCEPTED = Template(
    "triage.accepted", "{number} 已受理，等着转办。", "{number} accepted; to be assigned."
)
MOVED = Template(
    "triage.moved",
    "{number} 已受理，归{area}办，不在您这里了。",
    "{number} accepted; it is now with {area}.",
)
ASKED = Template("triage.asked", "{number} 已问反映人。", "{number}: the reporter was asked.")
ASSIGNED = Template("triage.assigned", "{number} 已转给{name}。", "{number} went to {name}.")
UNREACHED = Template(
    "triage.unreached",
    "{number} 已转给{name}，但机器人联系不上，请打个电话。",
    "{number} went to {name}, whom no message reaches. Please call.",
)
LETTER = Template(
    "triage.letter",
    "{number} 的转办函写好了，给{name}。发出后请记“已发出”。",
    "The letter about {number} to {name} is written. Note it once it is sent.",
)
MERGED = Template("triage.merged", "{number} 已合并到 {into}。", "{number} merged into {into}.")
PARTED = Template(
    "triage.parted",
    "{number} 已分开，单独办理，现在是{status}。",
    "{number} is handled by itself again; it is now: {status}.",
)
PART_AT_ONCE = Template("triage.part_at_once", "刚才合并错了", "It was merged by mistake")
DECLINED = Template(
    "triage.declined", "{number} 已告知不归本街道。", "{number} declined; the reporter is told."
)
SHELVED = Template(
    "triage.shelved",
    "{number} 已列入计划，{day}复查。",
    "{number} is planned; looked at again on {day}.",
)
TAKEN_UP = Template(
    "triage.taken_up",
    "{number} 已从计划里取回，您在办，现在是{status}。",
    "{number} is taken up; you have it. It is now: {status}.",
)
TYPED = Template("triage.typed", "{number} 的语音已记下文字。", "The voice of {number} is typed.")
OFFERED = Template(
    "triage.offered", "{number} 已发布，等党员认领。", "{number} is put before members."
)

WORDS = page_words(
    "triage",
    (
        ("name", "分办", "Triage"),
        ("stages", "分办的三步", "Stages of triage"),
        ("new", "待受理", "To accept"),
        ("taken_in", "待转办", "To assign"),
        ("asked", "等补充", "Waiting for more"),
        ("list", "等着分办的民情", "What waits for triage"),
        ("cut", "先列最急的 {count} 件，办掉后面的会补上来。", "The {count} most pressing first."),
        ("like", "相似 {count} 件", "{count} alike"),
        ("tick_like", "勾选这 {count} 件", "Tick these {count}"),
        ("tick", "勾选 {number}", "Tick {number}"),
        ("urgent", "紧急", "Urgent"),
        ("late", "已超期", "Late"),
        ("urged", "催过", "Urged"),
        ("private", "不公开", "Not public"),
        ("anonymous", "匿名", "Anonymous"),
        ("recused", "回避", "Kept from somebody"),
        (
            "recused_why",
            "反映的是工作人员，被反映的人看不到这件。",
            "It is about staff; whom it is about does not see it.",
        ),
        ("due", "{at} 前答复", "Answer by {at}"),
        ("nothing", "这里都分办完了。", "Nothing is left here."),
        ("choose", "从列表里选一件。", "Choose one from the list."),
        ("open_file", "看档案", "Open the file"),
        ("the_case", "这一件", "The case"),
        ("said", "反映的话", "What was said"),
        ("erased", "（反映人的话已按要求删除）", "(erased at the reporter's wish)"),
        ("voice_only", "（只有语音，还没记成文字）", "(a voice that is not typed yet)"),
        ("where", "地点", "Place"),
        ("no_place", "没有说", "not said"),
        ("way", "途径", "Came by"),
        ("reported", "提交", "Reported"),
        ("later", "后来补充的", "Added later"),
        ("photos", "照片和语音", "Photos and voices"),
        ("photo", "第 {count} 张照片", "Photo {count}"),
        ("type_voice", "把语音记成文字", "Type the voice out"),
        ("type_label", "语音里说的", "What the voice says"),
        ("others", "同一个人反映的别的事", "Other cases of the same person"),
        ("likes", "可能是同一件", "Perhaps the same matter"),
        ("parts", "合并进来的", "Merged into this"),
        ("part", "分开", "Split"),
        ("part_of", "{number} 分开单独办", "Let {number} be handled by itself"),
        ("part_why", "为什么分开", "Why"),
        ("is_part", "已合并到 {number}。", "Merged into {number}."),
        ("decide", "定这一件", "Decide"),
        ("is_over", "这件不在分办里了：{status}。", "No longer to be sifted: {status}."),
        ("category", "类别", "Category"),
        ("area", "区域", "Area"),
        ("guess", "按原话猜：{category}", "By its words: {category}"),
        ("guess_area", "像是说{area}", "It seems to speak of {area}"),
        ("is_urgent", "紧急", "Urgent"),
        ("is_complex", "复杂，要几家一起办", "Complex: takes several offices"),
        ("class", "三类", "Class"),
        ("no_class", "先不分", "Not yet"),
        ("accept", "受理", "Accept"),
        ("assign", "转办", "Assign"),
        ("to_whom", "交给谁", "To whom"),
        ("filter", "打几个字找", "Type to filter"),
        ("near", "这里的", "Near"),
        ("far", "其他单位", "Other units"),
        ("summary", "转办函写什么（只有给外单位才用）", "What a letter to an outside body says"),
        (
            "summary_hint",
            "不写反映人的姓名和电话；空着就只写类别和地点。",
            "No name or phone of the reporter; empty: only kind and place.",
        ),
        ("merge", "合并", "Merge"),
        ("into", "合并到哪一件", "Into which"),
        ("into_none", "都不是，看编号", "None of these; by number"),
        ("into_number", "或者写编号", "Or its number"),
        (
            "into_hint",
            "写了编号就按编号合并；没写就按上面选的。",
            "With a number: into that one. Without: into the one chosen above.",
        ),
        ("question", "问一句", "Ask"),
        ("question_label", "问反映人什么（只能问一次）", "One question to the reporter"),
        ("ask", "发给反映人", "Send"),
        ("decline", "不予受理", "Decline"),
        ("reason", "为什么不归本街道（反映人看得到）", "Why (the reporter reads it)"),
        ("next_door", "该找谁，电话多少", "Whose it is, and their phone"),
        ("shelve", "列入计划", "Plan for later"),
        ("plan", "打算怎么办（反映人看得到）", "The plan (the reporter reads it)"),
        ("review", "哪天复查", "Looked at again on"),
        ("shelve_hint", "列入计划后由您负责。", "You have it from then on."),
        ("offer", "发布待认领", "Put before members"),
        ("offer_label", "一句话说清要做什么", "One sentence on what is to be done"),
        (
            "offer_hint",
            "用您自己的话；不写姓名、电话、门牌，不抄原话。",
            "In your own words; no names, phones or doors.",
        ),
        ("undo", "撤回上一步", "Undo"),
        (
            "key_undo",
            "撤回刚才的合并（回到已受理）、列入计划（回到办理中，由您办）",
            "take back merging (it is accepted then) or planning (you handle it then)",
        ),
        (
            "no_undo",
            "没有可撤回的：只有刚办的一件合并、列入计划撤得回；几件一起办的，到各件的档案里撤。",
            "Nothing to undo: only one merging or planning just done; several, each on its file.",
        ),
        ("keys", "按键", "Keys"),
        ("move_on", "下一件", "Next"),
        ("move_back", "上一件", "Previous"),
        ("key_move", "上一件、下一件", "previous, next"),
        ("key_open", "到这一件的内容", "to the case"),
        ("key_tick", "勾选，可以几件一起办", "tick, for several at once"),
        ("key_category", "改类别", "category"),
        ("key_where", "改区域", "area"),
        ("key_class", "三类", "class"),
        ("key_help", "显示、收起这张表", "show or hide these"),
        ("key_escape", "离开输入框，回到列表", "leave a field, back to the list"),
        ("key_send", "在输入框里：办这一步", "in a field: do it"),
        ("several", "勾选的一起办", "All that is ticked"),
        (
            "several_hint",
            "一件一件地办：办不了的会说原因，别的照办。",
            "One by one: what cannot be done is named, the rest is done.",
        ),
        ("several_accept", "都受理", "Accept all"),
        ("several_assign", "都转办", "Assign all"),
        ("several_merge", "合成一件", "Merge into one"),
        (
            "several_merge_hint",
            "不写编号就合并到列表里最靠前的一件。",
            "Without a number: into the first of them.",
        ),
        ("several_decline", "都不予受理", "Decline all"),
        ("several_shelve", "都列入计划", "Plan all for later"),
        ("results", "一起办的结果", "What became of them"),
        ("results_done", "办好 {count} 件", "{count} done"),
        ("results_not", "没办 {count} 件", "{count} not done"),
        (
            "undo_merged",
            "合并错了的，到那一件的档案里按“分开”，一件一件撤。",
            "What was merged by mistake is parted on its own file.",
        ),
        (
            "undo_shelved",
            "列错了的，到那一件的档案里按“提前办理”，一件一件撤。",
            "What was planned by mistake is taken up on its own file.",
        ),
        ("done_mark", "办好", "done"),
        ("not_mark", "没办", "not done"),
        ("working", "正在办……", "Working…"),
    ),
)
