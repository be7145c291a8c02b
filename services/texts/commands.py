"""What Telegram shows beside each slash command; the commands are those of docs and /help."""

from collections.abc import Mapping

COMMAND_LABELS: Mapping[str, str] = {
    "start": "菜单",
    "report": "我要反映：路灯不亮、下水道堵了、噪音……",
    "mine": "我反映的事办到哪一步了",
    "todo": "工作人员：等我办的事",
    "grid": "我的网格员和社区电话",
    "help": "帮助，找人工",
    "join": "有邀请码的，在这里加入",
    "cancel": "不办了，退出",
    "back": "返回上一步",
}
