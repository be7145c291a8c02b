"""What stands on WeCom's cards besides what is said and offered."""

from services.texts.phrases import Template

PRESSED = Template("wecom.pressed", "已选：{label}", "Chosen: {label}")
PRESSED_SOMETHING = Template("wecom.pressed_something", "已选", "Chosen")
OVERTAKEN = Template(
    "wecom.overtaken", "有变化，见下面的新消息", "Changed, see the new message below"
)

MENU_TO_DO = Template("wecom.menu.to_do", "待办", "To do"), "待办"
MENU_OF_MINE = {
    Template("wecom.menu.report", "我要反映", "Report"): "我要反映",
    Template("wecom.menu.my_cases", "我反映的事", "My reports"): "我反映的事",
    Template("wecom.menu.notices", "公示", "Notices"): "公示",
    Template("wecom.menu.more", "更多功能", "More"): "更多功能",
    Template("wecom.menu.me", "我的资料", "My data"): "我的资料",
}
"""What stands in the app's menu, and the command word that a press says."""
SEE_BELOW = Template("wecom.see_below", "请看下面", "Please read")
"""The title of a card whose words have no short first line."""
