"""What stands below numbered choices, on doors without buttons."""

from services.texts.phrases import Template

BACK_OR_CANCEL = Template(
    "numbered.back_or_cancel",
    "回复“{back}”改上一步，回复“{cancel}”不办了",
    "Reply “{back}” to change the last step, “{cancel}” to leave it",
)
CANCEL = Template("numbered.cancel", "回复“{cancel}”不办了", "Reply “{cancel}” to leave it")
TELL_PRIVATELY = Template(
    "numbered.tell_privately",
    "{label}：私下发给我 {link}",
    "{label}: send me {link} in private",
)
BY_WORD = Template("numbered.by_word", "也可以回复：{labels}", "You may also reply: {labels}")
COMMA = Template("numbered.comma", "、", ", ")
NUMBER_GONE = Template(
    "numbered.number_gone",
    "这个数字现在没有对应的事，没有做任何改动。",
    "There is nothing under this number now; nothing was changed.",
)
ONLY_THESE = Template(
    "numbered.only_these",
    "没有这个数字，请回 {numbers}：",
    "No such number. Please reply {numbers}:",
)
