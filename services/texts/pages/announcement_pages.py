"""What stands on the page of announcements (通知) at the desk."""

from services.texts.pages.page_words import page_words

WORDS = page_words(
    "announcing",
    (
        ("title", "通知", "Announcements"),
        ("new", "写一条通知", "Write one"),
        ("where", "通知哪里", "For which area"),
        ("kind", "是什么事", "What it is about"),
        ("by_words", "按字面判断", "By its words"),
        ("words", "通知的话", "Words"),
        (
            "words_how",
            "例如：明天上午 9 点到 12 点荷花小区停水，请提前接水。不要写居民的姓名、电话、门牌。",
            "Do not write residents' names, phones or doors.",
        ),
        ("until", "公示栏上挂到", "On the board until"),
        ("until_how", "最多 90 天", "At most 90 days"),
        ("look", "看一看再发", "Look before sending"),
        ("own", "发过的通知", "Announced so far"),
        ("when", "什么时候", "When"),
        ("area", "哪里", "Where"),
        ("state", "现在", "State"),
        ("up", "挂到 {day}", "Until {day}"),
        ("over", "已过期", "Over"),
        ("down", "已撤下", "Taken down"),
        ("take_down", "撤下", "Take down"),
        ("take_down_what", "撤下：{words}", "Take down: {words}"),
        ("none", "您这里还没有发过通知。", "Nothing was announced in your area yet."),
        ("check", "发出以前看一看", "Before it goes out"),
        ("goes", "发到哪里", "Where it goes"),
        ("by_bot", "机器人发到", "Posted by the bot"),
        ("by_hand", "请网格员转发到", "Carried by hand"),
        ("board", "公示栏", "The board"),
        ("no_groups", "没有能收通知的群", "No groups for announcements"),
        (
            "found",
            "有 {count} 处像是个人信息：{found}",
            "{count} places look like personal data: {found}",
        ),
        ("masked", "遮住以后是这样：", "Hidden, it reads:"),
        ("send", "发出", "Send"),
        ("mask", "遮住再发", "Hide and send"),
        ("anyway", "照发，我负责", "Send it, I answer for it"),
        ("change", "改一改", "Change"),
    ),
)
