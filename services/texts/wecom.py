"""What stands on WeCom's cards besides what is said and offered."""

from services.texts.phrases import Template

PRESSED = Template("wecom.pressed", "已选：{label}", "Chosen: {label}")
PRESSED_SOMETHING = Template("wecom.pressed_something", "已选", "Chosen")
OVERTAKEN = Template(
    "wecom.overtaken", "有变化，见下面的新消息", "Changed, see the new message below"
)
