"""What stands on the pages of the public board: home, notices, announcements, posts, people."""

from services.texts.pages.page_words import page_words

WORDS = {
    **page_words(
        "street",
        (
            (
                "lead",
                "您反映的事，谁在办、办到哪一步、办得怎么样，都贴在这里，谁都可以看。",
                "Who looks after what you report, how far it is and how it ended: for all to see.",
            ),
            ("doors", "我要办事", "What would you like to do?"),
            ("report", "我要反映", "Report something"),
            ("report_how", "打字、说话、拍照都行", "In words, by voice or with photos"),
            ("follow", "查我的民情", "Follow my case"),
            ("code", "查询码", "Query code"),
            ("code_how", "提交以后给您的那几个字", "You were given it when you reported"),
            ("look", "查", "Look"),
            ("steps", "民情办到哪一步", "How far the cases are"),
            (
                "over",
                "其中 {count} 件不予受理或已合并，不算在五步里。",
                "{count} of them were declined or merged, and are in none of the steps.",
            ),
            (
                "steps_how",
                "公开的民情一共 {count} 件，点一步就看那一步的。",
                "{count} public cases in all; press a step to see those that are there.",
            ),
            ("count", "{count} 件", "{count}"),
            ("notices", "正在公示", "On notice now"),
            (
                "notices_how",
                "办好的事在这里公示，您有不同意见可以提异议。",
                "What was done stands here; whoever thinks otherwise may object.",
            ),
            ("no_notices", "现在没有正在公示的事。", "Nothing is on notice just now."),
            ("all_notices", "看全部公示", "All notices"),
            ("told", "通知", "Announcements"),
            ("told_how", "停水、体检、活动这些日常通知。", "Everyday announcements."),
            ("no_told", "现在没有通知。", "No announcements just now."),
            ("all_told", "看全部通知", "All announcements"),
            ("map", "看看各个社区", "The communities"),
            ("year", "这一年，图上看", "A year in pictures"),
            (
                "year_how",
                "每个月反映了多少、办好了多少，还有办好以后的照片。",
                "Month by month what was reported and solved, and photos of what was done.",
            ),
            ("office", "找社区", "The office"),
            ("phone", "电话", "Phone"),
            ("hours", "办公时间", "Hours"),
            ("address", "地址", "Address"),
            ("people", "谁是我的网格员", "Who is my grid manager?"),
            ("demo", "这是演示街道，人和事都是编的。", "A demonstration: all of it is invented."),
        ),
    ),
    **page_words(
        "sift",
        (
            ("by", "看哪个社区", "Which community"),
            ("all", "全街道", "Whole street"),
        ),
    ),
    **page_words(
        "on_notice",
        (
            ("title", "公示", "Notices"),
            ("now", "正在公示", "On notice now"),
            ("over", "已结束", "Ended"),
            ("which", "看哪些公示", "Which notices"),
            (
                "over_how",
                "最近一年里公示过、已经期满的。",
                "Notices of the last year whose days are over.",
            ),
            ("none", "这里现在没有正在公示的事。", "Nothing is on notice here just now."),
            ("none_over", "这里没有已结束的公示。", "No ended notices here."),
            ("days", "还剩 {days} 个工作日", "{days} working days left"),
            ("last_day", "今天最后一天", "Last day today"),
            ("until", "公示到 {day}", "On notice until {day}"),
            ("ended", "已结束 · {day}", "Ended · {day}"),
            ("from", "{day} 起公示", "On notice since {day}"),
            ("photos", "有照片", "With photos"),
            ("photo", "照片 {number}", "Photo {number}"),
            ("list", "名单", "The list"),
            ("post", "岗位", "Post"),
            ("place", "在哪里", "Where"),
            ("times", "什么时候", "When"),
            ("names", "谁", "Who"),
            ("object", "我有异议", "I object"),
            (
                "object_how",
                (
                    "觉得说得不对、办得不好，都可以提。点下面的按钮进聊天，再点“有异议”，写一句话就行。"
                    "社区会答复您，别人看不到是谁提的。"
                ),
                (
                    "If something here is wrong or was done badly, say so: press the button, then "
                    "“Object” in the chat. The community answers; nobody else learns who you are."
                ),
            ),
            ("object_call", "也可以打社区电话说。", "Or tell the office by phone."),
            ("in_chat", "我有异议", "I object"),
            ("in_other", "在 {door} 里提异议", "Object in {door}"),
            (
                "is_over",
                "公示已经结束，不能再提异议。还没解决的，可以再反映。",
                "Its days are over. If it is not solved, please report it again.",
            ),
            ("back", "看别的公示", "Other notices"),
        ),
    ),
    **page_words(
        "told",
        (
            ("title", "通知", "Announcements"),
            (
                "how",
                "停水停电、体检义诊、活动这些日常通知；办好的事在“公示”里。",
                "Everyday announcements. What was done for residents stands under “Notices”.",
            ),
            ("none", "这里现在没有通知。", "No announcements here just now."),
            ("until", "看到 {day}", "Until {day}"),
            ("on", "{day} 发", "{day}"),
        ),
    ),
    **page_words(
        "serving",
        (
            ("title", "服务岗位", "Posts of service"),
            (
                "how",
                "党员认领的岗位和还空着的名额。名字照本人选的写，只写公示过的名单上的。",
                (
                    "Posts that party members hold, and places that are left. People are named as "
                    "they chose, and only where a published list names them."
                ),
            ),
            ("none", "这里现在没有开放的岗位。", "No posts are open here just now."),
            ("free", "还有 {free} 个名额", "places left: {free}"),
            ("full", "满了", "Full"),
            ("taken", "{taken} / {places} 人", "{taken} of {places}"),
            ("who", "谁在岗", "Who"),
            ("others", "另有 {count} 位同志", "{count} more"),
            ("only", "{count} 位同志", "{count}"),
            ("nobody", "还没有人认领", "Nobody yet"),
            ("times", "时间", "When"),
            ("place", "地点", "Where"),
            ("claim", "认领", "Claim"),
            ("claim_what", "认领：{post}（{area}）", "Claim: {post} ({area})"),
            ("queue", "排队", "Queue"),
            ("queue_what", "排队候补：{post}（{area}）", "Queue for: {post} ({area})"),
            (
                "for_members",
                "认领是给报到的党员的；还没报到，点“认领”会先请您报到。",
                "Claiming is for members who reported here; others are asked to report first.",
            ),
        ),
    ),
    **page_words(
        "in_charge",
        (
            ("title", "谁是我的网格员", "Who is my grid manager?"),
            ("find", "您住哪个小区，几号楼？", "Which estate do you live in, which building?"),
            ("find_how", "例如：荷花小区3号楼", "e.g. Lotus estate 3"),
            ("look", "查", "Look"),
            ("found", "{area}的网格员", "Grid managers of {area}"),
            (
                "not_found",
                "没找到“{words}”。换个说法试试，或打社区电话问。",
                "“{words}” was not found. Please try other words, or call the office.",
            ),
            ("nobody", "暂缺，请打社区电话。", "Nobody now, please call the office."),
            ("manager", "网格员", "Grid manager"),
            ("away", "这几天不在", "Away just now"),
            ("stand_in", "由 {name} 代办", "{name} stands in"),
            ("grids", "各社区的网格员", "By community"),
            ("choose", "请先选社区。", "Please choose a community first."),
            ("ask", "在聊天里找网格员", "Write to them"),
        ),
    ),
    **page_words(
        "year",
        (
            ("title", "这一年，图上看", "A year in pictures"),
            ("by_month", "一个月一个月看", "Month by month"),
            (
                "months_how",
                "每个月反映了多少、答复了多少、大家说解决了多少。",
                "What was reported, answered, and solved as the reporters say.",
            ),
            ("figures", "看表格和口径", "The figures and what they mean"),
            ("done", "办好了的样子", "What was done"),
            (
                "done_how",
                "照片都是反映的人同意放上来的。",
                "Every photo is shown because its reporter said yes.",
            ),
            (
                "none",
                "还没有照片。照片要反映的人说可以，才放在这里。",
                "No photos yet. They are shown here only where the reporter says yes.",
            ),
            ("photo_of", "{title}，照片 {number}", "{title}, photo {number}"),
        ),
    ),
    **page_words(
        "map",
        (
            ("title", "各社区的公开民情", "Public cases by community"),
            (
                "how",
                "颜色越浓，公开的民情越多；点一个社区看它的民情。地图上没有哪家哪户。",
                "The stronger the colour, the more public cases; press a community to see them.",
            ),
            (
                "tiles",
                "一格一个社区，不按实际位置。",
                "One tile a community; not where they really lie.",
            ),
            ("area", "{area}：{count} 件", "{area}: {count}"),
            ("legend", "图例", "Legend"),
            ("none", "没有", "None"),
            ("from_to", "{first}–{last} 件", "{first}–{last}"),
            ("from", "{first} 件以上", "{first} or more"),
            ("one", "{first} 件", "{first}"),
            ("table", "用表格看", "As a table"),
            ("community", "社区", "Community"),
            ("cases", "公开民情", "Public cases"),
        ),
    ),
}
