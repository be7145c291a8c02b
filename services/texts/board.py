"""What stands around every page of the public board (公示栏)."""

from services.texts.pages.page_words import page_words

WORDS = page_words(
    "board",
    (
        ("name", "公示栏", "Public board"),
        ("pages", "公示栏的页面", "Pages of the board"),
        ("tab_home", "首页", "Home"),
        ("tab_notices", "公示", "Notices"),
        ("tab_cases", "民情", "Cases"),
        ("tab_announcements", "通知", "Announcements"),
        ("tab_posts", "岗位", "Posts"),
        ("tab_figures", "三率", "Figures"),
        ("tab_people", "网格员", "Grid managers"),
        ("foot", "有事请打社区电话", "The community office's phone:"),
        ("report", "我要反映", "Report something"),
        ("follow", "查我的民情", "Follow my case"),
        ("back", "回公示栏", "To the board"),
        (
            "not_read",
            "公示栏现在打不开，请过一会儿再来，或打电话。",
            "The board cannot be read just now. Please come back in a while, or call.",
        ),
        ("nothing_here", "没有这一页，请回公示栏首页。", "There is no such page."),
        ("too_many", "看得太快了，请过一会儿再试。", "Too fast. Please wait a while."),
    ),
)
