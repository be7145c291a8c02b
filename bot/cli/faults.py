"""What is wrong with the words behind a command, in one line; typer's own are in English."""

import re
from collections.abc import Sequence

from typer.exceptions import TyperException

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HELP = "Usage: "
"""Begins the help that typer gives in place of a complaint, where a command needs more words."""

_WORDS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"No such option: (\S+).*\(Possible options: (.+)\)", r"没有 \1 这个选项，是不是 \2"),
        (r"No such option: (\S+?)[.:]?(?: .*)?", r"没有 \1 这个选项"),
        (r"No such command '(.*?)'\. Did you mean (.+)\?", r"没有“\1”这个命令，是不是 \2"),
        (r"No such command '(.*?)'.*", r"没有“\1”这个命令"),
        (r"Missing command.*", r"没有写命令"),
        (r"Missing \w+ '?(.+?)'?\.(?: .*)?", r"没有写 \1"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"多写了：\1"),
        (r"Option '(.+?)' does not take a value.*", r"\1 后面不写值"),
        (r"Option '(.+?)' requires .*", r"\1 后面要写一个值"),
        (r"Invalid value for (.+?): .*valid integer.*", r"\1 应是整数"),
        (r"Invalid value for (.+?): .*valid number.*", r"\1 应是数"),
        (r"Invalid value for (.+?): .*greater than or equal to (\S+).*", r"\1 不能小于 \2"),
        (r"Invalid value for (.+?): .*less than or equal to (\S+).*", r"\1 不能大于 \2"),
        (r"Invalid value for (.+?): .*not in the range (.+?)\.?", r"\1 应在这个范围：\2"),
        (r"Invalid value for (.+?): .*does not exist.*", r"\1：没有这个文件"),
        (r"Invalid value for (.+?): .*", r"\1 的值不对"),
    )
)


def describe(fault: TyperException) -> str:
    """Put a fault into one line that says where the usage stands; help comes as it is."""
    if fault.message.startswith(_HELP):
        return fault.message
    context = getattr(fault, "ctx", None)
    where = getattr(context, "command_path", "minqing")
    return f"minqing: {_translate(fault)}（用法见 {where} --help）"


def _translate(fault: TyperException) -> str:
    said = " ".join(fault.format_message().split())
    if _CHINESE.search(fault.message):
        return re.sub(r"^Invalid value for '?(.+?)'?: ", r"\1 ", said)
    for pattern, words in _WORDS:
        found = pattern.fullmatch(said)
        if found is not None:
            return found.expand(words).replace("'", "").replace(" / ", "、")
    return f"参数不对：{said}"
