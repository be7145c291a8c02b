"""What stands on the pages of the browser, and what they say by themselves."""

from services.texts.phrases import Template

TOO_LARGE = Template(
    "pages.too_large",
    "这张照片太大了（超过 {limit} MB），换一张小一点的试试。",
    "This photo is too large (over {limit} MB). Please try a smaller one.",
)
SENT_TOO_LARGE = Template(
    "pages.sent_too_large",
    "发来的文件太大了（超过 {limit} MB）：照片请换小一点的，表格请分成几张。",
    "What was sent is too large (over {limit} MB). Use a smaller photo, or split the table.",
)
TOO_MANY_FILES = Template(
    "pages.too_many_files",
    "一次最多发 {limit} 张照片，请分几次发。",
    "At most {limit} photos at a time. Please send them in several goes.",
)
BAD_PICTURE = Template(
    "pages.bad_picture",
    "这张照片打不开，换一张试试。",
    "This photo cannot be opened. Please try another one.",
)
BAD_VOICE = Template(
    "pages.bad_voice",
    "这段录音打不开，再录一次试试。",
    "This recording cannot be opened. Please record it again.",
)
BUSY = Template(
    "pages.busy",
    "现在发照片的人太多，请过一会儿再发；急事请打 {phone}。",
    (
        "Too many photos are being sent just now. Please try again in a while; if urgent, call "
        "{phone}."
    ),
)
TOO_LONG_A_VOICE = Template(
    "pages.too_long_a_voice",
    "这段录音太长了（超过 {limit} MB），请分成几段短的发。",
    "This recording is too long (over {limit} MB). Please send several shorter ones.",
)
NO_ROOM = Template(
    "pages.no_room",
    "现在存不下照片和录音，请先用文字说；急事请打 {phone}。",
    (
        "Photos and recordings cannot be stored just now. Please say it in words; if urgent, "
        "call {phone}."
    ),
)
YESTERDAY = Template("pages.yesterday", "昨天 {hour}", "Yesterday {hour}")
ON_DAY = Template("pages.on_day", "{month}月{day}日 {hour}", "{day}/{month} {hour}")
A_START = Template("pages.a_start", "▶ 开始", "▶ Start")

CHIPS = {
    "/posts": Template("pages.chip.posts", "岗位", "Posts"),
    "/duty": Template("pages.chip.duty", "我的岗位", "My posts"),
    "/cards": Template("pages.chip.cards", "四色卡", "Four cards"),
    "/report": Template("pages.chip.report", "我要反映", "Report"),
    "/mine": Template("pages.chip.mine", "进度", "Status"),
    "/notices": Template("pages.chip.notices", "公示", "Notices"),
    "/grid": Template("pages.chip.grid", "我的网格员", "My grid manager"),
    "/todo": Template("pages.chip.todo", "待办", "To do"),
    "/announce": Template("pages.chip.announce", "发通知", "Announce"),
    "/start": Template("pages.chip.start", "菜单", "Menu"),
    "/help": Template("pages.chip.help", "帮助", "Help"),
}
"""Below a chat; commands, so that no open question ever takes them for its answer."""

_WORDS = (
    ("name", "民情直通车", "Minqing"),
    ("call", "打社区电话 {phone}", "Call the community office {phone}"),
    ("demo", "演示", "Demo"),
    (
        "demo_how",
        "人和事都是编的，点名字换人。",
        "Invented people and events. Press a name to be somebody else.",
    ),
    ("play_whom", "扮演谁", "Whom to play"),
    ("group", "群", "Group"),
    (
        "offline",
        "网络断了，正在重新连接……您写的话和照片连上后会自动发出。",
        (
            "No connection. Trying again… What you wrote and your photos will be sent by "
            "themselves."
        ),
    ),
    ("chat_of", "{name}的聊天", "Chat of {name}"),
    ("speak_as", "以谁的身份说", "Speak as"),
    ("log", "聊天记录", "What was said"),
    ("older", "看更早的", "Show earlier ones"),
    (
        "group_how",
        "大家在这里随便聊，机器人不插话。要找它，请写“@民情直通车”，或点它发的按钮。",
        (
            "Everybody talks here; the program keeps out of it. To call it, begin with / "
            "or press one of its buttons."
        ),
    ),
    (
        "welcome",
        "您好，这里是{street}民情直通车。有什么事，用您自己的话说就行，例如：",
        (
            "Hello, this is the residents' service of {street}. Tell us in your own words what is "
            "wrong, for example:"
        ),
    ),
    (
        "example",
        "三号楼楼道灯不亮，晚上看不见。",
        "The light on the stairs of building 3 is out, we cannot see at night.",
    ),
    (
        "promise",
        "谁在办、什么时候办好，都会在这里告诉您。也可以发照片。",
        "Who looks after it, and until when, you will read here. You may send photos, too.",
    ),
    ("start", "开始", "Start"),
    (
        "invited",
        "您好，{street}邀请您加入民情直通车，一起为居民办事。按“加入”就行；邀请码在链接里，不用另写。",
        (
            "Hello, {street} invites you to work with its residents’ service. Just press “Join”; "
            "the invitation code is in the link, you need not type it."
        ),
    ),
    ("join", "加入", "Join"),
    ("send_photo", "发照片", "Photo"),
    ("record", "录音", "Record"),
    ("send_place", "发位置", "My place"),
    ("enter", "登录网页聊天", "Sign in"),
    (
        "enter_whose",
        "这个链接是{name}要来的。是您本人，就点“进入”。",
        "{name} asked for this link. If that is you, press “Enter”.",
    ),
    ("enter_nameless", "一位没留名的人", "Somebody without a name"),
    ("enter_named", "“{name}”", "“{name}”"),
    (
        "enter_other",
        "这个浏览器里已经有您说过的事。进入后会合到{name}那里，分不开。链接不是您自己要来的，就不要点。",
        (
            "This browser already holds things you said. They will be joined to {name} for good. "
            "If you did not ask for the link yourself, do not press."
        ),
    ),
    (
        "enter_careful",
        "链接不是您自己要来的，就不要点。公用的电脑，用完请退出登录。",
        (
            "If you did not ask for the link yourself, do not press. On a shared computer, sign "
            "out when you are done."
        ),
    ),
    ("enter_go", "进入", "Enter"),
    (
        "leave_what",
        (
            "退出后，这个浏览器里看不到您的事了。要再看，请在您用过的另一边（如 Telegram）"
            "发“我的资料”，点“在电脑上打开”。"
        ),
        (
            "Once you sign out, this browser no longer shows your reports. To see them again, "
            "send “My data” elsewhere (such as Telegram) and press “Open on a computer”."
        ),
    ),
    (
        "leave_last",
        "您只在这里登录过。退出后要用查询码，或打社区电话，才查得到您的事。",
        (
            "You are signed in only here. Afterwards you need the query code, or a call to the "
            "community office, to find your reports."
        ),
    ),
    ("leave_not", "不退出，回到聊天", "Stay, and go back to the chat"),
    ("enter_failed", "没能进入", "You are not signed in"),
    ("left", "已经退出", "You are signed out"),
    (
        "left_what",
        "这个浏览器里看不到您的事了。",
        "This browser no longer shows your reports.",
    ),
    ("open_chat", "打开网页聊天", "Open the chat"),
    ("leave", "退出登录", "Sign out"),
    ("refresh", "看新消息", "Look for news"),
    ("write_a_line", "写一句话", "Write a line"),
    ("write_here", "在这里写", "Write here"),
    ("write_as", "以{name}的身份在群里说", "Speak as {name}"),
    ("send", "发送", "Send"),
    ("photo", "照片", "Photo"),
    ("open_photo", "看大图", "Open the photo"),
    ("voice", "语音", "Recording"),
    ("my_place", "📍 我的位置", "📍 My place"),
    ("sending", "发送中……", "Sending…"),
    ("sent_part", "已发 {percent}%", "{percent}% sent"),
    ("kept", "还没发出，连上后自动发", "Not sent yet; it will be, once connected"),
    ("not_sent", "没发出去，请再发一次。", "It was not sent. Please send it again."),
    (
        "no_place",
        "没能取得位置，请写小区和楼号。",
        "Your place could not be found. Please write estate and building.",
    ),
    (
        "no_microphone",
        "没能打开麦克风，请写字，或打电话。",
        "The microphone could not be opened. Please write, or call.",
    ),
    ("stop_recording", "停止并发送", "Stop and send"),
    ("new_lines", "{count} 条新消息", "{count} new messages"),
    (
        "demo_front",
        "这是演示：人和事都是编的。您可以扮演居民、网格员、社区和街道的人，把一件事从头办到底。",
        (
            "This is a demonstration with invented people and events. Play residents, grid "
            "managers and staff, and see a matter through."
        ),
    ),
    ("lead", "有事说一声，办完问一声。", "Say what is wrong; we ask you when it is done."),
    (
        "about",
        (
            "有什么事，用您自己的话说一遍就行。谁在办、什么时候办好，都会告诉您；办完了，会问您"
            "解决了没有。"
        ),
        (
            "Say it once, in your own words. We tell you who looks after it and until when, and "
            "ask you afterwards whether it is solved."
        ),
    ),
    ("enter_demo", "进入演示", "Enter the demonstration"),
    ("say_now", "现在就说", "Say it now"),
    (
        "door_fault",
        "{door} 暂时不通，请用别的办法，或打电话。",
        "{door} does not work just now. Please use another way, or call.",
    ),
    ("office_phone", "社区电话", "Community office"),
    (
        "operator_token",
        (
            "工作人员：还没有接通聊天平台。把 {token} 写进 {file}，再运行一次 {run}；{doctor} 会"
            "说还差什么。"
        ),
        (
            "Staff: no chat platform is connected yet. Write {token} into {file} and run {run} "
            "again; {doctor} says what is missing."
        ),
    ),
)
WORDS = {key: Template(f"pages.{key}", chinese, english) for key, chinese, english in _WORDS}
"""What stands on the pages, by the name their templates give it."""

SCRIPT_WORDS = (
    "my_place",
    "sending",
    "sent_part",
    "kept",
    "not_sent",
    "no_place",
    "no_microphone",
    "record",
    "stop_recording",
    "new_lines",
    "photo",
    "voice",
)
"""Those that the script says."""
