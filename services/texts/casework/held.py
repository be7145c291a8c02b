"""What staff are told when a reporter cannot be written to for now (WeChat)."""

from services.texts.phrases import Template

REPORTER_HELD = Template(
    "held.reporter",
    "{number}：给反映人的话还没有送到，微信暂时推送不了。"
    "话先留着，反映人 {days} 天内再来就能看到。",
    "{number}: what we sent to the reporter has not arrived: WeChat shows them nothing for now. "
    "It is kept, and shown when they come back within {days} days.",
)
GIVEN_UP = Template(
    "held.given_up",
    "{number}：反映人一直没有再来微信，留着的话没有看到，现在不留了。",
    "{number}: the reporter never came back to WeChat and did not see what we kept for them. It "
    "is kept no longer.",
)
CALL_IF_PRESSING = Template(
    "held.call_if_pressing",
    "要紧请打电话（点“联系居民”看号码）。",
    "If it presses, please call (the number is under “Contact”).",
)
NO_PHONE = Template("held.no_phone", "反映人没有留电话。", "The reporter left no phone.")
