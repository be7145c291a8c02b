"""What Telegram shows beside each slash command; the commands are those of docs and /help."""

from collections.abc import Mapping

from models.people import Language
from services.texts.phrases import Template

COMMANDS: Mapping[str, Template] = {
    name: Template(f"command.{name}", *words)
    for name, words in {
        "start": ("菜单", "Menu"),
        "report": (
            "我要反映：路灯不亮、下水道堵了、噪音……",
            "Report something: a lamp out, a blocked drain, noise …",
        ),
        "mine": ("我反映的事办到哪一步了", "How my reports stand"),
        "todo": ("工作人员：等我办的事", "For staff: what waits for me"),
        "desk": ("工作人员：在浏览器里打开工作台", "For staff: open the desk in a browser"),
        "grid": ("我的网格员和社区电话", "My grid manager, and the office's phone"),
        "help": ("帮助，找人工", "Help, and how to reach a person"),
        "join": ("有邀请码的，在这里加入", "Join with an invitation code"),
        "language": ("语言：繁體、English", "Language: Chinese or English"),
        "cancel": ("不办了，退出", "Leave what is open"),
        "back": ("返回上一步", "One question back"),
    }.items()
}


def command_labels(language: Language) -> Mapping[str, str]:
    """Give what stands beside each command in a language."""
    return {name: template.text(language) for name, template in COMMANDS.items()}
